import { describe, expect, it } from 'vitest';
import { jurisdictionOf } from '../../src/document/jurisdiction.ts';

describe('jurisdictionOf', () => {
  it.each([
    ['江西省人民政府', 'province', '江西省'],
    ['上海市人民政府办公厅', 'province', '上海市'],
    ['宜春市人民政府', 'city', '宜春市'],
    ['镇江市人民政府', 'city', '镇江市'],
    ['恩施土家族苗族自治州人民政府', 'city', '恩施土家族苗族自治州'],
    ['江西省赣州市兴国县人民政府', 'county', '江西省赣州市兴国县'],
    ['南昌市东湖区人民政府', 'county', '南昌市东湖区'],
    ['北京市朝阳区教育委员会', 'county', '北京市朝阳区'],
    // Called cities, but counties by level; and a district whose name says 新区.
    ['义乌市人民政府', 'county', '义乌市'],
    ['仙桃市人民政府', 'county', '仙桃市'],
    ['上海市浦东新区人民政府', 'county', '上海市浦东新区'],
    ['市中区人民政府', 'county', '市中区'],
    // Renamed since: not on the list of divisions.
    ['溧水县人民政府', 'county', '溧水县'],
    ['广州市天河区石牌街道办事处', 'township', '广州市天河区石牌街道'],
    ['东莞市虎门镇人民政府', 'township', '东莞市虎门镇'],
    ['宜春经济技术开发区管理委员会', 'development_zone', '宜春经济技术开发区'],
    ['雄安新区管理委员会', 'development_zone', '雄安新区'],
    ['省“五型”政府建设领导小组办公室', 'province', null],
    ['市教委', 'city', null],
    ['自治区人民政府', 'province', null],
    ['国务院办公厅', 'national', null],
    ['最高人民法院', 'national', null],
    ['住房城乡建设部关于规范管理的通知', 'national', null],
    ['市场监管总局', 'national', null],
    ['国家税务总局江西省税务局', 'province', '江西省'],
    ['中国保险监督管理委员会北京监管局', 'province', '北京市'],
    ['深圳经济特区居住证条例', null, '深圳经济特区'],
  ])('%s: %s, %s', (name, level, region) => {
    expect(jurisdictionOf(name)).toEqual({ level, region });
  });

  // Words that only sound like places.
  it.each([
    '互联网信息服务管理办法',
    '城镇燃气管理条例',
    '乡镇企业法',
    '社区矫正法',
    '县级以上人民政府',
    '市政公用事业',
  ])('%s states none', (name) => {
    expect(jurisdictionOf(name)).toEqual({ level: null, region: null });
  });

  it('reads the province where the rest of the name only looks like a town', () => {
    expect(jurisdictionOf('江西省城镇建设局')).toEqual({ level: 'province', region: '江西省' });
    expect(jurisdictionOf('深圳市城乡规划局')).toEqual({ level: 'city', region: '深圳市' });
  });
});
