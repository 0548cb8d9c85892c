import { isNarrow } from '../page/character-width.ts';
import { isPageNumber } from '../page/furniture.ts';
import type { PositionedText } from '../page/lines.ts';
import { COPY_SHIFT } from '../page/lines.ts';
import type { Rule } from '../page/rules.ts';
import type { PageContent } from '../pdf/page-content.ts';
import type { PageObjects } from './page-objects.ts';
import type { Direction, Run } from './text-object.ts';

/** Tables are looked for in points, the unit of PDF; OFD counts in millimetres. */
const POINTS = 72 / 25.4;
/** Characters nearer than this part of the size are one piece: nothing is decided by the gap between them. */
const NEAR = 0.3;
/** Baselines this near (in sizes) are one. */
const LEVEL = 0.02;
const BLANK = /\s/u;

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

function turnRule(rule: Rule, direction: Direction, width: number, height: number): Rule {
  const flat = rule.direction === 'horizontal';
  const [a, b] = [rule.from, rule.to].map((end) =>
    turn(flat ? { x: end, y: rule.at } : { x: rule.at, y: end }, direction, width, height),
  );
  if (a === undefined || b === undefined) return rule;
  return a.y === b.y
    ? { direction: 'horizontal', at: a.y, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) }
    : { direction: 'vertical', at: a.x, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y) };
}

/** Joins characters that follow each other closely, so that a line is a few pieces; bold type's copies are dropped. */
class Pieces {
  readonly #items: PositionedText[] = [];
  /** What is joined so far: the texts, the first of them with its place, the last one, and where they end. */
  #parts: string[] = [];
  #first: PositionedText | undefined;
  #last: PositionedText | undefined;
  #right = 0;

  push(item: PositionedText): void {
    const last = this.#last;
    if (last !== undefined && last.size === item.size && Math.abs(last.y - item.y) < LEVEL * item.size) {
      if (last.text === item.text && Math.abs(item.x - last.x) < COPY_SHIFT * item.size) return;
      const isNear = Math.abs(item.x - this.#right) < NEAR * item.size;
      if (isNear && !BLANK.test(last.text) && !BLANK.test(item.text) && sameScript(last.text, item.text)) {
        this.#parts.push(item.text);
        this.#last = item;
        this.#right = Math.max(this.#right, item.x + item.width);
        return;
      }
    }
    this.#close();
    this.#parts = [item.text];
    this.#first = item;
    this.#last = item;
    this.#right = item.x + item.width;
  }

  finish(): readonly PositionedText[] {
    this.#close();
    return this.#items;
  }

  #close(): void {
    const first = this.#first;
    if (first === undefined) return;
    this.#items.push({ ...first, text: this.#parts.join(''), width: this.#right - first.x });
    this.#first = undefined;
  }
}

const sameScript = (a: string, b: string): boolean =>
  isNarrow(a.charCodeAt(a.length - 1)) === isNarrow(b.charCodeAt(0));

/**
 * What a page shows, with most of its lines running to the right, in points: where they run down (a wide table turned
 * on its side, or vertical Chinese, whose columns follow each other to the left) the page is turned. A line across the
 * others is one piece where it begins, a page number among them is left out; so are slanted lines, which are
 * watermarks. `runs` are those of the page's objects that count.
 */
export function contentOf(
  runs: readonly Run[],
  { rules }: PageObjects,
  width: number,
  height: number,
): PageContent {
  const main = mainDirection(runs);
  const pieces = new Pieces();
  const push = (
    text: string,
    { x, y }: Readonly<{ x: number; y: number }>,
    extent: number,
    size: number,
  ): void => pieces.push({ text, x: x * POINTS, y: y * POINTS, width: extent * POINTS, size: size * POINTS });
  for (const run of runs) {
    const { size, direction, stacked, glyphs } = run;
    if (direction === 'slanted') continue;
    if (direction !== main) {
      const text = glyphs.map((glyph) => glyph.text).join('');
      const first = glyphs[0];
      if (first === undefined || isPageNumber(text)) continue;
      push(text, turn(first, main, width, height), size, size);
      continue;
    }
    for (const glyph of glyphs) {
      const { x, y } = turn(glyph, main, width, height);
      // An upright character's origin is its lower corner: below the point where its line reaches it.
      push(glyph.text, { x: stacked && main === 'down' ? x - size : x, y }, glyph.width, size);
    }
  }
  const sideways = main === 'down' || main === 'up';
  return {
    items: pieces.finish(),
    aside: [],
    rules: rules.map((rule) => {
      const { direction, at, from, to } = turnRule(rule, main, width, height);
      return { direction, at: at * POINTS, from: from * POINTS, to: to * POINTS };
    }),
    width: (sideways ? height : width) * POINTS,
    height: (sideways ? width : height) * POINTS,
  };
}
