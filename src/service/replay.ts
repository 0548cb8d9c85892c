import type { Answer, AskRequest, Knowledge } from '../answer/schema.ts';
import type { DocumentRecord } from '../indexing/schema.ts';
import { type AuditRecord, answerHash, quotesOf, type RecordedQuote } from './audit.ts';

/** Why a quote of then is no quote of now. */
export type QuoteLoss =
  /** The document is not in the index, or may not be seen by who asked. */
  | 'document_missing'
  /** The document was withdrawn, or another version took its place. */
  | 'document_replaced'
  /** The stored text is not what was quoted: never so as long as the index is whole. */
  | 'text_differs'
  /** The document still says so, and another place answers. */
  | 'not_chosen';

export type Difference =
  | Readonly<{ kind: 'status'; before: Answer['status']; after: Answer['status'] }>
  | Readonly<{ kind: 'quote_lost'; quote: RecordedQuote; document: DocumentRecord | null; why: QuoteLoss }>
  | Readonly<{ kind: 'quote_new'; quote: RecordedQuote; document: DocumentRecord | null }>
  /** The same quotes, and another text around or in the order of them. */
  | Readonly<{ kind: 'wording' }>
  | Readonly<{ kind: 'confidence'; before: number; after: number }>;

/**
 * `same`: the answer is what it was. `different`: it is not. `not_asked`: the question was not kept as it was asked, so
 * that only the quotes of then could be looked at; `differences` says which of them do not hold any more.
 */
export type Replay = Readonly<{
  verdict: 'same' | 'different' | 'not_asked';
  index: Readonly<{ before: string; after: string }>;
  differences: readonly Difference[];
}>;

const keyOf = ({ documentId, start, end, quote }: RecordedQuote): string =>
  JSON.stringify([documentId, start, end, quote]);

/** What happened to a document's quote, apart from whether it is chosen; null where the document still says so. */
function lossOf(quote: RecordedQuote, { catalogue }: Knowledge): QuoteLoss | null {
  const text = catalogue.text(quote.documentId);
  if (text === undefined) return 'document_missing';
  if (text.slice(quote.start, quote.end) !== quote.quote) return 'text_differs';
  return catalogue.isCurrent(quote.documentId) ? null : 'document_replaced';
}

/** The request that was made then. The question must have been kept. */
function requestOf({ question, topK, filters }: AuditRecord): AskRequest | null {
  if (question === null) return null;
  return { question, topK, ...(filters !== null && { filters }) };
}

/**
 * Asks again what was asked then, of `knowledge`: the index as it is now, on the day of then and with the documents
 * that could be seen then. Of the same index version the answer must be the same to the last character; where it is
 * not, program, dictionary or model have changed.
 */
export async function replay(record: AuditRecord, knowledge: Knowledge): Promise<Replay> {
  const index = { before: record.indexVersion, after: knowledge.statistics.version };
  const documentOf = ({ documentId }: RecordedQuote) => knowledge.catalogue.document(documentId) ?? null;
  const lost = (quote: RecordedQuote, why: QuoteLoss): Difference => ({
    kind: 'quote_lost',
    quote,
    document: documentOf(quote),
    why,
  });
  const request = record.questionKept === 'full' ? requestOf(record) : null;
  if (request === null) {
    const differences = record.quotes.flatMap((quote) => {
      const why = lossOf(quote, knowledge);
      return why === null ? [] : [lost(quote, why)];
    });
    return { verdict: 'not_asked', index, differences };
  }
  const answer = await knowledge.ask(request, record.history);
  const differences: Difference[] = [];
  if (answer.status !== record.status)
    differences.push({ kind: 'status', before: record.status, after: answer.status });
  const [earlier, later] = [record.quotes, quotesOf(answer)];
  const [known, given] = [new Set(earlier.map(keyOf)), new Set(later.map(keyOf))];
  for (const quote of earlier) {
    if (!given.has(keyOf(quote))) differences.push(lost(quote, lossOf(quote, knowledge) ?? 'not_chosen'));
  }
  for (const quote of later) {
    if (!known.has(keyOf(quote))) differences.push({ kind: 'quote_new', quote, document: documentOf(quote) });
  }
  if (differences.length === 0 && answerHash(answer) !== record.answerHash)
    differences.push({ kind: 'wording' });
  // Another index weighs words anew: there a confidence may move without the answer doing so.
  if (index.before === index.after && answer.confidence !== record.confidence)
    differences.push({ kind: 'confidence', before: record.confidence, after: answer.confidence });
  return { verdict: differences.length === 0 ? 'same' : 'different', index, differences };
}
