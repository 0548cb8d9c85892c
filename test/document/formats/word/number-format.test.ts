import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumber } from '../../../../src/document/formats/word/number-format.ts';
import { formatNumeral } from '../../../../src/text/numeral.ts';

/** By hand from ECMA-376 Part 1, 17.18.59; those marked LO are what LibreOffice 7.4 writes as well. */
const CASES: readonly (readonly [format: string, value: number, expected: string])[] = [
  ['decimal', 120, '120'], // LO
  ['decimalZero', 9, '09'], // LO
  ['decimalZero', 10, '10'], // LO
  ['upperRoman', 1999, 'MCMXCIX'], // LO
  ['lowerRoman', 3999, 'mmmcmxcix'], // LO
  ['upperLetter', 27, 'AA'], // LO
  ['lowerLetter', 53, 'aaa'], // LO
  ['chineseCounting', 10, '十'], // LO
  ['chineseCounting', 21, '二十一'], // LO
  ['chineseCounting', 101, '一○一'],
  ['chineseCountingThousand', 110, '一百一十'], // LO
  ['chineseCountingThousand', 101, '一百〇一'],
  ['chineseCountingThousand', 1010, '一千〇一十'],
  ['chineseCountingThousand', 10_010, '一万〇一十'],
  ['chineseCountingThousand', 3999, '三千九百九十九'], // LO
  ['japaneseCounting', 12, '十二'], // LO
  ['japaneseCounting', 110, '百十'],
  ['ideographDigital', 20, '二〇'],
  ['taiwaneseDigital', 20, '二○'],
  ['chineseLegalSimplified', 11, '壹拾壹'], // LO
  ['chineseLegalSimplified', 101, '壹佰零壹'], // LO
  ['ideographLegalTraditional', 23, '貳拾參'],
  ['ideographTraditional', 10, '癸'], // LO
  ['ideographTraditional', 11, '11'], // LO
  ['ideographZodiac', 12, '亥'], // LO
  ['ideographZodiacTraditional', 60, '癸亥'],
  ['decimalEnclosedCircle', 20, '⑳'], // LO
  ['decimalEnclosedCircle', 21, '21'],
  ['decimalEnclosedCircleChinese', 3, '③'], // LO
  ['decimalEnclosedFullstop', 3, '⒊'],
  ['decimalEnclosedParen', 3, '⑶'],
  ['ideographEnclosedCircle', 3, '㈢'],
  ['decimalFullWidth', 12, '１２'],
  ['numberInDash', 3, '- 3 -'],
  ['ordinal', 11, '11th'],
  ['ordinal', 22, '22nd'],
  ['hex', 26, '1A'],
  ['001, 002, 003, ...', 7, '007'],
  ['none', 7, ''],
  ['bullet', 7, ''],
];

describe('numbers of lists', () => {
  it.each(CASES)('%s %i is %s', (format, value, expected) => {
    expect(formatNumber(value, format)).toBe(expected);
  });

  it('counts like the project’s own numerals, but for the sign that fills a gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (value) => {
        expect(formatNumber(value, 'chineseCountingThousand').replaceAll('〇', '零')).toBe(
          formatNumeral(value),
        );
      }),
    );
  });

  it('is short for any number and any name of a format', () => {
    const formats = [...CASES.map(([format]) => format), 'constructor', '__proto__', 'toString', 'custom'];
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(...formats), (value, format) => {
        expect(formatNumber(value, format).length).toBeLessThan(40);
      }),
    );
  });
});
