import { describe, expect, it } from 'vitest';
import { clauseLabel } from '../../src/clause/label.ts';
import { runInLists } from '../../src/clause/run-in.ts';
import { pathTo } from '../support/path-to.ts';
import { parse, shape } from './shape.ts';

const listsIn = (text: string): string[][] =>
  runInLists(text, { start: 0, end: text.length }).map(({ points }) =>
    points.map(({ start, end }) => text.slice(start, end)),
  );

describe('runInLists', () => {
  it.each([
    ['申请时提交：（1）申请书；（2）身份证明；（3）其他材料。', ['（1）', '（2）', '（3）']],
    ['包括：①申请书原件；②身份证明。', ['①', '②']],
    ['步骤如下。1.受理申请；2.审查材料。', ['1.', '2.']],
    ['条件是：（一）年满十八岁；（二）有固定住所。', ['（一）', '（二）']],
    ['要做到：一是加强领导；二是务求实效。', ['一是', '二是']],
  ])('finds the points of %s', (text, expected) => {
    expect(listsIn(text)).toEqual([expected]);
  });

  it.each([
    ['a gap', '提交：（1）申请书原件；（2）身份证明；（4）其他材料。'],
    ['no first number', '提交：（2）身份证明原件；（3）其他材料。'],
    ['one number only', '提交：（1）申请书原件，以及其他材料。'],
    ['numbers that are cited', '依照第（一）项、第（二）项和（三）的规定办理。'],
    ['amounts', '分别为：1.5万元以上；2.6万元以下。'],
    ['a year in brackets', '文件：（2020）第一号；（2021）第二号。'],
  ])('finds none with %s', (_, text) => {
    expect(listsIn(text)).toEqual([]);
  });
});

describe('run-in points', () => {
  it('are children of the clause that holds them', () => {
    expect(shape(parse('一、材料', '提交：①申请书原件；②身份证明。', '二、其他'))).toEqual([
      ['1', '1.p1', '1.p2'],
      '2',
    ]);
  });

  it('are the 项 of an article, and of the 款 that they run in', () => {
    const clauses = parse(
      '第一条 申请人应当：（一）年满十八岁；（二）有固定住所。',
      '第二条 甲应当办理。',
      '乙应当：（一）提交材料；（二）缴纳费用。',
    );
    expect(shape(clauses)).toEqual([
      ['a1', 'a1.i1', 'a1.i2'],
      ['a2', 'a2.1', ['a2.2', 'a2.2.i1', 'a2.2.i2']],
    ]);
    expect(clauseLabel(pathTo(clauses, 'd-a2.2.i2'))).toBe('第二条第二款第二项');
  });

  it('end with the paragraph, children to the last unit of it', () => {
    const [part] = parse('一、要求：①甲的内容；②乙的内容。');
    expect(part?.children.at(-1)?.end).toBe(part?.end);
  });
});
