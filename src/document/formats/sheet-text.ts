import { tableLines } from './table-text.ts';

/** A sheet as a grid: a merged cell's value stands in each of its places. */
export type SheetGrid = Readonly<{
  name: string;
  rows: readonly (readonly string[])[];
  /** Rows that a merged cell of the first header row reaches down to, beyond that row itself. */
  mergedDown: (row: number) => number;
}>;

/** Names that the program gave, which say nothing. */
const DEFAULT_NAME = /^(?:sheet|工作表|表)\s*\d*$/i;

const values = (row: readonly string[]): Set<string> =>
  new Set(row.map((cell) => cell.trim()).filter(Boolean));

/** Columns from the first to the last that any row fills. */
function usedColumns(rows: SheetGrid['rows']): { first: number; end: number } {
  let first = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      if (cell.trim() === '') continue;
      first = Math.min(first, column);
      end = Math.max(end, column + 1);
    }
  }
  return { first: Math.min(first, end), end };
}

/** 单位 over 名称 and 电话, merged: 单位 名称, 单位 电话. */
function joinHeader(rows: SheetGrid['rows']): string[] {
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from({ length: columns }, (_, column) =>
    [...new Set(rows.map((row) => (row[column] ?? '').trim()).filter(Boolean))].join(' '),
  );
}

/**
 * The text of a sheet: rows that say one thing (a title over all columns, a note) are lines, as are all rows of a
 * sheet of one column; the first row that says several is the header of a table, joined with the rows below it that
 * its merged cells reach. The sheet's name comes first where a person gave it and the title does not say it.
 */
export function sheetText({ name, rows: all, mergedDown }: SheetGrid): string[] {
  const { first, end } = usedColumns(all);
  const rows = all.map((row) => row.slice(first, end));
  const header = rows.findIndex((row) => values(row).size > 1);
  const top = header < 0 ? rows : rows.slice(0, header);
  const lines = top.flatMap((row) => [...values(row)]);
  if (lines.length + (header < 0 ? 0 : 1) === 0) return [];
  if (!DEFAULT_NAME.test(name) && !lines.some((line) => line.includes(name))) lines.unshift(name);
  if (header < 0) return lines;
  const headerEnd = header + 1 + mergedDown(header);
  const body = rows.slice(headerEnd);
  // Notes below the table: one cell merged over all columns, or in the first column alone.
  let bodyEnd = body.length;
  const isNote = (row: readonly string[]): boolean =>
    values(row).size === 0 || (values(row).size === 1 && (row[0] ?? '').trim() !== '');
  while (bodyEnd > 0 && isNote(body[bodyEnd - 1] ?? [])) bodyEnd -= 1;
  const notes = body.slice(bodyEnd).flatMap((row) => [...values(row)]);
  const table = tableLines([joinHeader(rows.slice(header, headerEnd)), ...body.slice(0, bodyEnd)]);
  return [...lines, '', ...table, '', ...notes];
}
