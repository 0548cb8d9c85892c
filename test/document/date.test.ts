import { describe, expect, it } from 'vitest';
import { findDates, wholeDate } from '../../src/document/date.ts';

describe('wholeDate', () => {
  it.each([
    ['2022年7月11日', '2022-07-11'],
    ['2018 年 11 月 23 日', '2018-11-23'],
    ['二〇二二年十月一日', '2022-10-01'],
    ['二○一二年十二月三十一日', '2012-12-31'],
    ['２０１０年１０月２８日', '2010-10-28'],
    ['（2005年8月1日）', '2005-08-01'],
  ])('reads %s as %s', (text, date) => {
    expect(wholeDate(text)).toBe(date);
  });

  it.each(['2022年13月1日', '2022年7月11日印发', '2022年7月', '11月19日', '2021年2月30日'])(
    'refuses %s',
    (text) => {
      expect(wholeDate(text)).toBeNull();
    },
  );
});

describe('findDates', () => {
  it('finds each date with its place', () => {
    const text = '2005年8月18日公布，自2005年10月1日起施行';
    expect(findDates(text).map(({ date, span }) => [date, text.slice(span.start, span.end)])).toEqual([
      ['2005-08-18', '2005年8月18日'],
      ['2005-10-01', '2005年10月1日'],
    ]);
  });
});
