import { describe, expect, it } from 'vitest';
import { type SpanOutcome, spanRow } from '../../src/evaluation/ask-spans.ts';
import { confidenceRow, refusalRow, reliabilityRows } from '../../src/evaluation/refusal-tables.ts';

const outcome = (given: Partial<SpanOutcome>): SpanOutcome => ({
  id: 'q',
  answerable: true,
  hasSpan: true,
  answered: true,
  cited: true,
  holds: false,
  f1: 0,
  unrefusedF1: 0,
  confidence: 0.5,
  right: false,
  ...given,
});

const OUTCOMES = [
  outcome({ holds: true, f1: 0.5, unrefusedF1: 0.5, confidence: 0.9, right: true }),
  outcome({ answered: false, cited: false, unrefusedF1: 0.7, confidence: 0.4, right: true }),
  // Wants yes or no: whether it is answered counts, what it says does not.
  outcome({ hasSpan: false, confidence: 0.6 }),
  outcome({ answerable: false, hasSpan: false, confidence: 0.7 }),
  outcome({ answerable: false, hasSpan: false, answered: false, cited: false, confidence: 0.1 }),
];

describe('rows of answers and refusals', () => {
  it('spans: means over the two questions that have one', () => {
    const { name, values } = spanRow('甲', OUTCOMES);
    expect(name).toBe('甲');
    // Questions; F1 (0.5 + 0) / 2; interval of two values; holding 1/2; F1 if all were answered (0.5 + 0.7) / 2; cited; refused.
    expect(values).toEqual([2, 0.25, '0.0000–0.5000', 0.5, 0.6, 0.5, 0.5]);
  });

  it('refusal: all five count', () => {
    const { values } = refusalRow('甲', OUTCOMES);
    // Balanced accuracy (2/3 + 1/2) / 2; of two refused one rightly; of two to be refused one refused.
    expect(values.slice(0, 2)).toEqual([3, 2]);
    expect(values[2]).toBeCloseTo(7 / 12, 12);
    expect(values.slice(4, 6)).toEqual([0.5, 0.5]);
    // At 0.4, all three are answered and one of two refused: (1 + 1/2) / 2.
    expect(values.slice(6)).toEqual([0.75, 0.4]);
  });

  it('confidence: without the one that wants yes or no', () => {
    const { values } = confidenceRow('甲', OUTCOMES);
    expect(values.slice(0, 2)).toEqual([4, 0.5]);
    // Most confident first: right, wrong, right, wrong: risks 0, 1/2, 1/3, 1/2.
    expect(values[2]).toBeCloseTo((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4, 12);
    // Each in a bin of its own: (|0.9 − 1| + |0.7 − 0| + |0.4 − 1| + |0.1 − 0|) / 4.
    expect(values[3]).toBeCloseTo(1.5 / 4, 12);
    const rows = reliabilityRows('甲', OUTCOMES);
    expect(rows).toHaveLength(10);
    expect(rows[9]).toEqual({ name: '甲，把握 0.9–1.0', values: ['1', 0.9, 1] });
    expect(rows[0]).toEqual({ name: '甲，把握 0.0–0.1', values: ['0', null, null] });
  });
});
