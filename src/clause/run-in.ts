import { isBlank } from '../text/characters.ts';
import { type Mark, type MarkStyle, markAt } from '../text/marks.ts';
import type { Span } from '../text/schema.ts';

/** Points that run in the text of one paragraph, in order: 一是…二是…, 第一，…第二，…, （1）…；（2）… */
export type RunInList = Readonly<{ style: MarkStyle; points: readonly Mark[] }>;

const BOUNDARY = '。；;：:，,！？!?”）)、*';
/** Between 第一、第二、第三产业 nothing is said: such a list has no points. */
const SHORTEST_POINT = 4;

const CANDIDATE =
  /[一二三四五六七八九十]{1,2}[是要]|第[一二三四五六七八九十]{1,2}[，,、：:]|首先[，,]|其次[，,]/g;

/** Numbers that a text cites as well (第（二）项, 1.5): they only count behind the end of a clause or sentence. */
const NUMBERED: ReadonlySet<MarkStyle> = new Set(['han_bracket', 'digit', 'digit_bracket', 'circled']);
const NUMBER =
  /[：:；;。]\s*(?:\*\*)?([（(][一二三四五六七八九十]{1,3}[）)]|[（(]?[0-9０-９]{1,2}[）)]|[0-9０-９]{1,2}[.．、](?![0-9０-９])|[\u2460-\u249b\u3220-\u3229])/g;

/**
 * The numbers （一） （1） 1. ① in `span` that stand behind ： ； or 。, in reading order. Linear.
 */
export function numbersIn(text: string, span: Span): Mark[] {
  const marks: Mark[] = [];
  for (const match of text.slice(span.start, span.end).matchAll(NUMBER)) {
    const at = span.start + match.index + match[0].length - (match[1]?.length ?? 0);
    const mark = markAt(text, at, span.end);
    if (mark !== null && NUMBERED.has(mark.style)) marks.push(mark);
  }
  return marks;
}

/** Whether a mark may begin at `at`: at the begin of the text, or behind punctuation (and ** or blanks). */
function atBoundary(text: string, from: number, at: number): boolean {
  let before = at - 1;
  while (before >= from && isBlank(text.charCodeAt(before))) before -= 1;
  return before < from || BOUNDARY.includes(text.charAt(before));
}

function candidates(text: string, span: Span, excluded: ReadonlySet<MarkStyle>): Mark[] {
  const marks: Mark[] = [];
  const slice = text.slice(span.start, span.end);
  for (const match of slice.matchAll(CANDIDATE)) {
    const at = span.start + match.index;
    if (!atBoundary(text, span.start, at)) continue;
    const mark = markAt(text, at, span.end);
    const runs = mark?.style === 'is' || mark?.style === 'ordinal';
    if (mark !== null && runs && !excluded.has(mark.style)) marks.push(mark);
  }
  const numbers = numbersIn(text, span).filter((mark) => !excluded.has(mark.style));
  return numbers.length === 0 ? marks : [...marks, ...numbers].sort((a, b) => a.start - b.start);
}

/** A list of numbers with a gap (1. 2. 4.) is none: its numbers mean something else. */
const isWhole = ({ style, points }: RunInList, marks: readonly Mark[]): boolean => {
  const last = points.at(-1);
  if (last === undefined || !NUMBERED.has(style)) return true;
  const later = marks.find((mark) => mark.style === style && mark.start > last.start);
  return later === undefined || later.ordinal === 1;
};

/**
 * The lists that run in `span`, in reading order: each begins with 1 and counts on, at least to 2. A list of one style
 * inside a point of another is left to that point. `excluded`: the styles of the points that `span` lies in, which never
 * nest in themselves. Linear.
 */
export function runInLists(
  text: string,
  span: Span,
  excluded: ReadonlySet<MarkStyle> = new Set(),
): RunInList[] {
  const marks = candidates(text, span, excluded);
  const lastSecond = new Map<MarkStyle, number>();
  for (const [index, mark] of marks.entries()) if (mark.ordinal === 2) lastSecond.set(mark.style, index);
  const lists: RunInList[] = [];
  let open: Mark[] = [];
  let inner: Mark | undefined;
  const close = (): void => {
    const first = open[0];
    if (first !== undefined && open.length >= 2) lists.push({ style: first.style, points: open });
    open = [];
  };
  for (const [index, mark] of marks.entries()) {
    const last = open.at(-1);
    if (last === undefined) {
      if (mark.ordinal === 1) open = [mark];
    } else if (mark.style === last.style) {
      const goesOn = mark.ordinal === (last.ordinal ?? 0) + 1 && mark.start - last.end >= SHORTEST_POINT;
      if (goesOn) open.push(mark);
      else if (mark.ordinal === 1) {
        close();
        open = [mark];
      }
      inner = undefined;
    } else if (open.length === 1 && (lastSecond.get(last.style) ?? -1) < index) {
      // What looked like a first point never goes on: the other style's list is the one.
      if (mark.ordinal === 1) inner = mark;
      else if (mark.ordinal === 2 && inner?.style === mark.style) {
        open = [inner, mark];
        inner = undefined;
      }
    }
  }
  close();
  return lists.filter((list) => isWhole(list, marks));
}
