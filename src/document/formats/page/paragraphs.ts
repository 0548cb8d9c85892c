import { markAt } from '../../../text/marks.ts';
import { estimatedWidth, isNarrow } from './character-width.ts';
import type { PageLine } from './lines.ts';

/** Margins of the type area, or of one column of it. */
export type Frame = Readonly<{ left: number; right: number }>;

/** A line with its place in the document. */
export type PlacedLine = Readonly<{
  line: PageLine;
  /** Index of its page. */
  page: number;
  /** Lines of one page and column have the same number, and no others. */
  region: number;
  frame: Frame;
  /** Usual distance of the baselines around it; 0 where unknown. */
  pitch: number;
}>;

/** What is known of the document as a whole. */
export type Habits = Readonly<{
  /** The size of most characters. */
  bodySize: number;
  /** Whether paragraphs begin with an indent (two characters by GB/T 9704—2012 7.3.3). */
  indented: boolean;
}>;

/** A line that begins further in than this (in sizes) is indented: two characters, less what type is off by. */
export const INDENT = 1.2;
/** First lines are indented by two characters at most. */
export const USUAL_INDENT = 2.6;
/** A type larger than the body's by this is a title's. */
const HEADLINE = 1.15;
/** A title has no more lines; a longer run of large type is a text in large type. */
const LONGEST_TITLE = 5;
const SAME_SIZE = 0.12;
const SLACK = 0.5;
/** A distance larger than the usual by this parts paragraphs; indented ones have no need of small distances. */
const WIDE_PITCH = { indented: 1.5, flush: 1.25 };
const SHORTEST_CUT = 10;

const ENDS = '。！？；：…!?;:';
const CLOSING = '”’」』）)】〕》"';
const NO_LINE_START = '，。、；：！？）》”’】〕%…,.;:!?)』」';
const OPENING = '（《“‘〔【「『([';
/** Dots and a page number at the end of an entry of contents; looked for in its last characters only. */
const ENTRY_END = 40;
const LEADERS = /(?:[.…·・．_-]\s?){4,}\s*[（(]?\d*[)）]?$/u;
/** Enumerations that running text holds as well; at the margin of indented paragraphs they do not begin one. */
const RUN_IN: ReadonlySet<string> = new Set(['is', 'ordinal', 'digit_bracket', 'circled', 'bullet']);

/** Whether the line ends what it says: a full stop, colon or semicolon, perhaps inside closing quotes. */
export function isFinished(text: string): boolean {
  let end = text.length;
  while (end > 0 && CLOSING.includes(text.charAt(end - 1))) end -= 1;
  return end > 0 && ENDS.includes(text.charAt(end - 1));
}

const startsNarrow = (text: string): boolean => isNarrow(text.charCodeAt(0));

/** Width, in sizes, of what a line must begin with: a Latin word or a character, with the punctuation that clings. */
function leastStart(text: string): number {
  let at = 0;
  let width = 0;
  while (at < text.length && OPENING.includes(text.charAt(at))) {
    width += 1;
    at += 1;
  }
  if (startsNarrow(text.charAt(at))) {
    while (at < text.length && startsNarrow(text.charAt(at))) {
      width += estimatedWidth(text.charAt(at));
      at += 1;
    }
  } else {
    width += 1;
    at += 1;
  }
  while (at < text.length && NO_LINE_START.includes(text.charAt(at))) {
    width += 0.5;
    at += 1;
  }
  return width;
}

/** Whether the next line begins where it does for want of room: what it begins with had no place on this one. */
function isFull(a: PlacedLine, next: PageLine): boolean {
  const room = a.frame.right - a.line.right;
  return room < (leastStart(next.text) + SLACK) * Math.max(a.line.size, next.size);
}

function isCentred({ line, frame }: PlacedLine): boolean {
  const left = line.left - frame.left;
  const right = frame.right - line.right;
  return left > INDENT * line.size && right > INDENT * line.size && Math.abs(left - right) < 1.5 * line.size;
}

const differs = (a: number, b: number): boolean => Math.abs(a - b) > SAME_SIZE * Math.max(a, b);

