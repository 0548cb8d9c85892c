import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planMerges } from '../../src/indexing/merge-policy.ts';

const sizes = (...live: number[]) => live.map((passages) => ({ passages, live: passages }));

describe('planMerges', () => {
  it('leaves fewer than eight small neighbours alone', () => {
    expect(planMerges(sizes(50, 50, 50, 50, 50, 50, 50))).toEqual([]);
  });

  it('merges eight small neighbours', () => {
    expect(planMerges(sizes(50, 90, 10, 50, 50, 50, 50, 50))).toEqual([{ first: 0, end: 8 }]);
  });

  it('leaves a large one before them as it is', () => {
    // 60,000 passages are level 1 (1,000 · 8 ≤ 60,000 < 1,000 · 64), 50 are level 0.
    expect(planMerges(sizes(60_000, 50, 50, 50, 50, 50, 50, 50, 50))).toEqual([{ first: 1, end: 9 }]);
  });

  it('merges eight of the next size', () => {
    expect(planMerges(sizes(...Array.from({ length: 8 }, () => 9000)))).toEqual([{ first: 0, end: 8 }]);
  });

  it('does not make segments of more than 200,000 passages', () => {
    expect(planMerges(sizes(...Array.from({ length: 8 }, () => 30_000)))).toEqual([]);
  });

  it('rewrites a segment that has lost three tenths', () => {
    expect(planMerges([{ passages: 100, live: 69 }])).toEqual([{ first: 0, end: 1 }]);
    expect(planMerges([{ passages: 100, live: 70 }])).toEqual([]);
  });

  it('plans runs that follow each other, and leaves few segments after any number of small ingests', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 300 }), (ingests) => {
        let segments: number[] = [];
        for (const passages of ingests) {
          segments.push(passages);
          let next = 0;
          const merged: number[] = [];
          for (const { first, end } of planMerges(sizes(...segments))) {
            expect(first).toBeGreaterThanOrEqual(next);
            expect(end - first).toBeGreaterThanOrEqual(8);
            merged.push(...segments.slice(next, first));
            merged.push(segments.slice(first, end).reduce((sum, size) => sum + size, 0));
            next = end;
          }
          segments = [...merged, ...segments.slice(next)];
        }
        // At most 300 · 3,000 = 900,000 passages: seven of each of three levels, and those at the limit.
        expect(segments.length).toBeLessThanOrEqual(3 * 7 + 5);
        expect(segments.reduce((sum, size) => sum + size, 0)).toBe(
          ingests.reduce((sum, size) => sum + size, 0),
        );
      }),
      { numRuns: 30 },
    );
  });
});
