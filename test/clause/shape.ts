import { parseClauses } from '../../src/clause/parse.ts';
import type { Clause } from '../../src/clause/schema.ts';

export const parse = (...lines: string[]): readonly Clause[] =>
  parseClauses({ id: 'd', text: lines.join('\n') });

export type Shape = readonly (string | Shape)[];

/** The anchors of a tree, children behind their parent: [['c1', 'a1', 'a2']]. */
export const shape = (clauses: readonly Clause[]): Shape =>
  clauses.map(({ id, children }) =>
    children.length === 0 ? id.slice(2) : [id.slice(2), ...shape(children)],
  );

export const all = (clauses: readonly Clause[]): Clause[] =>
  clauses.flatMap((clause) => [clause, ...all(clause.children)]);