/** The lines that are titles by their size: large ones, no more than a few together, that hold no sentence. */
export function headlinesOf(lines: readonly PlacedLine[], { bodySize }: Habits): ReadonlySet<PlacedLine> {
  const headlines = new Set<PlacedLine>();
  let run: PlacedLine[] = [];
  const close = (): void => {
    const isTitle = run.length <= LONGEST_TITLE && !run.some(({ line }) => /。./u.test(line.text));
    if (isTitle) for (const line of run) headlines.add(line);
    run = [];
  };
  for (const placed of lines) {
    const last = run.at(-1);
    if (last !== undefined && differs(last.line.size, placed.line.size)) close();
    if (placed.line.size > HEADLINE * bodySize) run.push(placed);
    else close();
  }
  close();
  return headlines;
}

/** Whether an indented line goes on with what the one above breaks off: hanging indents and blocks set in. */
function goesOnIndented(a: PlacedLine, b: PlacedLine, { indented }: Habits): boolean {
  const { line, frame } = a;
  if (line.left - frame.left > 0.4 * (frame.right - frame.left)) return false;
  const deeper = b.line.left - line.left;
  const indent = (b.line.left - b.frame.left) / b.line.size;
  if (indented && indent <= USUAL_INDENT) return false;
  if (deeper > SLACK * line.size) return true;
  return Math.abs(deeper) <= 0.3 * line.size && indent > USUAL_INDENT;
}

/**
 * Whether line `b` goes on with the paragraph of `a`, the line before it, perhaps across a page break: `a` fills its
 * line, and `b` begins at the margin (or hangs below an unfinished `a`). Titles by size, centred lines, rows of
 * cells, entries of contents stand alone; a numbering mark begins a paragraph.
 */
export function goesOn(
  a: PlacedLine,
  b: PlacedLine,
  habits: Habits,
  headlines: ReadonlySet<PlacedLine>,
): boolean {
  if (a.line.parted || b.line.parted || LEADERS.test(a.line.text.slice(-ENTRY_END))) return false;
  // A signature or a date at the right margin fills its line, but nothing goes on from it at the left one.
  const start = a.line.left - a.frame.left;
  if (start > 0.4 * (a.frame.right - a.frame.left) && b.line.left < a.line.left - a.line.size) return false;
  if (headlines.has(a) || headlines.has(b) || differs(a.line.size, b.line.size) || isCentred(b)) return false;
  const finished = isFinished(a.line.text);
  const full = isFull(a, b.line);
  const breaksOff = /[，、,]$/u.test(a.line.text) && a.line.text.length >= SHORTEST_CUT;
  if (a.region === b.region && a.pitch > 0 && !breaksOff) {
    const widest = habits.indented ? WIDE_PITCH.indented : WIDE_PITCH.flush;
    if (b.line.y - a.line.y > widest * a.pitch) return false;
  }
  const mark = markAt(b.line.text, 0, b.line.text.length);
  if (b.line.left - b.frame.left > INDENT * b.line.size) {
    return full && !finished && mark === null && goesOnIndented(a, b, habits);
  }
  if (mark !== null) {
    // Within running text a line begins with a mark by chance; where paragraphs are indented, the margin tells.
    const byChance = RUN_IN.has(mark.style) || mark.doubtful || /[，、,]$/u.test(a.line.text);
    const withinText = full && (habits.indented ? byChance || !finished : byChance && !finished);
    if (!withinText) return false;
  }
  return full || breaksOff;
}

/** What stands between two lines of one paragraph: a blank between Latin words, nothing in Chinese. */
export function joint(a: string, b: string): '' | ' ' {
  const last = a.charAt(a.length - 1);
  const first = b.charAt(0);
  if (!startsNarrow(last) || !startsNarrow(first) || last === '-' || NO_LINE_START.includes(first)) return '';
  // A number that the margin cut in two; two numbers side by side are parted by punctuation.
  return /[\d.]/.test(last) && /\d/.test(first) ? '' : ' ';
}
