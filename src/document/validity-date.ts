import { parseNumeral } from '../text/numeral.ts';
import type { Span } from '../text/schema.ts';
import { findDates } from './date.ts';

const NUMERAL = '[\\d０-９〇○零一二三四五六七八九十]';
const LOOSE = new RegExp(`(${NUMERAL}{4})\\s*年(?:\\s*(${NUMERAL}{1,3})\\s*月)?(?:份|度)?`, 'g');

/** A number of years, months or days that a text states: 三年, 6个月, 半年, 30日. */
export type Period = Readonly<{ years: number; months: number; days: number }>;

const PERIOD = /^(半|[\d０-９〇零一二两三四五六七八九十]{1,4})(?:个)?(年半|周年|年|月|季度|日|天|工作日)/;

/** The period that `text` begins with, or null. Working days are not counted out: null. */
export function readPeriod(text: string): Period | null {
  const match = PERIOD.exec(text);
  if (match === null) return null;
  const [, number = '', unit = ''] = match;
  const value = number === '半' ? 0.5 : parseNumeral(number);
  if (value === null || value <= 0 || value > 999 || unit === '工作日') return null;
  if (unit === '日' || unit === '天') return value < 1 ? null : { years: 0, months: 0, days: value };
  if (unit === '月' || unit === '季度') {
    const months = value * (unit === '月' ? 1 : 3);
    return Number.isInteger(months) ? { years: 0, months, days: 0 } : null;
  }
  const months = Math.round((value % 1) * 12) + (unit === '年半' ? 6 : 0);
  return { years: Math.floor(value), months, days: 0 };
}

const iso = (date: Date): string => date.toISOString().slice(0, 10);

function utc(date: string): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day));
}

/** The day so many days after `date` (before it, where negative). ISO 8601. */
export function addDays(date: string, days: number): string {
  const at = utc(date);
  at.setUTCDate(at.getUTCDate() + days);
  return iso(at);
}

/**
 * The same day a period later; where the month has no such day, its last one (民法典 第二百零二条: 没有对应日的，月末日为
 * 期间的最后一日). ISO 8601.
 */
export function addPeriod(date: string, { years, months, days }: Period): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const count = year * 12 + month - 1 + years * 12 + months;
  const lastDay = new Date(Date.UTC(Math.floor(count / 12), (count % 12) + 1, 0)).getUTCDate();
  const at = new Date(Date.UTC(Math.floor(count / 12), count % 12, Math.min(day, lastDay)));
  return addDays(iso(at), days);
}

/** The last day of a validity of `period` whose first day is `from`: 5 years from 2016-05-01 end on 2021-04-30. */
export const lastDayOf = (from: string, period: Period): string => addDays(addPeriod(from, period), -1);

/** The last day of the month or year that `date` (its first day) stands for. */
function lastDay(date: string, isMonth: boolean): string {
  return lastDayOf(date, isMonth ? { years: 0, months: 1, days: 0 } : { years: 1, months: 0, days: 0 });
}

/** `first` and `last` are the same for a day; those of the month or year where the text says no more. */
export type StatedTime = Readonly<{ first: string; last: string; span: Span }>;

/** The days, months (2019年1月) and years (2019年) that `text` names, in reading order. */
export function findTimes(text: string): StatedTime[] {
  const days = findDates(text);
  const times: StatedTime[] = days.map(({ date, span }) => ({ first: date, last: date, span }));
  for (const match of text.matchAll(LOOSE)) {
    const start = match.index;
    if (days.some(({ span }) => span.start === start)) continue;
    const year = parseNumeral(match[1] ?? '');
    const month = match[2] === undefined ? null : parseNumeral(match[2]);
    if (year === null || year < 1900 || year >= 2200) continue;
    if (month !== null && (month < 1 || month > 12)) continue;
    const first = `${year}-${String(month ?? 1).padStart(2, '0')}-01`;
    times.push({
      first,
      last: lastDay(first, month !== null),
      span: { start, end: start + match[0].length },
    });
  }
  return times.sort((a, b) => a.span.start - b.span.start);
}
