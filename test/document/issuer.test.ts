import { describe, expect, it } from 'vitest';
import { issuerOfNote, issuerOfTitle } from '../../src/document/issuer.ts';
import { isIssuingBody } from '../../src/document/issuing-body.ts';
import { jurisdictionOf } from '../../src/document/jurisdiction.ts';

describe('jurisdictionOf', () => {
  it.each([
    ['江西省人民政府', 'province', '江西省'],
    ['上海市人民政府办公厅', 'province', '上海市'],
    ['宜春市人民政府', 'city', '宜春市'],
    ['江西省赣州市兴国县人民政府', 'county', '江西省赣州市兴国县'],
    ['南昌市东湖区人民政府', 'county', '南昌市东湖区'],
    ['宜春经济技术开发区管理委员会', 'development_zone', '宜春经济技术开发区'],
    ['省“五型”政府建设领导小组办公室', 'province', null],
    ['国务院办公厅', 'national', null],
    ['最高人民法院', 'national', null],
    ['深圳经济特区居住证条例', null, '深圳经济特区'],
    ['互联网信息服务管理办法', null, null],
  ])('%s: %s, %s', (name, level, region) => {
    expect(jurisdictionOf(name)).toEqual({ level, region });
  });
});

describe('issuers', () => {
  it('are read from titles', () => {
    expect(issuerOfTitle('江西省人民政府关于推进的意见')).toBe('江西省人民政府');
    expect(issuerOfTitle('国务院办公厅 中央军委办公厅关于做好工作的通知')).toBe(
      '国务院办公厅、中央军委办公厅',
    );
    expect(issuerOfTitle('关于印发《要点》的通知')).toBeNull();
  });

  it('are read from the notes of laws', () => {
    expect(issuerOfNote('2006年8月27日 第十届全国人民代表大会常务委员会第二十三次会议通过')).toBe(
      '全国人民代表大会常务委员会',
    );
    expect(issuerOfNote('（2008年8月13日银川市第十三届人民代表大会常务委员会第5次会议通过）')).toBe(
      '银川市人民代表大会常务委员会',
    );
    expect(issuerOfNote('2003年8月15日公布')).toBeNull();
  });

  it('are whole names', () => {
    expect(isIssuingBody('江西省人民政府办公厅秘书处')).toBe(true);
    expect(isIssuingBody('各级政府要加强领导')).toBe(false);
  });
});
