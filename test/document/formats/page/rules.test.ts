import { describe, expect, it } from 'vitest';
import {
  type Matrix,
  matrixOf,
  multiply,
  rulesOf,
  transformPoint,
} from '../../../../src/document/formats/page/rules.ts';

const numbers = {
  save: 10,
  restore: 11,
  transform: 12,
  paintFormXObjectBegin: 74,
  paintFormXObjectEnd: 75,
  constructPath: 91,
  stroke: 20,
  closeStroke: 21,
  fill: 22,
  eoFill: 23,
  fillStroke: 24,
  eoFillStroke: 25,
  closeFillStroke: 26,
  closeEOFillStroke: 27,
};
const CLIP_ONLY = 28;

/** Path codes: 0 move, 1 line, 2 curve, 4 close. */
const path = (paint: number, ...codes: number[]): [number, unknown] => [
  numbers.constructPath,
  [paint, [new Float32Array(codes)], null],
];
const box = (x: number, y: number, width: number, height: number): number[] => [
  ...[0, x, y, 1, x + width, y, 1, x + width, y + height, 1, x, y + height, 4],
];

const read = (operators: readonly (readonly [number, unknown])[], base: Matrix = [1, 0, 0, 1, 0, 0]) =>
  rulesOf(
    { fnArray: operators.map(([fn]) => fn), argsArray: operators.map(([, args]) => args) },
    numbers,
    base,
  );

describe('rulesOf', () => {
  it('takes stroked edges and thin filled boxes for lines', () => {
    expect(read([path(numbers.stroke, 0, 10, 20, 1, 110, 20)])).toEqual([
      { direction: 'horizontal', at: 20, from: 10, to: 110 },
    ]);
    expect(read([path(numbers.fill, ...box(50, 100, 0.5, 80))])).toEqual([
      { direction: 'vertical', at: 50.25, from: 100, to: 180 },
    ]);
    const edges = read([path(numbers.stroke, ...box(0, 0, 30, 20))]);
    expect(edges.map(({ direction, at }) => [direction, at])).toEqual([
      ['horizontal', 0],
      ['vertical', 30],
      ['horizontal', 20],
      ['vertical', 0],
    ]);
  });

  it('passes over grounds, slanted lines, curves, dashes and clipping', () => {
    expect(
      read([
        path(numbers.fill, ...box(0, 0, 100, 50)),
        path(numbers.stroke, 0, 0, 0, 1, 50, 50),
        path(numbers.stroke, 0, 0, 0, 2, 1, 1, 2, 2, 60, 0),
        path(numbers.stroke, 0, 0, 0, 1, 3, 0),
        path(CLIP_ONLY, ...box(0, 0, 100, 1)),
      ]),
    ).toEqual([]);
  });

  it('follows the transforms of the page and of forms on it', () => {
    const line = path(numbers.stroke, 0, 0, 0, 1, 10, 0);
    const flipped: Matrix = [1, 0, 0, -1, 0, 800];
    const found = read(
      [
        [numbers.save, null],
        [numbers.transform, [2, 0, 0, 2, 100, 100]],
        line,
        [numbers.restore, null],
        line,
        [numbers.paintFormXObjectBegin, [[0, 1, -1, 0, 50, 0], null]],
        line,
        [numbers.paintFormXObjectEnd, []],
        line,
      ],
      flipped,
    );
    expect(found).toEqual([
      // (0, 0)–(10, 0) by 2 and from (100, 100); 100 from below is 700 from above.
      { direction: 'horizontal', at: 700, from: 100, to: 120 },
      { direction: 'horizontal', at: 800, from: 0, to: 10 },
      // Turned by a quarter: (50, 0)–(50, 10).
      { direction: 'vertical', at: 50, from: 790, to: 800 },
      { direction: 'horizontal', at: 800, from: 0, to: 10 },
    ]);
  });

  it('looks for none in a drawing, and bears nonsense', () => {
    const many = Array.from({ length: 6000 }, (_, at) => path(numbers.stroke, 0, 0, at, 1, 10, at));
    expect(read(many)).toEqual([]);
    expect(
      read([
        [numbers.constructPath, 'x'],
        [numbers.constructPath, [20, [[9, Number.NaN]], null]],
        [numbers.transform, null],
        [numbers.restore, null],
      ]),
    ).toEqual([]);
  });
});

describe('matrices', () => {
  it('applies the inner one first', () => {
    const shift: Matrix = [1, 0, 0, 1, 5, 0];
    const double: Matrix = [2, 0, 0, 2, 0, 0];
    // (1, 1) shifted is (6, 1), doubled (12, 2).
    expect(transformPoint(multiply(double, shift), 1, 1)).toEqual({ x: 12, y: 2 });
  });

  it('takes six numbers and nothing else', () => {
    expect(matrixOf([1, 0, 0, 1, 2, 3])).toEqual([1, 0, 0, 1, 2, 3]);
    expect(matrixOf([1, 0, 0])).toBeNull();
    expect(matrixOf('1 0 0 1 0 0')).toBeNull();
  });
});
