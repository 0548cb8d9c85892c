import type { Answer, Knowledge } from '../answer/schema.ts';
import type { SearchMode } from '../retrieval/schema.ts';
import { judge, squash, type Verdict } from './judge.ts';
import type { EvaluationQuestion } from './question-set.ts';

export type Outcome = Readonly<{ question: EvaluationQuestion; answer: Answer; verdict: Verdict }>;

/** Asks every question of a set and judges each answer. Conversations are asked with their earlier turns. */
export async function askAll(
  questions: readonly EvaluationQuestion[],
  knowledge: Knowledge,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    const answer = await knowledge.ask({ question: question.question, topK: 5 }, question.history);
    outcomes.push({ question, answer, verdict: judge(question, answer, knowledge.catalogue) });
  }
  return outcomes;
}

const proportion = (hits: number, all: number): number | null => (all === 0 ? null : hits / all);

export const ANSWER_COLUMNS = [
  '可答题',
  '答对且出处对',
  '出处对',
  '应拒题',
  '拒答对',
  '多轮题',
  '多轮答对',
  '引文逐字相符',
] as const;

/** One row of the table of answers: counts, and shares of them. */
export function measureAnswers(outcomes: readonly Outcome[]): (number | null)[] {
  const single = outcomes.filter(
    ({ question }) => question.expected !== null && question.history.length === 0,
  );
  const refused = outcomes.filter(({ question }) => question.expected === null);
  const turns = outcomes.filter(({ question }) => question.history.length > 0);
  const right = (some: readonly Outcome[]) => some.filter(({ verdict }) => verdict.right).length;
  return [
    single.length,
    proportion(right(single), single.length),
    proportion(single.filter(({ verdict }) => verdict.cited).length, single.length),
    refused.length,
    proportion(right(refused), refused.length),
    turns.length,
    proportion(right(turns), turns.length),
    proportion(outcomes.filter(({ verdict }) => verdict.verbatim).length, outcomes.length),
  ];
}

export const RETRIEVAL_COLUMNS = ['题数', 'success@1', 'success@5', 'success@10', 'MRR@10'] as const;

/**
 * Retrieval alone: at which rank the first clause of the expected file stands that holds all the expected strings.
 * success@k is the share of questions whose rank is at most k; MRR@10 the mean of 1/rank, 0 beyond 10.
 */
export async function measureRetrieval(
  questions: readonly EvaluationQuestion[],
  knowledge: Knowledge,
  mode: SearchMode,
): Promise<(number | null)[]> {
  const ranks: number[] = [];
  for (const { question, history, expected } of questions) {
    if (expected === null || history.length > 0) continue;
    const { hits } = await knowledge.search({ query: question, topK: 10, mode });
    const hit = hits.find(
      ({ document, clause }) =>
        knowledge.catalogue.document(document.id)?.fileName === expected.fileName &&
        expected.contains.every((part) => squash(clause.text).includes(squash(part))),
    );
    ranks.push(hit?.rank ?? Number.POSITIVE_INFINITY);
  }
  const within = (k: number) => proportion(ranks.filter((rank) => rank <= k).length, ranks.length);
  const reciprocal = ranks.reduce((sum, rank) => sum + 1 / rank, 0);
  return [ranks.length, within(1), within(5), within(10), proportion(reciprocal, ranks.length)];
}
