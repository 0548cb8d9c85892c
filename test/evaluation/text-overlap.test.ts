import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterF1, holdsText, lettersOf } from '../../src/evaluation/text-overlap.ts';

describe('lettersOf', () => {
  it('keeps letters and digits, normalised', () => {
    expect(lettersOf('（一） １０个  “工作日”；ABC → 3%')).toBe('一10个工作日abc3');
  });
});

describe('characterF1', () => {
  it('is of bags of characters, punctuation left out', () => {
    // 十个工作日 (5) and 五个工作日内 (6) share 个工作日 (4): 2 · 4 / (5 + 6).
    expect(characterF1('十个工作日。', '五个 工作日 内')).toBeCloseTo(8 / 11, 12);
    // A character counts as often as both have it: 人人人 and 人人 share two, 2 · 2 / 5.
    expect(characterF1('人人人', '人人')).toBeCloseTo(4 / 5, 12);
    expect(characterF1('。', '。')).toBe(0);
    expect(characterF1('甲', '乙')).toBe(0);
  });

  it('is the same both ways, 1 for a text with itself, and blind to the order', () => {
    const text = fc.string({ unit: fc.constantFrom(...'甲乙丙丁，。 1２a') });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(characterF1(a, b)).toBe(characterF1(b, a));
        expect(characterF1(a, b)).toBeLessThanOrEqual(1);
        expect(characterF1(`甲${a}`, [...`甲${a}`].reverse().join(''))).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('holdsText', () => {
  it('does not mind punctuation or line ends', () => {
    expect(holdsText('应当在 10个\n工作日内，办结。', '１０个工作日内办结')).toBe(true);
    expect(holdsText('应当在10个工作日内办结', '在5个工作日')).toBe(false);
  });
});
