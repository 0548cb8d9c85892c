import { describe, expect, it } from 'vitest';
import { matchDegrees, standsIn } from '../../src/evidence/term-match.ts';

describe('standsIn', () => {
  it.each([
    ['诉求', '企业诉求办结', true],
    ['诉讼', '企业诉求办结', false],
    ['5', '15个工作日', false],
    ['5', '50个工作日', false],
    ['5', '5个工作日', true],
    ['5', '15个和5个', true],
    ['12345', '拨打12345热线', true],
  ])('%s in %s: %s', (word, text, expected) => {
    expect(standsIn(word, text)).toBe(expected);
  });
});

describe('matchDegrees', () => {
  it('counts a synonym for less than the word itself, and nothing for nothing', () => {
    const term = (word: string, ...alternatives: string[]) => ({
      term: word,
      weight: 1,
      alternatives,
      place: false,
    });
    expect([
      ...matchDegrees([term('公章', '印章'), term('免费', '不收费'), term('罚款')], '首次刻制印章免费服务'),
    ]).toEqual([0.9, 1, 0]);
  });
});
