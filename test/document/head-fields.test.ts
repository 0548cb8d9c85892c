import { describe, expect, it } from 'vitest';
import { fieldsOfLine } from '../../src/document/head-fields.ts';

const read = (line: string) =>
  fieldsOfLine(line).map(({ field, value, span }) => {
    expect(line.slice(span.start, span.end)).toBe(value);
    return [field, value];
  });

describe('fieldsOfLine', () => {
  it('reads several labels on a line, blanks between their characters', () => {
    expect(read('发文机关：  国务院  成文日期：  2016年07月02日')).toEqual([
      ['issuer', '国务院'],
      ['issuedOn', '2016年07月02日'],
    ]);
    expect(read('文　　号：渝公户[2004]37号')).toEqual([['documentNumber', '渝公户[2004]37号']]);
  });

  it('reads brackets and cells', () => {
    expect(read('【标 　 题】 关于放宽购买条件的通知')).toEqual([['title', '关于放宽购买条件的通知']]);
    expect(read('| 文 号： | 粤府〔2003〕81号 | 公报期号： |')).toEqual([
      ['documentNumber', '粤府〔2003〕81号'],
      ['other', ''],
    ]);
    expect(read('公布机关 \t乌鲁木齐市人民政府 \t效力状况 \t有效')).toEqual([
      ['issuer', '乌鲁木齐市人民政府'],
      ['other', '有效'],
    ]);
  });

  it('keeps the body whose page it is apart from the issuer, the day of posting from that of the document', () => {
    expect(read('发布单位： 市社保基金管理局   发布时间：2013-07-01')).toEqual([
      ['publisher', '市社保基金管理局'],
      ['other', '2013-07-01'],
    ]);
  });

  it.each(['各区县局：', '分类处理', '标题', '关于标题：副标题', '时间和地点两个问题'])(
    'takes %j for text',
    (line) => {
      expect(read(line)).toEqual([]);
    },
  );
});
