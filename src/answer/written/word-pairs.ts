import { isHan } from '../../text/characters.ts';
import type { Span } from '../../text/schema.ts';
import type { Figure } from './figures.ts';

/** Pairs of neighbouring Chinese characters: the words of a text, near enough to compare two short pieces. */
export type WordPairs = ReadonlySet<string>;

/** The pairs of `[start, end)`, but for what `masked` covers (figures, titles). */
export function wordPairs(folded: string, { start, end }: Span, masked?: Uint8Array): WordPairs {
  const pairs = new Set<string>();
  for (let at = start; at + 1 < end; at += 1) {
    if (!isHan(folded.charCodeAt(at)) || !isHan(folded.charCodeAt(at + 1))) continue;
    if (masked?.[at] === 1 || masked?.[at + 1] === 1) continue;
    pairs.add(folded.slice(at, at + 2));
  }
  return pairs;
}

/** How many of `some` are in `others`. */
export function shared(some: WordPairs, others: WordPairs): number {
  let count = 0;
  for (const pair of some) if (others.has(pair)) count += 1;
  return count;
}

const SENTENCE_ENDS = '。!?;\n';
const SEGMENT_ENDS = `${SENTENCE_ENDS},:、`;

/** A piece between two marks of punctuation; `last` where a sentence ends behind it. */
export type Segment = Span & Readonly<{ last: boolean }>;

/** The pieces of folded text in reading order. The comma of 1,500 parts nothing. */
export function segmentsOf(folded: string): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const mark = folded.charAt(at);
    if (!SEGMENT_ENDS.includes(mark)) continue;
    if (
      (mark === ',' || mark === ':') &&
      /\d/u.test(folded.charAt(at - 1)) &&
      /\d/u.test(folded.charAt(at + 1))
    )
      continue;
    segments.push({ start, end: at, last: SENTENCE_ENDS.includes(mark) });
    start = at + 1;
  }
  if (start < folded.length) segments.push({ start, end: folded.length, last: true });
  return segments;
}

/**
 * What each figure is said of: the pairs of its segment and of the segments without a figure before it in the sentence
 * (Chinese names the matter first), and of those behind the last figure. In the order of `figures`. Linear.
 */
export function figureContexts(
  folded: string,
  segments: readonly Segment[],
  figures: readonly Figure[],
  masked: Uint8Array,
): WordPairs[] {
  const groups: { start: number; end: number; figures: number[] }[] = [];
  let next = 0;
  let open: number | null = null;
  let sentenceHasGroup = false;
  for (const { start, end, last } of segments) {
    open ??= start;
    const within: number[] = [];
    while ((figures[next]?.start ?? Number.POSITIVE_INFINITY) < end) {
      within.push(next);
      next += 1;
    }
    if (within.length > 0) {
      groups.push({ start: open, end, figures: within });
      sentenceHasGroup = true;
      open = null;
    }
    if (!last) continue;
    const latest = groups.at(-1);
    if (open !== null && sentenceHasGroup && latest !== undefined) latest.end = end;
    open = null;
    sentenceHasGroup = false;
  }
  const contexts: WordPairs[] = figures.map(() => new Set());
  for (const group of groups) {
    const pairs = wordPairs(folded, group, masked);
    for (const figure of group.figures) contexts[figure] = pairs;
  }
  return contexts;
}
