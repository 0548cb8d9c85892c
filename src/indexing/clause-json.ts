import { z } from 'zod';
import { type Clause, ClauseField, ClauseKind } from '../clause/schema.ts';
import { Span } from '../text/schema.ts';

const StoredClause: z.ZodType<Clause> = z.object({
  id: z.string(),
  kind: ClauseKind,
  label: z.string().nullable(),
  ordinal: z.number().nullable(),
  heading: z.string().nullable(),
  headingSpan: Span.nullable(),
  start: z.number(),
  end: z.number(),
  fields: z.array(ClauseField).readonly(),
  get children() {
    return z.array(StoredClause).readonly();
  },
});

export const StoredClauses = z.array(StoredClause).readonly();

export const StoredPassages = z
  .array(
    z.object({
      clauseId: z.string(),
      start: z.number(),
      end: z.number(),
      headingPath: z.array(z.string()).readonly(),
    }),
  )
  .readonly();

/** How many clauses a tree has, all levels counted. */
export function countClauses(clauses: readonly Clause[]): number {
  return clauses.reduce((sum, clause) => sum + 1 + countClauses(clause.children), 0);
}

/** The clause with `id` and its ancestors, outermost first. */
export function findClause(
  clauses: readonly Clause[],
  id: string,
  ancestors: readonly Clause[] = [],
): { clause: Clause; ancestors: readonly Clause[] } | undefined {
  for (const clause of clauses) {
    if (clause.id === id) return { clause, ancestors };
    const found = findClause(clause.children, id, [...ancestors, clause]);
    if (found !== undefined) return found;
  }
  return undefined;
}
