import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridsOf } from '../../../../src/document/formats/page/grid.ts';
import type { Rule } from '../../../../src/document/formats/page/rules.ts';

const across = (at: number, from: number, to: number): Rule => ({ direction: 'horizontal', at, from, to });
const down = (at: number, from: number, to: number): Rule => ({ direction: 'vertical', at, from, to });

describe('gridsOf', () => {
  it('finds rows, columns and the cells that span them', () => {
    // ┌───┬───────┐  0   The head of the right part spans two columns,
    // │ a │   b   │      the left cell two rows.
    // │   ├───┬───┤ 20
    // │   │ c │ d │
    // └───┴───┴───┘ 40
    const rules = [
      ...[across(0, 0, 90), across(20, 30, 90), across(40, 0, 90)],
      ...[down(0, 0, 40), down(30, 0, 40), down(60, 20, 40), down(90, 0, 40)],
    ];
    const [grid, ...others] = gridsOf(rules);
    expect(others).toEqual([]);
    expect(grid?.xs).toEqual([0, 30, 60, 90]);
    expect(grid?.ys).toEqual([0, 20, 40]);
    expect(grid?.cells).toEqual([
      { firstRow: 0, lastRow: 1, firstColumn: 0, lastColumn: 0 },
      { firstRow: 0, lastRow: 0, firstColumn: 1, lastColumn: 2 },
      { firstRow: 1, lastRow: 1, firstColumn: 1, lastColumn: 1 },
      { firstRow: 1, lastRow: 1, firstColumn: 2, lastColumn: 2 },
    ]);
    expect(grid?.cellAt(1, 0)).toBe(0);
    expect(grid?.cellAt(0, 2)).toBe(1);
    expect(grid?.cellAt(2, 0)).toBe(-1);
  });

  it('takes lines drawn cell by cell, or twice side by side, for one', () => {
    const pieces = [0, 20, 40].flatMap((y) => [across(y, 0, 30), across(y + 0.5, 30.5, 60)]);
    const grids = gridsOf([
      ...pieces,
      down(0, 0, 41),
      down(1.5, 0, 41),
      down(30, 0, 20),
      down(30, 20, 41),
      down(60, 0, 41),
    ]);
    expect(grids.map(({ xs, ys }) => [xs, ys])).toEqual([
      [
        [0, 30, 60],
        [0, 20, 40],
      ],
    ]);
  });

  it('closes tables that lack their outer lines', () => {
    // Two inner lines down and two across make three columns and three rows.
    const grid = gridsOf([across(20, 0, 90), across(40, 0, 90), down(30, 0, 60), down(60, 0, 60)])[0];
    expect(grid?.xs).toEqual([0, 30, 60, 90]);
    expect(grid?.ys).toEqual([0, 20, 40, 60]);
    expect(grid?.cells.length).toBe(9);
  });

  it('keeps tables apart that do not touch', () => {
    const table = (top: number): Rule[] => [
      ...[across(top, 0, 60), across(top + 20, 0, 60)],
      ...[down(0, top, top + 20), down(30, top, top + 20), down(60, top, top + 20)],
    ];
    expect(gridsOf([...table(100), ...table(0)]).map(({ ys }) => ys)).toEqual([
      [0, 20],
      [100, 120],
    ]);
  });

  it('gives every place of a grid to one cell', () => {
    const rule = fc.record({
      direction: fc.constantFrom('horizontal' as const, 'vertical' as const),
      at: fc.integer({ min: 0, max: 10 }).map((value) => value * 10),
      from: fc.integer({ min: 0, max: 5 }).map((value) => value * 10),
      to: fc.integer({ min: 6, max: 10 }).map((value) => value * 10),
    });
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 20 }), (rules) => {
        for (const grid of gridsOf(rules)) {
          for (let row = 0; row < grid.ys.length - 1; row += 1) {
            for (let column = 0; column < grid.xs.length - 1; column += 1) {
              const cell = grid.cells[grid.cellAt(row, column)];
              expect(cell).toBeDefined();
              if (cell === undefined) continue;
              expect(cell.firstRow <= row && row <= cell.lastRow).toBe(true);
              expect(cell.firstColumn <= column && column <= cell.lastColumn).toBe(true);
            }
          }
        }
      }),
    );
  });
});
