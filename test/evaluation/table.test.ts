import { describe, expect, it } from 'vitest';
import {
  compareRecord,
  compareTables,
  parseTables,
  printInterval,
  renderTable,
  replaceMarked,
} from '../../src/evaluation/table.ts';

const table = {
  columns: ['题数', '答对'],
  rows: [
    { name: '甲', values: [32, 0.96875] },
    { name: '乙', values: [10, null] },
  ],
};

describe('tables of measures', () => {
  it('print counts whole and shares with four decimals, and can be read back', () => {
    const markdown = renderTable(table);
    expect(markdown).toContain('| 甲 | 32 | 0.9688 |');
    expect(markdown).toContain('| 乙 | 10 | – |');
    const [back] = parseTables(`前文\n\n${markdown}\n\n后文`);
    expect(back?.columns).toEqual(table.columns);
    expect(back?.rows[0]?.values).toEqual([32, 0.9688]);
    expect(parseTables(`${markdown}\n\n${markdown}`)).toHaveLength(2);
  });

  it('differ by a fall, a rise, and a missing row', () => {
    const [recorded = table] = parseTables(renderTable(table));
    expect(compareTables(recorded, table)).toEqual([]);
    const other = { ...table, rows: [{ name: '甲', values: [32, 0.9] }] };
    expect(compareTables(recorded, other)).toEqual([
      '甲, 答对: 0.9688 → 0.9000',
      '乙, 题数: 10 → missing',
      '乙, 答对: – → missing',
    ]);
    expect(compareTables(other, recorded)).toHaveLength(3);
  });

  it('hold words, and numbers that are printed as words, as they are', () => {
    const some = {
      columns: ['题数', '区间'],
      rows: [{ name: '丙', values: ['0', printInterval({ low: 0.12345, high: 0.5 })] }],
    };
    const markdown = renderTable(some);
    expect(markdown).toContain('| 丙 | 0 | 0.1235–0.5000 |');
    const [back = table] = parseTables(markdown);
    expect(back.rows[0]?.values).toEqual(['0', '0.1235–0.5000']);
    expect(compareTables(back, some)).toEqual([]);
    expect(printInterval(null)).toBeNull();
  });

  it('are compared with a record in order, a table too many included', () => {
    const record = `前文\n\n${renderTable(table)}\n\n后文`;
    expect(compareRecord(record, [table])).toEqual([]);
    expect(compareRecord(record, [table, table])).toHaveLength(4);
    expect(compareRecord('', [table])[0]).toBe('甲, 题数: missing → 32');
  });

  it('are put between marks, which must be there', () => {
    const document = '甲\n<!-- x:begin -->\n旧\n<!-- x:end -->\n乙';
    expect(replaceMarked(document, 'x', '新')).toBe('甲\n<!-- x:begin -->\n新\n<!-- x:end -->\n乙');
    expect(() => replaceMarked('甲', 'x', '新')).toThrow(/x:begin/u);
  });
});
