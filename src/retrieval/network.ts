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
      let score = this.#offset;
      for (let at = 0; at < width; at += 1) score += (this.#linear[at] ?? 0) * (features[start + at] ?? 0);
      for (let unit = 0; unit < this.#units; unit += 1) {
        let sum = this.#bias[unit] ?? 0;
        const offset = unit * width;
        for (let at = 0; at < width; at += 1) {
          sum += (this.#hidden[offset + at] ?? 0) * (features[start + at] ?? 0);
        }
        if (sum > 0) score += (this.#output[unit] ?? 0) * sum;
      }
      scores[row] = score;
    }
    return scores;
  }
}
