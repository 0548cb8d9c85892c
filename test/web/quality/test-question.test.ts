import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readQuestionSet } from '../../../src/evaluation/question-set.ts';
import type { TestQuestion } from '../../../src/service/feedback-schema.ts';
import { asJsonLines, testQuestionOf } from '../../../src/web/quality/test-question.ts';

const filled = {
  id: 'u-1',
  question: ' 企业诉求办结时限是多少 ',
  history: [],
  answerable: true,
  file: '赣府发〔2022〕16号.txt',
  contains: '一般问题 5 个工作日办结\r\n\n 疑难问题 10 个工作日回复 ',
};
const contains = ['一般问题 5 个工作日办结', '疑难问题 10 个工作日回复'];

it.each([
  [filled, { id: 'u-1', question: '企业诉求办结时限是多少', file: filled.file, contains }],
  [
    { ...filled, history: ['有多少指标'], question: '办结呢' },
    { id: 'u-1', turns: ['有多少指标', '办结呢'], file: filled.file, contains },
  ],
  [
    { ...filled, answerable: false, file: '', contains: '' },
    { id: 'u-1', question: '企业诉求办结时限是多少', answerable: false },
  ],
])('makes a row of what was filled in', (given, expected) => {
  expect(testQuestionOf(given)).toEqual(expected);
});

it.each([
  [{ ...filled, question: ' ' }, '请填写问题'],
  [{ ...filled, file: '' }, '请填写答案所在的文件'],
  [{ ...filled, contains: ' \n' }, '请写出正确答案里一定有的原文'],
  [{ ...filled, history: ['上一问'], answerable: false }, '题集里的追问都要有答案'],
])('says what is missing', (given, problem) => {
  expect(testQuestionOf(given)).toContain(problem);
});

it('writes what the evaluation reads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhengda-questions-'));
  try {
    const rows = [
      filled,
      { ...filled, id: 'u-2', history: ['前一问'] },
      { ...filled, id: 'u-3', answerable: false },
    ]
      .map(testQuestionOf)
      .filter((row): row is TestQuestion => typeof row !== 'string');
    const path = join(folder, 'questions.jsonl');
    writeFileSync(path, asJsonLines(rows));
    expect(readQuestionSet(path, new Map())).toEqual([
      {
        id: 'u-1',
        history: [],
        question: '企业诉求办结时限是多少',
        expected: { fileName: filled.file, contains },
      },
      {
        id: 'u-2',
        history: ['前一问'],
        question: '企业诉求办结时限是多少',
        expected: { fileName: filled.file, contains },
      },
      { id: 'u-3', history: [], question: '企业诉求办结时限是多少', expected: null },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
