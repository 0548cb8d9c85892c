import { describe, expect, it } from 'vitest';
import { parse, shape } from './shape.ts';

describe('marks that only a sequence settles', () => {
  it.each([
    ['一，', ['一，总体要求', '内容甲。', '二，主要任务', '内容乙。']],
    ['numbers with a blank', ['一　总体要求', '内容甲。', '二　主要任务', '内容乙。']],
    ['一. and ２．', ['一.总体要求', '内容甲。', '二．主要任务', '内容乙。']],
    ['a delimiter left out once', ['一、总体要求', '内容甲。', '二 主要任务', '内容乙。']],
  ])('are parts: %s', (_, lines) => {
    const clauses = parse('关于做好工作的通知', '各单位：', ...lines);
    expect(shape(clauses).slice(-2)).toEqual(['1', '2']);
  });

  it.each([
    ['brackets of one side', ['一）甲的内容', '二）乙的内容'], ['1.1', '1.2']],
    ['characters ㈠', ['㈠甲的内容', '㈡乙的内容'], ['1.1', '1.2']],
    ['characters ⑴', ['⑴甲的内容', '⑵乙的内容'], ['1.1', '1.2']],
    ['letters', ['a）甲的内容', 'b）乙的内容'], ['1.p1', '1.p2']],
    ['Ⅰ．', ['Ⅰ．甲的内容', 'Ⅱ．乙的内容'], ['1.p1', '1.p2']],
  ])('are lists: %s', (_, lines, expected) => {
    expect(shape(parse('一、总体要求', ...lines, '二、主要任务'))).toEqual([['1', ...expected], '2']);
  });

  it.each([['一，才能做好其他工作。'], ['三）的规定执行。'], ['Ⅰ级响应由市里启动。'], ['A.某公司的产品。']])(
    'are text alone: %s',
    (line) => {
      expect(shape(parse('一、总体要求', line, '二、主要任务'))).toEqual(['1', '2']);
    },
  );
});

describe('lines in brackets', () => {
  it('divide a text where there are two', () => {
    expect(shape(parse('【批示】', '内容甲。', '【要闻】', '内容乙。'))).toEqual(['k1', 'k2']);
  });

  it.each(['【字号 大 中 小】', '【打印】【关闭】', '【提要】'])('divide nothing alone: %s', (line) => {
    const clauses = parse('某某市公共租赁住房管理办法', line, '第一条 甲。', '第二条 乙。');
    expect(clauses.filter(({ kind }) => kind === 'article')).toHaveLength(2);
  });
});

describe('articles', () => {
  it('are the same with blanks, Arabic digits and headings in brackets', () => {
    const clauses = parse('第 一 条 甲。', '第2条 乙。', '第三条【施行】本办法自公布之日起施行。');
    expect(shape(clauses)).toEqual(['a1', 'a2', 'a3']);
    expect(clauses.map(({ heading }) => heading)).toEqual([null, null, '施行']);
  });

  it('end where 附 begins an annex', () => {
    const clauses = parse(
      '第一条 甲。',
      '第二条 乙。',
      '附',
      '说明格式要求',
      '1 概述',
      '1.1 甲',
      '1.2 乙',
      '2 公示',
    );
    expect(shape(clauses)).toEqual(['a1', 'a2', ['x1', ['x1.1', 'x1.1.1', 'x1.1.2'], 'x1.2']]);
  });
});
