import { describe, expect, it } from 'vitest';
import { markAt } from '../../src/text/marks.ts';

const read = (line: string) => {
  const mark = markAt(line, 0, line.length);
  return mark === null ? null : [mark.style, mark.ordinal, line.slice(mark.start, mark.end)];
};

describe('markAt', () => {
  it.each([
    ['一、指导思想', ['han', 1, '一、']],
    ['十二、附则', ['han', 12, '十二、']],
    ['（四）着力打造', ['han_bracket', 4, '（四）']],
    ['(一) 强化统筹指导。', ['han_bracket', 1, '(一)']],
    ['12. 大力推动', ['digit', 12, '12.']],
    ['1、 紧扣中心', ['digit', 1, '1、']],
    ['３．推进', ['digit', 3, '３．']],
    ['10.2019年以来', ['digit', 10, '10.']],
    ['（1）材料', ['digit_bracket', 1, '（1）']],
    ['①申请书', ['circled', 1, '①']],
    ['第一，要突出政治引领', ['ordinal', 1, '第一，']],
    ['首先，这是', ['ordinal', 1, '首先，']],
    ['一是工作责任要明。', ['is', 1, '一是']],
    ['——坚持服务为本', ['bullet', null, '——']],
    ['【领导批示】', ['bracket', null, '【领导批示】']],
    ['第二编 分则', ['book', 2, '第二编']],
    ['第三章　总则', ['chapter', 3, '第三章']],
    ['第一节 申请', ['law_section', 1, '第一节']],
    ['第一百二十条 投保人', ['article', 120, '第一百二十条']],
    ['附件2', ['attachment', 2, '附件2']],
    ['附件 二：', ['attachment', 2, '附件 二']],
    ['附 件', ['attachment', null, '附 件']],
    ['附件1-2', ['attachment', 1, '附件1-2']],
    ['（１）材料', ['digit_bracket', 1, '（１）']],
    ['㈡组织', ['han_bracket', 2, '㈡']],
    ['⑵、材料', ['digit_bracket', 2, '⑵、']],
    ['⒊材料', ['digit', 3, '⒊']],
    ['一.总则', ['han', 1, '一.']],
    ['(一)、总则', ['han_bracket', 1, '(一)、']],
    ['第 十 二 条 申请人', ['article', 12, '第 十 二 条']],
    ['第1条 目的', ['article', 1, '第1条']],
    ['第１０章 附则', ['chapter', 10, '第１０章']],
  ])('reads %j', (line, expected) => {
    expect(read(line)).toEqual(expected);
  });

  it.each([
    '1.8% 目标任务',
    '5.0版',
    '2018.9以来',
    '2022年10月1日',
    '12345政务服务热线',
    '1、2、3号楼',
    '一、二、三产业协调发展',
    '（此件主动公开）',
    '（2022）',
    '第一时间传达学习',
    '第三人明知',
    '*市长百忙之中',
    '---',
    '一般问题',
    '第二章规定的情形',
  ])('does not read %j as numbered', (line) => {
    expect(read(line)).toBeNull();
  });

  it('tells an inserted article', () => {
    expect(markAt('第一百二十条之一 资助', 0, 10)).toMatchObject({
      style: 'article',
      ordinal: 120,
      suffix: 1,
    });
  });

  it('doubts an article that running text may cite', () => {
    expect(markAt('第十二条第二款的规定', 0, 10)?.doubtful).toBe(true);
    expect(markAt('第十二条 申请人', 0, 8)?.doubtful).toBe(false);
  });
});
