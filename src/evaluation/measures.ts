import { z } from 'zod';

/**
 * Where the right items of one question stand in a ranking: their ranks from 1, `Infinity` for one that was not found.
 * No two are the same. A question has at least one right item.
 */
export type FoundRanks = readonly number[];

/** The mean; null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** 1 where any right item is among the first `k`, else 0. */
export const successAt = (ranks: FoundRanks, k: number): number => Number(ranks.some((rank) => rank <= k));

/** The share of the right items that is among the first `k`. */
export const recallAt = (ranks: FoundRanks, k: number): number =>
  ranks.filter((rank) => rank <= k).length / ranks.length;

/** 1 / rank of the first right item, 0 beyond `k`. Its mean over questions is MRR@k. */
export function reciprocalRankAt(ranks: FoundRanks, k: number): number {
  const first = Math.min(...ranks);
  return first <= k ? 1 / first : 0;
}

const discount = (rank: number): number => 1 / Math.log2(1 + rank);

/**
 * nDCG@k with gains of 0 and 1: Σ 1 / log2(1 + rank) over the right items among the first `k`, as a share of what it
 * would be with all right items first. Järvelin and Kekäläinen, “Cumulated gain-based evaluation of IR techniques”,
 * ACM TOIS 20 (2002), with the discount that is usual today, which begins at rank 2.
 */
export function ndcgAt(ranks: FoundRanks, k: number): number {
  let gained = 0;
  for (const rank of ranks) if (rank <= k) gained += discount(rank);
  let ideal = 0;
  for (let rank = 1; rank <= Math.min(ranks.length, k); rank += 1) ideal += discount(rank);
  return gained / ideal;
}

/** Nearest-rank percentile: the smallest of `values` that at least that `share` of them does not exceed; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Times of a question: how many were measured, median and 99th percentile in milliseconds. */
export const Latency = z.object({ count: z.number(), medianMs: z.number(), p99Ms: z.number() });
export type Latency = Readonly<z.infer<typeof Latency>>;

export const latency = (timesMs: readonly number[]): Latency => ({
  count: timesMs.length,
  medianMs: percentile(timesMs, 0.5),
  p99Ms: percentile(timesMs, 0.99),
});
