import { describe, expect, it } from 'vitest';
import { readTitleTies } from '../../../src/document/relations/title-ties.ts';
import { readingText } from '../../../src/text/reading.ts';

function tiesOf(title: string): string[] {
  const reading = readingText(title, { start: 0, end: title.length });
  return readTitleTies(reading).map(({ relation, title: name }) => `${relation} ${name}`);
}

describe('readTitleTies', () => {
  it.each([
    ['某市人民政府关于印发《某市物业管理办法》的通知', 'issues 某市物业管理办法'],
    ['某市人民政府关于印发某市物业管理办法（试行）的通知', 'issues 某市物业管理办法（试行）'],
    ['某市人民政府关于废止《某市物业管理办法》的决定', 'repeals 某市物业管理办法'],
    ['某市人民政府关于修改《某市物业管理办法》的决定', 'amends 某市物业管理办法'],
    ['某市人民政府关于延长《某市物业管理办法》有效期的通知', 'extends 某市物业管理办法'],
    ['某市实施《中华人民共和国渔业法》办法', 'implements 中华人民共和国渔业法'],
    ['中华人民共和国渔业法实施细则', 'implements 中华人民共和国渔业法'],
    ['最高人民法院关于适用《中华人民共和国公司法》若干问题的规定（一）', 'implements 中华人民共和国公司法'],
    ['中华人民共和国刑法修正案（九）', 'amends 中华人民共和国刑法'],
    // 的通知 of the document forwarded is written once for both; 意见 and 的通知 are two.
    [
      '某市人民政府办公室转发国务院办公厅关于加强物业管理的通知',
      'forwards 国务院办公厅关于加强物业管理的通知',
    ],
    [
      '某市人民政府办公室关于转发国务院办公厅关于加强物业管理的通知的通知',
      'forwards 国务院办公厅关于加强物业管理的通知',
    ],
    [
      '国务院办公厅关于转发卫生计生委等部门全国精神卫生工作规划（2015—2020年）的通知',
      'forwards 全国精神卫生工作规划（2015—2020年）',
    ],
    ['印发某省引进人才实行《某省居住证》暂行办法的通知', 'issues 某省引进人才实行《某省居住证》暂行办法'],
    ['国务院办公厅转发民政部关于清理整顿社会团体意见的通知', 'forwards 民政部关于清理整顿社会团体意见'],
  ])('%s', (title, tie) => {
    expect(tiesOf(title)).toEqual([tie]);
  });

  it.each([
    '某市人民政府关于废止部分规范性文件的决定',
    '国务院关于修改和废止部分行政法规的决定',
    '最高人民法院关于修改后的民事诉讼法施行时未结案件适用法律若干问题的规定',
    '关于修订支付系统相关管理制度的通知',
    '某市人民政府关于加强物业管理工作的通知',
  ])('names no document: %s', (title) => {
    expect(tiesOf(title)).toEqual([]);
  });

  it('what is issued to carry another out names both', () => {
    expect(tiesOf('某市人民政府关于印发《物业管理条例》实施细则的通知')).toEqual([
      'issues 《物业管理条例》实施细则',
      'implements 物业管理条例',
    ]);
  });

  it('what both repeals and amends several says not which', () => {
    expect(tiesOf('关于废止和修改《甲办法》等规章的决定')).toEqual(['mention 甲办法']);
  });

  it('spans go over the lines of the title', () => {
    const text = '关于印发“无废城市”建设\n试点工作方案的通知';
    const [tie] = readTitleTies(readingText(text, { start: 0, end: text.length }));
    expect(tie?.title).toBe('“无废城市”建设试点工作方案');
    expect(text.slice(tie?.span.start, tie?.span.end)).toBe('“无废城市”建设\n试点工作方案');
  });
});
