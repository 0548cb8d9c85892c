import { type HtmlElement, isElement } from './tree.ts';

export type TableCell = Readonly<{ element: HtmlElement; rowSpan: number; columnSpan: number }>;

/** `layout`: a frame that places things on the page, no table to its reader. */
export type TableUse = 'data' | 'layout';

const SECTIONS: ReadonlySet<string> = new Set(['tbody', 'thead', 'tfoot']);
/** HTML Standard 4.9.11: the most that colspan and rowspan may say. */
const MOST_COLUMN_SPAN = 1000;
const MOST_ROW_SPAN = 65_534;
/** A merged cell is repeated up to this length, so that a row says what it is about; a longer one stands once. */
const LONGEST_REPEATED = 200;
/** Places that merged cells may fill beside their own, per table: a guard against one that spans all. */
const MOST_FILLED = 100_000;
/** Rows are filled up to the same length in tables up to this width; no page shows more columns. */
const MOST_COLUMNS = 200;
/** A cell longer than this with lines of its own is a column of a page. */
const COLUMN_LENGTH = 600;

const childElements = (element: HtmlElement): readonly HtmlElement[] => element.children.filter(isElement);

function span(element: HtmlElement, name: string, most: number): number {
  const stated = Number.parseInt(element.attributes.get(name) ?? '', 10);
  if (Number.isNaN(stated) || stated < 0) return 1;
  // rowspan="0" means to the end (4.9.11); colspan="0" is an error for 1.
  if (stated === 0) return name === 'rowspan' ? most : 1;
  return Math.min(stated, most);
}

/** The rows of a table itself, not of tables in its cells; thead comes first and tfoot last as they are written. */
export function rowsOf(table: HtmlElement): readonly (readonly TableCell[])[] {
  return childElements(table)
    .flatMap((child) => (SECTIONS.has(child.name) ? childElements(child) : [child]))
    .filter((child) => child.name === 'tr')
    .map((row) =>
      childElements(row)
        .filter((cell) => cell.name === 'td' || cell.name === 'th')
        .map((element) => ({
          element,
          rowSpan: span(element, 'rowspan', MOST_ROW_SPAN),
          columnSpan: span(element, 'colspan', MOST_COLUMN_SPAN),
        })),
    );
}

/** How many rows head the table: those of thead or of th only, else the first, with what its merged cells reach. */
function headerRows(rows: readonly (readonly TableCell[])[]): number {
  const marked = rows.findIndex((row) => row.some(({ element }) => element.name !== 'th'));
  if (marked !== 0) return marked < 0 ? rows.length : marked;
  return Math.max(...(rows[0] ?? []).map(({ rowSpan }) => Math.min(rowSpan, rows.length)));
}

/**
 * The texts of a table's cells in rows, of equal length unless there are over 200 columns (HTML Standard 4.9.12.1). A
 * cell merged down stands in every row; one merged across stands over all its columns in header rows and in the first
 * elsewhere. Rows and columns without any text are left out.
 */
export function gridOf(
  rows: readonly (readonly TableCell[])[],
  textOf: (cell: HtmlElement, isHeader: boolean) => string,
): readonly (readonly string[])[] {
  const grid: string[][] = rows.map(() => []);
  const headers = headerRows(rows);
  let filled = 0;
  for (const [rowIndex, row] of rows.entries()) {
    let column = 0;
    for (const cell of row) {
      while (grid[rowIndex]?.[column] !== undefined) column += 1;
      const text = textOf(cell.element, rowIndex < headers);
      const repeated = text.length <= LONGEST_REPEATED ? text : '';
      const lastRow = Math.min(rows.length, rowIndex + cell.rowSpan);
      for (let below = rowIndex; below < lastRow && filled < MOST_FILLED; below += 1) {
        for (let beside = 0; beside < cell.columnSpan && filled < MOST_FILLED; beside += 1) {
          const line = grid[below];
          if (line === undefined) continue;
          const isOwn = below === rowIndex && beside === 0;
          line[column + beside] = isOwn ? text : beside === 0 || rowIndex < headers ? repeated : '';
          filled += 1;
        }
      }
      const line = grid[rowIndex];
      if (line !== undefined) line[column] ??= text;
      column += 1;
    }
  }
  const used: boolean[] = [];
  for (const row of grid) {
    row.forEach((text, column) => {
      if (text !== '') used[column] = true;
    });
  }
  const isWide = used.length > MOST_COLUMNS;
  return grid
    .filter((row) => row.some((text) => text !== ''))
    .map((row) =>
      Array.from({ length: isWide ? row.length : used.length }, (_, column) => row[column] ?? '').filter(
        (_, column) => used[column] === true,
      ),
    );
}

const isDrawn = (element: HtmlElement): boolean =>
  /^[1-9]/.test(element.attributes.get('border') ?? '') ||
  /border[a-z-]*\s*:[^;]*(?:solid|double|dotted|inset|outset)/i.test(element.attributes.get('style') ?? '');

/** Whether an element of a wanted name stands anywhere below. */
export function contains(element: HtmlElement, wanted: (name: string) => boolean): boolean {
  return childElements(element).some((child) => wanted(child.name) || contains(child, wanted));
}

const lineCount = (element: HtmlElement): number =>
  childElements(element).reduce(
    (sum, child) => sum + (/^(?:p|div|br|li|h[1-6])$/.test(child.name) ? 1 : 0) + lineCount(child),
    0,
  );

/** Rows of one cell at the top and at the end are titles and remarks; between them stands the table itself. */
export function tableProper(rows: readonly (readonly TableCell[])[]): { from: number; to: number } {
  let from = 0;
  let to = rows.length;
  const isAcross = (index: number): boolean => {
    const row = rows[index] ?? [];
    return row.length <= 1 && row.every(({ rowSpan }) => rowSpan === 1);
  };
  while (from < to && isAcross(from)) from += 1;
  // A row may have one cell because those above reach down into it.
  const reached = rows.reduce(
    (most, row, index) =>
      row.reduce((to, { rowSpan }) => (rowSpan > 1 ? Math.max(to, index + rowSpan) : to), most),
    0,
  );
  while (to > from && to > reached && isAcross(to - 1)) to -= 1;
  return { from, to };
}

/**
 * What a table is for. Sites and old pages place everything with tables: a table of data has two columns at least, no
 * table or page element in its cells, and no cell that holds most of its text in lines of their own.
 */
export function useOfTable(table: HtmlElement, rows: readonly (readonly TableCell[])[]): TableUse {
  if (/^(?:presentation|none)$/.test(table.attributes.get('role') ?? '')) return 'layout';
  const cells = rows.flat();
  const full = cells.filter(({ element }) => element.length > 0);
  if (!rows.some((row) => row.filter(({ element }) => element.length > 0).length >= 2)) return 'layout';
  for (const { element } of full) {
    if (element.length > COLUMN_LENGTH && element.length > table.length / 2 && lineCount(element) >= 5)
      return 'layout';
  }
  if (full.some(({ element }) => contains(element, (name) => name === 'table'))) return 'layout';
  if (rows.filter((row) => row.some(({ element }) => element.length > 0)).length < 2) return 'layout';
  const drawn =
    isDrawn(table) ||
    /mso|grid/i.test(table.attributes.get('class') ?? '') ||
    cells.slice(0, 12).some(({ element }) => element.name === 'th' || isDrawn(element)) ||
    childElements(table).some(({ name }) => name === 'thead' || name === 'caption');
  if (drawn) return 'data';
  if (full.some(({ element }) => contains(element, (name) => /^(?:ul|ol|form|h[1-6])$/.test(name))))
    return 'layout';
  return 'data';
}
