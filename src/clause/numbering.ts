import { decimalAt, type Mark, type MarkStyle, markAt } from '../text/marks.ts';
import type { Paragraph } from '../text/paragraphs.ts';

/** A paragraph of the body and the numbering mark that it begins with. */
export type Entry = { readonly paragraph: Paragraph; mark: Mark | null };

/** Marks of lists that only count where the list goes on. */
const RUNNING: ReadonlySet<MarkStyle> = new Set(['is', 'ordinal']);
/** Marks that open a new part of the document: no list runs on across them. */
const DIVIDING: ReadonlySet<MarkStyle> = new Set([
  'attachment',
  'book',
  'chapter',
  'article',
  'bracket',
  'han',
]);

/** A number is skipped now and then, where a page is missing; more is a citation. */
const MOST_SKIPPED = 2;

/** Drops 第十二条规定… at the begin of a line where it is no article: the numbers of articles run on. */
function settleArticles(entries: readonly Entry[]): void {
  const undoubted = new Set<string>();
  for (const { mark } of entries) {
    if (mark?.style === 'article' && !mark.doubtful) undoubted.add(`${mark.ordinal}-${mark.suffix}`);
  }
  let last = 0;
  for (const entry of entries) {
    const { mark } = entry;
    if (mark?.style === 'attachment') last = 0;
    if (mark?.style !== 'article' || mark.ordinal === null) continue;
    const follows = mark.ordinal > last && mark.ordinal <= last + MOST_SKIPPED;
    const inserted = mark.ordinal === last && mark.suffix > 0;
    const isCitation = mark.doubtful && undoubted.has(`${mark.ordinal}-${mark.suffix}`);
    if (isCitation || (mark.doubtful && !follows && !inserted && mark.ordinal !== 1)) entry.mark = null;
    else last = mark.ordinal;
  }
}

/** Drops 一是 and 第一， where no 二是 or 第二， follows in another paragraph: then it runs in (see run-in.ts). */
function settleRunning(entries: readonly Entry[]): void {
  const accepted = new Set<Entry>();
  const last = new Map<MarkStyle, Entry>();
  for (const entry of entries) {
    const { mark } = entry;
    if (mark === null) continue;
    if (DIVIDING.has(mark.style)) last.clear();
    if (!RUNNING.has(mark.style)) continue;
    const before = last.get(mark.style);
    if (before?.mark?.ordinal !== undefined && before.mark.ordinal === (mark.ordinal ?? 0) - 1) {
      accepted.add(before);
      accepted.add(entry);
    }
    last.set(mark.style, entry);
  }
  for (const entry of entries) {
    if (entry.mark !== null && RUNNING.has(entry.mark.style) && !accepted.has(entry)) entry.mark = null;
  }
}

/**
 * Gives 1、 its place as 一、 where the numbers show that it is meant: the next 一、-mark says 2 (or one more), the last
 * one one less, and what follows the line begins with 1 again.
 */
function settleTopLevel(entries: readonly Entry[]): void {
  const marked = entries.filter((entry) => entry.mark !== null);
  const nextHan: (number | null)[] = new Array(marked.length).fill(null);
  let upcoming: number | null = null;
  for (let index = marked.length - 1; index >= 0; index -= 1) {
    nextHan[index] = upcoming;
    if (marked[index]?.mark?.style === 'han') upcoming = marked[index]?.mark?.ordinal ?? null;
  }
  let lastHan = 0;
  for (const [index, entry] of marked.entries()) {
    const mark = entry.mark;
    if (mark === null) continue;
    if (mark.style === 'han') lastHan = mark.ordinal ?? 0;
    if (mark.style !== 'digit' || mark.ordinal === null || mark.ordinal !== lastHan + 1) continue;
    const next = marked[index + 1]?.mark;
    const restarts =
      next?.ordinal === 1 && (next.style === 'digit' || next.style === 'han_bracket') && mark.ordinal >= 1;
    const long = entry.paragraph.end - entry.paragraph.start > 60;
    if (!restarts || long || nextHan[index] !== mark.ordinal + 1) continue;
    entry.mark = { ...mark, style: 'han' };
    lastHan = mark.ordinal;
  }
}

