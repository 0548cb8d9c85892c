import { expect, it } from 'vitest';
import { structureOf } from '../../src/clause/structure.ts';
import { parse } from './shape.ts';

it.each([
  ['articles', ['某某办法', '第一章 总则', '第一条 甲。', '第二条 乙。']],
  [
    'articles',
    [
      '关于印发某某办法的通知',
      '各单位：',
      '请执行。',
      '2020年1月2日',
      '某某办法',
      '第一条 甲。',
      '第二条 乙。',
    ],
  ],
  ['numbered', ['关于做好工作的通知', '各单位：', '一、甲。', '二、乙。']],
  ['paragraphs', ['关于同意设立的批复', '某某局：', '你局请示收悉。', '现批复如下。']],
  ['paragraphs', []],
  ['table', ['收费表', '| 项目 | 金额 |', '| 甲 | 5元 |', '| 乙 | 6元 |']],
])('a document of %s', (expected, lines) => {
  expect(structureOf(parse(...lines))).toBe(expected);
});
