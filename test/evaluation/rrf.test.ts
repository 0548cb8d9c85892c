import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseRankings } from '../../src/evaluation/rrf.ts';

describe('fuseRankings', () => {
  it('adds 1 / (60 + rank), ties by item', () => {
    // 7: 1/62 + 1/61 = 0.03252; 5: 1/61 + 1/63 = 0.03227; 9: 1/63; 4: 1/62.
    expect(
      fuseRankings([
        [5, 7, 9],
        [7, 4, 5],
      ]),
    ).toEqual([7, 5, 4, 9]);
    expect(fuseRankings([[2], [1]])).toEqual([1, 2]);
    expect(fuseRankings([])).toEqual([]);
  });

  it('keeps a ranking that all agree on', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat()), (ranking) => {
        expect(fuseRankings([ranking, ranking])).toEqual(ranking);
      }),
    );
  });
});
