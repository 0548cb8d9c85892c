import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fitConfidence, PRIOR } from '../../src/evaluation/fit-confidence.ts';
import { CONFIDENCE_FILE, CONFIDENCE_INPUTS, confidenceOf } from '../../src/evidence/confidence.ts';
import type { EvidenceFeatures } from '../../src/evidence/schema.ts';

const NOTHING: EvidenceFeatures = {
  sentence: 0,
  heading: 0,
  clause: 0,
  identity: 0,
  document: 0,
  similar: 0,
  missing: 0,
  keyMissing: 0,
  parts: 0,
  phrase: 0,
  cosine: 0,
  elsewhere: false,
  higherLevel: false,
  level: 0,
  type: 0,
};
const sample = (right: boolean, features: Partial<EvidenceFeatures> = {}) => ({
  features: { ...NOTHING, ...features },
  right,
  weight: 1,
});

describe('fitConfidence', () => {
  it('stays at the prior where there is nothing to learn from', () => {
    expect(fitConfidence([], 1, { steps: 10 })).toEqual(PRIOR);
  });

  it('gives the log-odds where there is only the bias: ln(3 / 1) = 1.0986', () => {
    const samples = [sample(true), sample(true), sample(true), sample(false)];
    const { bias, ...others } = fitConfidence(samples, 1, { steps: 5000, step: 0.2 });
    expect(bias).toBeCloseTo(1.1, 2);
    expect(others).toEqual((({ bias: _, ...rest }) => rest)(PRIOR));
  });

  it('learns that a feature speaks against', () => {
    const samples = Array.from({ length: 40 }, (_, index) => sample(index % 2 === 0, { phrase: index % 2 }));
    expect(fitConfidence(samples, 0.1, { steps: 3000, step: 0.2 }).phrase).toBeLessThan(0);
  });
});

describe('confidenceOf', () => {
  it('is the logistic function of the weighted inputs', () => {
    const weights: Record<string, number> = JSON.parse(readFileSync(CONFIDENCE_FILE, 'utf8'));
    expect(Object.keys(weights)).toEqual(Object.keys(CONFIDENCE_INPUTS));
    const logit = (weights.bias ?? 0) + 0.5 * (weights.sentence ?? 0) + (weights.typeMissed ?? 0);
    expect(confidenceOf({ ...NOTHING, sentence: 0.5, type: -1 })).toBeCloseTo(1 / (1 + Math.exp(-logit)), 10);
  });

  it('falls with each way of missing the type of answer', () => {
    const met = confidenceOf({ ...NOTHING, sentence: 0.7, type: 1 });
    const missed = confidenceOf({ ...NOTHING, sentence: 0.7, type: -1 });
    const unmistakable = confidenceOf({ ...NOTHING, sentence: 0.7, type: -2 });
    expect(met).toBeGreaterThan(missed);
    expect(missed).toBeGreaterThan(unmistakable);
  });
});
