import { isBlank } from './characters.ts';
import { MappedText } from './mapped-text.ts';
import { continues, doubledLength, type Line, linesOf } from './paragraphs.ts';
import type { Span } from './schema.ts';
import { titleRunEnd } from './title-run.ts';

const STAR = 0x2a;
const BLANK = 0x20;
const LINE_FEED = 0x0a;

const isLineEnd = (unit: number): boolean => unit === LINE_FEED || unit === 0x0d;

/** Letters, digits and punctuation of scripts that write blanks between words. */
const isNarrow = (unit: number): boolean => unit > 0x20 && unit < 0x2000 && unit !== 0xa0;

const NEEDS_MENDING = /[\s*#\u200b\ufeff]/;

/** Whether a text reads as it stands: no blank, line end or markdown mark that reading would change. */
export const readsAsItStands = (text: string): boolean => !NEEDS_MENDING.test(text);

/** Collects units with their places; a plain array of numbers would be boxed, and this runs over whole laws. */
class Collector {
  readonly #units: Uint16Array;
  readonly #offsets: Int32Array;
  #length = 0;

  constructor(capacity: number) {
    this.#units = new Uint16Array(capacity);
    this.#offsets = new Int32Array(capacity + 1);
  }

  get last(): number {
    return this.#length > 0 ? (this.#units[this.#length - 1] ?? 0) : 0;
  }

  push(unit: number, offset: number): void {
    this.#units[this.#length] = unit;
    this.#offsets[this.#length] = offset;
    this.#length += 1;
  }

  build(empty: number): MappedText {
    const length = this.#length;
    this.#offsets[length] = length > 0 ? (this.#offsets[length - 1] ?? 0) + 1 : empty;
    const text = Buffer.from(this.#units.buffer, 0, length * 2).toString('utf16le');
    return new MappedText(text, this.#offsets.slice(0, length + 1));
  }
}

/** The lines that `span` touches, whole: whether two lines are one paragraph shows only in whole lines. */
function touchedLines(source: string, span: Span): Line[] {
  let from = span.start;
  while (from > 0 && !isLineEnd(source.charCodeAt(from - 1))) from -= 1;
  let to = span.end;
  while (to < source.length && !isLineEnd(source.charCodeAt(to))) to += 1;
  return linesOf(source, from, to);
}

function pushLine(collector: Collector, source: string, line: Line, start: number, end: number): void {
  let blankAt = -1;
  // Where a title ends that has lost its line end; looked for at the beginning of the line and behind each such title.
  let titleEnd = -1;
  let begins = start === line.start;
  for (let at = start; at < end; at += 1) {
    const unit = source.charCodeAt(at);
    if (isBlank(unit)) {
      if (at === titleEnd) {
        collector.push(LINE_FEED, at);
        begins = true;
      } else if (blankAt < 0 && !begins) blankAt = at;
      continue;
    }
    if (begins) {
      titleEnd = titleRunEnd(source, at);
      begins = false;
    }
    if (unit === STAR && line.bold) {
      let close = at + 1;
      while (close < line.end && source.charCodeAt(close) === STAR) close += 1;
      if (close - at === 2 || close - at === 4) {
        at = close - 1;
        continue;
      }
    }
    if (blankAt >= 0 && isNarrow(collector.last) && isNarrow(unit)) collector.push(BLANK, blankAt);
    blankAt = -1;
    collector.push(unit, at);
  }
}

/**
 * A span of the source as a person reads it: markdown marks gone, the lines of a paragraph joined over page breaks,
 * what was doubled there once, blanks dropped where Chinese has none (one kept between Latin words and numbers).
 * Paragraphs, and a title that lost its line end from what follows, are parted by `\n`. The map leads back to the source. Linear in the length of the touched lines.
 */
export function readingText(source: string, span: Span): MappedText {
  const collector = new Collector(span.end - span.start + 1);
  let previous: Line | undefined;
  const lines = touchedLines(source, span);
  for (const [index, line] of lines.entries()) {
    const start = Math.max(line.start, span.start);
    let end = Math.min(line.end, span.end);
    if (start >= end) continue;
    if (previous !== undefined) {
      const joined = continues(source, previous, line);
      if (!joined) collector.push(LINE_FEED, Math.max(previous.end, start - 1));
      else if (isNarrow(collector.last) && isNarrow(source.charCodeAt(start))) {
        collector.push(BLANK, Math.max(previous.end, start - 1));
      }
    }
    const next = lines[index + 1];
    // The first of two copies is left out, where the second one is in the span as well.
    if (next !== undefined && next.start < span.end && end === line.end && continues(source, line, next)) {
      end -= doubledLength(source, line, next);
    }
    pushLine(collector, source, line, start, end);
    previous = line;
  }
  return collector.build(span.start);
}

/** The reading text without its map: for headings, labels and titles. */
export function readAs(source: string, span: Span): string {
  const text = source.slice(span.start, span.end);
  return readsAsItStands(text) ? text : readingText(source, span).text;
}

/** {@link readAs} for what is one line, such as a title: without the line end behind a title that lost it. */
export const readLine = (source: string, span: Span): string => readAs(source, span).replaceAll('\n', '');
