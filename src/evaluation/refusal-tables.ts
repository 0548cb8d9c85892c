import type { SpanOutcome } from './ask-spans.ts';
import { meanInterval } from './bootstrap.ts';
import { mean } from './measures.ts';
import {
  balancedHits,
  bestThreshold,
  calibrationError,
  RELIABILITY_BINS,
  refusalPrecision,
  refusalRecall,
  reliabilityBins,
  riskCoverageArea,
} from './refusal.ts';
import { type MeasureRow, printInterval } from './table.ts';

export const REFUSAL_COLUMNS = [
  '可答题',
  '应拒题',
  '平衡正确率',
  '平衡正确率的 95 % 区间',
  '拒答精确率',
  '拒答召回率',
  '最佳阈值下的平衡正确率',
  '最佳阈值',
] as const;

/** One row: who was answered and who refused, with the threshold that ships and with the best. */
export function refusalRow(name: string, outcomes: readonly SpanOutcome[]): MeasureRow {
  const answerable = outcomes.filter((outcome) => outcome.answerable).length;
  const hits = balancedHits(outcomes);
  const best = bestThreshold(outcomes);
  return {
    name,
    values: [
      answerable,
      outcomes.length - answerable,
      mean(hits),
      printInterval(meanInterval(hits)),
      refusalPrecision(outcomes),
      refusalRecall(outcomes),
      best.balancedAccuracy,
      Number.isFinite(best.threshold) ? best.threshold : null,
    ],
  };
}

/** Whether an answer is right cannot be told from a span where YES or NO is wanted. */
const judgedOf = (outcomes: readonly SpanOutcome[]) =>
  outcomes.filter(({ answerable, hasSpan }) => hasSpan || !answerable);

export const CONFIDENCE_COLUMNS = ['题数', '答案对', 'AURC', 'ECE'] as const;

/** One row: how well confidence tells right answers from wrong ones, those below the threshold among them. */
export function confidenceRow(name: string, outcomes: readonly SpanOutcome[]): MeasureRow {
  const judged = judgedOf(outcomes);
  return {
    name,
    values: [
      judged.length,
      mean(judged.map(({ right }) => Number(right))),
      riskCoverageArea(judged),
      calibrationError(judged),
    ],
  };
}

export const RELIABILITY_COLUMNS = ['题数', '平均把握', '答案对'] as const;

/** A row for each tenth of confidence. */
export const reliabilityRows = (name: string, outcomes: readonly SpanOutcome[]): MeasureRow[] =>
  reliabilityBins(judgedOf(outcomes)).map(({ from, count, meanConfidence, shareRight }) => ({
    name: `${name}，把握 ${from.toFixed(1)}–${(from + 1 / RELIABILITY_BINS).toFixed(1)}`,
    values: [String(count), meanConfidence, shareRight],
  }));
