/**
 * BM25 in the form that Lucene uses (Robertson & Zaragoza 2009, “The Probabilistic Relevance Framework”, 3.4.1,
 * without the constant factor k1 + 1, which does not change the order):
 *
 *   score(q, d) = Σ_t weight(t) · idf(t) · Σ_f w_f · tf_f / (tf_f + k1 · (1 − b + b · len_f / avglen_f))
 *
 * over the fields f: the passage's text, its heading path, its document's title. The inner sum does not depend on
 * the question, so it is computed once when an index is opened (“eager”, as in BM25S: Lù 2024, arXiv:2407.03618),
 * from raw counts and the averages of the whole snapshot: how it is cut into segments changes no score.
 */
export const K1 = 1.2;
export const B = 0.75;

/**
 * A word in a heading says what a clause is about, but is shared by all passages under it; a word in the title is
 * shared by the whole document. So they count for less than a word of the passage itself.
 */
export const FIELD_WEIGHTS = { text: 1, heading: 0.7, title: 0.4 } as const;

/** k1 · (1 − b + b · length / average): the part of the denominator that a field's length decides. */
export function lengthNorm(length: number, averageLength: number): number {
  return K1 * (1 - B + (averageLength > 0 ? (B * length) / averageLength : 0));
}

/** tf / (tf + norm): 0 for tf = 0, towards 1 as tf grows. */
export function saturation(count: number, norm: number): number {
  return count === 0 ? 0 : count / (count + norm);
}

/** ln(1 + (N − n + 0.5) / (n + 0.5)), never below 0 (Robertson and Spärck Jones, as in Lucene). */
export function inverseFrequency(passages: number, frequency: number): number {
  return Math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5));
}
