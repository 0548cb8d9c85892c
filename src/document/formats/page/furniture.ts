import { markAt } from '../../../text/marks.ts';
import type { PageLine } from './lines.ts';

/** What furniture is looked for in: the lines of one page, in any order, and its height. */
export type FurnishedPage = Readonly<{ height: number; lines: readonly PageLine[] }>;

/**
 * GB/T 9704—2012 7.5 puts the page number 7 mm below the type area, 28 mm above the edge of 297 mm; Word puts headers
 * and footers at 15 mm. The type area begins at 37 mm, Word's at 25.4 mm.
 */
const NUMBER_ZONE = { top: 0.1, bottom: 0.84 };
const RUNNING_ZONE = { top: 0.09, bottom: 0.915 };
/** Repeated on fewer pages, a line may be text. */
const FEWEST_REPEATS = 3;
/** “At the same place”: within this part of the size. */
const SAME_PLACE = 0.5;
/** A title and an address of a web page, as browsers print them. */
const LONGEST_RUNNING = 160;

const DASH = '[—–―─－\\-‐‑‒·•~～]';
const NUMERAL = '[0-9０-９〇一二三四五六七八九十百]{1,5}';
const DECORATED = new RegExp(`^${DASH}{1,3}(?:[0-9０-９]{1,4}|[IVXivx]{1,6})${DASH}{1,3}$`, 'u');
const NAMED = new RegExp(
  `^[（(]?(?:共${NUMERAL}页[，,/、]?)?第${NUMERAL}页(?:[，,/、]?共${NUMERAL}页)?[）)]?$|^[Pp]age\\d{1,4}(?:of\\d{1,4})?$|^\\d{1,4}[/／]\\d{1,4}页?$`,
  'u',
);
const BARE = /^(?:\d{1,4}|[ivxIVX]{1,6})$/;

const squeezed = (text: string): string => text.replace(/\s+/gu, '');

/** A line that says nothing but the page's number and shows it: — 3 —, 第3页 共10页, 3/10. Not a bare 3. */
export function isPageNumber(text: string): boolean {
  const line = squeezed(text);
  return line.length <= 24 && (DECORATED.test(line) || NAMED.test(line));
}

const inZone = (line: PageLine, height: number, zone: Readonly<{ top: number; bottom: number }>): boolean =>
  line.y < zone.top * height || line.y > zone.bottom * height;

const romanValue = (text: string): number => {
  const digits: readonly number[] = [...text.toLowerCase()].map((letter) =>
    letter === 'i' ? 1 : letter === 'v' ? 5 : 10,
  );
  return digits.reduce((sum, digit, at) => sum + (digit < (digits[at + 1] ?? 0) ? -digit : digit), 0);
};

/** The first and the last line of a page: the type area may reach into the zone of page numbers. */
function outermost(lines: readonly PageLine[]): readonly PageLine[] {
  let [first, last] = [lines[0], lines[0]];
  for (const line of lines) {
    if (first !== undefined && line.y < first.y) first = line;
    if (last !== undefined && line.y >= last.y) last = line;
  }
  return first === undefined || last === undefined ? [] : first === last ? [first] : [first, last];
}

/** Bare numbers, the first or last line of the page, are page numbers where they count the pages: on two pages at least, or 1 on the only one. */
function bareNumbers(pages: readonly FurnishedPage[]): PageLine[] {
  const byShift = new Map<number, { lines: PageLine[]; pages: Set<number> }>();
  for (const [index, { height, lines }] of pages.entries()) {
    for (const line of outermost(lines)) {
      const text = squeezed(line.text);
      if (!BARE.test(text) || !inZone(line, height, NUMBER_ZONE)) continue;
      const shift = (/^\d/.test(text) ? Number(text) : romanValue(text)) - index;
      const found = byShift.get(shift) ?? { lines: [], pages: new Set() };
      found.lines.push(line);
      found.pages.add(index);
      byShift.set(shift, found);
    }
  }
  return [...byShift].flatMap(([shift, found]) =>
    found.pages.size >= 2 || (pages.length === 1 && shift === 1) ? found.lines : [],
  );
}

type Repeated = Readonly<{ line: PageLine; page: number; numbers: readonly number[] }>;

const numbersIn = (text: string): number[] =>
  [...text.matchAll(/\d{1,9}/g)].map(([digits]) => Number(digits));

/** Whether the numbers of these lines are the same on all pages, or one of them counts the pages. */
function numbersAgree(found: readonly Repeated[]): boolean {
  const first = found[0];
  if (first === undefined) return false;
  const same = first.numbers.every((number, at) => found.every(({ numbers }) => numbers[at] === number));
  if (same) return true;
  return first.numbers.some((number, at) =>
    found.every(({ numbers, page }) => (numbers[at] ?? Number.NaN) - page === number - first.page),
  );
}

/** Lines that stand with the same words, but for a page number, at the same place of several pages' margins. */
function runningLines(pages: readonly FurnishedPage[]): PageLine[] {
  const byText = new Map<string, Repeated[]>();
  for (const [page, { height, lines }] of pages.entries()) {
    for (const line of lines) {
      const text = squeezed(line.text);
      if (text.length > LONGEST_RUNNING || !inZone(line, height, RUNNING_ZONE)) continue;
      // 附件1, 附件2 at the head of one page after the other are text.
      if (markAt(text, 0, text.length) !== null) continue;
      const key = text.replace(/\d{1,9}/g, '#');
      const found = byText.get(key);
      const repeated = { line, page, numbers: numbersIn(text) };
      if (found === undefined) byText.set(key, [repeated]);
      else found.push(repeated);
    }
  }
  const running: PageLine[] = [];
  const judge = (group: readonly Repeated[]): void => {
    const onPages = new Set(group.map(({ page }) => page)).size;
    const often = onPages >= FEWEST_REPEATS || (pages.length === 2 && onPages === 2);
    if (often && numbersAgree(group)) for (const { line } of group) running.push(line);
  };
  for (const found of byText.values()) {
    found.sort((a, b) => a.line.y - b.line.y);
    let group: Repeated[] = [];
    for (const repeated of found) {
      const last = group.at(-1);
      if (last !== undefined && repeated.line.y - last.line.y > SAME_PLACE * last.line.size) {
        judge(group);
        group = [];
      }
      group.push(repeated);
    }
    judge(group);
  }
  return running;
}

/**
 * The lines of the margins that are no text: page numbers, and headers and footers that repeat at the same place of
 * three pages (of both, where there are two). Linear but for sorting.
 */
export function furnitureOf(pages: readonly FurnishedPage[]): ReadonlySet<PageLine> {
  const found = new Set<PageLine>([...bareNumbers(pages), ...runningLines(pages)]);
  for (const { height, lines } of pages) {
    const ends = new Set(outermost(lines));
    for (const line of lines) {
      const placed =
        inZone(line, height, RUNNING_ZONE) || (ends.has(line) && inZone(line, height, NUMBER_ZONE));
      if (placed && isPageNumber(line.text)) found.add(line);
    }
  }
  return found;
}
