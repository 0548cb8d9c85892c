import type { Answer } from '../../answer/schema.ts';

/** Where `quote` ends in `text`, blanks and marks aside (the answer mends them); the end where it is not found. */
function endOfQuote(text: string, quote: string): number {
  const solid = [...text.matchAll(/\S/gu)];
  const wanted = quote.replace(/[\s*#]+/gu, '');
  const at = solid
    .map(([unit]) => unit)
    .join('')
    .indexOf(wanted);
  // `indexOf` counts code units, `solid` code points: the two differ behind a surrogate pair.
  let units = 0;
  for (const found of at < 0 ? [] : solid) {
    units += found[0].length;
    if (units >= at + wanted.length) return found.index + found[0].length;
  }
  return text.length;
}

/** A piece of an answer, and the numbers of the citations whose quotes end with it. */
export type MarkedPiece = Readonly<{ text: string; marks: readonly number[] }>;

/**
 * The answer cut after each quote that it holds. A citation whose quote is not found goes to the end. An answer that a
 * model wrote carries [1] itself: there the text is cut at those.
 */
export function markCitations({
  answer,
  citations,
}: Pick<Answer, 'answer' | 'citations'>): readonly MarkedPiece[] {
  const known = new Set(citations.map(({ index }) => index));
  const written = [...answer.matchAll(/\[(\d{1,3})\]/gu)].filter(([, number]) => known.has(Number(number)));
  if (written.length > 0) {
    let from = 0;
    const pieces = written.map(({ 0: mark, 1: number, index }) => {
      const text = answer.slice(from, index);
      from = index + mark.length;
      return { text, marks: [Number(number)] };
    });
    return [...pieces, { text: answer.slice(from), marks: [] }];
  }
  const ends = new Map<number, number[]>();
  for (const { index, quote } of citations) {
    const end = endOfQuote(answer, quote);
    ends.set(end, [...(ends.get(end) ?? []), index]);
  }
  let from = 0;
  const pieces: MarkedPiece[] = [];
  for (const [end, marks] of [...ends].sort(([one], [other]) => one - other)) {
    pieces.push({ text: answer.slice(from, end), marks });
    from = end;
  }
  return [...pieces, { text: answer.slice(from), marks: [] }].filter(
    ({ text, marks }) => text !== '' || marks.length > 0,
  );
}
