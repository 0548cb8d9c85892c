import type { Block } from '../document/layout.ts';
import { type Mark, type MarkStyle, markAt } from '../text/marks.ts';
import { parseNumeral } from '../text/numeral.ts';
import type { Paragraph } from '../text/paragraphs.ts';
import type { Span } from '../text/schema.ts';
import { looseMarkAt } from '../text/sequence-marks.ts';
import { numbersIn } from './run-in.ts';
import { isRow } from './table.ts';

const LEVELS: ReadonlySet<MarkStyle> = new Set(['book', 'subbook', 'chapter', 'law_section']);
/** Marks that may stand on a line alone, above the text that they number. */
const LONE: ReadonlySet<MarkStyle> = new Set([
  ...LEVELS,
  'article',
  'han',
  'han_bracket',
  'digit',
  'digit_bracket',
  'circled',
]);

/** Lists whose items may all stand in one paragraph. */
const LISTED: ReadonlySet<MarkStyle> = new Set(['han_bracket', 'digit', 'digit_bracket', 'circled']);

const NUMERAL = '[〇零一二三四五六七八九十百千\\d]{1,9}';
/** 第一章 总则第一条 为了…: the mark behind a heading has a blank behind it. */
const BEHIND_HEADING = new RegExp(`第${NUMERAL}[章节条](?=[\\s\\u3000])`, 'gu');
const LONGEST_HEADING = 60;
const CITING = /(?:依照|按照|根据|违反|[》、，和或及至与第])$/u;
/** …执行。第十三条 申请人…: an article that goes on in the line of the one before it. */
const BEHIND_SENTENCE = new RegExp(`[。；”）][\\s\\u3000]*第(${NUMERAL})条(?=[\\s\\u3000])`, 'gu');

/** （1）甲；（2）乙；（3）丙。 in one paragraph, counting on without a gap. */
function cutsInList(text: string, span: Span, mark: Mark): number[] {
  const numbers = numbersIn(text, span).filter(
    ({ style, start }) => style === mark.style && start > mark.start,
  );
  const first = mark.ordinal ?? 0;
  return numbers.every(({ ordinal }, index) => ordinal === first + index + 1)
    ? numbers.map(({ start }) => start)
    : [];
}

/** Where the clauses begin that run in the line of a chapter's heading, an article or an item, in order. */
function cutsIn(text: string, { start, end }: Paragraph, mark: Mark): number[] {
  const cuts: number[] = [];
  if (LEVELS.has(mark.style)) {
    const head = text.slice(mark.end, Math.min(end, mark.end + 2 * LONGEST_HEADING));
    let from = 0;
    for (const match of head.matchAll(BEHIND_HEADING)) {
      const heading = head.slice(from, match.index);
      const isHeading = heading.length <= LONGEST_HEADING && !/[。；：]/u.test(heading);
      if (!isHeading || CITING.test(heading.trimEnd())) break;
      cuts.push(mark.end + match.index);
      from = match.index + match[0].length;
      if (match[0].endsWith('条')) break;
    }
    return cuts;
  }
  if (LISTED.has(mark.style)) return cutsInList(text, { start, end }, mark);
  if (mark.style !== 'article' || mark.doubtful || mark.ordinal === null) return cuts;
  let last = mark.ordinal;
  for (const match of text.slice(start, end).matchAll(BEHIND_SENTENCE)) {
    if (parseNumeral(match[1] ?? '') !== last + 1) continue;
    cuts.push(start + match.index + match[0].indexOf('第'));
    last += 1;
  }
  return cuts;
}

/** The paragraph cut at offsets within it; the parts cover it. */
function cutAt(text: string, paragraph: Paragraph, cuts: readonly number[]): Paragraph[] {
  const starts = [paragraph.start, ...cuts];
  return starts.map((start, index) => {
    const next = starts[index + 1];
    let end = next ?? paragraph.end;
    while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
    return {
      from: index === 0 ? paragraph.from : start,
      to: next ?? paragraph.to,
      start,
      end,
      lines: paragraph.lines,
    };
  });
}

/** Whether the next paragraph counts on from `mark`: then the numbers within its paragraph are others. */
function returnsBelow(text: string, next: Block | undefined, mark: Mark): boolean {
  if (next === undefined) return false;
  const below = markAt(text, next.paragraph.start, next.paragraph.end);
  return below?.style === mark.style && below.ordinal === (mark.ordinal ?? 0) + 1;
}

const join = (label: Paragraph, content: Paragraph): Paragraph => ({
  from: label.from,
  to: content.to,
  start: label.start,
  end: content.end,
  lines: [...label.lines, ...content.lines],
});

/**
 * The blocks with body paragraphs as the numbering means them: cut where a chapter's heading and its first article, or
 * one article or item and the next, stand in one line; joined where a label stands on a line alone above its text. Linear.
 */
export function recut(text: string, blocks: readonly Block[]): readonly Block[] {
  const result: Block[] = [];
  let label: Paragraph | undefined;
  for (const [index, block] of blocks.entries()) {
    const { role, paragraph } = block;
    const { start, end } = paragraph;
    const mark = role === 'body' ? markAt(text, start, end) : null;
    const isText = role === 'body' && mark === null && !isRow(text, paragraph);
    if (label !== undefined && isText && looseMarkAt(text, start, end) === null) {
      result.push({ role, paragraph: join(label, paragraph) });
      label = undefined;
      continue;
    }
    if (label !== undefined) result.push({ role: 'body', paragraph: label });
    label = undefined;
    if (mark === null) result.push(block);
    else if (mark.end >= end && LONE.has(mark.style)) label = paragraph;
    else {
      const cuts = cutsIn(text, paragraph, mark);
      if (cuts.length === 0 || (LISTED.has(mark.style) && returnsBelow(text, blocks[index + 1], mark)))
        result.push(block);
      else for (const part of cutAt(text, paragraph, cuts)) result.push({ role, paragraph: part });
    }
  }
  if (label !== undefined) result.push({ role: 'body', paragraph: label });
  return result;
}
