import { expect, it } from 'vitest';
import {
  confidenceInWords,
  officialCitation,
  readable,
  sizeInWords,
} from '../../../src/web/shared/wording.ts';

const citation = (title: string | null, documentNumber: string | null, label: string, quote: string) => ({
  document: { title, documentNumber },
  clause: { label },
  quote,
});

it.each([
  [
    citation('关于印发《工作要点》的通知', '兴五型办字〔2021〕4号', '一、1.', '坚持“项目为王”理念'),
    '《关于印发〈工作要点〉的通知》（兴五型办字〔2021〕4号）一、1.：“坚持‘项目为王’理念”',
  ],
  [
    citation('江西省人民政府 关于…的意见', null, '', '提出‘四最’,\n\n“献”'),
    '《江西省人民政府 关于…的意见》：“提出‘四最’,‘献’”',
  ],
  [
    citation(null, '第13期', '【领导批示】', '**（一）强化指导。**全区'),
    '（第13期）【领导批示】：“（一）强化指导。全区”',
  ],
  [
    citation('中华人民共和国行政许可法', null, '第十二条', '下列事项可以设定行政许可'),
    '《中华人民共和国行政许可法》第十二条规定：“下列事项可以设定行政许可”',
  ],
  [
    citation('某条例', '国务院令第1号', '第三条第二款', '应当公开'),
    '《某条例》（国务院令第1号）第三条第二款规定：“应当公开”',
  ],
])('cites %j in the form of official writing', (given, expected) => {
  expect(officialCitation(given)).toBe(expected);
});

it.each([
  ['影响广\n\n泛深远', '影响广泛深远'],
  ['open\n  source', 'open source'],
  ['# 标题\n## 二级', '标题二级'],
  ['*市长', '*市长'],
])('joins lines that a page break cut, with a blank between Latin words only: %j', (text, expected) => {
  expect(readable(text)).toBe(expected);
});

it('says how sure an answer is in three steps', () => {
  expect([1, 0.75, 0.74, 0.5, 0.49, 0].map((one) => confidenceInWords(one).bars)).toEqual([3, 3, 2, 2, 1, 1]);
});

it('writes sizes in the unit that fits', () => {
  // 1536 = 1.5 × 1024, rounded; 5 × 1024² / 2 = 2.5 MB.
  expect([512, 1536, 2_621_440].map(sizeInWords)).toEqual(['512 字节', '2 KB', '2.5 MB']);
});
