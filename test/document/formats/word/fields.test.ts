import { describe, expect, it } from 'vitest';
import { findFields, shownByCode } from '../../../../src/document/formats/word/fields.ts';

describe('findFields', () => {
  it('finds fields in one another, by their begin', () => {
    //            0123456789
    const text = '\u0013a\u0013b\u0014c\u0015\u0014d\u0015';
    expect(findFields(text)).toEqual([
      { start: 0, codeEnd: 7, end: 9, shown: '' },
      { start: 2, codeEnd: 4, end: 6, shown: '' },
    ]);
  });

  it('leaves alone what does not begin or end', () => {
    expect(findFields('\u0015a\u0014b\u0013c')).toEqual([]);
  });
});

describe('shownByCode', () => {
  it.each([
    [' eq \\o\\ac(○,7) ', '⑦'],
    ['EQ \\o\\ac(〇,21)', '㉑'],
    ['eq \\o\\ac(□,甲)', '甲'],
    ['EQ \\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(guī),规)', '规'],
    ['MACROBUTTON NoMacro 单击此处输入', '单击此处输入'],
    ['PAGE', ''],
    ['eq \\f(1,2)', ''],
  ])('%s', (code, shown) => {
    expect(shownByCode(code)).toBe(shown);
  });
});
