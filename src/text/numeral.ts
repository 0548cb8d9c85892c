/** Chinese numerals as official documents write them: 一 to 九千九百九十九, 二〇二二, 廿; and Arabic digits. */

const HAN_DIGITS: ReadonlyMap<string, number> = new Map([
  ['零', 0],
  ['〇', 0],
  ['○', 0],
  ['Ｏ', 0],
  ['一', 1],
  ['二', 2],
  ['两', 2],
  ['三', 3],
  ['四', 4],
  ['五', 5],
  ['六', 6],
  ['七', 7],
  ['八', 8],
  ['九', 9],
]);

const HAN_UNITS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

/** 廿 and 卅 stand for 二十 and 三十. */
const HAN_TENS: ReadonlyMap<string, number> = new Map([
  ['廿', 20],
  ['卅', 30],
]);

const NUMERAL_UNITS: ReadonlySet<number> = new Set(
  [...HAN_DIGITS.keys(), ...HAN_UNITS.keys(), ...HAN_TENS.keys()].map((numeral) => numeral.charCodeAt(0)),
);

/** Whether the code unit is a Chinese numeral (零〇○Ｏ一二两三四五六七八九十百千廿卅). */
export const isHanNumeral = (unit: number): boolean => NUMERAL_UNITS.has(unit);

/** The value of an Arabic digit, half or full width, or -1. */
export function digitValue(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  if (unit >= 0xff10 && unit <= 0xff19) return unit - 0xff10;
  return -1;
}

function parseDigits(text: string): number | null {
  let value = 0;
  for (let index = 0; index < text.length; index += 1) {
    const digit = digitValue(text.charCodeAt(index));
    if (digit < 0) return null;
    value = value * 10 + digit;
  }
  return value;
}

/** 二〇二二: one numeral for each decimal place. */
function parsePlaces(text: string): number | null {
  let value = 0;
  for (const numeral of text) {
    const digit = HAN_DIGITS.get(numeral);
    if (digit === undefined) return null;
    value = value * 10 + digit;
  }
  return value;
}

/** 一百二十三, 十二, 一千零五, 廿一. */
function parseUnits(text: string): number | null {
  let value = 0;
  let digit: number | null = null;
  let lastUnit = 10_000;
  for (const numeral of text) {
    const tens = HAN_TENS.get(numeral);
    if (tens !== undefined) {
      if (digit !== null || lastUnit <= 10) return null;
      value += tens;
      lastUnit = 10;
      continue;
    }
    const unit = HAN_UNITS.get(numeral);
    if (unit !== undefined) {
      // 十二 leaves the one out; 百 and 千 never do.
      if (unit >= lastUnit || (digit === null && unit !== 10)) return null;
      value += (digit === null || digit === 0 ? 1 : digit) * unit;
      lastUnit = unit;
      digit = null;
      continue;
    }
    const next = HAN_DIGITS.get(numeral);
    if (next === undefined || (digit !== null && digit !== 0)) return null;
    digit = next;
  }
  return value + (digit ?? 0);
}

/**
 * The number that `text` writes, in Chinese numerals or in Arabic digits of either width (at most nine of them);
 * null where it is not a number as a whole.
 */
export function parseNumeral(text: string): number | null {
  if (text.length === 0 || text.length > 9) return null;
  if (digitValue(text.charCodeAt(0)) >= 0) return parseDigits(text);
  return text.length === 1 ? parseUnits(text) : (parsePlaces(text) ?? parseUnits(text));
}

const NUMERALS = '零一二三四五六七八九';

/** Chinese numerals of a whole number from 0 to 9999: 12 → 十二, 105 → 一百零五. Throws outside that range. */
export function formatNumeral(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 9999) throw new RangeError(`no numeral for ${value}`);
  if (value === 0) return '零';
  let text = '';
  let skipped = false;
  for (const [place, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / place) % 10;
    if (digit === 0) {
      skipped = text !== '';
      continue;
    }
    if (skipped) text += '零';
    skipped = false;
    text += (NUMERALS[digit] ?? '') + name;
  }
  return value >= 10 && value < 20 ? text.slice(1) : text;
}
