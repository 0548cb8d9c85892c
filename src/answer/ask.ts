import { randomUUID } from 'node:crypto';
import type { Clause } from '../clause/schema.ts';
import { chooseSpan, type SpanCandidate } from '../evidence/choose-span.ts';
import { ANSWER_THRESHOLD } from '../evidence/confidence.ts';
import { typeAgreement } from '../evidence/expected-type.ts';
import type { Evidence } from '../evidence/schema.ts';
import { type EvidenceTools, selectEvidence } from '../evidence/select.ts';
import { parseInConversation } from '../question/follow-up.ts';
import type { QuestionTools } from '../question/parse.ts';
import type { Question } from '../question/schema.ts';
import { type Ranking, rankPassages } from '../retrieval/rank.ts';
import { both, type Scope, scopeOf } from '../retrieval/scope.ts';
import { normalise } from '../text/normalise.ts';
import { readingText } from '../text/reading.ts';
import { quoteArticle } from './article.ts';
import { cite, type QuotedSpan } from './citation.ts';
import { clauseAt, clauseHolding } from './clause-at.ts';
import { ONLY_STATED, quoteTopic } from './document-topic.ts';
import { enumerateItems, listsWithin } from './enumerate.ts';
import { relatedEvidence } from './related.ts';
import { quoteResponsible } from './responsible.ts';
import { type Answer, type AskRequest, type Citation, NO_EVIDENCE } from './schema.ts';
import { warningsOf } from './warnings.ts';

export type AskTools = EvidenceTools & QuestionTools;

/** Passages that evidence is chosen from. */
const CANDIDATE_PASSAGES = 60;

/** How much evidence is tried where the best is about the matter and yet does not hold what is asked. */
const NEXT_BEST = 4;

/** What was found before it is printed: the quoted places, how sure, and what came near. */
type Finding = Readonly<{ quoted: readonly QuotedSpan[]; confidence: number; evidence: readonly Evidence[] }>;

function pathOf(clauseId: string, tools: AskTools): readonly Clause[] {
  const found = tools.catalogue.clause(clauseId);
  if (found === undefined) throw new Error(`clause ${clauseId} is not in the catalogue`);
  return [...found.ancestors, found.clause];
}

/**
 * Whether a sentence, though about the matter, does not hold what is asked: no body where one is asked to be
 * responsible, no list where a list of so many is.
 */
function fallsShort(question: Question, sentence: string): boolean {
  if (question.clauseField !== null) return typeAgreement(question, normalise(sentence).text) < 0;
  return (
    question.listSize !== null &&
    question.answerType === 'list' &&
    !listsWithin(sentence, question.listSize, question.listNoun)
  );
}

/** What to quote of a run of words: the list asked for where the document numbers it, else the run; empty if it falls short. */
function quoteOne(question: Question, { evidence, span }: SpanCandidate, tools: AskTools): QuotedSpan[] {
  const { documentId, clauseId } = evidence.passage;
  const text = tools.catalogue.text(documentId) ?? '';
  const path = pathOf(clauseId, tools);
  const items = enumerateItems(question, text, path, evidence.span);
  if (items !== null) return items.map((item) => ({ documentId, ...item }));
  return fallsShort(question, text.slice(span.start, span.end))
    ? []
    : [{ documentId, clauseId: clauseHolding(path, span).id, span }];
}

/**
 * What the evidence says: the responsible unit, else the best run of words of evidence that is sure enough and does not
 * fall short. Where nothing is quoted, the confidence is that of the best, or none if all that is sure falls short.
 */
function findInEvidence(question: Question, evidence: readonly Evidence[], tools: AskTools): Finding {
  const [best] = evidence;
  const confidence = best?.confidence ?? 0;
  const responsible = quoteResponsible(question, evidence, tools.catalogue);
  if (responsible !== null) {
    return { quoted: [responsible], confidence: Math.max(ANSWER_THRESHOLD, confidence), evidence };
  }
  if (confidence < ANSWER_THRESHOLD) return { quoted: [], confidence, evidence };
  const sure = evidence.slice(0, NEXT_BEST).filter((one) => one.confidence >= ANSWER_THRESHOLD);
  for (const some of [sure, ...sure.map((one) => [one])]) {
    const chosen = chooseSpan(question, some, tools);
    const quoted = chosen === undefined ? [] : quoteOne(question, chosen, tools);
    if (quoted.length > 0) return { quoted, confidence, evidence };
  }
  return { quoted: [], confidence: 0, evidence };
}

/**
 * Looks among the documents that hold on the day asked about, and among the others only where nothing else answers.
 * Who names a document, or asks for a status, means it whatever it is.
 */
