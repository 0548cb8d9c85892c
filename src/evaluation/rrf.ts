/** Cormack, Clarke and Büttcher chose it on four collections and found that it hardly matters. */
const K = 60;

/**
 * Reciprocal rank fusion of rankings of the same items, best first: by Σ 1 / (60 + rank), ties by item. Cormack, Clarke
 * and Büttcher, “Reciprocal rank fusion outperforms Condorcet and individual rank learning methods”, SIGIR 2009. Only
 * a measure to hold our own ranking against.
 */
export function fuseRankings(rankings: readonly (readonly number[])[]): number[] {
  const scores = new Map<number, number>();
  for (const ranking of rankings) {
    for (const [index, item] of ranking.entries()) {
      scores.set(item, (scores.get(item) ?? 0) + 1 / (K + index + 1));
    }
  }
  return [...scores].sort(([a, one], [b, other]) => other - one || a - b).map(([item]) => item);
}
