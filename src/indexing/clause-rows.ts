import { z } from 'zod';
import { type Clause, ClauseField, ClauseKind } from '../clause/schema.ts';
import { Span } from '../text/schema.ts';

/** A clause without its children. */
const OwnClause = z.object({
  id: z.string(),
  kind: ClauseKind,
  label: z.string().nullable(),
  ordinal: z.number().nullable(),
  heading: z.string().nullable(),
  headingSpan: Span.nullable(),
  start: z.number(),
  end: z.number(),
  fields: z.array(ClauseField),
});

/**
 * A clause as a row of the catalogue, so that one of a law's thousands is read without the others. `number` counts
 * the document's clauses in reading order from 0; those below it are `number + 1` … `last`. `parent` is −1 at the top.
 */
export const ClauseRow = z.object({
  number: z.number(),
  parent: z.number(),
  last: z.number(),
  body: z.string(),
  checksum: z.number(),
});
export type ClauseRow = Readonly<z.infer<typeof ClauseRow>>;

/** FNV-1a, 32 bits, over UTF-16 code units: enough to notice a byte that has changed on the disk. */
function checksum(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

const seal = (parent: number, last: number, body: string): number => checksum(`${parent} ${last} ${body}`);

export function toRows(clauses: readonly Clause[]): (ClauseRow & { id: string })[] {
  const rows: (ClauseRow & { id: string })[] = [];
  const visit = (clause: Clause, parent: number): void => {
    const number = rows.length;
    const { children, ...own } = clause;
    const body = JSON.stringify(own);
    rows.push({ id: clause.id, number, parent, last: number, body, checksum: 0 });
    for (const child of children) visit(child, number);
    const last = rows.length - 1;
    rows[number] = { id: clause.id, number, parent, last, body, checksum: seal(parent, last, body) };
  };
  for (const clause of clauses) visit(clause, -1);
  return rows;
}

/**
 * The clause of a row; its children are asked for by their numbers `[first, last]` when somebody looks at them.
 * Null where the row is not what was written.
 */
export function fromRow(
  row: ClauseRow,
  children: (parent: number, first: number, last: number) => readonly Clause[],
): Clause | null {
  if (seal(row.parent, row.last, row.body) !== row.checksum) return null;
  const own = OwnClause.parse(JSON.parse(row.body));
  let known: readonly Clause[] | undefined = row.last === row.number ? [] : undefined;
  return {
    ...own,
    get children() {
      known ??= children(row.number, row.number + 1, row.last);
      return known;
    },
  };
}
