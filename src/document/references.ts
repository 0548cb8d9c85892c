import { markAt } from '../text/marks.ts';
import { kindOfTitle } from './kind.ts';
import type { Layout } from './layout.ts';
import { changedByNote, readAmendments } from './relations/amendments.ts';
import { type Link, linksOf } from './relations/chains.ts';
import { readLists } from './relations/lists.ts';
import { bareTitle, type Named } from './relations/named.ts';
import { readInlineList, readRepeals } from './relations/repeals.ts';
import { type Mention, readStatements, type Statement } from './relations/statements.ts';
import { readExtensions, readGrounds, readHandedOn, readReplies } from './relations/ties.ts';
import { readTitleTies, titleRuns } from './relations/title-ties.ts';
import type { DocumentReference } from './schema.ts';

/** A basis is stated in the preamble, before the first numbered clause, or where it says why a text is made (第一条). */
const PREAMBLE = 1500;
const MADE = /^第一条|制定本|制订本|特制定|制定了|现就|(?:公告|通知|决定|规定|解释|意见|通告)如下/;

/** Ties that change what is in force; a document that only forwards another one has none of them of its own. */
const CHANGING: ReadonlySet<DocumentReference['relation']> = new Set(['repeals', 'amends', 'extends']);

/** Shorter titles in 《》 are names of columns, certificates and columns of tables. */
const SHORTEST_TITLE = 5;
const SHORTEST_CHANGED_TITLE = 4;
/** 《居住证》, 《备案表》: papers, not documents. */
const PAPER = /(?:证|证书|执照|凭证|表|登记簿|申请书|通知书|协议书|合同|单|票)(?:[（(].*[）)])?$/;

type Own = Readonly<{ title: string | null; documentNumber: string | null }>;
type Tie = Pick<Named, 'relation' | 'date'>;

const MENTIONED: Tie = { relation: 'mention', date: null };

/** What a sentence says of each of its links; every link has an answer. */
function tiesOf(statement: Statement, links: readonly Link[], isPreamble: boolean): readonly Tie[] {
  const inline = readInlineList(links);
  const repeals = readRepeals(links);
  const extensions = readExtensions(links);
  const amendments = readAmendments(links);
  const replies = readReplies(links);
  const handed = readHandedOn(links);
  const grounds = isPreamble || MADE.test(statement.skeleton) ? readGrounds(links) : new Set<number>();
  return links.map((link, index): Tie => {
    if (statement.role === 'header')
      return changedByNote(link) ? { relation: 'amended_by', date: null } : MENTIONED;
    const until = extensions.get(index);
    if (until !== undefined) return { relation: 'extends', date: until };
    const repeal = repeals.get(index) ?? inline.get(index);
    if (repeal !== undefined) return repeal;
    if (amendments.has(index)) return { relation: 'amends', date: null };
    if (replies.has(index)) return { relation: 'replies_to', date: null };
    if (grounds.has(index)) return { relation: 'basis', date: null };
    const given = handed.get(index);
    return given === undefined ? MENTIONED : { relation: given, date: null };
  });
}

/** The mentions of the page's sentences with their ties, short names (《办法》) put back into what they stand for. */
function readSentences(statements: readonly Statement[], preambleEnd: number, headEnd: number): Named[] {
  const named: Named[] = [];
  const shortNames = new Map<string, Mention>();
  for (const statement of statements) {
    const { role, block, mentions, span: sentence } = statement;
    if ((role !== 'body' && role !== 'header') || mentions.length === 0) continue;
    const links = linksOf(statement);
    const ties = new Map(
      tiesOf(statement, links, sentence.start < preambleEnd).map((tie, index) => [
        links[index]?.mention,
        tie,
      ]),
    );
    for (const mention of mentions) {
      const tie = ties.get(mention) ?? MENTIONED;
      // The head names its own document: only what amended it is another one.
      if (block < headEnd && role === 'header' && tie.relation !== 'amended_by') continue;
      if (mention.shortName !== null) shortNames.set(bareTitle(mention.shortName), mention);
      const meant =
        mention.documentNumber === null ? shortNames.get(bareTitle(mention.title ?? '')) : undefined;
      const { title, documentNumber } = meant ?? mention;
      named.push({ ...tie, title, documentNumber, span: mention.span, sentence });
    }
  }
  return named;
}

/** Where the text before the first numbered clause ends. */
function preambleEndOf(text: string, { blocks, headEnd }: Layout): number {
  const body = blocks.slice(headEnd).filter(({ role }) => role === 'body');
  const start = body[0]?.paragraph.start ?? text.length;
  const numbered = body.find(({ paragraph }) => {
    const mark = markAt(text, paragraph.start, paragraph.end);
    return mark !== null && !mark.doubtful;
  });
  return Math.min(numbered?.paragraph.start ?? text.length, start + PREAMBLE);
}

