import { isBlank } from './characters.ts';
import { numberCharacter } from './number-characters.ts';
import { digitValue, isHanNumeral, parseNumeral } from './numeral.ts';

/**
 * How a numbering mark is written, outermost first in the order of GB/T 9704—2012 7.3.3 and of the Legislation Law:
 * 附件 / 第一编 / 第一分编 / 第一章 / 第一节 / 第一条 / 【】 / 一、 / （一） / 1. / （1） / ① / 第一， / 一是 / ——;
 * and 1 总则 / 1.1 / 1.1.1 of emergency plans and standards (GB/T 1.1—2020 7.4) with their lists a) b) (7.5), and Ⅰ.
 */
export type MarkStyle =
  | 'attachment'
  | 'book'
  | 'subbook'
  | 'chapter'
  | 'law_section'
  | 'article'
  | 'bracket'
  | 'han'
  | 'han_bracket'
  | 'decimal_1'
  | 'decimal_2'
  | 'decimal_3'
  | 'decimal_4'
  | 'digit'
  | 'digit_bracket'
  | 'circled'
  | 'roman'
  | 'letter'
  | 'ordinal'
  | 'is'
  | 'bullet';

/** A mark and its place: `[start, end)` is the mark as written with its delimiter. */
export type Mark = Readonly<{
  style: MarkStyle;
  /** The number that it says; null for bullets, brackets and a lone 附件. */
  ordinal: number | null;
  /** 第一百二十条之一: 1. Zero without 之. */
  suffix: number;
  start: number;
  end: number;
  /** A mark that running text may hold as well (第十二条规定…): only the sequence tells whether it is one. */
  doubtful: boolean;
}>;

const LEVEL_WORDS: readonly (readonly [string, MarkStyle])[] = [
  ['条', 'article'],
  ['章', 'chapter'],
  ['节', 'law_section'],
  ['分编', 'subbook'],
  ['编', 'book'],
  ['篇', 'book'],
  ['部分', 'book'],
];

const COMMA = '，,、：:';

const mark = (
  style: MarkStyle,
  ordinal: number | null,
  start: number,
  end: number,
  suffix = 0,
  doubtful = false,
): Mark => ({ style, ordinal, suffix, start, end, doubtful });

function skipBlanks(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(source.charCodeAt(at))) at += 1;
  return at;
}

/** The end of the run of Chinese numerals or Arabic digits at `from`; `from` itself where there is none. */
export function numeralEnd(source: string, from: number, end: number): number {
  const arabic = digitValue(source.charCodeAt(from)) >= 0;
  let at = from;
  const limit = Math.min(end, from + 9);
  while (at < limit) {
    const unit = source.charCodeAt(at);
    if (!(arabic ? digitValue(unit) >= 0 : isHanNumeral(unit))) break;
    at += 1;
  }
  return at;
}

/** Blanks that justified type puts between the numerals of 第 十 二 条 do not end the number. */
function spacedNumeralEnd(source: string, from: number, end: number): number {
  let to = numeralEnd(source, from, end);
  for (let next = skipBlanks(source, to, end); next > to && next < end; next = skipBlanks(source, to, end)) {
    if (!isHanNumeral(source.charCodeAt(next)) || next - from > LONGEST_SPACED) break;
    to = numeralEnd(source, next, end);
  }
  return to;
}

const LONGEST_SPACED = 16;

/** What follows 第十二条 when running text cites it: 第十二条规定, 第十二条第二款, 第十二条、第十三条 … */
const CITED = /^(?:规定|第|[、，,；;。）)》”]|所列|所称|的|之规定|和第|或第|至第|以及|中的|予以)/;

