import { describe, expect, it } from 'vitest';
import { all, parse, shape } from './shape.ts';

describe('lines that hold several clauses', () => {
  it('are cut between a chapter and its first article', () => {
    const clauses = parse('第一章 总则第一条 为了甲，制定本办法。', '第二章　申请　第二条　乙。');
    expect(shape(clauses)).toEqual([
      ['c1', 'a1'],
      ['c2', 'a2'],
    ]);
    expect(clauses.map(({ heading }) => heading)).toEqual(['总则', '申请']);
  });

  it('are cut between articles that count on', () => {
    expect(shape(parse('第一条 甲。第二条 乙。第三条 丙。', '第四条 丁。'))).toEqual([
      'a1',
      'a2',
      'a3',
      'a4',
    ]);
    // A citation counts on to nothing, and has no blank behind it.
    expect(shape(parse('第一条 依照本法办理。第九条 的规定除外。', '第二条 甲。第三条规定的除外。'))).toEqual(
      ['a1', 'a2'],
    );
  });

  it('are cut between items that count on', () => {
    expect(shape(parse('一、要求', '（1）甲的内容；（2）乙的内容；（3）丙的内容。', '二、其他'))).toEqual([
      ['1', '1.1', '1.2', '1.3'],
      '2',
    ]);
    // 2. stands on the next line: the one within is another.
    const kept = parse('一、要求', '1.按照规定：2.0版；2.1版的内容。', '2.其他内容。', '二、其他');
    expect(shape(kept)).toEqual([['1', '1.1', '1.2'], '2']);
    const listed = parse('一、要求', '1.甲的内容；2.乙的内容。', '2.丙的内容。', '二、其他');
    expect(shape(listed)).toEqual([['1', '1.1', '1.2'], '2']);
  });
});

describe('labels on a line of their own', () => {
  it('belong to the text below', () => {
    const clauses = parse('第一章', '总则', '第一条', '为了甲，制定本办法。', '第二条', '乙。');
    expect(shape(clauses)).toEqual([['c1', 'a1', 'a2']]);
    expect(clauses[0]?.heading).toBe('总则');
    const parts = parse('一、', '总体要求', '（一）', '目标。到年底完成任务。', '二、', '主要任务');
    expect(parts.map(({ heading }) => heading)).toEqual(['总体要求', '主要任务']);
    expect(all(parts).map(({ id }) => id.slice(2))).toEqual(['1', '1.1', '2']);
  });

  it('stand alone above another number or a table', () => {
    expect(shape(parse('一、', '（一）', '甲的内容。', '二、', '| 甲 | 乙 |'))).toEqual([
      ['1', '1.1'],
      ['2', ['2.g1', '2.g1.r1']],
    ]);
  });
});
