import { describe, expect, it } from 'vitest';
import { sameHeadings, sameNumber, sameValue } from '../../../src/evaluation/documents/agreed-values.ts';

describe('sameValue', () => {
  it.each([
    ['青阳市 人民政府', '青阳市人民政府', true],
    ['办法（试行）', '办法(试行)', true],
    ['办法', '办法（试行）', false],
    [null, null, true],
    [null, '办法', false],
    ['办法', null, false],
  ])('%s and %s: %s', (agreed, read, expected) => {
    expect(sameValue(agreed, read)).toBe(expected);
  });
});

it('numbers are the same in any form', () => {
  expect(sameNumber('赣府发[2022]第16号', '赣府发〔2022〕16号')).toBe(true);
  expect(sameNumber('赣府发[2022]16号', '赣府发〔2022〕17号')).toBe(false);
  expect(sameNumber(null, '赣府发〔2022〕16号')).toBe(false);
});

describe('sameHeadings', () => {
  const read = ['一、总体要求', '二、加强领导，各级人民政府要提高认识'];

  it.each([
    [['一、总体 要求', '二、加强领导，各级…'], true],
    [['一、总体要求'], false],
    [['二、加强领导，各级…', '一、总体要求'], false],
    // Only … means that more follows.
    [['一、总体要求', '二、加强领导'], false],
    [[], false],
  ])('%j: %s', (agreed, expected) => {
    expect(sameHeadings(agreed, read)).toBe(expected);
  });
});
