import { expect, it } from 'vitest';
import { clauseAt, clauseHolding } from '../../src/answer/clause-at.ts';
import { parseClauses } from '../../src/clause/parse.ts';

const text = '有下列情形之一的，不予受理：（一）材料不齐；（二）已经办结；（三）不属本部门职责。';
const clauses = parseClauses({ id: 'd', text });
const [paragraph] = clauses;
const spanOf = (words: string) => {
  const start = text.indexOf(words);
  return { start, end: start + words.length };
};

it.each([
  ['已经办结', '（二）'],
  ['（三）不属本部门职责', '（三）'],
  ['材料不齐；（二）已经办结', null],
  ['不予受理', null],
])('finds the innermost clause that holds all of %s: %s', (words, label) => {
  if (paragraph === undefined) throw new Error('no clause');
  expect(clauseHolding([paragraph], spanOf(words)).label).toBe(label);
});

it('goes up where the clause does not hold it, and throws where none does', () => {
  const second = paragraph?.children[1];
  if (paragraph === undefined || second === undefined) throw new Error('no clause');
  expect(clauseHolding([paragraph, second], spanOf('不予受理'))).toBe(paragraph);
  expect(() => clauseHolding([second], spanOf('不予受理'))).toThrow(/no clause/);
});

it('finds the innermost clause that holds the beginning', () => {
  expect(clauseAt(clauses, spanOf('材料不齐；（二）已经办结')).label).toBe('（一）');
});
