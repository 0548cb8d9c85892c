import { withoutBracketedEnd } from '../document/kind.ts';
import type { DocumentMetadata } from '../document/schema.ts';
import type { Span } from '../text/schema.ts';
import { documentNumberKey, lookupKey } from './lookup-keys.ts';

/** What an act does to the document it is about; `supersedes`: it is a later version of it. */
export type ActKind = 'repeals' | 'amends' | 'extends' | 'supersedes';

/** Something that another document of the index does to this one. */
export type Act = Readonly<{
  kind: ActKind;
  /** The document that does it. */
  by: string;
  /** ISO 8601: the first day on which it holds, of an extension the last day to which it extends; null: not stated. */
  date: string | null;
  /** The sentence of `by` that says so; null for a version, which says nothing. */
  sentence: Span | null;
}>;

export type ActingDocument = Readonly<{ id: string; metadata: DocumentMetadata }>;

const KINDS: ReadonlySet<string> = new Set(['repeals', 'amends', 'extends']);
const isActKind = (relation: string): relation is Exclude<ActKind, 'supersedes'> => KINDS.has(relation);

/** Reports, speeches and minutes of the same title stand side by side, year by year. */
const SERIAL = /(?:报告|讲话|致辞|简报|纪要|公告|通告|通报|公报|批复|函|名单)$/;

/** 征求意见稿: it acts on nothing, and no version of it supersedes another. */
const DRAFT = /征求意见|征集意见|草案|送审稿|讨论稿/;

const isDraft = ({ metadata }: ActingDocument): boolean => DRAFT.test(metadata.title ?? '');

/** First day on which what a document does holds. */
export const actsFrom = ({ metadata }: ActingDocument): string | null =>
  metadata.validity.effectiveFrom ?? metadata.issuedOn ?? metadata.printedOn;

const issued = ({ metadata }: ActingDocument): string =>
  metadata.issuedOn ?? metadata.printedOn ?? metadata.validity.effectiveFrom ?? '';

/** 中华人民共和国行政许可法 and 行政许可法 are one title; so are 办法 and 办法（2019年修订）. */
export const titleKey = (title: string): string =>
  lookupKey(withoutBracketedEnd(title.replace(/^[《〈]|[》〉]$/g, ''))).replace(/^中华人民共和国/, '');

/** People's congresses and their committees pass versions of one law in turn. */
const issuerKey = (issuer: string | null): string =>
  issuer === null ? '' : lookupKey(issuer).replace(/常务委员会$/, '');

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** Versions of one document among `documents` that share a title or a number: each is superseded by the next later one. */
function supersessions(
  documents: readonly ActingDocument[],
  acts: Map<string, Act[]>,
  done: Set<string>,
): void {
  const dated = documents
    .filter((document) => issued(document) !== '' && !isDraft(document))
    .sort((a, b) => issued(a).localeCompare(issued(b)));
  for (const [index, document] of dated.entries()) {
    const key = issuerKey(document.metadata.issuer);
    const next = dated.slice(index + 1).find((later) => {
      const other = issuerKey(later.metadata.issuer);
      return issued(later) > issued(document) && (key === other || key === '' || other === '');
    });
    const pair = `${document.id} ${next?.id ?? ''}`;
    if (next === undefined || done.has(pair)) continue;
    done.add(pair);
    add(acts, document.id, { kind: 'supersedes', by: next.id, date: actsFrom(next), sentence: null });
  }
}

/**
 * What the documents of an index do to each other, by the id of the one that is acted upon: by 文号 and by title, the
 * titles of enclosed documents among them, whichever came first. A document acts on nothing that is later than itself.
 * Linear in documents and references.
 */
export function actsUpon(documents: readonly ActingDocument[]): ReadonlyMap<string, readonly Act[]> {
  const byNumber = new Map<string, ActingDocument[]>();
  const byTitle = new Map<string, ActingDocument[]>();
  const versionsByTitle = new Map<string, ActingDocument[]>();
  const versionsByNumber = new Map<string, ActingDocument[]>();
  for (const document of documents) {
    const { documentNumber, title, titleDerived, kind, enclosed } = document.metadata;
    if (documentNumber !== null) {
      add(byNumber, documentNumberKey(documentNumber), document);
      // 第13期 counts anew each year.
      if (!/^第\d+期$/.test(documentNumber)) add(versionsByNumber, documentNumberKey(documentNumber), document);
    }
    if (title !== null && !titleDerived) {
      add(byTitle, titleKey(title), document);
      if (!SERIAL.test(kind ?? '')) add(versionsByTitle, titleKey(title), document);
    }
    for (const part of enclosed) {
      add(byTitle, titleKey(part.title), document);
      if (part.documentNumber !== null) add(byNumber, documentNumberKey(part.documentNumber), document);
    }
  }
  const acts = new Map<string, Act[]>();
  for (const document of documents) {
    if (isDraft(document)) continue;
    const upon = new Set<string>();
    for (const { relation, documentNumber, title, date, sentence } of document.metadata.references) {
      if (!isActKind(relation)) continue;
      const numbered = documentNumber === null ? undefined : byNumber.get(documentNumberKey(documentNumber));
      const named = numbered ?? (title === null ? [] : (byTitle.get(titleKey(title)) ?? []));
      for (const target of named) {
        const key = `${relation} ${target.id}`;
        if (target.id === document.id || upon.has(key)) continue;
        if (issued(target) !== '' && issued(document) !== '' && issued(target) > issued(document)) continue;
        upon.add(key);
        const since = relation === 'extends' ? date : (date ?? actsFrom(document));
        add(acts, target.id, { kind: relation, by: document.id, date: since, sentence });
      }
    }
  }
  const done = new Set<string>();
  for (const versions of [...versionsByNumber.values(), ...versionsByTitle.values()])
    if (versions.length > 1) supersessions(versions, acts, done);
  return acts;
}
