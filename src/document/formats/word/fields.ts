/** What a field leaves of the text: nothing of its code (half-open), and `shown` at `end` for a missing result. */
export type Field = Readonly<{ start: number; codeEnd: number; end: number; shown: string }>;

const BEGIN = '\u0013';
const SEPARATOR = '\u0014';
const END = '\u0015';

/** The argument in brackets that opens at `open`, cut at its commas outside inner brackets: (○,1) gives ○ and 1. */
function argumentsOf(code: string, open: number): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let at = open; at < code.length; at += 1) {
    const char = code[at];
    if (char === '(') depth += 1;
    else if (char === ')' || (char === ',' && depth === 1)) {
      if (depth === 1) {
        found.push(code.slice(from, at));
        from = at + 1;
      }
      if (char === ')') depth -= 1;
      if (depth === 0) break;
    }
  }
  return found;
}

/** First number and first character of each block of circled numbers in Unicode; 51 and more have none. */
const CIRCLED: readonly (readonly [number, number])[] = [
  [36, 0x32b1],
  [21, 0x3251],
  [1, 0x2460],
];

function circled(value: number): string {
  const block = CIRCLED.find(([first]) => value >= first);
  return block === undefined || value > 50 ? String(value) : String.fromCharCode(block[1] + value - block[0]);
}

/** What an overstrike shows: ○ and 1 are ①; of a reading above a word (ruby), the word, which comes last. */
function overstrike(code: string): string {
  const open = /\\o[^(]*\(/i.exec(code);
  if (open === null) return '';
  const parts = argumentsOf(code, open.index + open[0].length - 1);
  const last = (parts.at(-1) ?? '').trim();
  const isCircle = /^[○◯〇⭕]$/u.test((parts[0] ?? '').trim());
  return isCircle && /^\d{1,2}$/.test(last)
    ? circled(Number(last))
    : last.replace(/^\\[^(]*\(([^()]*)\)$/, '$1');
}

/**
 * What a field without a result shows: circled numbers and readings are made of EQ fields in Chinese documents, and
 * the prompt of a MACROBUTTON or GOTOBUTTON is part of its code. '' for all others.
 */
export function shownByCode(code: string): string {
  const text = code.trim();
  if (/^eq\s/i.test(text)) return overstrike(text);
  const button = /^(?:macrobutton|gotobutton)\s+\S+\s+(.*)$/is.exec(text);
  return button?.[1]?.trim() ?? '';
}

/**
 * The fields of a text of Word, in which \u0013, \u0014 and \u0015 stand for begin, separator and end, in order of
 * their begin. What begins and does not end is no field, so that a stray mark does not swallow the rest.
 */
export function findFields(text: string): readonly Field[] {
  const open: { start: number; separator: number | null }[] = [];
  const fields: Field[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === BEGIN) open.push({ start: at, separator: null });
    else if (char === SEPARATOR) {
      const last = open.at(-1);
      if (last !== undefined) last.separator ??= at;
    } else if (char === END) {
      const last = open.pop();
      if (last === undefined) continue;
      const codeEnd = last.separator ?? at;
      const isEmpty = last.separator === null || last.separator + 1 === at;
      const code = isEmpty && codeEnd - last.start < 1000 ? text.slice(last.start + 1, codeEnd) : '';
      fields.push({ start: last.start, codeEnd, end: at, shown: isEmpty ? shownByCode(code) : '' });
    }
  }
  return fields.sort((a, b) => a.start - b.start);
}