/** The number under which the text names a title elsewhere; none where it names two versions. */
function numbersByTitle(named: readonly Named[]): ReadonlyMap<string, string | null> {
  const numbers = new Map<string, string | null>();
  for (const { title, documentNumber } of named) {
    if (title === null || documentNumber === null) continue;
    const key = bareTitle(title);
    const known = numbers.get(key);
    numbers.set(key, known === undefined || known === documentNumber ? documentNumber : null);
  }
  return numbers;
}

/** Puts together what is said of the same document; `mention` only where nothing more is said. */
function collect(named: readonly Named[]): DocumentReference[] {
  // A new version may repeal the old one under the same title: the number of one is not that of the other.
  const isOld = ({ relation }: Named): boolean => relation === 'repeals';
  const issued = new Set(
    named.flatMap(({ relation, title }) => (relation === 'issues' ? [bareTitle(title ?? '')] : [])),
  );
  const numbers = {
    old: numbersByTitle(named.filter(isOld)),
    other: numbersByTitle(named.filter((one) => !isOld(one))),
  };
  const documents = new Map<string, Map<DocumentReference['relation'], DocumentReference>>();
  for (const { title: name, ...reference } of named) {
    const bare = name === null ? '' : bareTitle(name);
    const title = bare.length < SHORTEST_CHANGED_TITLE ? null : name;
    const old = reference.relation === 'repeals';
    const isIssued = issued.has(bare);
    // What is issued here has no number of its own yet; one beside its title is that of an earlier text.
    const inferred =
      isIssued && !old
        ? null
        : ((old ? numbers.old.get(bare) : null) ??
          numbers.other.get(bare) ??
          (isIssued ? null : numbers.old.get(bare)));
    const documentNumber = reference.documentNumber ?? inferred ?? null;
    const key = `${documentNumber ?? bare}${old && isIssued ? ' (earlier)' : ''}`;
    const ties = documents.get(key) ?? new Map<DocumentReference['relation'], DocumentReference>();
    documents.set(key, ties);
    const earlier = ties.get(reference.relation);
    if (earlier === undefined) ties.set(reference.relation, { ...reference, title, documentNumber });
    else if (earlier.title === null || earlier.date === null) {
      const date = earlier.date ?? reference.date;
      ties.set(reference.relation, { ...earlier, title: earlier.title ?? title, date });
    }
  }
  return [...documents.values()].flatMap((ties) => {
    const all = [...ties.values()];
    const title = all.find((reference) => reference.title !== null)?.title ?? null;
    return all
      .filter(({ relation }) => relation !== 'mention' || all.length === 1)
      .map((reference) => ({ ...reference, title: reference.title ?? title }));
  });
}

/**
 * The documents that this one names and what it does to each, in reading order: by 文号, by title in 《》 or by both,
 * and by bare title where the document's own title or a list says so. One entry for each document and relation, at
 * its first place. Left out is the document itself, but for an earlier one of the same title that it repeals. Linear.
 */
export function readReferences(
  text: string,
  layout: Layout,
  own: Own,
  statements: readonly Statement[] = readStatements(text, layout),
): DocumentReference[] {
  const ownTitle = own.title === null ? null : bareTitle(own.title);
  const runs = titleRuns(text, layout);
  const ofTitle = runs.flatMap(({ reading }) => readTitleTies(reading));
  // What a forwarded document repeals, it has repealed itself already.
  const enclosed = own.title !== null && /转发/.test(own.title) ? runs[1]?.reading.offsets[0] : undefined;
  const ofBody = readSentences(statements, preambleEndOf(text, layout), layout.headEnd);
  // A title shortens what it forwards (…意见报告 for …意见的报告); the body names it in full.
  const isForwarded = ofBody.some(({ relation }) => relation === 'forwards');
  const named = [
    ...ofTitle.filter(({ relation }) => !isForwarded || relation !== 'forwards'),
    ...readLists(text, layout, statements),
    ...ofBody,
  ]
    .map((reference) =>
      enclosed !== undefined && reference.span.start >= enclosed && CHANGING.has(reference.relation)
        ? { ...reference, relation: 'mention' as const }
        : reference,
    )
    .filter(({ relation, title, documentNumber }) => {
      if (documentNumber !== null && documentNumber === own.documentNumber) return false;
      const name = title === null ? '' : bareTitle(title);
      if (name !== '' && name === ownTitle && relation !== 'repeals') return false;
      if (relation === 'mention' && documentNumber === null && ownTitle?.includes(name)) return false;
      if (documentNumber !== null) return true;
      if (relation === 'mention' || relation === 'basis')
        return name.length >= SHORTEST_TITLE && title !== null && kindOfTitle(title) !== null;
      return name.length >= SHORTEST_CHANGED_TITLE && !PAPER.test(name);
    });
  return collect(named).sort((a, b) => a.span.start - b.span.start);
}
