/** The digits and units of one East Asian way to count. */
type Counting = Readonly<{
  /** 0 to 9. */
  digits: string;
  /** Ten, hundred, thousand. */
  units: readonly [string, string, string];
  tenThousand: string;
  /** Whether 一 is left out before a unit: everywhere (百), before a leading 十 only (十, 一百一十), or nowhere (壹拾). */
  dropsOne: 'always' | 'leading_ten' | 'never';
  /** Whether a gap is filled: 一百〇一. */
  fillsGaps: boolean;
}>;

const HAN = '〇一二三四五六七八九';
/** U+25CB, as the standard has it for chineseCounting. */
const HAN_WITH_CIRCLE = '○一二三四五六七八九';

const CHINESE: Counting = {
  digits: HAN,
  units: ['十', '百', '千'],
  tenThousand: '万',
  dropsOne: 'leading_ten',
  fillsGaps: true,
};

const LEGAL: Counting = {
  digits: '零壹贰叁肆伍陆柒捌玖',
  units: ['拾', '佰', '仟'],
  tenThousand: '萬',
  dropsOne: 'never',
  fillsGaps: true,
};

/** Maps, not records: the name of a format is foreign, and `constructor` must not be found. */
const COUNTINGS: ReadonlyMap<string, Counting> = new Map([
  // Word fills with 〇 where the law writes 零 (第一百〇一条): what Word shows is what is written.
  ['chineseCountingThousand', CHINESE],
  ['taiwaneseCountingThousand', { ...CHINESE, tenThousand: '萬' }],
  ['japaneseCounting', { ...CHINESE, dropsOne: 'always', fillsGaps: false }],
  ['chineseLegalSimplified', LEGAL],
  ['ideographLegalTraditional', { ...LEGAL, digits: '零壹貳參肆伍陸柒捌玖' }],
]);

/** Formats that replace each decimal digit. */
const DIGITS: ReadonlyMap<string, string> = new Map([
  ['ideographDigital', HAN],
  ['japaneseDigitalTenThousand', HAN],
  ['taiwaneseDigital', HAN_WITH_CIRCLE],
  ['decimalFullWidth', '０１２３４５６７８９'],
  ['decimalFullWidth2', '０１２３４５６７８９'],
]);

const span = (first: string, count: number): string =>
  Array.from({ length: count }, (_, index) => String.fromCodePoint((first.codePointAt(0) ?? 0) + index)).join(
    '',
  );

const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';

/** Formats with one character for each number from 1; beyond the last Word writes decimals. */
const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['decimalEnclosedCircle', span('①', 20)],
  ['decimalEnclosedCircleChinese', span('①', 20)],
  ['decimalEnclosedFullstop', span('⒈', 20)],
  ['decimalEnclosedParen', span('⑴', 20)],
  ['ideographEnclosedCircle', span('㈠', 10)],
  ['ideographTraditional', STEMS],
  ['ideographZodiac', BRANCHES],
]);

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];
/** Larger numbers are no labels: their length would grow with the number. */
const LARGEST_ROMAN = 3999;
/** Word's own limit: 30 times the same letter. */
const LARGEST_LETTER = 780;
const LARGEST_COUNTED = 99_999_999;

/** 1 to 9,999. */
function countGroup(value: number, counting: Counting, isFirst: boolean): string {
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      gap = text !== '';
      continue;
    }
    if (gap && counting.fillsGaps) text += counting.digits.charAt(0);
    gap = false;
    const unit = place === 0 ? '' : (counting.units[place - 1] ?? '');
    const bare =
      digit === 1 &&
      place > 0 &&
      (counting.dropsOne === 'always' ||
        (counting.dropsOne === 'leading_ten' && place === 1 && text === '' && isFirst));
    text += bare ? unit : counting.digits.charAt(digit) + unit;
  }
  return text;
}

function count(value: number, counting: Counting): string {
  const upper = Math.floor(value / 10_000);
  const lower = value % 10_000;
  if (upper === 0) return countGroup(lower, counting, true);
  const head = countGroup(upper, counting, true) + counting.tenThousand;
  if (lower === 0) return head;
  const gap = counting.fillsGaps && lower < 1000 ? counting.digits.charAt(0) : '';
  return head + gap + countGroup(lower, counting, false);
}

const replaceDigits = (value: number, digits: string): string =>
  String(value).replaceAll(/\d/g, (digit) => digits.charAt(Number(digit)));

/** 1 to 99 with 十, from 100 on digit by digit: 九十九, 一○○. */
const countBelowHundred = (value: number): string =>
  value < 100 ? count(value, { ...CHINESE, digits: HAN_WITH_CIRCLE }) : replaceDigits(value, HAN_WITH_CIRCLE);

function roman(value: number): string {
  let rest = value;
  let text = '';
  for (const [amount, letters] of ROMAN) {
    while (rest >= amount) {
      text += letters;
      rest -= amount;
    }
  }
  return text;
}

/** A to Z, AA, BB … ZZ, AAA: Word repeats the letter. */
const letter = (value: number): string =>
  String.fromCharCode(0x41 + ((value - 1) % 26)).repeat(Math.floor((value - 1) / 26) + 1);

function ordinal(value: number): string {
  const tens = value % 100;
  const suffix = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${value}${suffix}`;
}

function ofWord(value: number, format: string): string | null {
  switch (format) {
    case 'decimalZero':
      return value < 10 ? `0${value}` : String(value);
    case 'upperRoman':
      return value <= LARGEST_ROMAN ? roman(value) : null;
    case 'lowerRoman':
      return value <= LARGEST_ROMAN ? roman(value).toLowerCase() : null;
    case 'upperLetter':
      return value <= LARGEST_LETTER ? letter(value) : null;
    case 'lowerLetter':
      return value <= LARGEST_LETTER ? letter(value).toLowerCase() : null;
    case 'chineseCounting':
    case 'taiwaneseCounting':
      return countBelowHundred(value);
    case 'ideographZodiacTraditional':
      return STEMS.charAt((value - 1) % 10) + BRANCHES.charAt((value - 1) % 12);
    case 'numberInDash':
      return `- ${value} -`;
    case 'ordinal':
      return ordinal(value);
    case 'hex':
      return value.toString(16).toUpperCase();
    default:
      return null;
  }
}

/**
 * A number as a list of Word writes it. `format` is a value of ST_NumberFormat, or the pattern of a custom format
 * (`001, 002, 003, ...`); one that is not known, or a number that it cannot write, gives decimals, as Word does.
 *
 * Source: ECMA-376 Part 1, 17.18.59; where the standard leaves it open, Word: letters are repeated, circles end at ⑳.
 */
export function formatNumber(value: number, format: string): string {
  if (format === 'none' || format === 'bullet') return '';
  const padded = /^(0+)1,/.exec(format)?.[1];
  if (padded !== undefined) return String(value).padStart(padded.length + 1, '0');
  const digits = DIGITS.get(format);
  if (digits !== undefined && value >= 0) return replaceDigits(value, digits);
  if (value < 1) return String(value);
  const counting = COUNTINGS.get(format);
  if (counting !== undefined && value <= LARGEST_COUNTED) return count(value, counting);
  const character = CHARACTERS.get(format)?.charAt(value - 1);
  if (character !== undefined && character !== '') return character;
  return ofWord(value, format) ?? String(value);
}
