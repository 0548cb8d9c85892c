import type { Clause } from '../clause/schema.ts';
import type { Span } from '../text/schema.ts';

/** The innermost clause that holds all of `span`: of `path` (outermost first), or below its last. */
export function clauseHolding(path: readonly Clause[], span: Span): Clause {
  const holds = ({ start, end }: Clause) => start <= span.start && span.end <= end;
  let holder = path.findLast(holds);
  if (holder === undefined) throw new Error(`no clause holds ${span.start}–${span.end}`);
  for (let below = holder.children.find(holds); below !== undefined; below = holder.children.find(holds))
    holder = below;
  return holder;
}

/** The innermost clause that holds the start of `span`. Top-level clauses cover the text, so there always is one. */
export function clauseAt(clauses: readonly Clause[], span: Span): Clause {
  const clause = clauses.find(({ start, end }) => start <= span.start && span.start < end);
  if (clause === undefined) throw new Error(`no clause holds offset ${span.start}`);
  return clause.children.some(({ start, end }) => start <= span.start && span.start < end)
    ? clauseAt(clause.children, span)
    : clause;
}
