import type { Clause } from '../../src/clause/schema.ts';

/** The path from the top of the tree to the clause with `id`, that clause last; empty where there is none. */
export function pathTo(clauses: readonly Clause[], id: string): readonly Clause[] {
  for (const clause of clauses) {
    if (clause.id === id) return [clause];
    const below = pathTo(clause.children, id);
    if (below.length > 0) return [clause, ...below];
  }
  return [];
}
