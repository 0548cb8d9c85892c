import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchByLength } from '../../src/embedding/batches.ts';

describe('batchByLength', () => {
  it('puts rows of like length together, shortest first', () => {
    // 2 rows × 3 = 6 cells fit, a third would make 3 × 9; then 9 alone, for 2 × 20 > 20.
    expect(batchByLength([20, 3, 0, 9, 2], 20)).toEqual([[4, 1], [3], [0]]);
  });

  it('takes each row that has tokens once, and stays within the cells unless a row alone is longer', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), fc.integer({ min: 1, max: 200 }), (lengths, cells) => {
        const batches = batchByLength(lengths, cells);
        const taken = batches.flat().sort((a, b) => a - b);
        expect(taken).toEqual([...lengths.keys()].filter((row) => lengths[row] !== 0));
        for (const batch of batches) {
          const longest = Math.max(...batch.map((row) => lengths[row] ?? 0));
          expect(batch.length === 1 || batch.length * longest <= cells).toBe(true);
        }
      }),
    );
  });
});
