import type { Rule } from '../page/rules.ts';
import { childNamed, textOf, type XmlElement } from '../xml.ts';
import { apply, compose, type Matrix } from './matrix.ts';
import { flagOf, transformOf } from './values.ts';

type Point = Readonly<{ x: number; y: number }>;

/** A line of a table is drawn as a stroke or as a filled box no thicker than this; longer data are a drawing. */
const THICKEST = 1.06;
const SHORTEST = 1.4;
const STRAIGHT = 0.18;
const LONGEST_DATA = 20_000;

/** Table 36: how many numbers follow each operator of AbbreviatedData; the last two are where it leads. */
const OPERANDS: ReadonlyMap<string, number> = new Map([
  ['S', 2],
  ['M', 2],
  ['L', 2],
  ['Q', 4],
  ['B', 6],
  ['A', 7],
  ['C', 0],
]);

/** The outlines that are made of straight lines only. */
function outlinesOf(data: string, matrix: Matrix): Point[][] {
  const outlines: Point[][] = [];
  let points: Point[] = [];
  let curved = false;
  const close = (): void => {
    if (points.length > 1 && !curved) outlines.push(points);
    points = [];
    curved = false;
  };
  const tokens = data.trim().split(/\s+/u);
  for (let at = 0; at < tokens.length; ) {
    const operator = tokens[at] ?? '';
    const count = OPERANDS.get(operator);
    if (count === undefined) break;
    const numbers = tokens.slice(at + 1, at + 1 + count).map(Number);
    if (numbers.length < count || !numbers.every(Number.isFinite)) break;
    const [x, y] = [numbers.at(-2) ?? 0, numbers.at(-1) ?? 0];
    if (operator === 'S' || operator === 'M') {
      close();
      points.push(apply(matrix, x, y));
    } else if (operator === 'L') points.push(apply(matrix, x, y));
    else if (operator === 'C') {
      const first = points[0];
      if (first !== undefined) points.push(first);
    } else curved = true;
    at += 1 + count;
  }
  close();
  return outlines;
}

function ruleBetween(a: Point, b: Point, thickness: number): Rule | null {
  const [width, height] = [Math.abs(b.x - a.x), Math.abs(b.y - a.y)];
  if (height <= thickness && width >= SHORTEST && width > height) {
    return { direction: 'horizontal', at: (a.y + b.y) / 2, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) };
  }
  if (width <= thickness && height >= SHORTEST && height > width) {
    return { direction: 'vertical', at: (a.x + b.x) / 2, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y) };
  }
  return null;
}

/** A filled outline is a line where it is thin. */
function thinBox(points: readonly Point[]): Rule | null {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return ruleBetween(
    { x: Math.min(...xs), y: Math.min(...ys) },
    { x: Math.max(...xs), y: Math.max(...ys) },
    THICKEST,
  );
}

/**
 * The straight lines along the page that a PathObject draws (GB/T 33190—2016 9.1, 9.3), in millimetres of the page.
 * `outer` leads from the space around the object to the page.
 */
export function rulesOf(object: XmlElement, outer: Matrix): readonly Rule[] {
  const element = childNamed(object, 'AbbreviatedData');
  const data = element === undefined ? '' : textOf(element);
  const stroked = flagOf(object.attributes.Stroke, true);
  const filled = flagOf(object.attributes.Fill, false);
  if (data.length > LONGEST_DATA || (!stroked && !filled)) return [];
  const matrix = compose(transformOf(object), outer);
  return outlinesOf(data, matrix).flatMap((points) => {
    const box = filled ? thinBox(points) : null;
    if (box !== null) return [box];
    if (!stroked) return [];
    return points.flatMap((point, index) => {
      const next = points[index + 1];
      const rule = next === undefined ? null : ruleBetween(point, next, STRAIGHT);
      return rule === null ? [] : [rule];
    });
  });
}
