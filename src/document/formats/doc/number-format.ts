import { formatNumber } from '../word/number-format.ts';

/** The names that ST_NumberFormat has for the codes 0 to 57 of [MS-OSHARED] 2.2.1.3 (MSONFC), in order. */
const NAMES = [
  ...['decimal', 'upperRoman', 'lowerRoman', 'upperLetter', 'lowerLetter', 'ordinal'],
  ...[
    'cardinalText',
    'ordinalText',
    'hex',
    'chicago',
    'ideographDigital',
    'japaneseCounting',
    'aiueo',
    'iroha',
  ],
  ...['decimalFullWidth', 'decimalHalfWidth', 'japaneseLegal', 'japaneseDigitalTenThousand'],
  ...[
    'decimalEnclosedCircle',
    'decimalFullWidth2',
    'aiueoFullWidth',
    'irohaFullWidth',
    'decimalZero',
    'bullet',
  ],
  ...['ganada', 'chosung', 'decimalEnclosedFullstop', 'decimalEnclosedParen', 'decimalEnclosedCircleChinese'],
  ...['ideographEnclosedCircle', 'ideographTraditional', 'ideographZodiac', 'ideographZodiacTraditional'],
  ...['taiwaneseCounting', 'ideographLegalTraditional', 'taiwaneseCountingThousand', 'taiwaneseDigital'],
  ...['chineseCounting', 'chineseLegalSimplified', 'chineseCountingThousand', 'decimal', 'koreanDigital'],
  ...['koreanCounting', 'koreanLegal', 'koreanDigital2', 'hebrew1', 'arabicAlpha', 'hebrew2', 'arabicAbjad'],
  ...['hindiVowels', 'hindiConsonants', 'hindiNumbers', 'hindiCounting', 'thaiLetters', 'thaiNumbers'],
  ...['thaiCounting', 'vietnameseCounting', 'numberInDash'],
];

/** A bullet; its text is a character, not a number. */
export const BULLET_CODE = 23;
const NONE = 255;

/** A number in the format that Word calls by `code` (nfc of a list level); '' for bullets and for 255, no number. */
export const formatByCode = (code: number, value: number): string =>
  code === NONE ? '' : formatNumber(value, NAMES[code] ?? 'decimal');