const DECIMALS: readonly MarkStyle[] = ['decimal_1', 'decimal_2', 'decimal_3', 'decimal_4'];
/** Fewer numbers than this are amounts at the begin of lines. */
const FEWEST_DECIMALS = 4;

/** Whether `next` may come after `last`: one level deeper from 1, or counting on at its own level. */
function goesOn(last: readonly number[], next: readonly number[]): boolean {
  const level = next.length - 1;
  if (level > last.length) return false;
  if (!next.slice(0, level).every((place, index) => place === last[index])) return false;
  return next[level] === (last[level] ?? 0) + 1;
}

/** Takes 1 总则, 1.1, 1.1.1 for numbers where they count on without gap and reach a second level. */
function settleDecimals(text: string, entries: readonly Entry[]): void {
  const found: { entry: Entry; mark: Mark }[] = [];
  let last: readonly number[] = [];
  let deepest = 0;
  for (const entry of entries) {
    if (entry.mark !== null) continue;
    const { start, end } = entry.paragraph;
    const decimal = decimalAt(text, start, end);
    if (decimal === null || !goesOn(last, decimal.places)) continue;
    const style = DECIMALS[decimal.places.length - 1];
    if (style === undefined) continue;
    const ordinal = decimal.places.at(-1) ?? null;
    found.push({ entry, mark: { style, ordinal, suffix: 0, start, end: decimal.end, doubtful: false } });
    last = decimal.places;
    deepest = Math.max(deepest, decimal.places.length);
  }
  if (found.length < FEWEST_DECIMALS || deepest < 2) return;
  for (const { entry, mark } of found) entry.mark = mark;
}

/**
 * The entries of a run of paragraphs, their marks settled by the document's own numbering. Linear.
 */
export function readEntries(text: string, paragraphs: readonly Paragraph[]): Entry[] {
  const entries = paragraphs.map(
    (paragraph): Entry => ({ paragraph, mark: markAt(text, paragraph.start, paragraph.end) }),
  );
  settleArticles(entries);
  settleRunning(entries);
  settleTopLevel(entries);
  settleDecimals(text, entries);
  return entries;
}

/** Outermost first. 一、（一）1.（1） as in GB/T 9704—2012 7.3.3; 编章节条 as in the Legislation Law, art. 65. */
const RANKS: Readonly<Record<MarkStyle, number>> = {
  attachment: 0,
  bracket: 1,
  book: 2,
  subbook: 3,
  chapter: 4,
  law_section: 5,
  article: 6,
  han: 7,
  han_bracket: 8,
  decimal_1: 9,
  decimal_2: 10,
  decimal_3: 11,
  decimal_4: 12,
  digit: 13,
  digit_bracket: 14,
  circled: 15,
  ordinal: 16,
  is: 17,
  bullet: 18,
};

const INVERTIBLE: readonly (readonly [outer: MarkStyle, inner: MarkStyle])[] = [
  ['han_bracket', 'digit'],
  ['han', 'han_bracket'],
  ['han', 'digit'],
  ['digit', 'digit_bracket'],
];

/** How often `inner` starts at 1 between two neighbours k and k+1 of `outer`. */
function nestings(entries: readonly Entry[], outer: MarkStyle, inner: MarkStyle): number {
  let count = 0;
  let last = 0;
  let startsInside = false;
  for (const { mark } of entries) {
    if (mark === null || mark.ordinal === null) continue;
    if (mark.style === outer) {
      if (last > 0 && mark.ordinal === last + 1 && startsInside) count += 1;
      last = mark.ordinal;
      startsInside = false;
    } else if (mark.style === inner) {
      if (mark.ordinal === 1) startsInside = true;
    } else if (RANKS[mark.style] < Math.min(RANKS[outer], RANKS[inner])) {
      last = 0;
      startsInside = false;
    }
  }
  return count;
}

/**
 * The level of each style of mark in this document, outermost lowest: the standard's order, but where the document
 * itself nests two styles the other way round (1. over （一）) and never as the standard does.
 */
export function levelsOf(entries: readonly Entry[]): Readonly<Record<MarkStyle, number>> {
  const levels = { ...RANKS };
  for (const [outer, inner] of INVERTIBLE) {
    if (nestings(entries, inner, outer) < 1 || nestings(entries, outer, inner) > 0) continue;
    [levels[outer], levels[inner]] = [levels[inner], levels[outer]];
  }
  return levels;
}
