import type { Embedder } from '../embedding/schema.ts';

/** Words whose vectors are kept; 256 dimensions of 8 bytes each, so about 20 MB. */
const KEPT_WORDS = 10_000;

/** Vectors of single words, kept from question to question: how near two words are in meaning. */
export class WordVectors {
  readonly #embedder: Embedder;
  /** In double precision, in which the processor multiplies: turning each number into it costs more than that. */
  readonly #vectors = new Map<string, Float64Array>();

  constructor(embedder: Embedder) {
    this.#embedder = embedder;
  }

  /** Makes sure that the vectors of `words` are at hand; unknown ones are embedded in one batch. */
  async prepare(words: Iterable<string>): Promise<void> {
    const unknown = [...new Set(words)].filter((word) => !this.#vectors.has(word));
    if (unknown.length === 0) return;
    if (this.#vectors.size + unknown.length > KEPT_WORDS) this.#vectors.clear();
    const { dimensions } = this.#embedder;
    const rows = await this.#embedder.embed(unknown, 'passage');
    for (const [row, word] of unknown.entries()) {
      this.#vectors.set(word, Float64Array.from(rows.subarray(row * dimensions, (row + 1) * dimensions)));
    }
  }

  /** Cosine of two words that were prepared; 0 where one was not, or is unknown to the model. */
  similarity(one: string, other: string): number {
    const left = this.#vectors.get(one);
    const right = this.#vectors.get(other);
    if (left === undefined || right === undefined) return 0;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    // Four sums at once: the processor adds them side by side.
    for (let at = 0; at < left.length; at += 4) {
      a += (left[at] ?? 0) * (right[at] ?? 0);
      b += (left[at + 1] ?? 0) * (right[at + 1] ?? 0);
      c += (left[at + 2] ?? 0) * (right[at + 2] ?? 0);
      d += (left[at + 3] ?? 0) * (right[at + 3] ?? 0);
    }
    return a + b + c + d;
  }
}
