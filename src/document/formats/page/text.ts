import type { Region } from './columns.ts';
import { furnitureOf } from './furniture.ts';
import { commonSize, type PageLine } from './lines.ts';
import { takeNotes } from './notes.ts';
import {
  type Frame,
  goesOn,
  type Habits,
  headlinesOf,
  INDENT,
  isFinished,
  joint,
  type PlacedLine,
  USUAL_INDENT,
} from './paragraphs.ts';

/** The lines of one page in reading order; what {@link textOfPages} makes paragraphs of. */
export type PageLines = Readonly<{ width: number; height: number; regions: readonly Region[] }>;

const linesOf = ({ regions }: PageLines): readonly PageLine[] => regions.flatMap(({ lines }) => lines);

/**
 * Menus, stamps and titles stand outside the margins: an edge counts where two lines keep it, and at least that share
 * of the lines that the most common edge has. `values` from the edge inwards.
 */
function keptEdge(values: readonly number[], tolerance: number, share: number): number | null {
  const groups: { value: number; count: number }[] = [];
  for (const value of values) {
    const last = groups.at(-1);
    if (last !== undefined && Math.abs(value - last.value) <= tolerance) last.count += 1;
    else groups.push({ value, count: 1 });
  }
  const most = groups.reduce((found, { count }) => Math.max(found, count), 0);
  const least = Math.max(2, share * most);
  return groups.find(({ count }) => count >= least)?.value ?? values[0] ?? null;
}

function frameOf({ kind, lines: all }: Region, width: number, size: number): Frame | null {
  // Titles, notes in other type and rows of cells keep margins of their own.
  const ofBody = all.filter((line) => !line.parted && Math.abs(line.size - size) <= SAME_SIZE * size);
  const lines = ofBody.length > 0 ? ofBody : all;
  const lefts = lines.map((line) => line.left).sort((a, b) => a - b);
  const left = keptEdge(lefts, SAME_EDGE * size, EDGE_SHARE.left);
  const right = keptEdge(
    lines.map((line) => line.right).sort((a, b) => b - a),
    SAME_EDGE * size,
    EDGE_SHARE.right,
  );
  const first = lefts[0];
  if (left === null || right === null || first === undefined) return null;
  // One addressee or heading at the margin and all else indented, unless there are lines indented from `left`.
  const inner = lefts.filter((at) => at - left > INDENT * size && at - left <= USUAL_INDENT * size).length;
  const margin = inner < 2 && left - first <= USUAL_INDENT * size ? first : left;
  const reaching = lines.filter(
    (line) => right - line.right <= SAME_EDGE * size && line.right - line.left >= LONG_LINE * size,
  ).length;
  if (kind === 'full' && reaching < 3 && right < LEAST_REACH * width)
    return { left: margin, right: width - margin };
  return { left: margin, right };
}

const SAME_EDGE = 0.6;
const SAME_SIZE = 0.12;
/** Many lines fill the measure; those that begin at the margin may be few, where nearly all are indented. */
const EDGE_SHARE = { left: 0.1, right: 0.25 };
/** A type area reaches further over the page than this; lines that do not are short ones, but where three long ones keep the edge. */
const LEAST_REACH = 0.75;
const LONG_LINE = 15;
/** A page with fewer lines may hold short ones only: its margins are those of other pages. */
const TELLING_LINES = 8;

const SMALL_TYPE = 0.93;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Pages of one width, and columns of one kind, have the same measure. */
const kindOf = (page: PageLines, region: Region): string => `${Math.round(page.width)} ${region.kind}`;

/**
 * The margins of each region. A region of short or indented lines only takes the width, and the left margin, that
 * others of its kind have; left margins of odd and even pages may differ.
 */
function framesOf(pages: readonly PageLines[], size: number): Map<Region, Frame> {
  const own = new Map<Region, Frame>();
  const telling = new Map<string, Frame[]>();
  for (const page of pages) {
    for (const region of page.regions) {
      const frame = frameOf(region, page.width, size);
      if (frame === null) continue;
      own.set(region, frame);
      if (region.lines.length < TELLING_LINES) continue;
      const kind = kindOf(page, region);
      const found = telling.get(kind);
      if (found === undefined) telling.set(kind, [frame]);
      else found.push(frame);
    }
  }
  const usual = new Map(
    [...telling].map(([kind, frames]) => [
      kind,
      { left: median(frames.map((frame) => frame.left)), right: median(frames.map((frame) => frame.right)) },
    ]),
  );
  const frames = new Map<Region, Frame>();
  for (const page of pages) {
    for (const region of page.regions) {
      const frame = own.get(region);
      const other = usual.get(kindOf(page, region));
      if (frame === undefined) continue;
      if (other === undefined) {
        frames.set(region, frame);
        continue;
      }
      const left = frame.left - other.left > INDENT * size ? other.left : frame.left;
      frames.set(region, { left, right: Math.max(frame.right, left + other.right - other.left) });
    }
  }
  return frames;
}

