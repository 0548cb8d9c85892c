import { describe, expect, it } from 'vitest';
import { listsWithin } from '../../src/answer/enumerate.ts';

describe('listsWithin', () => {
  it.each([
    ['即认识一定要到位、举措一定要务实、工作一定要持续', 3, null, true],
    ['推动电子信息、纺织服装两大产业集群做大做强', 2, null, true],
    ['打造最讲党性最讲政治最讲忠诚的地方', 3, '最讲', true],
    ['打造最讲党性最讲政治的地方', 3, '最讲', false],
    ['聚焦18个营商环境指标，对标先进，大力优化，持续提升', 18, '营商', false],
    ['重点要强化“三个结合”：即工作结合、上下结合、长短结合', 3, null, true],
    // What follows by a comma is another matter.
    ['落实“三项机制”，及时发现问题、查找短板、剖析原因', 3, null, false],
    ['推动“三减三强两倡导”，落实首问负责制、限时办结制', 2, '倡导', false],
    // Commas part what a sentence says, not the items of a list.
    ['深入推动改革，健全制度，坚决纠治', 3, null, false],
  ])('%s (%i, %s): %s', (sentence, size, noun, expected) => {
    expect(listsWithin(sentence, size, noun)).toBe(expected);
  });
});
