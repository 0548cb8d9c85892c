import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bigramSimilarity, nearlyIdentical } from '../../src/evaluation/near-identical.ts';

const ARTICLE = '用人单位自用工之日起即与劳动者建立劳动关系。用人单位应当建立职工名册备查。';

describe('bigramSimilarity', () => {
  it('is the share of the bigrams of both that both have', () => {
    // 甲乙 乙丙 丙丁 and 乙丙 丙丁 丁戊: two of four.
    expect(bigramSimilarity('甲乙，丙丁', '乙丙 丁戊')).toBe(0.5);
    expect(bigramSimilarity('甲', '甲')).toBe(0);
  });
});

describe('nearlyIdentical', () => {
  it('finds the article in other printings and with small changes, not another', () => {
    const candidates = [
      '用人单位招用劳动者时，应当如实告知劳动者工作内容、工作条件、工作地点。',
      ARTICLE.replaceAll('。', '；\n'),
      ARTICLE.replace('备查', '以备查考'),
      `${ARTICLE}劳动行政部门有权检查职工名册，用人单位不得拒绝；拒绝检查的，由劳动行政部门责令改正。`,
    ];
    expect(nearlyIdentical([ARTICLE, '没有这一条的文字'], candidates)).toEqual([[1, 2], []]);
    expect(nearlyIdentical([], candidates)).toEqual([]);
    expect(nearlyIdentical([ARTICLE], [])).toEqual([[]]);
  });

  it('finds exactly those that comparing all pairs finds', () => {
    // Few letters and repeated texts, so that many pairs come near the limit.
    const text = fc.string({ unit: fc.constantFrom(...'甲乙丙丁戊'), maxLength: 12 });
    const some = fc.array(text, { maxLength: 8 });
    fc.assert(
      fc.property(some, some, (wanted, candidates) => {
        const expected = wanted.map((one) =>
          candidates.flatMap((other, at) => (bigramSimilarity(one, other) >= 0.7 ? at : [])),
        );
        expect(nearlyIdentical(wanted, candidates)).toEqual(expected);
      }),
    );
  });
});
