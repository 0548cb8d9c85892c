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

/** 省里 asks after the province's document, though a county's may repeat it. */
const LEVEL_WEIGHT = 0.15;

/** Where several documents say the same, the higher one is quoted and the others are listed beside it. */
const HIGHER_LEVEL_WEIGHT = 0.05;
const ELSEWHERE_WEIGHT = 0.3;

/** How far the question's terms are met, each counted at its place's weight: 0 … 1. */
function support(features: EvidenceFeatures): number {
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
    TYPE_WEIGHT * Math.max(-1, features.type) +
    LEVEL_WEIGHT * features.level +
    HIGHER_LEVEL_WEIGHT * Number(features.higherLevel) -
    ELSEWHERE_WEIGHT * Number(features.elsewhere)
  );
}

/** How much words of similar meaning can add to a sentence's score at most. */
export const highestGain = ({ missing, document }: EvidenceFeatures): number =>
  PLACE_WEIGHTS.similar * (missing + document);