/** 第X编章节条, and 第一，. */
function markOfOrder(source: string, start: number, end: number): Mark | null {
  const from = skipBlanks(source, start + 1, end);
  const to = spacedNumeralEnd(source, from, end);
  if (to === from) return null;
  const ordinal = parseNumeral(source.slice(from, to).replaceAll(/\s/g, ''));
  if (ordinal === null) return null;
  if (to < end && COMMA.includes(source.charAt(to))) return mark('ordinal', ordinal, start, to + 1);
  const at = skipBlanks(source, to, end);
  for (const [word, style] of LEVEL_WORDS) {
    if (at + word.length > end || !source.startsWith(word, at)) continue;
    const after = at + word.length;
    if (style !== 'article') {
      // 第二章所列: a heading has a blank, a line end or a name after its mark, never these words.
      const cited = CITED.test(source.slice(after, Math.min(end, after + 4)));
      return cited ? null : mark(style, ordinal, start, after);
    }
    let close = after;
    let suffix = 0;
    if (source.charAt(after) === '之' && after + 1 < end) {
      const suffixEnd = numeralEnd(source, after + 1, end);
      const value = suffixEnd > after + 1 ? parseNumeral(source.slice(after + 1, suffixEnd)) : null;
      if (value !== null) {
        suffix = value;
        close = suffixEnd;
      }
    }
    const spaced = close >= end || isBlank(source.charCodeAt(close));
    const text = skipBlanks(source, close, end);
    const cited = CITED.test(source.slice(text, Math.min(end, text + 4)));
    return mark('article', ordinal, start, close, suffix, cited || !spaced);
  }
  return null;
}

/** 一、 and 一是; not 一、二、三产业. */
function markOfHan(source: string, start: number, end: number): Mark | null {
  const to = numeralEnd(source, start, end);
  const ordinal = parseNumeral(source.slice(start, to));
  if (ordinal === null || ordinal === 0) return null;
  const next = source.charAt(to);
  if (to < end && (next === '是' || next === '要')) return mark('is', ordinal, start, to + 1);
  const at = skipBlanks(source, to, Math.min(end, to + 2));
  const delimiter = source.charAt(at);
  if (at >= end || !(delimiter === '、' || delimiter === '．' || delimiter === '.')) return null;
  const after = skipBlanks(source, at + 1, end);
  const following = numeralEnd(source, after, end);
  if (following > after && following < end) {
    const value = parseNumeral(source.slice(after, following));
    if (value === ordinal + 1 || source.charAt(following) === '、') return null;
  }
  return mark('han', ordinal, start, at + 1);
}

/** The end of a mark whose last unit is at `at`: some documents put a delimiter behind （一）、 and ①. too. */
function delimitedEnd(source: string, at: number, end: number): number {
  const after = source.charAt(at + 1);
  const delimited = at + 1 < end && (after === '、' || after === '.' || after === '．');
  return at + (delimited ? 2 : 1);
}

/** （一） and （1）, and the delimiter that some documents put behind. */
function markOfBrackets(source: string, start: number, end: number): Mark | null {
  const from = skipBlanks(source, start + 1, end);
  const to = numeralEnd(source, from, end);
  if (to === from) return null;
  const at = skipBlanks(source, to, end);
  const close = source.charAt(at);
  if (at >= end || (close !== '）' && close !== ')')) return null;
  const ordinal = parseNumeral(source.slice(from, to));
  // （2022） is a year, not a number in a list.
  if (ordinal === null || ordinal === 0 || ordinal > 200) return null;
  const style = digitValue(source.charCodeAt(from)) >= 0 ? 'digit_bracket' : 'han_bracket';
  return mark(style, ordinal, start, delimitedEnd(source, at, end));
}

/** 1. 1． 1、 and 1） 1); not 1.8, 2018.9 or 1、2号楼. */
function markOfDigits(source: string, start: number, end: number): Mark | null {
  const to = numeralEnd(source, start, end);
  if (to - start > 3 || digitValue(source.charCodeAt(start)) === 0) return null;
  const at = skipBlanks(source, to, Math.min(end, to + 2));
  if (at >= end) return null;
  const ordinal = parseNumeral(source.slice(start, to));
  const delimiter = source.charAt(at);
  if (delimiter === '）' || delimiter === ')') return mark('digit_bracket', ordinal, start, at + 1);
  if (delimiter !== '.' && delimiter !== '．' && delimiter !== '、') return null;
  if (at + 1 < end && digitValue(source.charCodeAt(at + 1)) >= 0) {
    // 1.8 is a decimal, but 12.2019年 begins a sentence with a year.
    const yearEnd = numeralEnd(source, at + 1, end);
    if (yearEnd - at !== 5 || source.charAt(yearEnd) !== '年') return null;
  }
  return mark('digit', ordinal, start, at + 1);
}

