import { formatNumeral } from '../../../text/numeral.ts';

/** Up to where numbers are written as letters, Roman or Chinese numerals; above, as digits. */
const MOST_LETTERS = 26;
const MOST_CHINESE = 9999;
const ROMAN: readonly (readonly [number, string])[] = [
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(number: number): string {
  let rest = number;
  let text = '';
  for (const [value, letters] of ROMAN) {
    while (rest >= value) {
      text += letters;
      rest -= value;
    }
  }
  return text;
}

const letter = (number: number): string => String.fromCharCode(0x60 + number);

/**
 * The mark of the `number`th item of an ordered list: `type` is that of `ol` (1, a, A, i, I) or a list-style-type.
 * '' for a list that shows no marks.
 */
export function listMark(number: number, type: string): string {
  const small = number >= 1 && number <= MOST_LETTERS;
  if (/^none$/i.test(type)) return '';
  if (/cjk|chinese/i.test(type) && number >= 1 && number <= MOST_CHINESE) return `${formatNumeral(number)}、`;
  if (small && (type === 'a' || /lower-(?:alpha|latin)/i.test(type))) return `${letter(number)}.`;
  if (small && (type === 'A' || /upper-(?:alpha|latin)/i.test(type)))
    return `${letter(number).toUpperCase()}.`;
  if (small && (type === 'i' || /lower-roman/i.test(type))) return `${roman(number)}.`;
  if (small && (type === 'I' || /upper-roman/i.test(type))) return `${roman(number).toUpperCase()}.`;
  return `${number}.`;
}

/** Whether the text of an item brings a mark of its own, typed by who switched the list's off by a style sheet. */
export const hasOwnMark = (text: string): boolean =>
  /^[\s\u3000]*(?:[（(]?[一二三四五六七八九十百〇零\d]{1,4}[）)、.．，]|第[一二三四五六七八九十百〇零\d]{1,6}[条章节]|[①-⑳])/.test(
    text,
  );
