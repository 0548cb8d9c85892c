import type { SearchHit } from '../../retrieval/schema.ts';

/** A clause with its rank on each way to it; null where that way did not bring it among the first. */
export type Compared = Readonly<{
  hit: SearchHit;
  learned: number | null;
  lexical: Readonly<{ rank: number; score: number }> | null;
  dense: Readonly<{ rank: number; score: number }> | null;
}>;

type Sides = Readonly<Record<'learned' | 'lexical' | 'dense', readonly SearchHit[]>>;

/** Every clause that any of the three ways found: those of the learned ranking in its order, then the others by their best rank. */
export function compare({ learned, lexical, dense }: Sides): readonly Compared[] {
  const hits = new Map<string, SearchHit>();
  for (const hit of [...learned, ...lexical, ...dense]) {
    if (!hits.has(hit.clause.id)) hits.set(hit.clause.id, hit);
  }
  const ranksOf = (side: readonly SearchHit[]) =>
    new Map(side.map(({ clause, rank, score }) => [clause.id, { rank, score }]));
  const [ofLearned, ofLexical, ofDense] = [ranksOf(learned), ranksOf(lexical), ranksOf(dense)];
  const compared = [...hits].map(([id, hit]) => ({
    hit,
    learned: ofLearned.get(id)?.rank ?? null,
    lexical: ofLexical.get(id) ?? null,
    dense: ofDense.get(id) ?? null,
  }));
  const bestOf = (one: Compared): number =>
    Math.min(one.lexical?.rank ?? Number.POSITIVE_INFINITY, one.dense?.rank ?? Number.POSITIVE_INFINITY);
  const learnedOf = (one: Compared): number => one.learned ?? Number.POSITIVE_INFINITY;
  return compared.sort((one, other) => {
    const byLearned = learnedOf(one) - learnedOf(other);
    return Number.isNaN(byLearned) || byLearned === 0 ? bestOf(one) - bestOf(other) : byLearned;
  });
}
