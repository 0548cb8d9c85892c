import { describe, expect, it } from 'vitest';
import { divisionsNamed, findDivisions, regionContains } from '../../src/document/divisions.ts';

describe('divisionsNamed', () => {
  it('gives all that holds a place, from the province down', () => {
    expect(divisionsNamed('兴国县')).toEqual([{ level: 'county', path: ['江西省', '赣州市', '兴国县'] }]);
    expect(divisionsNamed('宜春市')).toEqual([{ level: 'city', path: ['江西省', '宜春市'] }]);
    // The municipalities have no cities between.
    expect(divisionsNamed('东城区')).toEqual([{ level: 'county', path: ['北京市', '东城区'] }]);
    expect(divisionsNamed('济源市')).toEqual([{ level: 'county', path: ['河南省', '济源市'] }]);
  });

  it('gives all places of a name that several share, and none for another word', () => {
    // 四川乐山、内江, 山东枣庄, 济南.
    expect(divisionsNamed('市中区')).toHaveLength(4);
    expect(divisionsNamed('某某县')).toEqual([]);
  });
});

describe('findDivisions', () => {
  it('reads names out of a title, longest first', () => {
    expect(findDivisions('市政府批转市公安局关于《南京市户籍准入登记暂行办法》的通知')).toEqual(['南京市']);
    expect(findDivisions('江西省赣州市兴国县人民政府')).toEqual(['江西省', '赣州市', '兴国县']);
    expect(findDivisions('关于加强管理的通知')).toEqual([]);
  });
});

describe('regionContains', () => {
  it.each([
    ['江西省', '江西省'],
    ['江西省', '江西省宜春市'],
    ['江西省', '兴国县'],
    ['赣州市', '兴国县'],
    ['江西省赣州市', '兴国县'],
    ['江西省', '南昌市东湖区'],
    ['江西省', '宜春经济技术开发区'],
    ['宜春市', '宜春经济技术开发区'],
    ['北京市', '东城区'],
    // Counties of that name lie in Shenyang, Tianjin and Harbin; with the city named it is one.
    ['天津市', '天津市和平区'],
    ['广东省', '深圳经济特区'],
    ['某某县', '某某县某某镇'],
  ])('%s holds %s', (outer, inner) => {
    expect(regionContains(outer, inner)).toBe(true);
  });

  it.each([
    ['江西省', '湖南省'],
    ['江西省', '长沙市'],
    ['兴国县', '赣州市'],
    ['赣州市', '宜春市'],
    // 朝阳区 lies in Beijing and in Changchun.
    ['北京市', '朝阳区'],
    ['宜春经济技术开发区', '宜春市'],
    ['宜春经济技术开发区', '宜春市袁州区'],
    ['江西省', '某某县'],
    ['', '江西省'],
  ])('%s does not hold %s', (outer, inner) => {
    expect(regionContains(outer, inner)).toBe(false);
  });
});
