import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumeral, parseNumeral } from '../../src/text/numeral.ts';

describe('parseNumeral', () => {
  it.each([
    ['一', 1],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['廿一', 21],
    ['卅', 30],
    ['一百零五', 105],
    ['一百二十三', 123],
    ['两千零一', 2001],
    ['九千九百九十九', 9999],
    ['二〇二二', 2022],
    ['二○一二', 2012],
    ['16', 16],
    ['２０２２', 2022],
  ])('reads %s as %i', (text, value) => {
    expect(parseNumeral(text)).toBe(value);
  });

  it.each(['', '甲', '一甲', '百', '二百百', '1a', '十廿'])('refuses %j', (text) => {
    expect(parseNumeral(text)).toBeNull();
  });
});

describe('formatNumeral', () => {
  it.each([
    [0, '零'],
    [10, '十'],
    [12, '十二'],
    [20, '二十'],
    [105, '一百零五'],
    [110, '一百一十'],
    [1005, '一千零五'],
    [9999, '九千九百九十九'],
  ])('writes %i as %s', (value, text) => {
    expect(formatNumeral(value)).toBe(text);
  });

  it('is undone by parseNumeral', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), (value) => parseNumeral(formatNumeral(value)) === value),
    );
  });

  it.each([-1, 10_000, 1.5])('throws on %d', (value) => {
    expect(() => formatNumeral(value)).toThrow(RangeError);
  });
});