async function find(
  question: Question,
  request: AskRequest,
  tools: AskTools,
  mark: () => void,
): Promise<Finding> {
  const filters = request.filters ?? {};
  const scope = scopeOf(question, filters, tools);
  const effective = scope.named || filters.status !== undefined ? null : tools.search.effective(filters.asOf);
  const selection = both(scope.selection, effective);
  const limit = CANDIDATE_PASSAGES;
  const ranking = await rankPassages(question, tools, { limit, selection });
  mark();
  const found = await findAmong(question, ranking, { ...scope, selection }, tools);
  if (found.quoted.length > 0 || effective === null) return found;
  // What no longer holds must come near what holds, so that it need not be sought by itself.
  const among = effective.map((chosen) => 1 - chosen);
  const { vector } = ranking;
  const past = await rankPassages(question, tools, { limit, selection: scope.selection, among, vector });
  const old = await findAmong(question, past, { ...scope, selection: both(scope.selection, among) }, tools);
  return old.quoted.length > 0 ? old : found;
}

/** What the ranked passages say, of documents in the selection of `scope`. */
async function findAmong(
  question: Question,
  ranking: Ranking,
  scope: Scope,
  tools: AskTools,
): Promise<Finding> {
  if (scope.unknownNumbers.length > 0) return { quoted: [], confidence: 0, evidence: [] };
  const article = quoteArticle(question, ranking, scope.selection, tools);
  if (article !== null) return { quoted: article.quoted, confidence: article.share, evidence: [] };
  const topic = quoteTopic(question, ranking, scope.selection, tools);
  if (topic !== null) return { quoted: topic.quoted, confidence: topic.share, evidence: [] };
  if (
    question.topic !== null &&
    question.topic !== 'source' &&
    (scope.named || ONLY_STATED.has(question.topic))
  ) {
    // The document meant does not state it: what the text says elsewhere is no answer.
    return { quoted: [], confidence: 0, evidence: [] };
  }
  return findInEvidence(question, await selectEvidence(question, ranking, tools), tools);
}

/** Where a conversation asks which document the last answer came from, that answer's document names itself. */
async function findSource(
  history: readonly string[],
  request: AskRequest,
  tools: AskTools,
  mark: () => void,
): Promise<Finding | null> {
  const last = history.at(-1);
  if (last === undefined) return null;
  const earlier = parseInConversation(last, history.slice(0, -1), tools);
  if (earlier.topic !== null) return null;
  const { quoted, confidence } = await find(earlier, request, tools, mark);
  const source = quoted[0];
  if (source === undefined) return null;
  const record = tools.catalogue.document(source.documentId);
  const clauses = tools.catalogue.clauses(source.documentId) ?? [];
  if (record === undefined) return null;
  const places = [record.metadata.places.title?.[0], record.metadata.places.documentNumber?.[0]];
  const named = places
    .filter((place) => place !== undefined)
    .map((span) => ({ documentId: record.id, clauseId: clauseAt(clauses, span).id, span }));
  return named.length === 0 ? null : { quoted: named, confidence, evidence: [] };
}

/** Names one giving of an answer: the same answer given twice has two. */
export const newAnswerId = (): string => `ans_${randomUUID().replaceAll('-', '')}`;

/** The quotes, a line each: verbatim, but that markdown marks and broken lines of the original are mended. */
function answerText(citations: readonly Citation[], tools: AskTools): string {
  return citations
    .map(({ document, quote, start, end }) =>
      /[\r\n*#]/u.test(quote)
        ? readingText(tools.catalogue.text(document.id) ?? '', { start, end }).text.replaceAll('\n', '')
        : quote,
    )
    .join('\n');
}

/**
 * Answers one question from the documents, without a language model: the same answer each time for the same index.
 * `history` holds the earlier questions of the conversation, oldest first.
 */
export async function ask(request: AskRequest, history: readonly string[], tools: AskTools): Promise<Answer> {
  const started = performance.now();
  const question = parseInConversation(request.question, history, tools);
  const parsed = performance.now();
  let retrieved = parsed;
  const mark = () => {
    retrieved = performance.now();
  };
  const asksSource = question.topic === 'source' || (question.topic === 'references' && question.followUp);
  const finding =
    (asksSource ? await findSource(history, request, tools, mark) : null) ??
    (await find(question, request, tools, mark));
  const day = request.filters?.asOf;
  const citations = cite(finding.quoted, tools.catalogue, day);
  const answered = citations.length > 0;
  const related = cite(
    relatedEvidence(finding.evidence, finding.quoted, request.topK, answered, tools),
    tools.catalogue,
    day,
  );
  const ended = performance.now();
  return {
    id: newAnswerId(),
    question: request.question,
    ...(question.mended.length > 0 && { readAs: [...question.mended] }),
    status: answered ? 'answered' : 'no_evidence',
    answer: answered ? answerText(citations, tools) : NO_EVIDENCE,
    confidence: finding.confidence,
    citations,
    related,
    warnings: warningsOf(
      citations.map(({ document }) => document.id),
      tools.catalogue,
      day,
    ),
    index: tools.search.statistics,
    timings: {
      questionMs: parsed - started,
      retrievalMs: retrieved - parsed,
      evidenceMs: ended - retrieved,
      totalMs: ended - started,
    },
  };
}
