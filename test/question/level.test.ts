import { describe, expect, it } from 'vitest';
import { findLevel } from '../../src/question/level.ts';

describe('findLevel', () => {
  it.each([
    ['省里有什么规定', 'province'],
    ['全省的目标是多少', 'province'],
    ['兴国县今年定了哪些任务', 'county'],
    ['县里怎么督办', 'county'],
    ['经开区的排名目标', 'development_zone'],
    ['宜春经开区在全省要进入什么位置', 'development_zone'],
    ['县级以上政府', null],
    ['几天办结', null],
  ])('%s → %s', (question, expected) => {
    expect(findLevel(question)).toBe(expected);
  });
});
