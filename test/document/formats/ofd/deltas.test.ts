import { describe, expect, it } from 'vitest';
import { readDeltas } from '../../../../src/document/formats/ofd/deltas.ts';

describe('readDeltas', () => {
  it('reads numbers and repetitions (GB/T 33190—2016 table 46)', () => {
    expect(readDeltas('1 2.5 3', 3)).toEqual({ values: [1, 2.5, 3], stated: 3 });
    expect(readDeltas('g 3 1.5875', 3)).toEqual({ values: [1.5875, 1.5875, 1.5875], stated: 3 });
    expect(readDeltas('4 g 2 5 -6', 4)).toEqual({ values: [4, 5, 5, -6], stated: 4 });
  });

  it('goes on with the last number where there are too few, and stops where there are enough', () => {
    expect(readDeltas('5 6', 4)).toEqual({ values: [5, 6, 6, 6], stated: 2 });
    expect(readDeltas('1 2 3 4 5 6', 2)).toEqual({ values: [1, 2], stated: 3 });
    expect(readDeltas('g 999999999 2', 2)).toEqual({ values: [2, 2], stated: 3 });
  });

  it('passes over what is no number', () => {
    expect(readDeltas('3 x 4', 3)).toEqual({ values: [3, 3, 4], stated: 3 });
    expect(readDeltas('g 2', 2)).toBeNull();
    expect(readDeltas('g g 2 3', 2)?.values).toEqual([3, 3]);
    expect(readDeltas('', 2)).toBeNull();
    expect(readDeltas('Infinity', 2)).toBeNull();
    expect(readDeltas(undefined, 2)).toBeNull();
  });
});
