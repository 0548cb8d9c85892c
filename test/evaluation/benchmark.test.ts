import { expect, it } from 'vitest';
import type { Clause } from '../../src/clause/schema.ts';
import { differentQuestions } from '../../src/evaluation/benchmark/questions.ts';

const clause = (heading: string | null, children: readonly Clause[] = []): Clause => ({
  id: 'c',
  kind: 'part',
  label: null,
  ordinal: null,
  heading,
  headingSpan: null,
  start: 0,
  end: 1,
  fields: [],
  children,
});

it('takes the questions given, each once, and makes the rest from headings', () => {
  const clauses = [clause('强化 统筹指导。', [clause('优化营商环境')]), clause(null), clause('概述')];
  expect(differentQuestions(['甲', '乙', '甲'], clauses, 4)).toEqual([
    '甲',
    '乙',
    '强化统筹指导有什么要求',
    '优化营商环境有什么要求',
  ]);
});

it('takes no more than wanted, and is not content with fewer', () => {
  expect(differentQuestions(['甲', '甲', '乙', '丙'], [], 2)).toEqual(['甲', '乙']);
  expect(() => differentQuestions(['甲', '甲'], [], 2)).toThrow('1 different questions of 2');
});
