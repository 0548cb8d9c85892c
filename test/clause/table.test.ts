import { describe, expect, it } from 'vitest';
import { clauseLabel } from '../../src/clause/label.ts';
import { parseClauses } from '../../src/clause/parse.ts';
import { makePassages } from '../../src/clause/passages.ts';
import { pathTo } from '../support/path-to.ts';
import { all, parse, shape } from './shape.ts';

const TABLE = [
  '| 事项 | 办理时限 |',
  '|---|:---:|',
  '| 企业设立登记 | 5个工作日 |',
  '| 1.许可 | （一）10个工作日 |',
];

describe('tables', () => {
  const text = ['一、办理时限', '见下表：', '', ...TABLE, '', '二、其他', '照旧。'].join('\n');
  const clauses = parseClauses({ id: 'd', text });

  it('are clauses of rows, the header row and its rule first', () => {
    expect(shape(clauses)).toEqual([['1', ['1.g1', '1.g1.r1', '1.g1.r2', '1.g1.r3']], '2']);
    const rows = all(clauses).filter(({ kind }) => kind === 'row');
    expect(rows.map(({ start, end }) => text.slice(start, end).trim())).toEqual([
      '| 事项 | 办理时限 |\n|---|:---:|',
      '| 企业设立登记 | 5个工作日 |',
      '| 1.许可 | （一）10个工作日 |',
    ]);
  });

  it('lend the names of their columns to each row', () => {
    const passages = makePassages(text, clauses);
    const row = passages.find(({ start, end }) => text.slice(start, end).includes('5个工作日'));
    expect(row?.headingPath).toEqual(['一、办理时限', '事项、办理时限']);
    expect(clauseLabel(pathTo(clauses, 'd-1.g1.r2'))).toBe('一、表第2行');
  });

  it('stay two where a blank line parts them, and are none of the text around', () => {
    const two = parse('一、甲', ...TABLE, '', ...TABLE, '其他内容。', '二、乙');
    expect(shape(two)[0]).toEqual([
      '1',
      ['1.g1', '1.g1.r1', '1.g1.r2', '1.g1.r3'],
      ['1.g2', '1.g2.r1', '1.g2.r2', '1.g2.r3'],
      '1.t1',
    ]);
  });

  it('stand below the title, in an article and in an attachment', () => {
    expect(shape(parse('某某收费标准', ...TABLE.slice(0, 3)))).toEqual(['title', ['g1', 'g1.r1', 'g1.r2']]);
    expect(shape(parse('第一条 收费依照下表。', ...TABLE.slice(0, 1), '第二条 照旧。'))).toEqual([
      ['a1', ['a1.g1', 'a1.g1.r1']],
      'a2',
    ]);
    expect(shape(parse('一、甲', '二、乙', '附件1', '收费表', ...TABLE.slice(0, 1)))).toEqual([
      '1',
      '2',
      ['x1', ['x1.g1', 'x1.g1.r1']],
    ]);
  });

  it.each([
    ['a caption over all columns', ['| 收费表 | 收费表 |', '| 项目 | 金额 |', '| 甲 | 5 |'], '项目、金额'],
    ['no names of columns', ['| 1 | 甲 |', '| 2 | 乙 |'], null],
    ['columns named twice', ['| 项目 | 项目 | 金额 |', '| 甲 | 乙 | 5 |'], '项目、金额'],
  ])('with %s', (_, lines, heading) => {
    const table = all(parse('一、甲', ...lines, '二、乙')).find(({ kind }) => kind === 'table');
    expect([table?.heading, table?.children.length]).toEqual([heading, lines.length]);
  });

  it('cut a long row behind a cell', () => {
    const cell = '甲'.repeat(120);
    const row = `| ${cell} | ${cell} |`;
    const long = ['一、甲', row, '二、乙'].join('\n');
    const passages = makePassages(long, parseClauses({ id: 'd', text: long }));
    // “| 甲…甲 |” has 124 units, and the second cell is the next passage.
    expect(passages.map(({ start, end }) => long.slice(start, end))).toContain(`| ${cell} |`);
  });
});
