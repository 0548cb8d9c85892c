import { describe, expect, it } from 'vitest';
import { addPeriod, findTimes, lastDayOf, readPeriod } from '../../src/document/validity-date.ts';

describe('readPeriod', () => {
  it.each([
    ['5年', { years: 5, months: 0, days: 0 }],
    ['三年', { years: 3, months: 0, days: 0 }],
    ['两年。', { years: 2, months: 0, days: 0 }],
    ['６个月', { years: 0, months: 6, days: 0 }],
    ['半年', { years: 0, months: 6, days: 0 }],
    ['30日', { years: 0, months: 0, days: 30 }],
  ])('%s', (text, period) => {
    expect(readPeriod(text)).toEqual(period);
  });

  it.each(['', '若干年', '0年', '15工作日', '年'])('no period: %s', (text) => {
    expect(readPeriod(text)).toBeNull();
  });
});

describe('lastDayOf', () => {
  it('is the day before the same day', () => {
    expect(lastDayOf('2016-05-01', { years: 5, months: 0, days: 0 })).toBe('2021-04-30');
    expect(lastDayOf('2016-01-01', { years: 1, months: 0, days: 0 })).toBe('2016-12-31');
    // Thirty days from 1 March are 1 to 30 March.
    expect(lastDayOf('2020-03-01', { years: 0, months: 0, days: 30 })).toBe('2020-03-30');
  });

  it('a month without the day ends with its last one', () => {
    // 29 February 2020 and a year: 28 February 2021, whose day before is the 27th.
    expect(addPeriod('2020-02-29', { years: 1, months: 0, days: 0 })).toBe('2021-02-28');
    expect(addPeriod('2020-08-31', { years: 0, months: 6, days: 0 })).toBe('2021-02-28');
  });
});

describe('findTimes', () => {
  it('reads days, months and years', () => {
    expect(findTimes('2016年5月1日、2019年2月至2020年').map(({ first, last }) => [first, last])).toEqual([
      ['2016-05-01', '2016-05-01'],
      ['2019-02-01', '2019-02-28'],
      ['2020-01-01', '2020-12-31'],
    ]);
  });

  it('leaves out what is no date', () => {
    expect(findTimes('3年、0012年、2019年13月')).toEqual([]);
  });
});
