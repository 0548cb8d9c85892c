import { parseNumber } from '../../text/quantity.ts';
import { type DateParts, dateHolds, findDateParts } from './date-figures.ts';
import { type Bound, boundOf, TIME_UNITS, unitAt } from './units.ts';

/**
 * A figure in folded text (fold.ts). `unit`: what it counts in, 'date' for dates, 'time' for times of day, '' for a bare
 * number; `第` before it for ordinals. `value`: the number in decimal form, or the digits as written where they are a
 * code (0791, 3.1.2). A half-open range of UTF-16 code units.
 */
export type Figure = Readonly<{
  unit: string;
  value: string;
  bound: Bound;
  date: DateParts | null;
  text: string;
  start: number;
  end: number;
}>;

const HAN = '零〇一二两三四五六七八九十百千万亿廿卅';
const ARABIC = '(?:\\d{1,3}(?:,\\d{3})+(?![\\d])(?:\\.\\d+)?|\\d+(?:\\.\\d+)*)[十百千万亿]*';
const NUMBER = new RegExp(
  `(?<share>[百千万]分之)?(?<number>${ARABIC}(?:(?<=[百千万亿])${ARABIC})*|[${HAN}]+(?:点[零〇一二三四五六七八九]+)?|半)`,
  'gu',
);
/** \p{N} beyond these has no compatible form in digits: other scripts, fractions. */
const OTHER_DIGIT = /[^\P{N}0-9〇]/gu;

const TIME =
  /(?<noon>上午|下午|晚上|中午|凌晨|早上)?(?<![\d:.])(?:(?<hour>\d{1,2}):(?<minute>\d{2})(?![\d:])|(?<hour2>\d{1,2}|[一二三四五六七八九十]{1,3})(?:时(?!间|候|限|段|代|点|期)|点(?=整|半|钟|\d))(?:(?<minute2>\d{1,2}|[一二三四五六七八九十]{1,3})分(?!钟|之|别|类|级)|(?<half>半))?)/gu;
const WEEKDAY = /(?:周|星期|礼拜)([一二三四五六日天])/gu;
const RANGE = /^(?:-|~|至|到|或)+$/u;

const decimal = (value: number): string => String(Number(value.toPrecision(12)));

/** 3.5万, 3万5千, 1,500: digits with units of ten behind them, added up. */
function arabicValue(text: string): string {
  const plain = text.replaceAll(',', '');
  if (/^\d+$/u.test(plain) && (plain.startsWith('0') || plain.length > 11)) return plain;
  if ((plain.match(/\./gu) ?? []).length > 1) return plain;
  let total = 0;
  for (const [, digits = '', units = ''] of plain.matchAll(/(\d+(?:\.\d+)?)([十百千万亿]*)/gu)) {
    let value = Number(digits);
    for (const unit of units) value *= { 十: 1e1, 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8 }[unit] ?? 1;
    total += value;
  }
  return decimal(total);
}

function hanValue(text: string): string {
  const [whole = '', places] = text.split('点');
  const value = parseNumber(whole);
  if (value === null) return text;
  if (places === undefined) return decimal(value);
  return decimal(Number(`${value}.${[...places].map((one) => parseNumber(one) ?? 0).join('')}`));
}

const numberSaid = (text: string): string => (/\d/u.test(text) ? arabicValue(text) : hanValue(text));

/** 24-hour minutes of a time of day, so that 下午5时30分 and 17:30 are the same. */
function minutesOf({ groups = {} }: RegExpExecArray): string {
  const hour = Number(numberSaid(groups.hour ?? groups.hour2 ?? '0'));
  const minute = groups.half !== undefined ? 30 : Number(numberSaid(groups.minute ?? groups.minute2 ?? '0'));
  const late = (groups.noon === '下午' || groups.noon === '晚上') && hour < 12;
  return String((late ? hour + 12 : hour) * 60 + minute);
}

/** Whether a run of Chinese numerals counts something: not 一 of 一般, 统一 and 进一步, but 三 of 第三 and （三）. */
function counts(folded: string, text: string, start: number, end: number, unit: string): boolean {
  if (/\d/u.test(text) || unit !== '') return true;
  if (text === '半') return false;
  return text.length > 1 || (folded.charAt(start - 1) === '(' && folded.charAt(end) === ')');
}

/** The figures of folded text in reading order, never overlapping. Linear. */
export function findFigures(folded: string): Figure[] {
  const taken = new Uint8Array(folded.length);
  const found: Figure[] = [];
  const add = (
    start: number,
    end: number,
    unit: string,
    value: string,
    date: DateParts | null,
    bound: Bound,
  ) => {
    if (taken.subarray(start, end).includes(1)) return;
    taken.fill(1, start, end);
    found.push({ unit, value, bound, date, text: folded.slice(start, end), start, end });
  };
  for (const { date, start, end } of findDateParts(folded)) {
    add(start, end, 'date', '', date, boundOf(folded, start, end));
  }
  for (const match of folded.matchAll(TIME)) {
    add(match.index, match.index + match[0].length, 'time', minutesOf(match), null, null);
  }
  for (const match of folded.matchAll(WEEKDAY)) {
    const day = match[1] === '天' ? '日' : (match[1] ?? '');
    add(match.index, match.index + match[0].length, 'weekday', day, null, null);
  }
  for (const match of folded.matchAll(NUMBER)) {
    const { number = '', share } = match.groups ?? {};
    const start = match.index;
    const numberEnd = start + match[0].length;
    const { unit: behind, about, end } = unitAt(folded, numberEnd);
    const shares: Readonly<Record<string, string>> = { 百分之: '%', 千分之: '‰', 万分之: '万分之' };
    const ordinal = folded.charAt(start - 1) === '第' ? '第' : '';
    const unit = share === undefined ? `${ordinal}${behind}` : (shares[share] ?? share);
    if (!counts(folded, number, start, numberEnd, unit)) continue;
    const last = share === undefined ? end : numberEnd;
    const value = `${numberSaid(number)}${about ? '余' : ''}`;
    add(start, last, unit, value, null, boundOf(folded, start, last));
  }
  for (const match of folded.matchAll(OTHER_DIGIT)) {
    add(match.index, match.index + match[0].length, '', match[0], null, null);
  }
  found.sort((a, b) => a.start - b.start);
  return withRangeUnits(folded, found);
}

/** The first number of a range counts in the unit of the second: 3至5个工作日. */
function withRangeUnits(folded: string, figures: readonly Figure[]): Figure[] {
  const result = [...figures];
  for (let at = result.length - 2; at >= 0; at -= 1) {
    const [one, next] = [result[at], result[at + 1]];
    if (one === undefined || next === undefined || next.date !== null) continue;
    if (one.unit !== '' || !RANGE.test(folded.slice(one.end, next.start))) continue;
    result[at] = { ...one, unit: next.unit };
  }
  return result;
}

/** Within 5 days and 5 days are one limit; at least 5 days is another. */
const timeBound = (bound: Bound): Bound => (bound === 'at_most' ? null : bound);

/** Whether `known` states what `said` says: the same number in the same unit, with the same bound. */
export function figureHolds(known: Figure, said: Figure): boolean {
  if (known.unit !== said.unit) return false;
  if (known.date !== null && said.date !== null) {
    const bound = timeBound(said.bound);
    return dateHolds(known.date, said.date) && (bound === null || bound === timeBound(known.bound));
  }
  if (known.value !== said.value) return false;
  return TIME_UNITS.has(said.unit)
    ? timeBound(known.bound) === timeBound(said.bound)
    : known.bound === said.bound;
}
