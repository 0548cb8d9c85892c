import { expect, it } from 'vitest';
import { numberCharacter } from '../../src/text/number-characters.ts';

/** Names and values of the Unicode Character Database (UnicodeData.txt, numeric value). */
it.each([
  ['①', 'circled', 1],
  ['⑳', 'circled', 20],
  ['⑴', 'digit_bracket', 1],
  ['⒇', 'digit_bracket', 20],
  ['⒈', 'digit', 1],
  ['⒛', 'digit', 20],
  ['㈠', 'han_bracket', 1],
  ['㈩', 'han_bracket', 10],
  ['㉑', 'circled', 21],
  ['㉟', 'circled', 35],
  ['㊀', 'circled', 1],
  ['㊱', 'circled', 36],
  ['㊿', 'circled', 50],
  ['❿', 'circled', 10],
])('%s is %s %i', (character, style, ordinal) => {
  expect(numberCharacter(character.charCodeAt(0))).toEqual({ style, ordinal });
});

it.each(['⓪', '㈪', '一', '1', '♠'])('%s is none', (character) => {
  expect(numberCharacter(character.charCodeAt(0))).toBeNull();
});
