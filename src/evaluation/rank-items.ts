import { z } from 'zod';
import { parseQuestion, type QuestionTools } from '../question/parse.ts';
import { rankPassages } from '../retrieval/rank.ts';
import type { RetrievalTools, SearchMode } from '../retrieval/schema.ts';
import { meanInterval } from './bootstrap.ts';
import { type FoundRanks, mean, ndcgAt, recallAt, reciprocalRankAt, successAt } from './measures.ts';
import { fuseRankings } from './rrf.ts';
import { type MeasureRow, printInterval } from './table.ts';

/** Passages ranked, so that there are a hundred articles among them. */
const PASSAGES = 400;

/** A question with its right items (articles, documents): any of a set will do, and no two sets share one. */
export type RankingQuestion = Readonly<{ question: string; right: readonly ReadonlySet<number>[] }>;

const MODES = ['lexical', 'dense', 'hybrid'] as const satisfies readonly SearchMode[];

/** In the order in which they are shown. */
export const RANKING_TITLES = {
  lexical: '只用 BM25',
  dense: '只用向量',
  fused: '名次倒数之和',
  hybrid: '两者合用',
} as const;
export type RankingSystem = keyof typeof RANKING_TITLES;
export const RANKING_SYSTEMS: readonly RankingSystem[] = ['lexical', 'dense', 'fused', 'hybrid'];

/** Sets that share an item become one: whoever finds the item has found both. */
export function mergeOverlapping(sets: readonly (readonly number[])[]): Set<number>[] {
  let merged: Set<number>[] = [];
  for (const set of sets) {
    const joined = new Set(set);
    const apart = merged.filter((other) => {
      const meets = set.some((item) => other.has(item));
      if (meets) for (const item of other) joined.add(item);
      return !meets;
    });
    merged = [...apart, joined];
  }
  return merged;
}

/** The ranking by each system of the items that `itemOf` gives for passages; an item stands where its best passage does. */
export async function rankItems(
  question: string,
  itemOf: (passage: number) => number,
  tools: RetrievalTools & QuestionTools,
): Promise<Record<RankingSystem, readonly number[]>> {
  const parsed = parseQuestion(question, tools);
  const rankings: Record<SearchMode, readonly number[]> = { lexical: [], dense: [], hybrid: [] };
  for (const mode of MODES) {
    const { passages } = await rankPassages(parsed, tools, { limit: PASSAGES, mode });
    rankings[mode] = [...new Set(passages.map(({ passage }) => itemOf(passage)))];
  }
  return { ...rankings, fused: fuseRankings([rankings.lexical, rankings.dense]) };
}

function ranksIn(ranking: readonly number[], right: RankingQuestion['right']): FoundRanks {
  return right.map((items) => {
    const at = ranking.findIndex((item) => items.has(item));
    return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
  });
}

/** JSON has no Infinity: a right item that was not found is null there. */
const Ranks = z.array(
  z.array(
    z
      .number()
      .nullable()
      .transform((rank) => rank ?? Number.POSITIVE_INFINITY),
  ),
);

/** Where each system ranks the right items of each question. */
export const SystemRanks = z.object({ lexical: Ranks, dense: Ranks, fused: Ranks, hybrid: Ranks });
export type SystemRanks = Readonly<Record<RankingSystem, readonly FoundRanks[]>>;

/** Ranks all questions; each has a right item at least. */
export async function rankQuestions(
  questions: readonly RankingQuestion[],
  itemOf: (passage: number) => number,
  tools: RetrievalTools & QuestionTools,
): Promise<SystemRanks> {
  const ranks: Record<RankingSystem, FoundRanks[]> = { lexical: [], dense: [], fused: [], hybrid: [] };
  for (const { question, right } of questions) {
    const rankings = await rankItems(question, itemOf, tools);
    for (const system of RANKING_SYSTEMS) ranks[system].push(ranksIn(rankings[system], right));
  }
  return ranks;
}

export const RANKING_COLUMNS = [
  '题数',
  'success@1',
  'success@1 的 95 % 区间',
  'success@10',
  'success@100',
  'recall@10',
  'recall@100',
  'MRR@10',
  'nDCG@10',
] as const;

/** A row for each system. */
export function rankingRows(name: string, ranks: SystemRanks): MeasureRow[] {
  return RANKING_SYSTEMS.map((system) => {
    const all = ranks[system];
    const of = (measure: (ranks: FoundRanks, k: number) => number, k: number) =>
      all.map((one) => measure(one, k));
    const first = of(successAt, 1);
    return {
      name: `${name}，${RANKING_TITLES[system]}`,
      values: [
        all.length,
        mean(first),
        printInterval(meanInterval(first)),
        mean(of(successAt, 10)),
        mean(of(successAt, 100)),
        mean(of(recallAt, 10)),
        mean(of(recallAt, 100)),
        mean(of(reciprocalRankAt, 10)),
        mean(of(ndcgAt, 10)),
      ],
    };
  });
}
