import { expect, it } from 'vitest';
import { clauseAt, clauseHolding } from '../../src/answer/clause-at.ts';
import { clauseLabel } from '../../src/clause/label.ts';
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

it('labels what runs over two 款 with their article, and what lies in one with that', () => {
  const law = '某某条例\n第一条 企业应当报告。\n报告应当在三日内提出。\n第二条 本条例自公布之日起施行。\n';
  const article = parseClauses({ id: 'd', text: law }).find(({ kind }) => kind === 'article');
  if (article === undefined) throw new Error('no article');
  const labelOf = (from: string, to: string) => {
    const span = { start: law.indexOf(from), end: law.indexOf(to) + to.length };
    const holder = clauseHolding([article], span);
    return clauseLabel(holder === article ? [article] : [article, holder]);
  };
  expect(labelOf('企业应当', '三日内提出。')).toBe('第一条');
  expect(labelOf('报告应当', '三日内提出。')).toBe('第一条第二款');
});
