import type { Answer, Knowledge } from '../answer/schema.ts';
import type { SearchMode } from '../retrieval/schema.ts';
import { judge, squash, type Verdict } from './judge.ts';
import { type FoundRanks, mean, reciprocalRankAt, successAt } from './measures.ts';
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
  const share = (some: readonly Outcome[], what: 'right' | 'cited' | 'verbatim') =>
    mean(some.map(({ verdict }) => Number(verdict[what])));
  return [
    single.length,
    share(single, 'right'),
    share(single, 'cited'),
    refused.length,
    share(refused, 'right'),
    turns.length,
    share(turns, 'right'),
    share(outcomes, 'verbatim'),
  ];
}

export const RETRIEVAL_COLUMNS = ['题数', 'success@1', 'success@5', 'success@10', 'MRR@10'] as const;

/** Retrieval alone: at which rank the first clause of the expected file stands that holds all the expected strings. */
export async function measureRetrieval(
  questions: readonly EvaluationQuestion[],
  knowledge: Knowledge,
  mode: SearchMode,
): Promise<(number | null)[]> {
  const ranks: FoundRanks[] = [];
  for (const { question, history, expected } of questions) {
    if (expected === null || history.length > 0) continue;
    const { hits } = await knowledge.search({ query: question, topK: 10, mode });
    const hit = hits.find(
      ({ document, clause }) =>
        knowledge.catalogue.document(document.id)?.fileName === expected.fileName &&
        expected.contains.every((part) => squash(clause.text).includes(squash(part))),
    );
    ranks.push([hit?.rank ?? Number.POSITIVE_INFINITY]);
  }
  const within = (k: number) => mean(ranks.map((rank) => successAt(rank, k)));
  return [
    ranks.length,
    within(1),
    within(5),
    within(10),
    mean(ranks.map((rank) => reciprocalRankAt(rank, 10))),
  ];
}
