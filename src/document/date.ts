import { parseNumeral } from '../text/numeral.ts';
import type { Span } from '../text/schema.ts';

/** Typists write the zero of a year as a letter or a circle, too: Latin, Greek, Cyrillic, ◯. */
const ZEROS = '0０〇○◯零OoＯｏΟОο';
const EVERY_ZERO = new RegExp(`[${ZEROS}]`, 'g');
const NUMERAL = `[\\d０-９${ZEROS}一二三四五六七八九十廿卅]`;
const DATE = new RegExp(`(${NUMERAL}{4})\\s*年\\s*(${NUMERAL}{1,3})\\s*月\\s*(${NUMERAL}{1,3})\\s*日`, 'g');
const WHOLE_DATE = new RegExp(`^${DATE.source}$`);
/** In tables and forms: 2013-02-21, 2013.2.21, 2013/2/21; a time of day may follow. */
const FORM_DATE = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[ T].*)?$/;

export type FoundDate = Readonly<{ date: string; span: Span }>;

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** 二○一二 and ２０１２ as well as 2012. Mixed zeros of scans (二0一二) are read too. */
function yearOf(text: string): number | null {
  const zero = /[1-9１-９]/.test(text) ? '0' : '〇';
  const value = parseNumeral(text.replaceAll(EVERY_ZERO, zero));
  return value !== null && value >= 1900 && value < 2200 ? value : null;
}

function isoDate(year: string, month: string, day: string): string | null {
  const y = yearOf(year);
  const m = parseNumeral(month);
  const d = parseNumeral(day);
  if (y === null || m === null || d === null) return null;
  const days = DAYS[m - 1];
  if (days === undefined || d < 1 || d > days) return null;
  return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

/**
 * The full dates (年月日, Arabic digits or Chinese numerals) in `text`, in reading order, as ISO 8601.
 * Impossible ones (13月) are left out.
 */
export function findDates(text: string): FoundDate[] {
  const found: FoundDate[] = [];
  for (const match of text.matchAll(DATE)) {
    const date = isoDate(match[1] ?? '', match[2] ?? '', match[3] ?? '');
    if (date === null) continue;
    found.push({ date, span: { start: match.index, end: match.index + match[0].length } });
  }
  return found;
}

/** The date that `text` is as a whole, outer blanks and brackets aside; null where it says more or less. */
export function wholeDate(text: string): string | null {
  const match = WHOLE_DATE.exec(text.replace(/^[\s（(]+|[\s）)]+$/g, ''));
  return match === null ? null : isoDate(match[1] ?? '', match[2] ?? '', match[3] ?? '');
}

/** A date as a form gives it, ISO 8601: {@link wholeDate}, or digits with -, . or / between. */
export function fieldDate(text: string): string | null {
  const match = FORM_DATE.exec(text.trim());
  return match === null ? wholeDate(text) : isoDate(match[1] ?? '', match[2] ?? '', match[3] ?? '');
}
