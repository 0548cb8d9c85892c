import { describe, expect, it } from 'vitest';
import { readLayout } from '../../src/document/layout.ts';
import { headField, readClassification } from '../../src/document/page-fields.ts';

const classification = (...lines: string[]) => {
  const text = lines.join('\n');
  const found = readClassification(text, readLayout(text));
  return found === null
    ? null
    : [found.value, ...found.spans.map(({ start, end }) => text.slice(start, end))];
};

const REST = ['江西省人民政府文件', '赣府发〔2022〕16号', '关于加强管理的通知', '各单位：', '请遵照执行。'];

describe('readClassification', () => {
  it.each([
    ['机密★10年', '机密★10年'],
    ['机　密', '机密'],
    ['绝密★长期', '绝密★长期'],
    ['000001　秘密★1年　特急', '秘密★1年'],
  ])('reads %j at the top of the page', (line, value) => {
    expect(classification(line, ...REST)).toEqual([value, line]);
  });

  it('reads it from a table, beside other fields as well, and below its label', () => {
    expect(classification('| 密级 | 机密 |', ...REST)).toEqual(['机密', '| 密级 | 机密 |']);
    expect(classification('| 密级 | 秘密★5年 | 发文机关 | 某某局 |', ...REST)).toEqual([
      '秘密★5年',
      '秘密★5年',
    ]);
    expect(classification('密级：', '绝密', ...REST)?.[0]).toBe('绝密');
  });

  it('reads it between letterhead and title', () => {
    expect(classification(REST[0] ?? '', '机密', ...REST.slice(1))?.[0]).toBe('机密');
  });

  it.each([
    [...REST, '涉及国家机密的，依法处理。'],
    // A line of the text, long after the head.
    [...REST, '一、密级分为：', '绝密', '机密', '秘密'],
    ['密级：公开', ...REST],
    ['密级：内部', ...REST],
    ['保守国家秘密法实施条例', '第一条　国家秘密分为绝密、机密、秘密三级。'],
    ['关于加强机密文件管理的通知', '各单位：', '机密文件应当登记。'],
  ])('takes no text about secrets for one: %j', (...lines) => {
    expect(classification(...lines)).toBeNull();
  });
});

describe('headField', () => {
  it('reads a value on the line of its label or below it', () => {
    const text = [
      '发文机关：',
      '江西省教育厅',
      '成文日期： 2016-07-02　发布日期： 2016-07-11',
      '关于安排的通知',
      '各单位：',
    ].join('\n');
    const layout = readLayout(text);
    expect(headField(text, layout, 'issuer')?.value).toBe('江西省教育厅');
    expect(headField(text, layout, 'issuedOn')?.value).toBe('2016-07-02');
    expect(headField(text, layout, 'documentNumber')).toBeNull();
  });
});
