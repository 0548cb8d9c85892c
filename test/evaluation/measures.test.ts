import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  latency,
  mean,
  ndcgAt,
  percentile,
  recallAt,
  reciprocalRankAt,
  successAt,
} from '../../src/evaluation/measures.ts';

const MISSED = Number.POSITIVE_INFINITY;

describe('ranking measures', () => {
  it('success is of any, recall of how many: of ranks 2, 11 and none', () => {
    const ranks = [11, 2, MISSED];
    expect([successAt(ranks, 1), successAt(ranks, 2), successAt(ranks, 10)]).toEqual([0, 1, 1]);
    // 0, 1 and 2 of 3.
    expect([recallAt(ranks, 1), recallAt(ranks, 10), recallAt(ranks, 100)]).toEqual([0, 1 / 3, 2 / 3]);
  });

  it('the reciprocal rank is that of the first, and 0 beyond k', () => {
    expect(reciprocalRankAt([7, 4], 10)).toBe(0.25);
    expect(reciprocalRankAt([11], 10)).toBe(0);
    expect(reciprocalRankAt([MISSED], 10)).toBe(0);
  });

  it('nDCG@10 of two right items at ranks 1 and 3', () => {
    // Gained 1/log2(2) + 1/log2(4) = 1 + 0.5; at best 1/log2(2) + 1/log2(3) = 1 + 0.63093.
    expect(ndcgAt([3, 1], 10)).toBeCloseTo(1.5 / 1.63093, 5);
    // Eleven right items fill all ten places.
    expect(ndcgAt([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 10)).toBeCloseTo(1, 12);
    expect(ndcgAt([11], 10)).toBe(0);
  });

  it('lie between 0 and 1, and none falls when a right item moves up', () => {
    const ranks = fc.uniqueArray(fc.integer({ min: 2, max: 30 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(ranks, fc.integer({ min: 1, max: 20 }), (before, k) => {
        const after = before.map((rank) => rank - 1);
        for (const measure of [successAt, recallAt, reciprocalRankAt, ndcgAt]) {
          expect(measure(before, k)).toBeGreaterThanOrEqual(0);
          expect(measure(after, k)).toBeLessThanOrEqual(1 + 1e-12);
          expect(measure(after, k)).toBeGreaterThanOrEqual(measure(before, k));
        }
      }),
    );
  });
});

describe('mean, percentiles and times', () => {
  it('are those of the values', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(mean([])).toBeNull();
    // Of four: half is the second, a little more the third, 0.99 · 4 = 3.96 the fourth.
    expect([0.5, 0.51, 0.99, 0].map((share) => percentile([40, 10, 30, 20], share))).toEqual([
      20, 30, 40, 10,
    ]);
    expect(latency([5, 1, 3])).toEqual({ count: 3, medianMs: 3, p99Ms: 5 });
    expect(latency([])).toEqual({ count: 0, medianMs: 0, p99Ms: 0 });
  });
});
