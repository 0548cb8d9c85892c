import { estimatedWidth } from './character-width.ts';
import { type Grid, gridsOf } from './grid.ts';
import { lineOf, type PositionedText, rowsOf } from './lines.ts';
import { joint } from './paragraphs.ts';
import type { Rule } from './rules.ts';

/** A table and where it stands. Rows are of one length; what spans several rows is said in each of them. */
export type Table = Readonly<{
  rows: readonly (readonly string[])[];
  top: number;
  bottom: number;
  left: number;
  right: number;
  /** Edges of the columns, one more than there are columns. */
  edges: readonly number[];
}>;

/** Word leaves 5.4 points on each side of a cell. */
const PADDING = 10.8;
/** A line of a cell that leaves room for this many characters was ended on purpose. */
const ROOM = 2;
/** Baselines lie this part of the size below the middle of the characters. */
const MIDDLE = 0.35;
/** Less of a character beyond a line is what it overhangs. */
const OVERHANG = 0.3;
const FEWEST_FILLED = 3;

/** Index of the interval of ascending `edges` that holds `value`; -1 outside. By halving. */
function intervalOf(edges: readonly number[], value: number): number {
  let [low, high] = [0, edges.length - 1];
  if (value < (edges[low] ?? Infinity) || value > (edges[high] ?? -Infinity)) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value < (edges[middle] ?? 0)) high = middle;
    else low = middle;
  }
  return low;
}

/** An item that runs across cells' edges, cut there: the library joins what stands closely in neighbouring cells. */
function cutAtEdges(item: PositionedText, grid: Grid, row: number): PositionedText[] {
  const from = item.x + OVERHANG * item.size;
  const to = item.x + item.width - OVERHANG * item.size;
  const edges = grid.xs.filter(
    (x, column) => x > from && x < to && grid.cellAt(row, column - 1) !== grid.cellAt(row, column),
  );
  if (edges.length === 0) return [item];
  const characters = [...item.text];
  const widths = characters.map(estimatedWidth);
  const scale =
    item.width /
    Math.max(
      0.01,
      widths.reduce((sum, width) => sum + width, 0),
    );
  const parts: PositionedText[] = [];
  let [text, x, at] = ['', item.x, item.x];
  for (const [index, character] of characters.entries()) {
    const width = scale * (widths[index] ?? 0);
    const edge = edges[0];
    if (edge !== undefined && at + width / 2 > edge) {
      edges.shift();
      parts.push({ ...item, text, x, width: at - x });
      [text, x] = ['', at];
    }
    text += character;
    at += width;
  }
  parts.push({ ...item, text, x, width: at - x });
  return parts;
}

function cellText(items: readonly PositionedText[], width: number): string {
  let text = '';
  let room = 0;
  for (const row of rowsOf(items)) {
    const line = lineOf(row.items, row.y);
    if (line === null) continue;
    if (text !== '') text += room >= ROOM * line.size ? ' ' : joint(text, line.text);
    text += line.text;
    room = width - PADDING - (line.right - line.left);
  }
  return text;
}

/** The table that the grid holds, and the items outside it; null where it is none: a frame, a box, a drawing. */
function readGrid(
  grid: Grid,
  items: readonly PositionedText[],
  aside: readonly PositionedText[],
): Readonly<{ table: Table; rest: readonly PositionedText[] }> | null {
  const [columnCount, rowCount] = [grid.xs.length - 1, grid.ys.length - 1];
  if (columnCount < 2 || rowCount < 2) return null;
  const contents = grid.cells.map((): PositionedText[] => []);
  const rest: PositionedText[] = [];
  for (const item of items) {
    const row = intervalOf(grid.ys, item.y - MIDDLE * item.size);
    if (row < 0) {
      rest.push(item);
      continue;
    }
    for (const part of cutAtEdges(item, grid, row)) {
      const column = intervalOf(grid.xs, part.x + part.width / 2);
      const content = contents[grid.cellAt(row, column)];
      (content ?? rest).push(part);
    }
  }
  for (const item of aside) {
    const row = intervalOf(grid.ys, item.y - MIDDLE * item.size);
    contents[grid.cellAt(row, intervalOf(grid.xs, item.x + item.width / 2))]?.push(item);
  }
  const texts = grid.cells.map((cell, index) =>
    cellText(contents[index] ?? [], (grid.xs[cell.lastColumn + 1] ?? 0) - (grid.xs[cell.firstColumn] ?? 0)),
  );
  if (texts.filter((text) => text !== '').length < FEWEST_FILLED) return null;
  // What spans columns stands in the first of them, so that the others keep their place.
  const rows = Array.from({ length: rowCount }, (_, row) =>
    Array.from({ length: columnCount }, (_, column) => {
      const index = grid.cellAt(row, column);
      return grid.cells[index]?.firstColumn === column ? (texts[index] ?? '') : '';
    }),
  ).filter((row) => row.some((text) => text !== ''));
  const used = Array.from({ length: columnCount }, (_, column) => rows.some((row) => row[column] !== ''));
  if (rows.length < 2 || used.filter(Boolean).length < 2) return null;
  return {
    table: {
      rows: rows.map((row) => row.filter((_, column) => used[column])),
      top: grid.ys[0] ?? 0,
      bottom: grid.ys.at(-1) ?? 0,
      left: grid.xs[0] ?? 0,
      right: grid.xs.at(-1) ?? 0,
      edges: grid.xs.filter((_, edge) => edge === 0 || edge === columnCount || used[edge]),
    },
    rest,
  };
}

/**
 * The ruled tables of a page from top to bottom, and the items that stand in none. Two columns and two rows make a
 * table; a frame around text is none. Text set aside (at right angles to the rest) counts where it labels a cell.
 */
export function findTables(
  items: readonly PositionedText[],
  aside: readonly PositionedText[],
  rules: readonly Rule[],
): Readonly<{ tables: readonly Table[]; rest: readonly PositionedText[] }> {
  const tables: Table[] = [];
  let rest = items;
  for (const grid of gridsOf(rules)) {
    const found = readGrid(grid, rest, aside);
    if (found === null) continue;
    tables.push(found.table);
    rest = found.rest;
  }
  return { tables, rest };
}

/** How far, in points, the columns of a table that goes on on the next page may be off. */
const SAME_COLUMNS = 6;

/** Whether table `b`, the first on its page, goes on with `a`, the last on the page before: the same columns. */
export function continuesTable(a: Table, b: Table): boolean {
  if (a.edges.length !== b.edges.length) return false;
  return a.edges.every((edge, index) => {
    const other = b.edges[index] ?? 0;
    return Math.abs(edge - a.left - (other - b.left)) <= SAME_COLUMNS;
  });
}

/** The rows of `b` without those at its head that repeat the head of `a`. */
export function rowsWithoutRepeatedHead(a: Table, b: Table): readonly (readonly string[])[] {
  let repeated = 0;
  while (repeated < b.rows.length && isSameRow(a.rows[repeated], b.rows[repeated])) repeated += 1;
  return b.rows.slice(repeated);
}

const isSameRow = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  a !== undefined && b !== undefined && a.length === b.length && a.every((text, index) => text === b[index]);
