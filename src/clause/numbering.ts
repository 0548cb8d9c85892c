import { type Mark, type MarkStyle, markAt } from '../text/marks.ts';
import type { Paragraph } from '../text/paragraphs.ts';
import { decimalAt, looseMarkAt } from '../text/sequence-marks.ts';

/** A paragraph of the body and the numbering mark that it begins with. */
export type Entry = { readonly paragraph: Paragraph; mark: Mark | null };

/** Marks of lists that only count where the list goes on. */
const RUNNING: ReadonlySet<MarkStyle> = new Set(['is', 'ordinal', 'letter', 'roman']);
/** Marks that open a new part of the document: no list runs on across them. */
const DIVIDING: ReadonlySet<MarkStyle> = new Set(['book', 'chapter', 'article', 'bracket', 'han']);

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
    if (mark?.style !== 'article' || mark.ordinal === null) continue;
    const follows = mark.ordinal > last && mark.ordinal <= last + MOST_SKIPPED;
    const inserted = mark.ordinal === last && mark.suffix > 0;
    const isCitation = mark.doubtful && undoubted.has(`${mark.ordinal}-${mark.suffix}`);
    if (isCitation || (mark.doubtful && !follows && !inserted && mark.ordinal !== 1)) entry.mark = null;
    else last = mark.ordinal;
  }
}

/** A mark that running text may begin with as well, but for articles, whose numbers run through the document. */
const isUncertain = ({ style, doubtful }: Mark): boolean =>
  RUNNING.has(style) || (doubtful && style !== 'article');

/**
 * Drops 一是, 第一， a) and 一， where no 二是, 第二， b) or 二， follows in another paragraph: such text runs in (see
 * run-in.ts) or is no list. 二 without its 、 counts where 一、 came before it.
 */
function settleRunning(entries: readonly Entry[]): void {
  const accepted = new Set<Entry>();
  const last = new Map<MarkStyle, Entry>();
  for (const entry of entries) {
    const { mark } = entry;
    if (mark === null) continue;
    const uncertain = isUncertain(mark);
    const before = last.get(mark.style);
    const follows = before?.mark?.ordinal !== undefined && before.mark.ordinal === (mark.ordinal ?? 0) - 1;
    // 一，才能… below 一、 goes on with nothing, and the 二、 to come does not go on with it.
    if (uncertain && mark.doubtful && !follows && before?.mark?.doubtful === false) continue;
    if (DIVIDING.has(mark.style) && !uncertain) last.clear();
    if (follows) {
      accepted.add(before);
      accepted.add(entry);
    }
    last.set(mark.style, entry);
  }
  for (const entry of entries) {
    if (entry.mark !== null && isUncertain(entry.mark) && !accepted.has(entry)) entry.mark = null;
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

/** Buttons of a web page: 【字号 大 中 小】【打印】. */
const BUTTON = /字[号体]|打\s*印|关\s*闭|收\s*藏|大\s*中\s*小/;
/** One line in brackets divides nothing. */
const FEWEST_BRACKETS = 2;

/** Drops 【】 where it is no heading of a part. */
function settleBrackets(text: string, entries: readonly Entry[]): void {
  const brackets = entries.filter(({ mark }) => mark?.style === 'bracket');
  const headings = brackets.filter(
    ({ mark }) => mark !== null && !BUTTON.test(text.slice(mark.start, mark.end)),
  );
  const kept = headings.length >= FEWEST_BRACKETS ? new Set(headings) : new Set<Entry>();
  for (const entry of brackets) if (!kept.has(entry)) entry.mark = null;
}

/** A 附件 line divides documents (see sections.ts); what is left of them names one and numbers nothing. */
function numberAt(text: string, start: number, end: number): Mark | null {
  const mark = markAt(text, start, end) ?? looseMarkAt(text, start, end);
  return mark?.style === 'attachment' ? null : mark;
}

/**
 * The entries of a run of paragraphs, their marks settled by the document's own numbering. Linear.
 */
export function readEntries(text: string, paragraphs: readonly Paragraph[]): Entry[] {
  const entries = paragraphs.map(
    (paragraph): Entry => ({ paragraph, mark: numberAt(text, paragraph.start, paragraph.end) }),
  );
  settleBrackets(text, entries);
  settleArticles(entries);
  settleRunning(entries);
  settleTopLevel(entries);
  settleDecimals(text, entries);
  return entries;
}
