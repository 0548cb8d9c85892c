import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hitScores } from '../../../src/channels/dify/score.ts';

it('is high where either side is', () => {
  // 1 − (1 − 0.4)(1 − 0.5) = 0.7; with the other side missing the one side's own; above 1 counts as 1.
  expect(hitScores([{ lexical: 0.4, dense: 0.5 }])).toEqual([0.7]);
  expect(hitScores([{ lexical: null, dense: 0.5 }])).toEqual([0.5]);
  expect(hitScores([{ lexical: 1.4, dense: -0.2 }])).toEqual([1]);
  expect(hitScores([])).toEqual([]);
});

it('is never less than that of a hit after it', () => {
  expect(
    hitScores([
      { lexical: 0.1, dense: 0 },
      { lexical: 0.5, dense: 0 },
      { lexical: 0.2, dense: 0 },
    ]),
  ).toEqual([0.5, 0.5, 0.2]);
});

it('lies in 0 … 1 whatever the sides are', () => {
  const side = fc.oneof(fc.constant(null), fc.double({ min: -2, max: 3, noNaN: true }));
  fc.assert(
    fc.property(fc.array(fc.record({ lexical: side, dense: side })), (hits) => {
      const scores = hitScores(hits);
      expect(scores.every((score, at) => score >= (scores[at + 1] ?? 0) && score >= 0 && score <= 1)).toBe(
        true,
      );
    }),
  );
});
