import { describe, expect, it } from 'vitest';
import { type EdgedCell, makeGrid } from '../../../../src/document/formats/word/grid.ts';

const cell = (
  text: string,
  left: number | null,
  right: number | null,
  more: Partial<EdgedCell> = {},
): EdgedCell => ({
  blocks: text === '' ? [] : [{ kind: 'paragraph', text }],
  left,
  right,
  merge: 'none',
  joined: false,
  ...more,
});
const placesOf = (rows: readonly (readonly EdgedCell[])[]): readonly (readonly (readonly number[])[])[] =>
  makeGrid(rows.map((cells) => ({ isHeader: false, cells }))).rows.map(({ cells }) =>
    cells.map(({ column, span }) => [column, span]),
  );

describe('makeGrid', () => {
  it('finds the columns that cells take by their edges, near ones taken for one', () => {
    const rows = [
      [cell('a', 0, 2000), cell('b', 2000, 4000)],
      [cell('c', 30, 1000), cell('d', 1000, 2050), cell('e', 2050, 3990)],
    ];
    // The edges are 0, 1000, 2000 and 3990 or so: three columns.
    expect(placesOf(rows)).toEqual([
      [
        [0, 2],
        [2, 1],
      ],
      [
        [0, 1],
        [1, 1],
        [2, 1],
      ],
    ]);
  });

  it('counts cells where edges are not known', () => {
    expect(placesOf([[cell('a', null, null), cell('b', 0, 10)]])).toEqual([
      [
        [0, 1],
        [1, 1],
      ],
    ]);
  });

  it('joins cells that are merged in the row, and keeps text of those that go on from above', () => {
    const grid = makeGrid([
      { isHeader: true, cells: [cell('a', 0, 1000), cell('', 1000, 2000, { joined: true })] },
      {
        isHeader: false,
        cells: [cell('x', 0, 1000, { merge: 'below' }), cell('', 1000, 2000, { merge: 'below' })],
      },
    ]);
    expect(grid.rows[0]?.cells.map(({ span }) => span)).toEqual([2]);
    expect(grid.rows[1]?.cells.map(({ merge }) => merge)).toEqual(['none', 'below']);
    expect(grid.widths).toEqual([1000, 1000]);
  });
});
