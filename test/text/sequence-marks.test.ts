import { describe, expect, it } from 'vitest';
import { decimalAt, looseMarkAt } from '../../src/text/sequence-marks.ts';

describe('looseMarkAt', () => {
  it.each([
    ['一，总则', 'han', 1, '一，'],
    ['二）乙', 'han_bracket', 2, '二）'],
    ['三　附则', 'han', 3, '三'],
    ['Ⅱ．乙', 'roman', 2, 'Ⅱ．'],
    ['b) 乙', 'letter', 2, 'b)'],
    ['（C）丙', 'letter', 3, '（C）'],
    ['A.甲', 'letter', 1, 'A.'],
  ])('reads %s, doubtfully', (line, style, ordinal, written) => {
    const mark = looseMarkAt(line, 0, line.length);
    expect(mark).toMatchObject({ style, ordinal, doubtful: true });
    expect(line.slice(mark?.start, mark?.end)).toBe(written);
  });

  it.each(['Ⅰ级响应', 'e.g.例如', 'A.1 条', '一 般问题由各单位负责，限期办结。', '坚持', ''])(
    'reads nothing in %j',
    (line) => {
      expect(looseMarkAt(line, 0, line.length)).toBeNull();
    },
  );
});

describe('decimalAt', () => {
  it('reads the places of 1.2.3', () => {
    expect(decimalAt('1.2.3 成员', 0, 8)).toEqual({ places: [1, 2, 3], end: 5 });
    expect(decimalAt('0.5亿元', 0, 5)).toBeNull();
  });
});
