import { describe, expect, it } from 'vitest';
import { isIssuingBody, isSigner, officerOf, splitBodies } from '../../src/document/issuing-body.ts';

describe('isIssuingBody', () => {
  it.each(['江西省人民政府办公厅秘书处', '国务院', '财政部', '市教委', '中国人民银行', '某某市教育局'])(
    'knows %s',
    (name) => {
      expect(isIssuingBody(name)).toBe(true);
    },
  );

  it.each(['各级政府要加强领导', '有关委局', '各省财政厅', '市政府批转市公安局', '关于印发的办公室'])(
    'takes %s for no name',
    (name) => {
      expect(isIssuingBody(name)).toBe(false);
    },
  );
});

describe('splitBodies', () => {
  it.each([
    ['北京市发展和改革委员会 北京市卫生局', ['北京市发展和改革委员会', '北京市卫生局']],
    ['武汉市物价局          武汉市民政局', ['武汉市物价局', '武汉市民政局']],
    ['财  政  部', ['财政部']],
    ['国 家 税 务 总 局　　财 政 部', ['国家税务总局', '财政部']],
    ['国家发展改革委 办公厅', ['国家发展改革委办公厅']],
    ['国务院办公厅、中央军委办公厅', ['国务院办公厅', '中央军委办公厅']],
    ['现将 有关事项', []],
    ['', []],
  ])('reads %j', (line, names) => {
    expect(splitBodies(line)).toEqual(names);
  });

  it('takes companies, schools and short names where they sign', () => {
    expect(splitBodies('市医改办  市卫计委', isSigner)).toEqual(['市医改办', '市卫计委']);
    expect(isSigner('某某大学')).toBe(true);
    expect(isSigner('请遵照执行')).toBe(false);
  });
});

describe('officerOf', () => {
  it.each([
    ['省长王金山', '省'],
    ['市长：吕某某', '市'],
    ['代市长张三', '市'],
    ['自治区主席马飚', '自治区'],
    ['总理朱镕基', '国务院'],
    ['县长', '县'],
    ['行长戴相龙', null],
    ['中华人民共和国主席胡锦涛', null],
  ])('%s heads %s', (line, government) => {
    expect(officerOf(line)).toEqual({ government });
  });

  it.each(['市长热线', '局长办公会议纪要和决定的事项说明', '主任委员会议', '各区长'])(
    '%s is none',
    (line) => {
      expect(officerOf(line)?.government ?? null).toBeNull();
    },
  );
});
