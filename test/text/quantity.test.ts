import { describe, expect, it } from 'vitest';
import { normalise } from '../../src/text/normalise.ts';
import { findQuantities, parseNumber } from '../../src/text/quantity.ts';

const found = (text: string) =>
  findQuantities(normalise(text).text).map(({ kind, text: said, value }) => [kind, said, value]);

describe('findQuantities', () => {
  it.each([
    ['一般问题 5 个工作日办结', [['working_days', '5个工作日', 5]]],
    ['三十日内作出决定', [['duration', '三十日内', 30]]],
    ['自收到之日起15日内', [['duration', '15日内', 15]]],
    [
      '力争2022年底达到90%以上',
      [
        ['date', '2022年底', 2022],
        ['percentage', '90%', 90],
      ],
    ],
    ['不低于百分之八十', [['percentage', '百分之八十', 80]]],
    ['比重 1.8% 目标', [['percentage', '1.8%', 1.8]]],
    ['二〇二二年十月一日', [['date', '二〇二二年十月一日', 2022]]],
    ['11 月 19 日,易炼红省长', [['date', '11月19日', 11]]],
    ['电话:0791—88919536', [['telephone', '0791-88919536', null]]],
    ['聚焦 18 个营商环境指标', [['count', '18个', 18]]],
    ['前 40 名', [['count', '前40名', 40]]],
    ['两大产业集群', [['count', '两大', 2]]],
    [
      '处五千元以上五万元以下罚款',
      [
        ['amount', '五千元', 5000],
        ['amount', '五万元', 50000],
      ],
    ],
    ['补贴1.5万元', [['amount', '1.5万元', 15000]]],
    ['每半年一轮次', [['frequency', '每半年一轮次', 0.5]]],
    [
      '上午9时至下午5时',
      [
        ['time_of_day', '上午9时', 9],
        ['time_of_day', '下午5时', 5],
      ],
    ],
    ['第13期', [['ordinal', '第13期', 13]]],
    ['确保年内开工', [['date', '年内', null]]],
    ['十九届六中全会', []],
    ['不断提升日常工作', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('keeps working days apart from calendar days', () => {
    expect(found('5个工作日')[0]?.[0]).toBe('working_days');
    expect(found('5个自然日')[0]?.[0]).toBe('duration');
    expect(found('5天')[0]?.[0]).toBe('duration');
  });
});

describe('parseNumber', () => {
  it.each([
    ['18', 18],
    ['1,500', 1500],
    ['1.8', 1.8],
    ['300万', 3_000_000],
    ['十八', 18],
    ['两', 2],
    ['二〇二二', 2022],
    ['一百零五', 105],
    ['两万五千', 25_000],
    ['三千二百亿', 320_000_000_000],
    ['半', 0.5],
    ['', null],
    ['甲', null],
  ])('%s', (text, expected) => {
    expect(parseNumber(text)).toBe(expected);
  });
});
