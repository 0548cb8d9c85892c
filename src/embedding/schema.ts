/** Whether a text asks or is asked about: some models prefix queries. */
export type EmbeddingRole = 'query' | 'passage';

/** The port to the embedding model. The implementation over `@xenova/transformers` is `model.ts`. */
export interface Embedder {
  /** Name for people, from the model's card. */
  readonly name: string;
  /** SHA-256 over the model's files: an index built with another one is refused. */
  readonly hash: string;
  readonly dimensions: number;
  /**
   * Unit vectors, row-major: row `i` is `[i * dimensions, (i + 1) * dimensions)`. A text without any known word
   * gives a row of zeros.
   */
  embed(texts: readonly string[], role: EmbeddingRole): Promise<Float32Array>;
}
