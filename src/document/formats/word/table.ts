import { isHan } from '../../../text/characters.ts';
import { type Block, flatten, type TableCell } from './block.ts';

/** A cell as the file has it, on the grid of the table. */
export type GridCell = Readonly<{
  /** Columns of the grid, from 0. */
  column: number;
  span: number;
  /** `below`: it shows the cell above, however far up that began. */
  merge: 'none' | 'begins' | 'below';
  blocks: readonly Block[];
}>;
export type GridRow = Readonly<{ isHeader: boolean; cells: readonly GridCell[] }>;

/** Widths of the grid's columns in 1/20 point; 0 where the file does not say. */
export type Grid = Readonly<{ widths: readonly number[]; rows: readonly GridRow[] }>;

type WrittenColumns = Readonly<{
  /** From columns of the grid to those of the written table. */
  columnOf: ReadonlyMap<number, number>;
  count: number;
  /** The outermost columns of the grid in which some text begins. */
  first: number;
  last: number;
}>;

type ReadCell = Readonly<{ cell: GridCell; text: string; repeats: boolean }>;
type ReadRow = Readonly<{ isHeader: boolean; cells: readonly ReadCell[] }>;

/** 1/20 point: less than one character, so a border that was drawn a little askew from row to row. */
const NARROWEST = 150;
/** Word allows 63; a table of more is a drawing made of cells. */
const MOST_COLUMNS = 250;
/** A cell of more lines and characters that is also most of its table is a page in a frame. */
const PAGE_LINES = 15;
const PAGE_CHARACTERS = 1500;

/** 名称： is followed by its value, so that the row is no header, though the first. */
const LABEL = /[:：]$/;

const isHanAt = (text: string, at: number): boolean => isHan(text.charCodeAt(at));

/**
 * The lines of a cell as one. In a header 办理 over 时限 is one word that was broken to fit; elsewhere lines are
 * sentences and names of their own.
 */
function cellText(blocks: readonly Block[], isHeader: boolean): string {
  let text = '';
  let before = '';
  for (const line of flatten(blocks)) {
    const isOneWord = isHeader && isHanAt(before, before.length - 1) && isHanAt(line, 0);
    text += before === '' || isOneWord ? line : ` ${line}`;
    before = line;
  }
  return text.replaceAll('|', '｜');
}

/** Rows that head the table: those marked so at its top, else the first, with what its merged cells reach down to. */
function headerRows(rows: readonly GridRow[]): number {
  const marked = rows.findIndex(({ isHeader }) => !isHeader);
  if (marked !== 0) return marked < 0 ? rows.length : marked;
  let reaching = new Set(
    rows[0]?.cells.filter(({ merge }) => merge === 'begins').map(({ column }) => column),
  );
  let count = 0;
  while (count < rows.length && (count === 0 || reaching.size > 0)) {
    count += 1;
    const below = rows[count]?.cells.filter(({ merge, column }) => merge === 'below' && reaching.has(column));
    reaching = new Set(below?.map(({ column }) => column));
  }
  return count;
}

/** Gives the cells their texts; a cell below a merged one has the text of that one. Rows without any text go. */
function readRows(rows: readonly GridRow[]): ReadRow[] {
  const headers = headerRows(rows);
  const above = new Map<number, string>();
  return rows
    .map(({ cells }, index): ReadRow => {
      const isHeader = index < headers;
      return {
        isHeader,
        cells: cells.map((cell): ReadCell => {
          const merged = cell.merge === 'below' ? above.get(cell.column) : undefined;
          const text = merged ?? cellText(cell.blocks, isHeader);
          if (merged === undefined) {
            if (cell.merge === 'none') above.delete(cell.column);
            else above.set(cell.column, text);
          }
          return { cell, text, repeats: merged !== undefined };
        }),
      };
    })
    .filter(({ cells }) => cells.some(({ text, repeats }) => text !== '' && !repeats));
}

const filled = (row: ReadRow): readonly ReadCell[] => row.cells.filter(({ text }) => text !== '');

