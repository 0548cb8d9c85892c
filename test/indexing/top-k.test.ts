import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TopK } from '../../src/indexing/top-k.ts';

describe('TopK', () => {
  it('keeps what sorting everything would put first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 })), fc.nat(12), (scores, k) => {
        const best = new TopK(k);
        for (const [passage, score] of scores.entries()) best.offer(passage, score);
        const expected = scores
          .map((score, passage) => ({ passage, score }))
          .sort((a, b) => b.score - a.score || a.passage - b.passage)
          .slice(0, k);
        expect(best.ranked()).toEqual(expected);
        expect(best.full).toBe(scores.length >= k);
      }),
    );
  });

  it('does not depend on the order of the offers', () => {
    const best = new TopK(2);
    for (const passage of [9, 3, 7, 1]) best.offer(passage, 1);
    expect(best.ranked().map(({ passage }) => passage)).toEqual([1, 3]);
  });

  it('has the worst kept score as its threshold', () => {
    const best = new TopK(2);
    best.offer(0, 5);
    expect(best.threshold).toBe(Number.NEGATIVE_INFINITY);
    best.offer(1, 3);
    best.offer(2, 4);
    expect(best.threshold).toBe(4);
    expect(new TopK(0).threshold).toBe(Number.POSITIVE_INFINITY);
  });
});