/**
 * The usual distance of the baselines of one paragraph: below lines that fill the measure and end in mid-sentence,
 * where there are any. Most lines of a list are paragraphs of their own, further apart.
 */
function pitchOf(lines: readonly PageLine[], frame: Frame): number {
  const all: number[] = [];
  const inside: number[] = [];
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    if (before === undefined || line.y <= before.y) continue;
    all.push(line.y - before.y);
    const isFull = frame.right - before.right < 1.5 * before.size;
    if (isFull && !before.parted && !isFinished(before.text)) inside.push(line.y - before.y);
  }
  return inside.length > 0 ? Math.min(median(inside), median(all)) : median(all);
}

/** Whether lines that surely begin a paragraph (the one above ends early, with a full stop) are indented. */
function areIndented(lines: readonly PlacedLine[]): boolean {
  let indented = 0;
  let flush = 0;
  for (const [index, { line, frame }] of lines.entries()) {
    const before = lines[index - 1];
    if (before === undefined || !isFinished(before.line.text)) continue;
    if (before.frame.right - before.line.right < 3 * before.line.size) continue;
    const indent = (line.left - frame.left) / line.size;
    if (indent > INDENT && indent < 5) indented += 1;
    else if (indent <= INDENT) flush += 1;
  }
  return indented >= flush;
}

/**
 * Notes and the part 抄送, 印发 at the foot (GB/T 9704—2012 7.4.2: one character set in on either side) keep a right
 * margin of their own: the one of three or more lines of small type below each other.
 */
function smallTypeFrames(lines: readonly PageLine[], frame: Frame, size: number): Map<PageLine, Frame> {
  const frames = new Map<PageLine, Frame>();
  let run: PageLine[] = [];
  const close = (): void => {
    const right = run.reduce((most, line) => Math.max(most, line.right), Number.NEGATIVE_INFINITY);
    if (run.length >= 3 && frame.right - right < 3 * size) {
      for (const line of run) frames.set(line, { ...frame, right });
    }
    run = [];
  };
  for (const line of lines) {
    if (line.size < SMALL_TYPE * size) run.push(line);
    else close();
  }
  close();
  return frames;
}

function place(pages: readonly PageLines[], size: number): PlacedLine[] {
  const frames = framesOf(pages, size);
  const lines: PlacedLine[] = [];
  let number = 0;
  for (const [page, { regions }] of pages.entries()) {
    for (const region of regions) {
      number += 1;
      const frame = frames.get(region);
      if (frame === undefined) continue;
      const pitch = pitchOf(region.lines, frame);
      const narrower = smallTypeFrames(region.lines, frame, size);
      for (const line of region.lines) {
        lines.push({ line, page, region: number, frame: narrower.get(line) ?? frame, pitch });
      }
    }
  }
  return lines;
}

/**
 * The running text of the pages: page numbers, headers and footers left out, lines joined into paragraphs that end
 * with \n, also across pages and columns; footnotes follow the whole as lines 注1：…. `pageStarts[i]` is the offset of what page i begins with, within a
 * paragraph that goes on; a page without text begins where the next one does. Linear but for sorting.
 */
export function textOfPages(
  pages: readonly PageLines[],
): Readonly<{ text: string; pageStarts: readonly number[] }> {
  const furniture = furnitureOf(pages.map((page) => ({ height: page.height, lines: linesOf(page) })));
  const bare = pages.map(
    ({ width, height, regions }): PageLines => ({
      width,
      height,
      regions: regions.flatMap(({ kind, lines }) => {
        const kept = lines.filter((line) => !furniture.has(line));
        return kept.length === 0 ? [] : [{ kind, lines: kept }];
      }),
    }),
  );
  const bodySize = commonSize(bare.flatMap(linesOf));
  const { body: lines, notes } = takeNotes(place(bare, bodySize), bodySize);
  const habits: Habits = { bodySize, indented: areIndented(lines) };
  const headlines = headlinesOf(lines, habits);
  const parts: string[] = [];
  const pageStarts: number[] = [];
  let length = 0;
  let before: PlacedLine | undefined;
  const push = (part: string): void => {
    parts.push(part);
    length += part.length;
  };
  for (const placed of lines) {
    if (before !== undefined) {
      push(goesOn(before, placed, habits, headlines) ? joint(before.line.text, placed.line.text) : '\n');
    }
    while (pageStarts.length <= placed.page) pageStarts.push(length);
    push(placed.line.text);
    before = placed;
  }
  if (before !== undefined) push('\n');
  while (pageStarts.length < pages.length) pageStarts.push(length);
  for (const [index, note] of notes.entries()) push(`注${index + 1}：${note}\n`);
  return { text: parts.join(''), pageStarts };
}
