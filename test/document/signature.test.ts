import { describe, expect, it } from 'vitest';
import { readLayout } from '../../src/document/layout.ts';
import { mainPage } from '../../src/document/page-reader.ts';
import { readSignature } from '../../src/document/signature.ts';

const signature = (...lines: string[]) => {
  const text = ['关于安排的通知', '各单位：', '现通知如下。', ...lines].join('\n');
  const { names, spans, officer, date } = readSignature(mainPage(text, readLayout(text)));
  expect(spans).toHaveLength(names.length);
  return { names, officer, date: date?.value ?? null };
};

describe('readSignature', () => {
  it('reads names in columns in the order of signature, and the date below', () => {
    expect(signature('北京市卫生局 北京市财政局', '北京市民政局', '2013年12月31日')).toEqual({
      names: ['北京市卫生局', '北京市财政局', '北京市民政局'],
      officer: null,
      date: '2013-12-31',
    });
  });

  it('reads a seal behind the name and the date beside it', () => {
    expect(signature('某某市科学技术局（盖章）', '2020年3月4日')).toMatchObject({
      names: ['某某市科学技术局'],
    });
    expect(signature('某某市科学技术局　2020年3月4日')).toMatchObject({
      names: ['某某市科学技术局'],
      date: '2020-03-04',
    });
  });

  it('reads the office of a person', () => {
    expect(signature('市 长 赵某某', '二零一零年三月五日')).toEqual({
      names: [],
      officer: { government: '市' },
      date: '2010-03-05',
    });
  });

  it('goes by the signature with a date, where a form below ends with a name as well', () => {
    expect(
      signature('某某市民政局', '2020年3月4日', '申请表说明如下。', '填表要求见背面。', '某某市档案局'),
    ).toMatchObject({
      names: ['某某市民政局'],
      date: '2020-03-04',
    });
  });

  it('has none where nothing is signed', () => {
    expect(signature('请遵照执行。')).toEqual({ names: [], officer: null, date: null });
  });
});
