import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANSWER_THRESHOLD, openConfidenceNetwork, probability } from '../../src/evidence/confidence.ts';
import { selectionRow } from '../../src/evidence/features.ts';
import { NEUTRAL } from '../support/evidence.ts';
import { makeQuestion } from '../support/question.ts';

describe('probability', () => {
  it('turns a logit into a probability', () => {
    expect(probability(0)).toBe(0.5);
    // Odds of 3 to 1 and of 1 to 9.
    expect(probability(Math.log(3))).toBeCloseTo(0.75, 12);
    expect(probability(-Math.log(9))).toBeCloseTo(0.1, 12);
    expect(probability(1000)).toBe(1);
    expect(probability(-1000)).toBe(0);
  });

  it('rises with the logit, and what speaks against counts as what speaks for', () => {
    const logit = fc.double({ min: -30, max: 30, noNaN: true });
    fc.assert(
      fc.property(logit, logit, (a, b) => {
        expect(probability(a) + probability(-a)).toBeCloseTo(1, 12);
        if (a < b) expect(probability(a)).toBeLessThanOrEqual(probability(b));
      }),
    );
  });
});

describe('the confidence network', () => {
  it('takes the rows of the selection network, and gives a confidence to compare with the threshold', () => {
    const [logit = Number.NaN] = openConfidenceNetwork().scores(
      Float32Array.from(selectionRow(NEUTRAL, makeQuestion())),
    );
    expect(probability(logit)).toBeGreaterThanOrEqual(0);
    expect(probability(logit)).toBeLessThanOrEqual(1);
    expect(ANSWER_THRESHOLD).toBeGreaterThan(0);
    expect(ANSWER_THRESHOLD).toBeLessThan(1);
  });
});
