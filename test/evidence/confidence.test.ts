import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ANSWER_THRESHOLD,
  CONFIDENCE_FEATURES,
  leadsOf,
  openConfidenceNetwork,
  probability,
} from '../../src/evidence/confidence.ts';
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

describe('leadsOf', () => {
  it('compares each sentence with the best of another clause and of another document', () => {
    const piece = (document: number, clauseId: string, score: number) => {
      const passage = {
        passage: 0,
        document,
        documentId: '',
        clauseId,
        start: 0,
        end: 0,
        text: '',
        headingPath: [],
      };
      return { passage, score };
    };
    const leads = leadsOf([piece(0, 'a', 3), piece(0, 'a', 2.5), piece(0, 'b', 1), piece(1, 'c', -9)]);
    // The first leads clause b by 2 and document 1 by 12, of which 6 count; b trails a by 2; c trails both by 12.
    expect(leads).toEqual([
      [3, 2, 6],
      [2.5, 1.5, 6],
      [1, -2, 6],
      [-9, -6, -6],
    ]);
  });
});

describe('the confidence network', () => {
  it('takes the row of the selection network and the leads, and gives a confidence', () => {
    const row = [...selectionRow(NEUTRAL, makeQuestion()), 1, 0, 0];
    expect(row).toHaveLength(CONFIDENCE_FEATURES.length);
    const [logit = Number.NaN] = openConfidenceNetwork().scores(Float32Array.from(row));
    expect(probability(logit)).toBeGreaterThanOrEqual(0);
    expect(probability(logit)).toBeLessThanOrEqual(1);
    expect(ANSWER_THRESHOLD).toBeGreaterThan(0);
    expect(ANSWER_THRESHOLD).toBeLessThan(1);
  });
});
