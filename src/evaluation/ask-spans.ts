import { z } from 'zod';
import { type AskTools, ask } from '../answer/ask.ts';
import type { Answer } from '../answer/schema.ts';
import { CONFIDENCE_FEATURES } from '../evidence/confidence.ts';
import { Network } from '../retrieval/network.ts';
import { meanInterval } from './bootstrap.ts';
import { mean } from './measures.ts';
import { toolsOfDocument } from './one-document.ts';
import { isYesOrNo, type SpanQuestion } from './public-sets.ts';
import { type MeasureRow, printInterval } from './table.ts';
import { characterF1, holdsText } from './text-overlap.ts';

/** How a question for a span of a document was answered. */
export const SpanOutcome = z.object({
  id: z.string(),
  answerable: z.boolean(),
  /** The right answer is a span of the document: not none, and not YES or NO. */
  hasSpan: z.boolean(),
  answered: z.boolean(),
  /** The right document is quoted. */
  cited: z.boolean(),
  /** All of the span stands in the answer, white space and punctuation aside. */
  holds: z.boolean(),
  /** Character F1 of the answer with the span; 0 where it was refused. */
  f1: z.number(),
  /** The same where nothing is ever refused: how well what to quote is chosen. */
  unrefusedF1: z.number(),
  confidence: z.number(),
  /**
   * Whether what was answered, or would have been at any confidence, is right: of the right document, and it holds the
   * span or has an F1 of at least {@link RIGHT_F1} with it.
   */
  right: z.boolean(),
});
export type SpanOutcome = Readonly<z.infer<typeof SpanOutcome>>;

const zeros = CONFIDENCE_FEATURES.map(() => 0);

/** A confidence network that is sure of everything. */
const SURE = new Network(
  {
    features: CONFIDENCE_FEATURES,
    mean: zeros,
    deviation: zeros.map(() => 1),
    hidden: [zeros],
    hiddenBias: [1],
    output: [20],
    linear: zeros,
  },
  CONFIDENCE_FEATURES,
);

/** A quote of which half is the span, or that is half of it. */
const RIGHT_F1 = 0.5;

/** How many quotes are shown. */
const SHOWN = 5;

function judgeSpan(
  question: SpanQuestion,
  documentId: string,
  answer: Answer,
  unrefused: Answer,
): SpanOutcome {
  const { citations, related, confidence } = answer;
  const span = question.answer ?? '';
  const answered = answer.status === 'answered';
  // Where nothing is sure enough, the nearest clause comes first among the related.
  const said = answered ? answer.answer : (related[0]?.quote ?? '');
  const from = answered ? citations : related.slice(0, 1);
  const ofDocument = from.some(({ document }) => document.id === documentId);
  const f1 = characterF1(said, span);
  const holds = span !== '' && holdsText(said, span);
  return {
    id: question.id,
    answerable: question.answer !== null,
    hasSpan: question.answer !== null && !isYesOrNo(question.answer),
    answered,
    cited: answered && ofDocument,
    holds: answered && holds,
    f1: answered ? f1 : 0,
    unrefusedF1: characterF1(unrefused.answer, span),
    confidence,
    right: ofDocument && (holds || f1 >= RIGHT_F1),
  };
}

/**
 * Asks every question; `documentOf` gives the id of its document in the index. `alone` asks it of that document only,
 * otherwise of the whole index.
 */
export async function askSpans(
  questions: readonly SpanQuestion[],
  documentOf: (question: SpanQuestion) => string,
  tools: AskTools,
  { alone }: Readonly<{ alone: boolean }>,
): Promise<SpanOutcome[]> {
  const outcomes: SpanOutcome[] = [];
  for (const question of questions) {
    const documentId = documentOf(question);
    const own = alone ? toolsOfDocument(tools, documentId) : tools;
    const request = { question: question.question, topK: SHOWN };
    const answer = await ask(request, [], own);
    const unrefused =
      answer.status === 'answered' ? answer : await ask(request, [], { ...own, confidenceNetwork: SURE });
    outcomes.push(judgeSpan(question, documentId, answer, unrefused));
  }
  return outcomes;
}

export const SPAN_COLUMNS = [
  '题数',
  '字符 F1',
  '字符 F1 的 95 % 区间',
  '含全部答案',
  '一概作答的 F1',
  '出处对',
  '拒答',
] as const;

/** One row: means over the questions whose answer is a span. */
export function spanRow(name: string, outcomes: readonly SpanOutcome[]): MeasureRow {
  const spans = outcomes.filter(({ hasSpan }) => hasSpan);
  const f1 = spans.map((outcome) => outcome.f1);
  return {
    name,
    values: [
      spans.length,
      mean(f1),
      printInterval(meanInterval(f1)),
      mean(spans.map(({ holds }) => Number(holds))),
      mean(spans.map(({ unrefusedF1 }) => unrefusedF1)),
      mean(spans.map(({ cited }) => Number(cited))),
      mean(spans.map(({ answered }) => Number(!answered))),
    ],
  };
}
