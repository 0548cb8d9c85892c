import { describe, expect, it } from 'vitest';
import { countUnreadable, ordinaryCharacters } from '../../../../src/document/formats/pdf/characters.ts';

describe('ordinaryCharacters', () => {
  it('maps radicals as EquivalentUnifiedIdeograph.txt says', () => {
    // 2E81 5382, 2EA0 6C11, 2EC4 897F, 2EC5 89C1, 2ED3 957F, 2EDA 9875, 2EE9 9EC4, 2EF3 9F9F; 2F08 4EBA by NFKC.
    expect(ordinaryCharacters('⺁⺠⻄⻅⻓⻚⻩⻳⼈')).toBe(
      '\u5382\u6c11\u897f\u89c1\u957f\u9875\u9ec4\u9f9f\u4eba',
    );
    // 2EAA 24D14: two code units.
    expect(ordinaryCharacters('⺪')).toBe('\u{24d14}');
  });

  it('leaves no radical that has an equivalent', () => {
    // Without one in the file: U+2E80, and U+2E9A, which is not assigned.
    const radicals = Array.from({ length: 0x2ef3 - 0x2e80 + 1 }, (_, at) => String.fromCharCode(0x2e80 + at));
    const left = radicals.filter((radical) => ordinaryCharacters(radical) === radical);
    expect(left).toEqual(['\u2e80', '\u2e9a']);
    const kangxi = Array.from({ length: 214 }, (_, at) => String.fromCharCode(0x2f00 + at)).join('');
    expect(ordinaryCharacters(kangxi)).toMatch(/^\p{Unified_Ideograph}{214}$/u);
  });

  it('maps compatibility ideographs, ligatures, vertical forms and the private forms of GB 18030', () => {
    // F900 8C48, FA0B 5ED3, 2F800 4E3D; FA11 is itself a unified ideograph.
    expect(ordinaryCharacters('\uf900\ufa0b\u{2f800}\ufa11')).toBe('\u8c48\u5ed3\u4e3d\ufa11');
    expect(ordinaryCharacters('ﬁﬂﬃ')).toBe('fiflffi');
    expect(ordinaryCharacters('︵一︶︑︒')).toBe('（一）、。');
    // GB 18030—2000 A6D9 is E78D and in 2005 FE10, the vertical comma; FE59 is E81E and 9FB4.
    expect(ordinaryCharacters('\ue78d\ue81e')).toBe('，\u9fb4');
  });

  it('leaves all else as it is', () => {
    const text = '第１条　ＡＢＣ，①（一）〔2016〕3号 m² ㎡ ｡';
    expect(ordinaryCharacters(text)).toBe(text);
  });
});

describe('countUnreadable', () => {
  it('counts private characters, controls and the replacement character, no white space', () => {
    expect(countUnreadable('正文\n\t \ue000\uf8ff\ufffd\u0001')).toBe(4);
  });
});
