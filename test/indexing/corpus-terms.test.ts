import { describe, expect, it } from 'vitest';
import { namedTerms, unknownTerms } from '../../src/indexing/corpus-terms.ts';
import { segmenter } from './writer-parts.ts';

describe('terms that texts name', () => {
  it('are short runs of Chinese characters in 《》 or “”', () => {
    const text =
      '根据《行政许可法》，推广“赣服 通”，做到“一次不跑”“一、二”，“A级”，“这一句话已经超过了十个汉字”，“放”';
    expect([...namedTerms(text)]).toEqual(['行政许可法', '赣服通', '一次不跑']);
  });

  it('are added only where the dictionary does not have them', () => {
    expect(unknownTerms(['工作', '企业', '瓮中捉鹅办'], segmenter)).toEqual(['瓮中捉鹅办']);
  });

  it('stay unknown to the next index after one index has added them', () => {
    segmenter.addWords(['缸中捉鸭办']);
    expect(segmenter.words('推广缸中捉鸭办')).toContain('缸中捉鸭办');
    expect(unknownTerms(['缸中捉鸭办'], segmenter)).toEqual(['缸中捉鸭办']);
  });
});
