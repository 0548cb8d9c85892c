import { isBlank, isHan } from './characters.ts';
import { markAt } from './marks.ts';
import type { Span } from './schema.ts';

/** A line that holds something. `[start, end)` leaves out outer blanks and markdown marks. */
export type Line = Readonly<{
  /** Where the line begins, blanks and marks included. */
  from: number;
  start: number;
  end: number;
  /** Number of # marks before the text. A hint only: scans put wrong ones. */
  headingLevel: number;
  /** Its pairs of ** are markdown; otherwise stars are masks (*市长, **县) and belong to the text. */
  bold: boolean;
}>;

/** Lines that are one paragraph, though a page break may stand between them. */
export type Paragraph = Readonly<{
  /** Paragraphs cover a text: each runs from the begin of its first line to the begin of the next one's. */
  from: number;
  to: number;
  start: number;
  end: number;
  lines: readonly Line[];
}>;

const STAR = 0x2a;
const HASH = 0x23;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** What follows a mask: 在**县, **同志. A pair of ** before these is not bold type. */
const MASKED = '省市县区镇乡村州盟旗局长书记同志某年月日元万亿';

/** Whether the ** of a line come in pairs that open and close bold type. Three stars or more are masks. */
function hasBoldPairs(source: string, from: number, to: number): boolean {
  let count = 0;
  for (let at = source.indexOf('*', from); at >= 0 && at < to; at = source.indexOf('*', at)) {
    let end = at + 1;
    while (end < to && source.charCodeAt(end) === STAR) end += 1;
    if (end - at === 2) {
      count += 1;
      if (count % 2 === 1 && end < to && MASKED.includes(source.charAt(end))) return false;
    } else if (end - at === 4) count += 2;
    at = end;
  }
  return count > 0 && count % 2 === 0;
}

/**
 * The lines of `[from, to)` that hold something, in reading order. `from` should be the begin of a line.
 * Line ends are \n, \r\n and \r. Linear.
 */
export function linesOf(source: string, from = 0, to = source.length): Line[] {
  const lines: Line[] = [];
  let nextStar = source.indexOf('*', from);
  let lineFrom = from;
  while (lineFrom < to) {
    let lineEnd = lineFrom;
    while (lineEnd < to) {
      const unit = source.charCodeAt(lineEnd);
      if (unit === LINE_FEED || unit === CARRIAGE_RETURN) break;
      lineEnd += 1;
    }
    let start = lineFrom;
    let end = lineEnd;
    while (start < end && isBlank(source.charCodeAt(start))) start += 1;
    let headingLevel = 0;
    if (source.charCodeAt(start) === HASH && start < end) {
      let at = start;
      while (at < end && source.charCodeAt(at) === HASH) at += 1;
      if (at - start <= 6) {
        headingLevel = at - start;
        start = at;
        while (start < end && isBlank(source.charCodeAt(start))) start += 1;
      }
    }
    let bold = false;
    if (nextStar >= 0 && nextStar < lineFrom) nextStar = source.indexOf('*', lineFrom);
    if (nextStar >= 0 && nextStar < lineEnd) bold = hasBoldPairs(source, start, lineEnd);
    while (end > start && isBlank(source.charCodeAt(end - 1))) end -= 1;
    if (bold) {
      if (source.startsWith('**', start)) start += 2;
      if (end - 2 >= start && source.startsWith('**', end - 2)) end -= 2;
      while (start < end && isBlank(source.charCodeAt(start))) start += 1;
      while (end > start && isBlank(source.charCodeAt(end - 1))) end -= 1;
    }
    if (start < end) lines.push({ from: lineFrom, start, end, headingLevel, bold });
    lineFrom = lineEnd + 1;
    if (source.charCodeAt(lineEnd) === CARRIAGE_RETURN && source.charCodeAt(lineEnd + 1) === LINE_FEED) {
      lineFrom += 1;
    }
  }
  return lines;
}

