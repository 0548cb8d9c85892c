import { mean } from './measures.ts';

/** What became of a question that has an answer or has none. */
export type Decision = Readonly<{ answerable: boolean; answered: boolean }>;

/** A question with the confidence (0 … 1) of what was, or would have been, answered, and whether that is right. */
export type Judged = Readonly<{ confidence: number; right: boolean }>;

/** Of refusals: the share of the refused that have no answer; null where none was refused. */
export const refusalPrecision = (decisions: readonly Decision[]): number | null =>
  mean(decisions.filter(({ answered }) => !answered).map(({ answerable }) => Number(!answerable)));

/** Of refusals: the share of those without answer that was refused; null where there are none. */
export const refusalRecall = (decisions: readonly Decision[]): number | null =>
  mean(decisions.filter(({ answerable }) => !answerable).map(({ answered }) => Number(!answered)));

/**
 * For each decision, what it adds to balanced accuracy (the mean of the shares decided rightly among those with and
 * those without answer): their mean is it, so that an interval can be drawn around it. With one kind alone, it is that
 * kind's share.
 */
export function balancedHits(decisions: readonly Decision[]): number[] {
  const answerable = decisions.filter((decision) => decision.answerable).length;
  const sizes = [decisions.length - answerable, answerable];
  const kinds = sizes.filter((size) => size > 0).length;
  return decisions.map((decision) => {
    const size = sizes[Number(decision.answerable)] ?? 0;
    return decision.answered === decision.answerable ? decisions.length / (kinds * size) : 0;
  });
}

/**
 * The threshold on confidence with the best balanced accuracy, where those at or above it are answered: one of the
 * confidences, or Infinity where it is best to refuse all; the lowest of equals. Found with the answers in hand, so it
 * is what could be had, not what may be expected.
 */
export function bestThreshold(questions: readonly Readonly<{ answerable: boolean; confidence: number }>[]): {
  threshold: number;
  balancedAccuracy: number;
} {
  const thresholds = [...new Set(questions.map(({ confidence }) => confidence)), Number.POSITIVE_INFINITY];
  let best = { threshold: Number.POSITIVE_INFINITY, balancedAccuracy: 0 };
  for (const threshold of thresholds.sort((a, b) => a - b)) {
    const hits = balancedHits(
      questions.map(({ answerable, confidence }) => ({ answerable, answered: confidence >= threshold })),
    );
    const balancedAccuracy = mean(hits) ?? 0;
    if (balancedAccuracy > best.balancedAccuracy) best = { threshold, balancedAccuracy };
  }
  return best;
}

/**
 * Area under the risk–coverage curve (0 is best): the mean, over n = 1 … N, of the share of wrong ones among the n most
 * confident. Geifman and El-Yaniv, “Selective classification for deep neural networks”, 2017. Those of the same
 * confidence come in together: each counts as wrong by their share of wrong ones. Null of nothing.
 */
export function riskCoverageArea(judged: readonly Judged[]): number | null {
  const groups = new Map<number, number[]>();
  for (const { confidence, right } of judged) {
    groups.set(confidence, [...(groups.get(confidence) ?? []), Number(!right)]);
  }
  let wrong = 0;
  let covered = 0;
  const risks: number[] = [];
  for (const [, errors] of [...groups].sort(([a], [b]) => b - a)) {
    const share = mean(errors) ?? 0;
    for (let one = 0; one < errors.length; one += 1) {
      wrong += share;
      covered += 1;
      risks.push(wrong / covered);
    }
  }
  return mean(risks);
}

/** Questions of like confidence: `[from, from + 0.1)`, the last with 1. Means are null in an empty bin. */
export type ReliabilityBin = Readonly<{
  from: number;
  count: number;
  meanConfidence: number | null;
  shareRight: number | null;
}>;

export const RELIABILITY_BINS = 10;

/** Ten bins of equal width, from 0. */
export function reliabilityBins(judged: readonly Judged[]): ReliabilityBin[] {
  const bins = Array.from({ length: RELIABILITY_BINS }, (): Judged[] => []);
  for (const one of judged) {
    bins[Math.min(RELIABILITY_BINS - 1, Math.floor(one.confidence * RELIABILITY_BINS))]?.push(one);
  }
  return bins.map((bin, number) => ({
    from: number / RELIABILITY_BINS,
    count: bin.length,
    meanConfidence: mean(bin.map(({ confidence }) => confidence)),
    shareRight: mean(bin.map(({ right }) => Number(right))),
  }));
}

/**
 * Expected calibration error: how far confidence and share of right ones are apart in a bin, averaged over questions.
 * Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017. Null of nothing.
 */
export function calibrationError(judged: readonly Judged[]): number | null {
  if (judged.length === 0) return null;
  return reliabilityBins(judged).reduce(
    (sum, { count, meanConfidence, shareRight }) =>
      sum + (count / judged.length) * Math.abs((meanConfidence ?? 0) - (shareRight ?? 0)),
    0,
  );
}
