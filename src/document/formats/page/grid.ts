import type { Rule } from './rules.ts';

/** A cell of a table: rows and columns that it spans, from first to last. */
export type GridCell = Readonly<{
  firstRow: number;
  lastRow: number;
  firstColumn: number;
  lastColumn: number;
}>;

/** A table's lines. `xs` and `ys` ascend; column c lies between xs[c] and xs[c + 1]. */
export type Grid = Readonly<{
  xs: readonly number[];
  ys: readonly number[];
  cells: readonly GridCell[];
  /** Index into `cells` of what lies in a row and column; -1 outside. */
  cellAt: (row: number, column: number) => number;
}>;

/** Lines nearer than this (points) are one: double rules, corners drawn apart. */
const SAME_LINE = 3;
const MOST_LINES = 800;
const MOST_CELLS = 50_000;
/** A line that runs along this part of a cell's edge closes it. */
const CLOSED = 0.5;

/** Lines of one direction that lie on or next to each other, as one. */
function mergeLines(rules: readonly Rule[]): Rule[] {
  const ordered = [...rules].sort((a, b) => a.at - b.at);
  const merged: Rule[] = [];
  for (let from = 0; from < ordered.length; ) {
    const first = ordered[from];
    if (first === undefined) break;
    let to = from + 1;
    while (to < ordered.length && (ordered[to]?.at ?? 0) - first.at <= SAME_LINE) to += 1;
    let open: Rule | undefined;
    for (const rule of ordered.slice(from, to).sort((a, b) => a.from - b.from)) {
      if (open !== undefined && rule.from - open.to <= SAME_LINE) {
        open = { ...open, to: Math.max(open.to, rule.to) };
      } else {
        if (open !== undefined) merged.push(open);
        open = { ...rule, at: first.at };
      }
    }
    if (open !== undefined) merged.push(open);
    from = to;
  }
  return merged;
}

/** Sets that are joined by pairs of their members. */
class Sets {
  readonly #parents: number[];

  constructor(count: number) {
    this.#parents = Array.from({ length: count }, (_, index) => index);
  }

  find(index: number): number {
    let at = index;
    for (;;) {
      const parent = this.#parents[at] ?? at;
      if (parent === at) return at;
      this.#parents[at] = this.#parents[parent] ?? parent;
      at = parent;
    }
  }

  join(a: number, b: number): void {
    this.#parents[this.find(a)] = this.find(b);
  }
}

const touches = (horizontal: Rule, vertical: Rule): boolean =>
  vertical.at >= horizontal.from - SAME_LINE &&
  vertical.at <= horizontal.to + SAME_LINE &&
  horizontal.at >= vertical.from - SAME_LINE &&
  horizontal.at <= vertical.to + SAME_LINE;

/** Ascending, those nearer than {@link SAME_LINE} once. */
function distinct(values: readonly number[]): number[] {
  const found: number[] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last === undefined || value - last > SAME_LINE) found.push(value);
  }
  return found;
}

/** For each of `lines`, the rules that lie on it. */
const rulesOn = (lines: readonly number[], rules: readonly Rule[]): Rule[][] =>
  lines.map((line) => rules.filter((rule) => Math.abs(rule.at - line) <= SAME_LINE));

const closes = (rules: readonly Rule[] | undefined, from: number, to: number): boolean =>
  (rules ?? []).some((rule) => Math.min(rule.to, to) - Math.max(rule.from, from) >= CLOSED * (to - from));

function gridOf(horizontal: readonly Rule[], vertical: readonly Rule[]): Grid | null {
  // Tables may lack the outer lines: the ends of the inner ones show where they would be.
  const xs = distinct([...vertical.map(({ at }) => at), ...horizontal.flatMap(({ from, to }) => [from, to])]);
  const ys = distinct([...horizontal.map(({ at }) => at), ...vertical.flatMap(({ from, to }) => [from, to])]);
  const [rows, columns] = [ys.length - 1, xs.length - 1];
  if (rows < 1 || columns < 1 || rows * columns > MOST_CELLS) return null;
  const verticals = rulesOn(xs, vertical);
  const horizontals = rulesOn(ys, horizontal);
  const sets = new Sets(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [left, right] = [xs[column] ?? 0, xs[column + 1] ?? 0];
      const [top, bottom] = [ys[row] ?? 0, ys[row + 1] ?? 0];
      const at = row * columns + column;
      if (column + 1 < columns && !closes(verticals[column + 1], top, bottom)) sets.join(at, at + 1);
      if (row + 1 < rows && !closes(horizontals[row + 1], left, right)) sets.join(at, at + columns);
    }
  }
  const indexes = new Map<number, number>();
  const cells: { firstRow: number; lastRow: number; firstColumn: number; lastColumn: number }[] = [];
  const owners = Array.from({ length: rows * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    const root = sets.find(at);
    const known = indexes.get(root);
    const cell = known === undefined ? undefined : cells[known];
    if (known === undefined || cell === undefined) {
      indexes.set(root, cells.length);
      cells.push({ firstRow: row, lastRow: row, firstColumn: column, lastColumn: column });
      return cells.length - 1;
    }
    cell.lastRow = Math.max(cell.lastRow, row);
    cell.firstColumn = Math.min(cell.firstColumn, column);
    cell.lastColumn = Math.max(cell.lastColumn, column);
    return known;
  });
  return {
    xs,
    ys,
    cells,
    cellAt: (row, column) =>
      row < 0 || column < 0 || row >= rows || column >= columns ? -1 : (owners[row * columns + column] ?? -1),
  };
}

/**
 * The grids that ruled lines make: each a set of lines that meet, with the cells between them. From top to bottom.
 * None where there are so many lines that the page is a drawing. Quadratic in the lines of a page, at most 800 each
 * way.
 */
export function gridsOf(rules: readonly Rule[]): Grid[] {
  const horizontal = mergeLines(rules.filter(({ direction }) => direction === 'horizontal'));
  const vertical = mergeLines(rules.filter(({ direction }) => direction === 'vertical'));
  if (horizontal.length > MOST_LINES || vertical.length > MOST_LINES) return [];
  const sets = new Sets(horizontal.length + vertical.length);
  for (const [index, line] of horizontal.entries()) {
    for (const [other, crossing] of vertical.entries()) {
      if (touches(line, crossing)) sets.join(index, horizontal.length + other);
    }
  }
  const parts = new Map<number, { horizontal: Rule[]; vertical: Rule[] }>();
  const partOf = (index: number): { horizontal: Rule[]; vertical: Rule[] } => {
    const root = sets.find(index);
    const known = parts.get(root) ?? { horizontal: [], vertical: [] };
    parts.set(root, known);
    return known;
  };
  for (const [index, line] of horizontal.entries()) partOf(index).horizontal.push(line);
  for (const [index, line] of vertical.entries()) partOf(horizontal.length + index).vertical.push(line);
  return [...parts.values()]
    .flatMap((part) => gridOf(part.horizontal, part.vertical) ?? [])
    .sort((a, b) => (a.ys[0] ?? 0) - (b.ys[0] ?? 0));
}
