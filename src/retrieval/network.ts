import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Numbers = z.array(z.number()).readonly();

/**
 * A network of one hidden layer, `output · relu(hidden · x + hiddenBias) + linear · x` over standardised features
 * x = (feature − mean) / deviation. Written by scripts/train-ranking.
 */
export const NetworkWeights = z.object({
  features: z.array(z.string()).readonly(),
  mean: Numbers,
  deviation: Numbers,
  /** Row by row, one for each unit. */
  hidden: z.array(Numbers).readonly(),
  hiddenBias: Numbers,
  output: Numbers,
  linear: Numbers,
});
export type NetworkWeights = Readonly<z.infer<typeof NetworkWeights>>;

/** Sum of the products of `length` numbers, of each from a place on. */
function product(
  left: Float32Array,
  leftStart: number,
  right: Float32Array,
  rightStart: number,
  length: number,
): number {
  let even = 0;
  let odd = 0;
  let at = 0;
  // Two sums at once: the processor adds them side by side.
  for (; at + 1 < length; at += 2) {
    even += (left[leftStart + at] ?? 0) * (right[rightStart + at] ?? 0);
    odd += (left[leftStart + at + 1] ?? 0) * (right[rightStart + at + 1] ?? 0);
  }
  if (at < length) even += (left[leftStart + at] ?? 0) * (right[rightStart + at] ?? 0);
  return even + odd;
}

/** Scores rows of features; higher is better, and only the order within one question means something. */
export class Network {
  readonly #width: number;
  readonly #units: number;
  readonly #hidden: Float32Array;
  readonly #bias: Float32Array;
  readonly #output: Float32Array;
  readonly #linear: Float32Array;
  readonly #offset: number;

  /** Throws a plain error where the weights are of other features than `names`: they are written by our own script. */
  constructor(weights: NetworkWeights, names: readonly string[]) {
    if (weights.features.join() !== names.join())
      throw new Error('the weights are of other features; train them anew with scripts/train-ranking');
    const width = names.length;
    this.#width = width;
    this.#units = weights.hidden.length;
    // Standardising is folded into the weights: w · (x − m) / d = (w / d) · x − (w / d) · m.
    const fold = (row: readonly number[]) => row.map((weight, at) => weight / (weights.deviation[at] ?? 1));
    const shift = (row: readonly number[]) =>
      row.reduce((sum, weight, at) => sum + weight * (weights.mean[at] ?? 0), 0);
    const rows = weights.hidden.map(fold);
    const linear = fold(weights.linear);
    this.#hidden = Float32Array.from(rows.flat());
    this.#bias = Float32Array.from(rows, (row, unit) => (weights.hiddenBias[unit] ?? 0) - shift(row));
    this.#output = Float32Array.from(weights.output);
    this.#linear = Float32Array.from(linear);
    this.#offset = -shift(linear);
  }

  static read(path: URL, names: readonly string[]): Network {
    return new Network(NetworkWeights.parse(JSON.parse(readFileSync(path, 'utf8'))), names);
  }

  /** `features` hold whole rows one after the other. About 0.5 µs a row. */
  scores(features: Float32Array): Float64Array {
    const width = this.#width;
    const scores = new Float64Array(features.length / width);
    for (let row = 0; row < scores.length; row += 1) {
      const start = row * width;
      let score = this.#offset + product(this.#linear, 0, features, start, width);
      for (let unit = 0; unit < this.#units; unit += 1) {
        const sum = (this.#bias[unit] ?? 0) + product(this.#hidden, unit * width, features, start, width);
        if (sum > 0) score += (this.#output[unit] ?? 0) * sum;
      }
      scores[row] = score;
    }
    return scores;
  }

  /** {@link scores} of rows that lie apart. */
  scoresOf(rows: readonly (readonly number[])[]): Float64Array {
    const features = new Float32Array(rows.length * this.#width);
    for (const [row, values] of rows.entries()) features.set(values, row * this.#width);
    return this.scores(features);
  }
}
