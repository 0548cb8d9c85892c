import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanInterval, seededRandom } from '../../src/evaluation/bootstrap.ts';

describe('seededRandom', () => {
  it('is Mulberry32: the same numbers for the same seed, each below 1 and spread evenly', () => {
    const random = seededRandom(7);
    const again = seededRandom(7);
    const values = Array.from({ length: 4000 }, random);
    expect(Array.from({ length: 4000 }, again)).toEqual(values);
    expect(seededRandom(8)()).not.toBe(values[0]);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    // Each tenth gets 400 of 4,000, with a standard deviation of √(4,000 · 0.1 · 0.9) = 19.
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const count = values.filter((value) => Math.floor(value * 10) === tenth).length;
      expect(Math.abs(count - 400)).toBeLessThan(5 * 19);
    }
  });
});

describe('meanInterval', () => {
  it('comes near mean ± 1.96 standard errors where there are many values', () => {
    const values = Array.from({ length: 1000 }, (_, index) => Number(index % 4 === 0));
    // Mean 0.25, standard error √(0.25 · 0.75 / 1,000) = 0.01369, so 0.2232 to 0.2768.
    const interval = meanInterval(values);
    expect(interval?.low).toBeCloseTo(0.2232, 2);
    expect(interval?.high).toBeCloseTo(0.2768, 2);
    expect(meanInterval(values)).toEqual(interval);
  });

  it('has no width where all values are the same, and is null of nothing', () => {
    expect(meanInterval([0.5, 0.5, 0.5])).toEqual({ low: 0.5, high: 0.5 });
    expect(meanInterval([])).toBeNull();
  });

  it('lies within the values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 }), (values) => {
        const { low = -1, high = -1 } = meanInterval(values) ?? {};
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
        expect(low).toBeLessThanOrEqual(high);
      }),
      { numRuns: 30 },
    );
  });
});
