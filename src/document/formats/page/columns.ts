import { lineOf, type PageLine, type PositionedText, type Row } from './lines.ts';

/** Lines that are read one after the other within the same margins. */
export type Region = Readonly<{ kind: 'full' | 'left' | 'right'; lines: readonly PageLine[] }>;

/** Fewer lines side by side are a heading, a signature or a small table. */
const FEWEST_LINES = 4;
/** A gutter is as wide as a character at least, and lies in the middle part of the type area. */
const GUTTER_WIDTH = 1;
const MIDDLE = { from: 0.3, to: 0.7 };
const STEPS = 200;
/** Prose in columns fills them: the share of lines that reach from margin to margin, but for a first-line indent. */
const FLUSH_SHARE = 0.55;
const FLUSH = 1.6;
const INDENT = 2.6;
/** Columns of a page are equally wide; those of a table seldom are. */
const LEAST_RATIO = 0.8;
const SHORTEST_COLUMN_LINE = 8;

type Part = Readonly<{ items: readonly PositionedText[]; left: number; right: number }>;

/** A row cut where nothing stands for the width of a character. */
function partsOf(row: Row): Part[] {
  const parts: { items: PositionedText[]; left: number; right: number }[] = [];
  for (const item of row.items) {
    if (item.text.trim() === '') continue;
    const last = parts.at(-1);
    if (last !== undefined && item.x - last.right < GUTTER_WIDTH * row.size) {
      last.items.push(item);
      last.right = Math.max(last.right, item.x + item.width);
    } else parts.push({ items: [item], left: item.x, right: item.x + item.width });
  }
  return parts;
}

/** The middle of the widest strip in the middle of the page that the fewest rows cross; null where there is none. */
function findGutter(parts: readonly (readonly Part[])[], size: number): number | null {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const row of parts) {
    for (const part of row) {
      left = Math.min(left, part.left);
      right = Math.max(right, part.right);
    }
  }
  const step = (right - left) / STEPS;
  if (!(step > 0)) return null;
  const crossed = new Float64Array(STEPS + 2);
  for (const row of parts) {
    for (const part of row) {
      const from = Math.ceil((part.left - left) / step);
      const to = Math.min(STEPS, Math.floor((part.right - left) / step)) + 1;
      crossed[from] = (crossed[from] ?? 0) + 1;
      crossed[to] = (crossed[to] ?? 0) - 1;
    }
  }
  for (let at = 1; at <= STEPS; at += 1) crossed[at] = (crossed[at] ?? 0) + (crossed[at - 1] ?? 0);
  const from = Math.round(MIDDLE.from * STEPS);
  const to = Math.round(MIDDLE.to * STEPS);
  const fewest = Math.min(...crossed.slice(from, to + 1));
  let best = { from: 0, length: 0 };
  let run = 0;
  for (let at = from; at <= to; at += 1) {
    run = crossed[at] === fewest ? run + 1 : 0;
    if (run > best.length) best = { from: at - run + 1, length: run };
  }
  if (best.length * step < 0.8 * GUTTER_WIDTH * size) return null;
  return left + (best.from + (best.length - 1) / 2) * step;
}

type Sides = Readonly<{ left: readonly Part[]; right: readonly Part[] }>;

const extremes = (parts: readonly Part[]): Readonly<{ left: number; right: number }> =>
  parts.reduce(
    (found, part) => ({
      left: Math.min(found.left, part.left),
      right: Math.max(found.right, part.right),
    }),
    { left: Number.POSITIVE_INFINITY, right: Number.NEGATIVE_INFINITY },
  );

/** Whether both sides of a gutter are running text: about as wide, and most of their lines filled. */
function areColumns({ left, right }: Sides, size: number): boolean {
  if (left.length < FEWEST_LINES || right.length < FEWEST_LINES) return false;
  const fills = (parts: readonly Part[]): boolean => {
    const area = extremes(parts);
    const full = parts.filter(
      (part) => area.right - part.right <= FLUSH * size && part.left - area.left <= INDENT * size,
    );
    return full.length >= FLUSH_SHARE * parts.length;
  };
  const [a, b] = [extremes(left), extremes(right)];
  const [narrow, wide] = [a.right - a.left, b.right - b.left].sort((x, y) => x - y);
  if (narrow === undefined || wide === undefined) return false;
  return narrow >= SHORTEST_COLUMN_LINE * size && narrow >= LEAST_RATIO * wide && fills(left) && fills(right);
}

const linesOf = (rows: readonly Row[]): PageLine[] => rows.flatMap((row) => lineOf(row.items, row.y) ?? []);

/**
 * The regions of a page in reading order: where two columns of running text stand side by side, the left one before
 * the right one, and what crosses both (a title) between them; otherwise all lines as they stand from top to bottom.
 */
export function regionsOf(rows: readonly Row[], size: number): Region[] {
  const whole = (part: readonly Row[]): Region[] => {
    const lines = linesOf(part);
    return lines.length === 0 ? [] : [{ kind: 'full', lines }];
  };
  if (rows.length < FEWEST_LINES) return whole(rows);
  const parts = rows.map(partsOf);
  const gutter = findGutter(parts, size);
  if (gutter === null) return whole(rows);
  const regions: Region[] = [];
  let plain: Row[] = [];
  let band: number[] = [];
  const close = (): void => {
    const sideOf = (side: 'left' | 'right'): readonly Row[] =>
      band.flatMap((index) => {
        const row = rows[index];
        const items = (parts[index] ?? [])
          .filter((part) => (side === 'left') === (part.left + part.right) / 2 < gutter)
          .flatMap((part) => part.items);
        return row === undefined || items.length === 0 ? [] : [{ ...row, items }];
      });
    const [left, right] = [sideOf('left'), sideOf('right')];
    const sides = {
      left: left.flatMap((row) => partsOf(row).slice(-1)),
      right: right.flatMap((row) => partsOf(row).slice(0, 1)),
    };
    if (areColumns(sides, size)) {
      regions.push(...whole(plain));
      plain = [];
      regions.push({ kind: 'left', lines: linesOf(left) }, { kind: 'right', lines: linesOf(right) });
    } else {
      for (const index of band) {
        const row = rows[index];
        if (row !== undefined) plain.push(row);
      }
    }
    band = [];
  };
  for (const [index, row] of rows.entries()) {
    const crosses = (parts[index] ?? []).some((part) => part.left < gutter && part.right > gutter);
    if (!crosses) band.push(index);
    else {
      close();
      plain.push(row);
    }
  }
  close();
  regions.push(...whole(plain));
  return regions;
}