const LONGEST_ATTACHMENT_LABEL = 12;

/** 附件 附件1 附表二： 附件1-2 as a line of its own; `ordinal` 1 and `suffix` 2 for the last. */
function markOfAttachment(source: string, start: number, end: number): Mark | null {
  if (end - start > LONGEST_ATTACHMENT_LABEL) return null;
  const label = attachmentLabelAt(source, start, end);
  if (label === null) return null;
  let at = skipBlanks(source, label.end, end);
  if (at < end && (source.charAt(at) === '：' || source.charAt(at) === ':'))
    at = skipBlanks(source, at + 1, end);
  return at < end ? null : label;
}

/** The label 附件1 at the begin of a line, whatever follows; null where there is none. 附 alone is a whole line. */
export function attachmentLabelAt(source: string, start: number, end: number): Mark | null {
  if (/^附\s*[：:]?$/.test(source.slice(start, Math.min(end, start + 5)))) {
    return mark('attachment', null, start, start + 1);
  }
  if (!/^附\s?(?:件|表|录|图)/.test(source.slice(start, Math.min(end, start + 3)))) return null;
  const word = isBlank(source.charCodeAt(start + 1)) ? start + 3 : start + 2;
  const from = skipBlanks(source, word, end);
  const to = from < end ? numeralEnd(source, from, end) : from;
  if (to === from) return mark('attachment', null, start, word);
  const ordinal = parseNumeral(source.slice(from, to));
  if (to < end && '-－—之'.includes(source.charAt(to))) {
    const close = numeralEnd(source, to + 1, end);
    const suffix = close > to + 1 ? parseNumeral(source.slice(to + 1, close)) : null;
    if (suffix !== null) return mark('attachment', ordinal, start, close, suffix);
  }
  return mark('attachment', ordinal, start, to);
}

/** A line that says 【领导批示】, or begins with it. */
function markOfSquare(source: string, start: number, end: number): Mark | null {
  // Sliced first, so that a text full of 【 costs no search to its end.
  const length = source.slice(start, Math.min(end, start + 32)).indexOf('】');
  if (length < 2) return null;
  const close = start + length;
  if (source.slice(close + 1, end).includes('【')) return null;
  return mark('bracket', null, start, close + 1);
}

const SEQUENCE_WORDS: ReadonlyMap<string, number> = new Map([
  ['首先', 1],
  ['其次', 2],
  ['再次', 3],
]);

const BULLETS = '•●■◆▪◇○·▲►➢✦';

/**
 * The numbering mark at `start`, or null. `end` is the end of the line's content. Looks at a bounded number of
 * units, so that a pass over all lines is linear.
 */
export function markAt(source: string, start: number, end: number): Mark | null {
  if (start >= end) return null;
  const unit = source.charCodeAt(start);
  if (isHanNumeral(unit) && unit !== 0x25cb) return markOfHan(source, start, end);
  if (digitValue(unit) >= 0) return markOfDigits(source, start, end);
  const whole = numberCharacter(unit);
  if (whole !== null) return mark(whole.style, whole.ordinal, start, delimitedEnd(source, start, end));
  switch (source.charAt(start)) {
    case '第':
      return markOfOrder(source, start, end);
    case '（':
    case '(':
      return markOfBrackets(source, start, end);
    case '附':
      return markOfAttachment(source, start, end);
    case '【':
      return markOfSquare(source, start, end);
    case '首':
    case '其':
    case '再': {
      const ordinal = SEQUENCE_WORDS.get(source.slice(start, start + 2));
      const delimited = start + 2 < end && COMMA.includes(source.charAt(start + 2));
      return ordinal !== undefined && delimited ? mark('ordinal', ordinal, start, start + 3) : null;
    }
    case '—':
      return source.charAt(start + 1) === '—' && start + 2 < end
        ? mark('bullet', null, start, start + 2)
        : null;
    case '-':
    case '*':
    case '+':
      return start + 2 < end && isBlank(source.charCodeAt(start + 1))
        ? mark('bullet', null, start, start + 1)
        : null;
    default:
      return BULLETS.includes(source.charAt(start)) && start + 1 < end
        ? mark('bullet', null, start, start + 1)
        : null;
  }
}
