/** First and last day, inclusive, ISO 8601. */
export type DayRange = Readonly<{ first: string; last: string }>;

/** 2022, 2022-07, 2022-07-11, 2022/7/11, 2022年7月11日, and the time behind a day. */
const WRITTEN = /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})(?:日|[T ].*)?|月)?|年)?$/u;

/** China has one time zone without summer time. */
const CHINA_OFFSET_MS = 8 * 3600 * 1000;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Seconds since 1970, as Dify keeps times, or milliseconds. */
function dayOfTimestamp(value: number): DayRange | null {
  const milliseconds = Math.abs(value) < 1e11 ? value * 1000 : value;
  const time = new Date(milliseconds + CHINA_OFFSET_MS);
  if (Number.isNaN(time.getTime())) return null;
  const day = time.toISOString().slice(0, 10);
  return { first: day, last: day };
}

/**
 * The days that a condition's value names: a day, a month, a year, or the day of a timestamp (in China). Null for what
 * is no date, such as 2022-02-30.
 */
export function dayRange(value: string | number): DayRange | null {
  const text = String(value).trim();
  const written = WRITTEN.exec(text);
  if (written === null) return /^\d{9,13}(?:\.\d+)?$/u.test(text) ? dayOfTimestamp(Number(text)) : null;
  const [, year = '', month, day] = written;
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` };
  const start = `${year}-${twoDigits(Number(month))}`;
  const daysInMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(month) < 1 || Number(month) > 12) return null;
  if (day === undefined) return { first: `${start}-01`, last: `${start}-${daysInMonth}` };
  if (Number(day) < 1 || Number(day) > daysInMonth) return null;
  return { first: `${start}-${twoDigits(Number(day))}`, last: `${start}-${twoDigits(Number(day))}` };
}