const TERMINAL = '。！？；：…!?;:.)）]】〕》>|';
const CLOSING_QUOTES = '”’」』"';
const COMMAS = '，、,';
const PROSE = /[，。；,;]/;
const SENTENCE_END = /[。！？]/;
const CONTINUING_PUNCTUATION = '，。；、：”’）》」』,;';
const OPENING = '“（《〈「『‘(';
const CLOSING = '”）》〉」』’)';
const DATE_LINE = /^[\d〇○零一二三四五六七八九十\s]{4,12}年[\d〇○零一二三四五六七八九十\s]+月/;
const PAGE_LINE =
  /^(?:抄送|抄报|分送|内部发送|主题词|联系人|联系电话|电话|传真|附件|附表|附：|[（(]此件|信息公开|公开方式|<!--|-{3,}|—{3,}|_{3,}|\|)/;
const CITING = /(?:依照|按照|根据|违反|本法|本条例|本办法|本规定|[》、，,法例和或及至与])$/;

/** Shorter lines are titles, signatures and cells of tables: they end without punctuation and are whole. */
const MINIMUM_CUT_LENGTH = 15;
/** A numbered line without a full stop is a heading up to this length; a longer one is a text cut by the page. */
const HEADING_LENGTH = 60;

/** Whether the line leaves a quotation mark or a bracket open at its end. */
function leavesOpen(source: string, line: Line): boolean {
  let depth = 0;
  for (let at = line.start; at < line.end; at += 1) {
    const unit = source.charAt(at);
    if (OPENING.includes(unit)) depth += 1;
    else if (CLOSING.includes(unit) && depth > 0) depth -= 1;
  }
  return depth > 0;
}

/**
 * Units at the end of `[a.start, a.end)` that the page break doubled at the begin of `b` (突 / 突破性; 献” / 献。”),
 * or 0. Two or more equal Chinese characters are doubled. One is, unless it may end a word here and begin another
 * (工作 / 作风; 人 / 人): then the unit before it must not make a word with it that the text uses elsewhere.
 */
export function doubledLength(source: string, a: Span, b: Span): number {
  let end = a.end;
  while (end > a.start && CLOSING_QUOTES.includes(source.charAt(end - 1))) end -= 1;
  const quotes = a.end - end;
  for (let length = Math.min(6, end - a.start, b.end - b.start); length >= 1; length -= 1) {
    if (!isHan(source.charCodeAt(b.start))) return 0;
    if (!source.startsWith(source.slice(end - length, end), b.start)) continue;
    const rest = source.slice(b.start + length, Math.min(b.end, b.start + length + 4));
    // 贡献” / 献。”: what follows is nothing but the end of the sentence.
    const closesOnly = b.end - b.start - length <= 3 && /^[。！？；”’」』）]+$/.test(rest);
    if (quotes > 0) return closesOnly ? length + quotes : 0;
    if (closesOnly || length >= 2) return source.charAt(b.start) === '一' ? 0 : length;
    const before = source.charCodeAt(end - 2);
    if (end - 2 < a.start || !isHan(before)) return length;
    const word = source.slice(end - 2, end);
    const elsewhere = source.indexOf(word);
    const used = elsewhere >= 0 && (elsewhere !== end - 2 || source.indexOf(word, end - 1) >= 0);
    return used || REDUPLICATED.has(source.charAt(b.start)) ? 0 : length;
  }
  return 0;
}

/** 人人, 层层, 件件: characters that official texts do write twice. */
const REDUPLICATED: ReadonlySet<string> = new Set(
  '人事行环个处时天年月日家户层步件样种条项一多常往渐刚大仅稍早牢紧深切默久生世代点滴句字村镇县企组区种块片线面级门堂节科月周',
);

/** 根据《…法》 / 第十二条的规定: a citation that the page break put at the begin of a line. */
function citesAcross(source: string, a: Line, b: Line): boolean {
  const mark = markAt(source, b.start, b.end);
  if (mark?.style !== 'article' || !mark.doubtful) return false;
  return CITING.test(source.slice(Math.max(a.start, a.end - 4), a.end));
}

/**
 * Whether line `b` goes on with the sentence that line `a` breaks off. A page break cuts `a` without punctuation at
 * its end; headings, titles, signatures and numbered lines are whole as they stand.
 */
export function continues(source: string, a: Line, b: Line): boolean {
  const last = source.charAt(a.end - 1);
  if (a.headingLevel > 0 || b.headingLevel > 0) return false;
  const first = source.charAt(b.start);
  if (first === '第' && citesAcross(source, a, b)) return true;
  if (TERMINAL.includes(last)) return last === '）' && CONTINUING_PUNCTUATION.includes(first);
  if (CONTINUING_PUNCTUATION.includes(first)) return true;
  if (CLOSING_QUOTES.includes(last)) {
    if (TERMINAL.includes(source.charAt(a.end - 2))) return false;
    return doubledLength(source, a, b) > 0;
  }
  if (markAt(source, b.start, b.end) !== null) return false;
  const bHead = source.slice(b.start, Math.min(b.end, b.start + 40));
  if (PAGE_LINE.test(bHead) || DATE_LINE.test(bHead)) return false;
  if (COMMAS.includes(last)) return true;
  const aLength = a.end - a.start;
  if (aLength < MINIMUM_CUT_LENGTH) return false;
  const aText = source.slice(a.start, a.end);
  if (!leavesOpen(source, a)) {
    // A list of words is no running text, but a doubled character shows the page break.
    if (!PROSE.test(aText)) return aText.includes('、') && doubledLength(source, a, b) > 0;
    if (aLength <= HEADING_LENGTH && !SENTENCE_END.test(aText) && markAt(source, a.start, a.end) !== null) {
      return false;
    }
  }
  return b.end - b.start >= 0.8 * aLength || PROSE.test(source.slice(b.start, b.end));
}

/**
 * The paragraphs of `[from, to)`, in reading order; together they cover it, but for a range without any text, which
 * has none. Linear.
 */
export function paragraphsOf(source: string, from = 0, to = source.length): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let lines: Line[] = [];
  let begin = from;
  let previous: Line | undefined;
  const close = (end: number): void => {
    const first = lines[0];
    if (first === undefined || previous === undefined) return;
    paragraphs.push({ from: begin, to: end, start: first.start, end: previous.end, lines });
    begin = end;
    lines = [];
  };
  for (const line of linesOf(source, from, to)) {
    if (previous !== undefined && !continues(source, previous, line)) close(line.from);
    lines.push(line);
    previous = line;
  }
  close(to);
  return paragraphs;
}