/**
 * Columns of the grid in which some text begins, to columns of the written table. Others are room between columns; of
 * two that lie closer than a character one is left, unless a row has text in both.
 */
function writtenColumns(rows: readonly ReadRow[], widths: readonly number[]): WrittenColumns {
  const begins = new Set<number>();
  const apart = new Set<string>();
  for (const row of rows) {
    let last: number | null = null;
    for (const { cell } of filled(row)) {
      begins.add(cell.column);
      if (last !== null) apart.add(`${last}-${cell.column}`);
      last = cell.column;
    }
  }
  const places: number[] = [0];
  for (const width of widths) places.push((places.at(-1) ?? 0) + width);
  const isKnown = widths.length > 0 && widths.every((width) => width > 0);
  const columnOf = new Map<number, number>();
  let group: number[] = [];
  let count = 0;
  const ascending = [...begins].sort((one, other) => one - other);
  for (const column of ascending) {
    const gap = (places[column] ?? Number.NaN) - (places[group[0] ?? 0] ?? Number.NaN);
    const isSame = isKnown && gap < NARROWEST && !group.some((other) => apart.has(`${other}-${column}`));
    if (isSame && group.length > 0) group.push(column);
    else {
      group = [column];
      count += 1;
    }
    columnOf.set(column, count - 1);
  }
  return { columnOf, count, first: ascending[0] ?? 0, last: ascending.at(-1) ?? 0 };
}

/** The table's own text, what merged cells repeat left out; a cell with a page makes the table a frame around it. */
function holdsPage(rows: readonly ReadRow[]): boolean {
  let total = 0;
  let page = 0;
  for (const { cells } of rows) {
    for (const { cell, text, repeats } of cells) {
      if (repeats) continue;
      total += text.length;
      if (text.length >= PAGE_CHARACTERS && flatten(cell.blocks).length >= PAGE_LINES)
        page = Math.max(page, text.length);
    }
  }
  return page > total / 2;
}

/** Whether the row is one cell over all columns in which the table has text. */
function isAcross(row: ReadRow | undefined, { first, last }: WrittenColumns): boolean {
  const only = row?.cells.length === 1 ? row.cells[0]?.cell : undefined;
  return only?.merge === 'none' && only.column <= first && only.column + only.span > last;
}

const contentsOf = (rows: readonly ReadRow[]): Block[] =>
  rows.flatMap(({ cells }) => cells.flatMap(({ cell, repeats }) => (repeats ? [] : cell.blocks)));

function writtenRow(row: ReadRow, { columnOf }: WrittenColumns): TableCell[] {
  const isHeading = row.isHeader && !row.cells.some(({ text }) => LABEL.test(text));
  return filled(row).map(({ cell, text, repeats }) => {
    const from = columnOf.get(cell.column) ?? 0;
    let to = from + 1;
    for (let further = 1; isHeading && further < Math.min(cell.span, MOST_COLUMNS); further += 1)
      to = Math.max(to, (columnOf.get(cell.column + further) ?? from) + 1);
    return { from, to, text, repeats };
  });
}

/**
 * A table as blocks. What only arranges text on the page is written as paragraphs: one column, one row, or a page in a
 * cell; so are rows of one cell over the whole width at the top (titles) and at the end (remarks). Of the rest, a cell
 * merged down repeats its text in every row, a cell merged across does so in header rows, where it is the heading of
 * all its columns, and leaves the further columns empty elsewhere.
 */
export function tableBlocks({ widths, rows }: Grid): Block[] {
  const read = readRows(rows);
  const columns = writtenColumns(read, widths);
  let first = 0;
  let end = read.length;
  while (first < end && isAcross(read[first], columns)) first += 1;
  while (end > first && isAcross(read[end - 1], columns)) end -= 1;
  if (columns.count <= 1 || columns.count > MOST_COLUMNS || end - first <= 1 || holdsPage(read))
    return contentsOf(read);
  const body = read.slice(first, end).map((row) => writtenRow(row, columns));
  return [
    ...contentsOf(read.slice(0, first)),
    { kind: 'table', columns: columns.count, rows: body },
    ...contentsOf(read.slice(end)),
  ];
}
