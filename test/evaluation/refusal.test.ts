import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean } from '../../src/evaluation/measures.ts';
import {
  balancedHits,
  bestThreshold,
  calibrationError,
  refusalPrecision,
  refusalRecall,
  reliabilityBins,
  riskCoverageArea,
} from '../../src/evaluation/refusal.ts';

const decided = (answerable: boolean, answered: boolean) => ({ answerable, answered });
const judged = (confidence: number, right: boolean) => ({ confidence, right });

describe('refusal', () => {
  // Three with an answer, two of them answered; two without, one of them refused.
  const decisions = [
    decided(true, true),
    decided(true, true),
    decided(true, false),
    decided(false, true),
    decided(false, false),
  ];

  it('has precision, recall and balanced accuracy', () => {
    expect(refusalPrecision(decisions)).toBe(1 / 2);
    expect(refusalRecall(decisions)).toBe(1 / 2);
    // (2/3 + 1/2) / 2 = 7/12.
    expect(mean(balancedHits(decisions))).toBeCloseTo(7 / 12, 12);
  });

  it('is measured on one kind where there is no other', () => {
    const answerable = decisions.slice(0, 3);
    expect(mean(balancedHits(answerable))).toBeCloseTo(2 / 3, 12);
    expect(refusalRecall(answerable)).toBeNull();
    expect(refusalPrecision([decided(true, true)])).toBeNull();
  });

  it('finds the best threshold, the lowest of equals', () => {
    const at = (confidence: number, answerable: boolean) => ({ confidence, answerable });
    // At 0.6, all three with an answer are answered, and one of the two without is refused: (1 + 1/2) / 2.
    const some = [at(0.9, true), at(0.8, false), at(0.7, true), at(0.6, true), at(0.2, false)];
    expect(bestThreshold(some)).toEqual({ threshold: 0.6, balancedAccuracy: 0.75 });
    // Nothing with an answer: refuse all.
    expect(bestThreshold([at(0.9, false)])).toEqual({
      threshold: Number.POSITIVE_INFINITY,
      balancedAccuracy: 1,
    });
  });
});

describe('riskCoverageArea', () => {
  it('is the mean risk over all coverages', () => {
    // Most confident first: right, wrong, right. Risks 0, 1/2, 1/3; mean 5/18.
    const some = [judged(0.2, true), judged(0.9, true), judged(0.5, false)];
    expect(riskCoverageArea(some)).toBeCloseTo(5 / 18, 12);
    // With one confidence, the order says nothing: always one of three wrong.
    expect(riskCoverageArea(some.map((one) => ({ ...one, confidence: 0.5 })))).toBeCloseTo(1 / 3, 12);
    expect(riskCoverageArea([])).toBeNull();
  });

  it('lies between 0 and 1 and does not depend on the order of the questions', () => {
    const one = fc.record({ confidence: fc.constantFrom(0, 0.25, 0.5, 1), right: fc.boolean() });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 15 }), (some) => {
        const area = riskCoverageArea(some) ?? -1;
        expect(area).toBeGreaterThanOrEqual(0);
        expect(area).toBeLessThanOrEqual(1 + 1e-12);
        expect(riskCoverageArea(some.toReversed())).toBeCloseTo(area, 12);
      }),
    );
  });
});

describe('reliability', () => {
  const some = [judged(0.95, true), judged(1, false), judged(0.15, false), judged(0.1, false)];

  it('has ten bins, the last with 1', () => {
    const bins = reliabilityBins(some);
    expect(bins.map(({ count }) => count)).toEqual([0, 2, 0, 0, 0, 0, 0, 0, 0, 2]);
    expect(bins[1]?.meanConfidence).toBeCloseTo(0.125, 12);
    expect(bins[9]).toMatchObject({ from: 0.9, meanConfidence: 0.975, shareRight: 0.5 });
    expect(bins[0]).toMatchObject({ meanConfidence: null, shareRight: null });
  });

  it('sums up in the calibration error: ½ · |0.125 − 0| + ½ · |0.975 − 0.5|', () => {
    expect(calibrationError(some)).toBeCloseTo(0.3, 12);
    expect(calibrationError([])).toBeNull();
  });
});
