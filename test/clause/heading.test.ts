import { describe, expect, it } from 'vitest';
import { parse } from './shape.ts';

const headingOf = (line: string): string | null | undefined => parse(line, '二、其他')[0]?.heading;

describe('a heading with its text on the same line', () => {
  it.each([
    ['一、总则　为了加强管理，根据有关规定，制定本方案。', '总则'],
    ['一、工作目标  到年底，全部建成并投入使用，覆盖率达到九成。', '工作目标'],
    ['一、总则 为了加强管理，根据有关规定，制定本方案。', '总则'],
  ])('ends at the blank: %s', (line, expected) => {
    expect(headingOf(line)).toBe(expected);
  });

  it.each([
    // A sentence of text with spacing is no heading, and a line without text is one as a whole.
    ['一、各地 区要 加强管理，根据有关规定，制定本地 区的方案并报送。', null],
    ['一、总则　附则', '总则附则'],
  ])('is not cut from %s', (line, expected) => {
    expect(headingOf(line)).toBe(expected);
  });
});
