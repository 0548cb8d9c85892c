/** [a b c d e f]: x' = ax + cy + e, y' = bx + dy + f (ISO 32000-1, 8.3.3). */
export type Matrix = readonly [number, number, number, number, number, number];

/** A straight line along the page: the edge of a table's cell, a rule under a heading. */
export type Rule = Readonly<{
  direction: 'horizontal' | 'vertical';
  /** y of a horizontal one, x of a vertical one. */
  at: number;
  from: number;
  to: number;
}>;

/** The library's numbers for the operators that matter here. */
export type OperatorNumbers = Readonly<{
  save: number;
  restore: number;
  transform: number;
  paintFormXObjectBegin: number;
  paintFormXObjectEnd: number;
  constructPath: number;
  stroke: number;
  closeStroke: number;
  fill: number;
  eoFill: number;
  fillStroke: number;
  eoFillStroke: number;
  closeFillStroke: number;
  closeEOFillStroke: number;
}>;

export type Operators = Readonly<{ fnArray: readonly unknown[]; argsArray: readonly unknown[] }>;

/** A filled box no thicker than this (points) is drawn for a line. */
const THICKEST = 3;
/** Shorter lines are dashes, dots and parts of drawn characters. */
const SHORTEST = 4;
const STRAIGHT = 0.5;
/** More are a map or a drawing, in which no table is looked for. */
const MOST_RULES = 5_000;
const DEEPEST = 200;

/** Path codes of the library (DrawOPS) and how many numbers follow each. */
const MOVE = 0;
const LINE = 1;
const CLOSE = 4;
const OPERANDS = [2, 2, 6, 4, 0];

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export const multiply = (outer: Matrix, inner: Matrix): Matrix => [
  outer[0] * inner[0] + outer[2] * inner[1],
  outer[1] * inner[0] + outer[3] * inner[1],
  outer[0] * inner[2] + outer[2] * inner[3],
  outer[1] * inner[2] + outer[3] * inner[3],
  outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
  outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
];

/** The finite numbers of a list; none for anything else. */
function numbersOf(value: unknown): readonly number[] {
  const list: readonly unknown[] = Array.isArray(value)
    ? value
    : value instanceof Float32Array || value instanceof Float64Array
      ? Array.from(value)
      : [];
  return list.map((part) => (typeof part === 'number' && Number.isFinite(part) ? part : 0));
}

/** The six numbers of a transform; null for anything else. */
export function matrixOf(value: unknown): Matrix | null {
  const [a, b, c, d, e, f] = numbersOf(value);
  if (a === undefined || b === undefined || c === undefined) return null;
  return d === undefined || e === undefined || f === undefined ? null : [a, b, c, d, e, f];
}

type Point = Readonly<{ x: number; y: number }>;

export const transformPoint = ([a, b, c, d, e, f]: Matrix, x: number, y: number): Point => ({
  x: a * x + c * y + e,
  y: b * x + d * y + f,
});

/** The corners of each part of a path that has straight edges only. */
function outlinesOf(path: readonly number[], matrix: Matrix): Point[][] {
  const outlines: Point[][] = [];
  let points: Point[] = [];
  let curved = false;
  const close = (): void => {
    if (points.length > 1 && !curved) outlines.push(points);
    points = [];
    curved = false;
  };
  for (let at = 0; at < path.length; ) {
    const code = path[at] ?? -1;
    const operands = OPERANDS[code];
    if (operands === undefined) break;
    const [x, y] = [path[at + 1] ?? 0, path[at + 2] ?? 0];
    if (code === MOVE) {
      close();
      points.push(transformPoint(matrix, x, y));
    } else if (code === LINE) points.push(transformPoint(matrix, x, y));
    else if (code === CLOSE) {
      const first = points[0];
      if (first !== undefined) points.push(first);
    } else curved = true;
    at += 1 + operands;
  }
  close();
  return outlines;
}

function ruleBetween(a: Point, b: Point, thickness: number): Rule | null {
  const [width, height] = [Math.abs(b.x - a.x), Math.abs(b.y - a.y)];
  if (height <= thickness && width >= SHORTEST && width > height) {
    const [from, to] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
    return { direction: 'horizontal', at: (a.y + b.y) / 2, from, to };
  }
  if (width <= thickness && height >= SHORTEST && height > width) {
    const [from, to] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
    return { direction: 'vertical', at: (a.x + b.x) / 2, from, to };
  }
  return null;
}

/** A filled outline is a line where it is thin; its edges else are those of a coloured ground. */
function thinBox(points: readonly Point[]): Rule | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return ruleBetween({ x: left, y: top }, { x: right, y: bottom }, THICKEST);
}

/**
 * The lines that a page draws along its edges, by its painting operators, in the space that `base` leads to. None
 * where there are so many that the page is a drawing.
 */
export function rulesOf(operators: Operators, numbers: OperatorNumbers, base: Matrix): Rule[] {
  const strokes = new Set([
    numbers.stroke,
    numbers.closeStroke,
    numbers.fillStroke,
    numbers.eoFillStroke,
    numbers.closeFillStroke,
    numbers.closeEOFillStroke,
  ]);
  const fills = new Set([numbers.fill, numbers.eoFill]);
  const rules: Rule[] = [];
  const saved: Matrix[] = [];
  let matrix = base;
  for (const [index, operator] of operators.fnArray.entries()) {
    const args: unknown = operators.argsArray[index];
    const list: readonly unknown[] = Array.isArray(args) ? args : [];
    if (operator === numbers.save) {
      if (saved.length < DEEPEST) saved.push(matrix);
    } else if (operator === numbers.restore || operator === numbers.paintFormXObjectEnd) {
      matrix = saved.pop() ?? base;
    } else if (operator === numbers.transform) {
      matrix = multiply(matrix, matrixOf(args) ?? IDENTITY);
    } else if (operator === numbers.paintFormXObjectBegin) {
      if (saved.length < DEEPEST) saved.push(matrix);
      matrix = multiply(matrix, matrixOf(list[0]) ?? IDENTITY);
    } else if (operator === numbers.constructPath) {
      const isStroke = list.some((part) => typeof part === 'number' && strokes.has(part));
      const isFill = list.some((part) => typeof part === 'number' && fills.has(part));
      if (!isStroke && !isFill) continue;
      const paths: unknown = list[1];
      for (const outline of outlinesOf(numbersOf(Array.isArray(paths) ? paths[0] : null), matrix)) {
        if (isStroke) {
          for (const [at, point] of outline.entries()) {
            const next = outline[at + 1];
            const rule = next === undefined ? null : ruleBetween(point, next, STRAIGHT);
            if (rule !== null) rules.push(rule);
          }
        } else {
          const rule = thinBox(outline);
          if (rule !== null) rules.push(rule);
        }
      }
      if (rules.length > MOST_RULES) return [];
    }
  }
  return rules;
}
