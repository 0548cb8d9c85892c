import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../../src/document/formats/page/rules.ts';
import {
  continuesTable,
  findTables,
  rowsWithoutRepeatedHead,
  type Table,
} from '../../../../src/document/formats/page/table.ts';

const across = (at: number, from: number, to: number): Rule => ({ direction: 'horizontal', at, from, to });
const down = (at: number, from: number, to: number): Rule => ({ direction: 'vertical', at, from, to });
const item = (text: string, x: number, y: number, size = 12) => ({
  text,
  x,
  y,
  size,
  width: text.length * size,
});

/** Two rows of 30 and two columns of 100, from (0, 0). */
const RULES = [
  across(0, 0, 200),
  across(30, 0, 200),
  across(60, 0, 200),
  down(0, 0, 60),
  down(100, 0, 60),
  down(200, 0, 60),
];

describe('findTables', () => {
  it('puts items into cells by their middle and leaves the others', () => {
    const outside = item('正文', 0, 100);
    const { tables, rest } = findTables(
      [item('甲', 10, 20), item('乙', 110, 20), item('丙', 10, 50), item('丁', 110, 50), outside],
      [],
      RULES,
    );
    expect(tables.map(({ rows }) => rows)).toEqual([
      [
        ['甲', '乙'],
        ['丙', '丁'],
      ],
    ]);
    expect(rest).toEqual([outside]);
  });

  it('cuts an item that runs across an edge', () => {
    // Eight characters of 12 from x = 52: the fourth ends at 100, where the edge is.
    const { tables } = findTables(
      [item('一二三四五六七八', 52, 20), item('丙', 10, 50), item('丁', 110, 50)],
      [],
      RULES,
    );
    expect(tables[0]?.rows[0]).toEqual(['一二三四', '五六七八']);
  });

  it('parts lines of a cell that were ended on purpose', () => {
    const { tables } = findTables(
      [item('一行', 10, 12), item('二行', 10, 26), item('丙', 110, 20), item('下一行', 10, 50)],
      [],
      RULES,
    );
    // The cell is 100 wide: a line of 24 leaves room for more.
    expect(tables[0]?.rows[0]).toEqual(['一行 二行', '丙']);
  });

  it('counts text at right angles where it labels a cell', () => {
    const { tables } = findTables([item('乙', 110, 20), item('丙', 110, 50)], [item('类别', 40, 20)], RULES);
    expect(tables[0]?.rows).toEqual([
      ['类别', '乙'],
      ['', '丙'],
    ]);
  });

  it('takes boxes and frames for none', () => {
    const items = [item('甲', 10, 20), item('丙', 10, 50), item('丁', 110, 50)];
    expect(findTables(items, [], RULES.slice(0, 4)).tables).toEqual([]);
    expect(findTables(items.slice(0, 2), [], RULES).tables).toEqual([]);
  });
});

const table = (rows: string[][], edges: number[]): Table => ({
  rows,
  edges,
  top: 0,
  bottom: 100,
  left: edges[0] ?? 0,
  right: edges.at(-1) ?? 0,
});

describe('tables across pages', () => {
  it('goes on where the columns are the same, wherever the margin is', () => {
    expect(continuesTable(table([], [70, 100, 200]), table([], [90, 121, 219]))).toBe(true);
    expect(continuesTable(table([], [70, 100, 200]), table([], [70, 150, 200]))).toBe(false);
    expect(continuesTable(table([], [70, 100, 200]), table([], [70, 200]))).toBe(false);
  });

  it('leaves the repeated head out only', () => {
    const first = table(
      [
        ['项目', '标准'],
        ['甲', '1'],
      ],
      [0, 1, 2],
    );
    const second = table(
      [
        ['项目', '标准'],
        ['乙', '2'],
        ['甲', '1'],
      ],
      [0, 1, 2],
    );
    expect(rowsWithoutRepeatedHead(first, second)).toEqual([
      ['乙', '2'],
      ['甲', '1'],
    ]);
  });
});
