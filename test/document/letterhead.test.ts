import { describe, expect, it } from 'vitest';
import { readLayout } from '../../src/document/layout.ts';
import { readLetterhead } from '../../src/document/letterhead.ts';
import { mainPage } from '../../src/document/page-reader.ts';

const letterhead = (...lines: string[]): string | null => {
  const text = [...lines, '各单位：', '现通知如下。'].join('\n');
  return readLetterhead(mainPage(text, readLayout(text)))?.value ?? null;
};

describe('readLetterhead', () => {
  it('reads the names above the number that say 文件, joint ones in their order', () => {
    expect(letterhead('江西省人民政府文件', '赣府发〔2022〕16号', '关于加强管理的通知')).toBe(
      '江西省人民政府',
    );
    expect(
      letterhead(
        '　财　政　部',
        '国家税务总局　　文件',
        '海 关 总 署',
        '财税〔2021〕8号',
        '关于税收政策的通知',
      ),
    ).toBe('财政部、国家税务总局、海关总署');
    expect(letterhead('某某大学文件', '校发〔2021〕3号', '关于管理的通知')).toBe('某某大学');
  });

  it('reads a name alone directly above the number (信函格式)', () => {
    expect(letterhead('江西省人民政府办公厅', '赣府厅函〔2021〕35号', '关于调整的函')).toBe(
      '江西省人民政府办公厅',
    );
  });

  it('takes the name of a site above the title for none', () => {
    expect(letterhead('某某市水利局', '首页', '重庆市人民政府关于加强管理的通知')).toBeNull();
  });
});
