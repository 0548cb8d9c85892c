import { percentile } from './measures.ts';

/** Interval that holds the mean of a set like this one in 95 of 100 drawings. */
export type Interval = Readonly<{ low: number; high: number }>;

const RESAMPLES = 1000;
const SEED = 0x5eed;

/** Numbers in [0, 1) that only depend on `seed`: Mulberry32 (Ettinger 2017), a counter through a 32-bit mixer. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The 95 % percentile bootstrap interval of the mean (Efron and Tibshirani 1993, 13.3): 1,000 samples of the same size
 * drawn with replacement, the 2.5th and 97.5th percentile of their means. The same for the same values. Null of nothing.
 */
export function meanInterval(values: readonly number[]): Interval | null {
  if (values.length === 0) return null;
  const random = seededRandom(SEED);
  const means: number[] = [];
  for (let round = 0; round < RESAMPLES; round += 1) {
    let sum = 0;
    for (let drawn = 0; drawn < values.length; drawn += 1) {
      sum += values[Math.floor(random() * values.length)] ?? 0;
    }
    means.push(sum / values.length);
  }
  return { low: percentile(means, 0.025), high: percentile(means, 0.975) };
}
