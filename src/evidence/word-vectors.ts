import type { Embedder } from '../embedding/schema.ts';

/** Words whose vectors are kept; 256 dimensions of 4 bytes each, so about 20 MB. */
const KEPT_WORDS = 20_000;

/** Vectors of single words, kept from question to question: how near two words are in meaning. */
export class WordVectors {
  readonly #embedder: Embedder;
  readonly #vectors = new Map<string, Float32Array>();

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
      this.#vectors.set(word, rows.slice(row * dimensions, (row + 1) * dimensions));
    }
  }

  /** Cosine of two words that were prepared; 0 where one was not, or is unknown to the model. */
  similarity(a: string, b: string): number {
    const left = this.#vectors.get(a);
    const right = this.#vectors.get(b);
    if (left === undefined || right === undefined) return 0;
    let sum = 0;
    for (let index = 0; index < left.length; index += 1) sum += (left[index] ?? 0) * (right[index] ?? 0);
    return sum;
  }
}
