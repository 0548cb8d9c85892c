import { expect, it } from 'vitest';
import { dateInWords, today } from '../../src/text/day.ts';

it('writes dates out without zeros in front', () => {
  expect(dateInWords('2021-04-03')).toBe('2021年4月3日');
});

it('takes the day by the clock of the machine, with zeros in front', () => {
  expect(today(new Date(2026, 0, 5, 0, 30))).toBe('2026-01-05');
});
