import type { Clause } from '../../clause/schema.ts';
import { readAs } from '../../text/reading.ts';

/** Clauses of the document and of what it encloses, in reading order; annexes are left out. */
export const clausesWithin = (clauses: readonly Clause[]): Clause[] =>
  clauses.flatMap((clause) =>
    clause.kind === 'attachment' ? [] : [clause, ...clausesWithin(clause.children)],
  );

/** Label and heading, or the begin of the paragraph that the label numbers. */
function headingOf(text: string, clause: Clause): string {
  if (clause.heading !== null) return `${clause.label ?? ''}${clause.heading}`;
  return readAs(text, { start: clause.start, end: clause.children[0]?.start ?? clause.end });
}

/** The chapters where there are any, else the level 一、. */
export function topHeadings(text: string, clauses: readonly Clause[]): string[] {
  const all = clausesWithin(clauses);
  const chapters = all.filter(({ kind }) => kind === 'chapter');
  const top = chapters.length > 0 ? chapters : all.filter(({ kind }) => kind === 'part');
  return top.map((clause) => headingOf(text, clause));
}

/** Articles at any depth, those of annexes included where `clauses` holds them. */
export const countArticles = (clauses: readonly Clause[]): number =>
  clauses.reduce(
    (sum, { kind, children }) => sum + (kind === 'article' ? 1 : 0) + countArticles(children),
    0,
  );

/**
 * The first fault of a tree over `[from, to)`: a gap, an overlap, or a repeated id; null where there is none, which is
 * to say that the clauses cover the text.
 */
export function coverageFault(
  clauses: readonly Clause[],
  from: number,
  to: number,
  ids: Set<string> = new Set(),
): string | null {
  let at = from;
  for (const clause of clauses) {
    if (clause.start !== at || clause.end < clause.start) return `${clause.id} at ${clause.start}, not ${at}`;
    if (ids.has(clause.id)) return `${clause.id} twice`;
    ids.add(clause.id);
    at = clause.end;
    const first = clause.children[0];
    const fault = first === undefined ? null : coverageFault(clause.children, first.start, clause.end, ids);
    if (fault !== null) return fault;
  }
  return at === to ? null : `ends at ${at}, not ${to}`;
}
