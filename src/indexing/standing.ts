import { isDraftTitle } from '../document/kind.ts';
import type { DocumentMetadata, DocumentStatus } from '../document/schema.ts';
import { type InboundChange, type StatusReason, statusAt } from '../document/validity-status.ts';
import { documentNumberKey, lookupKey, titleKey } from './lookup-keys.ts';

/** A document of the index with what it says. */
export type StatedDocument = Readonly<{ id: string; metadata: DocumentMetadata }>;

/** The status of a document on a day and why; `superseded_by`: a later version of the same document is in the index. */
export type Standing = Readonly<{
  status: DocumentStatus;
  reason: Readonly<Omit<StatusReason, 'kind'> & { kind: StatusReason['kind'] | 'superseded_by' }>;
}>;

/** A later version of a document, and the first day on which it holds (ISO 8601; null: not stated). */
type Successor = Readonly<{ documentId: string; from: string | null }>;

const CHANGES: ReadonlySet<string> = new Set(['repeals', 'amends', 'extends']);

/** Reports, speeches and minutes of the same title stand side by side, year by year. */
const SERIAL = /(?:报告|讲话|致辞|简报|纪要|公告|通告|通报|公报|批复|函|名单)$/;

/** A draft changes nothing, and no version of it supersedes another. */
const isDraft = ({ metadata }: StatedDocument): boolean => isDraftTitle(metadata.title ?? '');

const issuedOn = ({ metadata }: StatedDocument): string =>
  metadata.issuedOn ?? metadata.printedOn ?? metadata.validity.effectiveFrom ?? '';

/** People's congresses and their committees pass versions of one law in turn. */
const issuerKey = (issuer: string | null): string =>
  issuer === null ? '' : lookupKey(issuer).replace(/常务委员会$/, '');

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/**
 * What the documents of one snapshot do to each other, resolved by 文号 and by title in whatever order they came. A
 * document may be named by the title or number of one that it encloses: what issues a repealed 办法 is repealed with it.
 */
export class Standings {
  readonly #documents: ReadonlyMap<string, StatedDocument>;
  readonly #changes = new Map<string, InboundChange[]>();
  readonly #successors = new Map<string, Successor[]>();
  /** Documents whose standing depends on no day: asked for most often by far. */
  readonly #byDay = new Map<string, Map<string, Standing>>();

  /** Linear in documents and their references. */
  constructor(documents: readonly StatedDocument[]) {
    this.#documents = new Map(documents.map((document) => [document.id, document]));
    this.#resolveChanges(documents);
    this.#findVersions(documents);
  }

  /** The standing on `day` (ISO 8601); undefined for a document that is not in the snapshot. */
  at(id: string, day: string): Standing | undefined {
    let ofDay = this.#byDay.get(day);
    if (ofDay === undefined) {
      // Today and a few days that somebody asked about.
      if (this.#byDay.size >= 8) this.#byDay.clear();
      ofDay = new Map();
      this.#byDay.set(day, ofDay);
    }
    const known = ofDay.get(id);
    if (known !== undefined) return known;
    const document = this.#documents.get(id);
    if (document === undefined) return undefined;
    const standing = this.#standing(document, day);
    ofDay.set(id, standing);
    return standing;
  }

  #standing({ id, metadata }: StatedDocument, day: string): Standing {
    const stated = statusAt(metadata, this.#changes.get(id) ?? [], day);
    if (stated.status === 'repealed' || stated.status === 'expired') return stated;
    const successor = this.#successors.get(id)?.find(({ from }) => from === null || from <= day);
    if (successor === undefined) return stated;
    const { documentId, from: date } = successor;
    return { status: 'repealed', reason: { kind: 'superseded_by', date, documentId, sentence: null } };
  }

  #resolveChanges(documents: readonly StatedDocument[]): void {
    const byNumber = new Map<string, StatedDocument[]>();
    const byTitle = new Map<string, StatedDocument[]>();
    for (const document of documents) {
      const { documentNumber, title, titleDerived, enclosed } = document.metadata;
      if (documentNumber !== null) add(byNumber, documentNumberKey(documentNumber), document);
      if (title !== null && !titleDerived) add(byTitle, titleKey(title), document);
      for (const part of enclosed) {
        add(byTitle, titleKey(part.title), document);
        if (part.documentNumber !== null) add(byNumber, documentNumberKey(part.documentNumber), document);
      }
    }
    for (const document of documents) {
      if (isDraft(document)) continue;
      const { references, validity, issuedOn: issued, printedOn } = document.metadata;
      const done = new Set<string>();
      for (const reference of references) {
        const { relation, documentNumber, title } = reference;
        if (!CHANGES.has(relation)) continue;
        const numbered =
          documentNumber === null ? undefined : byNumber.get(documentNumberKey(documentNumber));
        const named = numbered ?? (title === null ? [] : (byTitle.get(titleKey(title)) ?? []));
        for (const target of named) {
          const key = `${relation} ${target.id}`;
          if (target.id === document.id || done.has(key)) continue;
          done.add(key);
          add(this.#changes, target.id, {
            documentId: document.id,
            reference,
            effectiveFrom: validity.effectiveFrom,
            issuedOn: issued ?? printedOn,
          });
        }
      }
    }
  }

  #findVersions(documents: readonly StatedDocument[]): void {
    const groups = new Map<string, StatedDocument[]>();
    for (const document of documents) {
      const { documentNumber, title, titleDerived, kind } = document.metadata;
      if (isDraft(document) || issuedOn(document) === '') continue;
      // 第13期 counts anew each year.
      if (documentNumber !== null && !/^第\d+期$/.test(documentNumber))
        add(groups, `number ${documentNumberKey(documentNumber)}`, document);
      if (title !== null && !titleDerived && !SERIAL.test(kind ?? ''))
        add(groups, `title ${titleKey(title)}`, document);
    }
    for (const versions of groups.values()) {
      if (versions.length === 1) continue;
      versions.sort((a, b) => issuedOn(a).localeCompare(issuedOn(b)));
      for (const [index, document] of versions.entries()) {
        const issuer = issuerKey(document.metadata.issuer);
        for (const later of versions.slice(index + 1)) {
          const other = issuerKey(later.metadata.issuer);
          if (issuedOn(later) === issuedOn(document)) continue;
          if (issuer !== other && issuer !== '' && other !== '') continue;
          const { validity, issuedOn: issued, printedOn } = later.metadata;
          // The wording of a revised law holds from its revision on, not from the law's first day.
          const from = validity.revisedOn ?? validity.effectiveFrom ?? issued ?? printedOn;
          add(this.#successors, document.id, { documentId: later.id, from });
        }
      }
    }
  }
}
