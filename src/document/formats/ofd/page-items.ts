import { isPageNumber } from '../page-furniture.ts';
import type { PositionedText } from '../page-text.ts';
import type { Direction, Glyph, Run } from './text-object.ts';

/** A page turned so that most of its lines run to the right. */
export type UprightPage = Readonly<{ items: readonly PositionedText[]; width: number; height: number }>;

const charactersIn = ({ glyphs }: Run): number => glyphs.reduce((sum, { text }) => sum + text.length, 0);

/** The direction of most characters; to the right where there are none. */
function mainDirection(runs: readonly Run[]): Exclude<Direction, 'slanted'> {
  const counts = { right: 0, down: 0, left: 0, up: 0 };
  for (const run of runs) if (run.direction !== 'slanted') counts[run.direction] += charactersIn(run);
  const most = Math.max(counts.right, counts.down, counts.left, counts.up);
  if (counts.right === most) return 'right';
  if (counts.down === most) return 'down';
  return counts.up === most ? 'up' : 'left';
}

/** Turns a place so that lines of `direction` run to the right and follow each other downwards. */
function turn(
  { x, y }: Readonly<{ x: number; y: number }>,
  direction: Direction,
  width: number,
  height: number,
): Readonly<{ x: number; y: number }> {
  switch (direction) {
    case 'down':
      return { x: y, y: width - x };
    case 'up':
      return { x: height - y, y: x };
    case 'left':
      return { x: width - x, y: height - y };
    default:
      return { x, y };
  }
}

/**
 * The pieces of text of a page of this width and height. Where most lines run down (a wide table turned on its side,
 * or vertical Chinese, whose columns follow each other to the left) the page is turned. A line across the others is
 * one piece where it begins, a page number among them is left out; so are slanted lines, which are watermarks.
 */
export function uprightPage(runs: readonly Run[], width: number, height: number): UprightPage {
  const main = mainDirection(runs);
  const sideways = main === 'down' || main === 'up';
  const items: PositionedText[] = [];
  for (const run of runs) {
    const { size, direction, stacked, glyphs } = run;
    if (direction === 'slanted') continue;
    if (direction !== main) {
      const text = glyphs.map((glyph) => glyph.text).join('');
      const first: Glyph | undefined = glyphs[0];
      if (first === undefined || isPageNumber(text)) continue;
      items.push({ text, ...turn(first, main, width, height), width: size, size });
      continue;
    }
    for (const glyph of glyphs) {
      const { x, y } = turn(glyph, main, width, height);
      // An upright character's origin is its lower corner: below the point where its line reaches it.
      items.push({
        text: glyph.text,
        x: stacked && main === 'down' ? x - size : x,
        y,
        width: glyph.width,
        size,
      });
    }
  }
  return sideways ? { items, width: height, height: width } : { items, width, height };
}
