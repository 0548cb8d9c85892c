/** Rows of cells of one table, the header first. Rows may be of different lengths. */
export type TableRows = readonly (readonly string[])[];

/** A cell on one line; `|` parts cells in the stored text. */
const cellText = (cell: string): string =>
  cell
    .replaceAll('|', '｜')
    .replaceAll(/\s*[\r\n]+\s*/g, ' ')
    .trim();

/** `| a | b |` for one row. Empty cells stay, so that columns keep their place. */
export const rowLine = (cells: readonly string[]): string => `| ${cells.map(cellText).join(' | ')} |`;

/** The lines of a table in the stored text's form (see schema.ts), each row as long as the longest; empty rows are dropped. */
export function tableLines(rows: TableRows): string[] {
  const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
  const columns = filled.reduce((most, row) => Math.max(most, row.length), 0);
  return filled.map((row) => rowLine([...row, ...Array<string>(columns - row.length).fill('')]));
}
