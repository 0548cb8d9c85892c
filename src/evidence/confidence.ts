import { Network } from '../retrieval/network.ts';
import { SELECTION_FEATURES } from './features.ts';
import type { Evidence } from './schema.ts';

/**
 * What the confidence network sees: the features of the sentence, its score in the selection, and by how much it leads
 * the best sentence of another clause and of another document (negative where it trails; at most 6 either way). The
 * right sentence mostly stands out from the rest, a near miss is one of many.
 */
export const CONFIDENCE_FEATURES = [...SELECTION_FEATURES, 'score', 'leadClause', 'leadDocument'] as const;

const FARTHEST = 6;
const NONE = -12;

/** The last three of {@link CONFIDENCE_FEATURES} for each of `scored`, which come best first. */
export function leadsOf(
  scored: readonly Pick<Evidence, 'passage' | 'score'>[],
): (readonly [score: number, leadClause: number, leadDocument: number])[] {
  return scored.map(({ passage, score }) => {
    const clause = scored.find((other) => other.passage.clauseId !== passage.clauseId)?.score ?? NONE;
    const document = scored.find((other) => other.passage.document !== passage.document)?.score ?? NONE;
    const lead = (other: number) => Math.max(-FARTHEST, Math.min(FARTHEST, score - other));
    return [score, lead(clause), lead(document)];
  });
}

/** Written by scripts/train-ranking. */
const WEIGHTS_FILE = new URL('confidence.json', import.meta.url);

/** Its scores are logits of “this sentence answers the question”. */
export const openConfidenceNetwork = (): Network => Network.read(WEIGHTS_FILE, CONFIDENCE_FEATURES);

export const probability = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** Refusal is a threshold on the confidence of the best evidence, set on the development sets. */
export const ANSWER_THRESHOLD = 0.38;
