import { isBlank, isHan } from './characters.ts';
import { digitValue } from './numeral.ts';
import type { Span } from './schema.ts';
import { titleRunEnd } from './title-run.ts';

const PAIRS: ReadonlyMap<string, string> = new Map([
  ['“', '”'],
  ['‘', '’'],
  ['「', '」'],
  ['『', '』'],
  ['（', '）'],
  ['(', ')'],
  ['《', '》'],
  ['〈', '〉'],
]);

const CLOSING = '”’」』）)》〉"';
const ENDS = '。！？!?';
/** After a closing mark these go on with the sentence: “做到‘……。’的要求”. */
const GOES_ON = '，、；：,;。的';

/** Quotations and brackets up to this length stay whole. */
const SHORT_QUOTATION = 80;

/** For each opening mark the place of its closing mark, where that is near. Linear. */
function nearClosings(text: string): ReadonlyMap<number, number> {
  const closings = new Map<number, number>();
  const open: { at: number; closing: string }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charAt(at);
    const closing = PAIRS.get(unit);
    if (closing !== undefined) {
      open.push({ at, closing });
      continue;
    }
    if (!CLOSING.includes(unit)) continue;
    // A closing mark without its opening one (a slip of the scan) closes nothing.
    for (let depth = open.length - 1; depth >= 0 && depth >= open.length - 4; depth -= 1) {
      const candidate = open[depth];
      if (candidate?.closing !== unit) continue;
      if (at - candidate.at <= SHORT_QUOTATION) closings.set(candidate.at, at);
      open.length = depth;
      break;
    }
  }
  return closings;
}

/** An ASCII full stop ends a sentence after a word, before a blank or a Chinese character: not in 5.0 or 1. */
function dotEnds(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (at === 0 || digitValue(before) >= 0 || isBlank(before)) return false;
  if (isHan(before)) return digitValue(text.charCodeAt(at + 1)) < 0;
  if (at + 1 >= text.length) return true;
  const after = text.charCodeAt(at + 1);
  if (!isBlank(after)) return false;
  const next = text.charCodeAt(at + 2);
  return isHan(next) || (next >= 0x41 && next <= 0x5a);
}

/**
 * The sentences of `text`, in reading order, without outer blanks; together they hold every unit that is not blank.
 * 。！？ and a line end close a sentence, and so does the blank behind a title that lost its line end, with the closing quotation marks and brackets behind them; ； does not.
 * Short quotations and brackets are never cut. Pass reading text (see reading.ts) where lines are broken. Linear.
 */
export function sentences(text: string): Span[] {
  const spans: Span[] = [];
  const closings = nearClosings(text);
  let start = -1;
  let lastFilled = -1;
  // Titles that stand before the first sentence of a line, its line breaks lost; see title-run.ts.
  let titleEnd = -1;
  let lineBegins = true;
  const close = (): void => {
    if (start >= 0) spans.push({ start, end: lastFilled + 1 });
    start = -1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a || unit === 0x0d) {
      close();
      lineBegins = true;
      continue;
    }
    if (isBlank(unit)) {
      if (at === titleEnd) close();
      continue;
    }
    if (start < 0) {
      start = at;
      titleEnd = lineBegins ? titleRunEnd(text, at) : -1;
      lineBegins = titleEnd >= 0;
    }
    lastFilled = at;
    const character = text.charAt(at);
    const closing = closings.get(at);
    let ends = ENDS.includes(character) || (character === '.' && dotEnds(text, at));
    if (closing !== undefined && !text.slice(at, closing).includes('\n')) {
      ends = ENDS.includes(text.charAt(closing - 1));
      at = closing;
      lastFilled = at;
      if (!ends) continue;
    }
    if (!ends) continue;
    while (at + 1 < text.length && (CLOSING + ENDS).includes(text.charAt(at + 1))) at += 1;
    lastFilled = at;
    if (at + 1 < text.length && GOES_ON.includes(text.charAt(at + 1)) && CLOSING.includes(text.charAt(at)))
      continue;
    close();
  }
  close();
  return spans;
}
