import type { EvidenceFeatures } from './schema.ts';

/**
 * How much each place of a term counts beside the sentence itself. A heading governs its clause almost as if each
 * sentence repeated it; that a word stands somewhere in a long document says little.
 */
const PLACE_WEIGHTS = {
  sentence: 1,
  heading: 0.8,
  clause: 0.55,
  identity: 0.8,
  document: 0.25,
  similar: 0.6,
};
const PARTS_WEIGHT = 0.25;
const PHRASE_WEIGHT = 0.1;
const COSINE_WEIGHT = 0.3;
const TYPE_WEIGHT = 0.15;
const ELSEWHERE_WEIGHT = 0.3;

/** How far the question's terms are met, each counted at its place's weight: 0 … 1. */
export function support(features: EvidenceFeatures): number {
  return (
    PLACE_WEIGHTS.sentence * features.sentence +
    PLACE_WEIGHTS.heading * features.heading +
    PLACE_WEIGHTS.clause * features.clause +
    PLACE_WEIGHTS.identity * features.identity +
    PLACE_WEIGHTS.document * features.document +
    PLACE_WEIGHTS.similar * features.similar
  );
}

/** The order of evidence: a weighted sum. */
export function scoreEvidence(features: EvidenceFeatures): number {
  return (
    support(features) +
    PARTS_WEIGHT * features.parts +
    PHRASE_WEIGHT * features.phrase +
    COSINE_WEIGHT * features.cosine +
    TYPE_WEIGHT * features.type -
    ELSEWHERE_WEIGHT * Number(features.elsewhere)
  );
}

/** Logistic model of “this evidence answers the question”, fitted on the development questions. */
const CONFIDENCE = {
  bias: -5,
  support: 8,
  cosine: 3,
  typeMet: 0.5,
  typeMissed: -3,
  missing: -2,
  elsewhere: -2.5,
};

/** The confidence in evidence, 0 … 1; refusal is a threshold on it. */
export function confidenceOf(features: EvidenceFeatures): number {
  const logit =
    CONFIDENCE.bias +
    CONFIDENCE.support * support(features) +
    CONFIDENCE.cosine * features.cosine +
    (features.type > 0 ? CONFIDENCE.typeMet : features.type < 0 ? CONFIDENCE.typeMissed : 0) +
    CONFIDENCE.missing * features.missing +
    CONFIDENCE.elsewhere * Number(features.elsewhere);
  return 1 / (1 + Math.exp(-logit));
}

export const ANSWER_THRESHOLD = 0.5;
