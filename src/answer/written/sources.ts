import type { Clause } from '../../clause/schema.ts';
import { statusName } from '../../document/status-name.ts';
import type { CatalogueReader } from '../../indexing/schema.ts';
import { bookTitle } from '../../text/book-title.ts';
import { dateInWords } from '../../text/day.ts';
import { readAs } from '../../text/reading.ts';
import type { Span } from '../../text/schema.ts';
import { ownSpan } from '../own-span.ts';
import type { Answer, Citation } from '../schema.ts';
import { WritingFailure } from './schema.ts';

/**
 * What the model may write from, under the number that its markers name: a clause of a citation or of related evidence.
 * Citations come first under their own indexes, related ones go on from there.
 */
export type Source = Readonly<{
  number: number;
  citation: Citation;
  related: boolean;
  /** Title, 文号, issuer, date, status, and where the clause stands. */
  facts: string;
  /** What the clauses above it say before it, where it begins in them: 有下列情形之一的，不得…：. */
  before: string;
  /** The whole clause as it reads; of a very long one what is around the quote. */
  text: string;
}>;

/** Longest clause that is handed over whole, in UTF-16 code units. */
const CLAUSE_MAX_LENGTH = 2500;
/** All clauses together: some 10,000 tokens, which models of office networks can read. */
const ALL_MAX_LENGTH = 16_000;
const BEFORE_MAX_LENGTH = 400;

function factsOf({ document, clause }: Citation): string {
  const { title, documentNumber, issuer, issuedOn, status } = document;
  return [
    `文件：${bookTitle(title ?? '无标题文件')}${documentNumber === null ? '' : `（${documentNumber}）`}`,
    ...(issuer === null ? [] : [`发文机关：${issuer}`]),
    ...(issuedOn === null ? [] : [`成文日期：${dateInWords(issuedOn)}`]),
    ...(status === 'unknown' ? [] : [`效力：${statusName(status)}`]),
    `位置：${[...clause.path, clause.label].filter((part) => part !== '').join('；')}`,
  ].join('\n');
}

/** `[start, end)` of the clause around what is quoted of it, cut behind a sentence where there is one. */
function around(text: string, clause: Span, quoted: Span): Span {
  if (clause.end - clause.start <= CLAUSE_MAX_LENGTH) return clause;
  const room = Math.max(0, CLAUSE_MAX_LENGTH - (quoted.end - quoted.start)) >> 1;
  const from = Math.max(clause.start, quoted.start - room);
  const to = Math.min(clause.end, quoted.end + room);
  const lead = /[。；\n]/u.exec(text.slice(from, quoted.start));
  const tail = Math.max(...['。', '；', '\n'].map((mark) => text.slice(quoted.end, to).lastIndexOf(mark)));
  return {
    start: from === clause.start ? from : from + (lead === null ? 0 : lead.index + 1),
    end: to === clause.end || tail < 0 ? to : quoted.end + tail + 1,
  };
}

function beforeOf(text: string, ancestors: readonly Clause[]): string {
  return ancestors
    .map((ancestor) => readAs(text, ownSpan(ancestor)).trim())
    .filter((own) => own !== '' && own.length <= BEFORE_MAX_LENGTH)
    .join('\n');
}

function sourceOf(
  quotes: readonly Citation[],
  number: number,
  related: boolean,
  catalogue: CatalogueReader,
): Source {
  const [citation] = quotes;
  const text = citation === undefined ? undefined : catalogue.text(citation.document.id);
  const found = citation === undefined ? undefined : catalogue.clause(citation.clause.id);
  if (citation === undefined || text === undefined || found === undefined) {
    throw new Error(`clause ${citation?.clause.id} is not in the catalogue`);
  }
  const quoted = {
    start: Math.min(...quotes.map(({ start }) => start)),
    end: Math.max(...quotes.map(({ end }) => end)),
  };
  const { clause, ancestors } = found;
  return {
    number,
    citation,
    related,
    facts: factsOf(citation),
    before: beforeOf(text, ancestors),
    text: readAs(text, around(text, clause, quoted)),
  };
}

const lengthOf = ({ facts, before, text }: Source): number => facts.length + before.length + text.length;

/**
 * The numbered sources of an answer; a clause that is quoted several times is there once, under its first citation.
 * Related ones that are too many are left out. Throws a {@link WritingFailure} where the citations alone are too long.
 */
export function sourcesOf(answer: Answer, catalogue: CatalogueReader): Source[] {
  const sources: Source[] = [];
  const known = new Set<string>();
  let length = 0;
  const add = (quotes: readonly Citation[], number: number, related: boolean): boolean => {
    const source = sourceOf(quotes, number, related, catalogue);
    if (length + lengthOf(source) > ALL_MAX_LENGTH) return false;
    length += lengthOf(source);
    known.add(source.citation.clause.id);
    sources.push(source);
    return true;
  };
  for (const { index, clause } of answer.citations) {
    if (known.has(clause.id)) continue;
    const quotes = answer.citations.filter((other) => other.clause.id === clause.id);
    if (!add(quotes, index, false)) {
      throw new WritingFailure('evidence_too_long', `引用的条款超过 ${ALL_MAX_LENGTH} 字`);
    }
  }
  for (const [at, citation] of answer.related.entries()) {
    if (known.has(citation.clause.id)) continue;
    if (!add([citation], answer.citations.length + at + 1, true)) break;
  }
  return sources;
}
