/** What a hit's own score is made of: BM25 as a share of what the query's terms weigh together, and the cosine. */
type Sides = Readonly<{ lexical: number | null; dense: number | null }>;

const share = (value: number | null): number => Math.min(1, Math.max(0, value ?? 0));

/**
 * Scores in 0 … 1 for hits, best first: 1 − (1 − lexical)(1 − dense), high where either the words of the query or its
 * meaning are there. Both sides are absolute, so a threshold means the same for each query; the ranking model's own
 * score orders the hits of one query only. Because Dify sorts by the score, no hit has less than one after it.
 *
 * Measured on the hits of 337 questions of ours to five documents, ten each: a threshold of 0.4 keeps 0.91 of the clauses
 * that hold the answer, 0.5 keeps 0.80 (and 0.39 of the others), 0.6 keeps 0.65 (and 0.19).
 */
export function hitScores(hits: readonly Sides[]): number[] {
  let least = 0;
  return hits
    .toReversed()
    .map(({ lexical, dense }) => {
      least = Math.max(least, 1 - (1 - share(lexical)) * (1 - share(dense)));
      return Math.round(least * 10_000) / 10_000;
    })
    .reverse();
}
