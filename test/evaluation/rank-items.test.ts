import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { readArticles } from '../../src/evaluation/articles.ts';
import { type OpenTexts, openTexts } from '../../src/evaluation/open-texts.ts';
import {
  mergeOverlapping,
  RANKING_SYSTEMS,
  rankItems,
  rankingRows,
} from '../../src/evaluation/rank-items.ts';
import { LAWS } from './public-fixture.ts';

let laws: OpenTexts;
beforeAll(async () => {
  laws = await openTexts(Object.values(LAWS), readConfig({}));
});
afterAll(() => laws.close());

describe('rankItems', () => {
  it('names each item once, in the order of its best passage', async () => {
    const { ofPassage } = readArticles(laws.tools);
    const rankings = await rankItems('渡船超载罚款', (passage) => ofPassage[passage] ?? 0, laws.tools);
    for (const system of RANKING_SYSTEMS) {
      expect(new Set(rankings[system]).size, system).toBe(rankings[system].length);
    }
    expect([...rankings.fused].sort()).toEqual([...new Set([...rankings.lexical, ...rankings.dense])].sort());
  });

  it('counts right articles that share a copy as one', () => {
    expect(mergeOverlapping([[1, 2], [3], [2, 4], [4, 5]])).toEqual([new Set([3]), new Set([4, 5, 2, 1])]);
  });
});

describe('rankingRows', () => {
  it('has a row for each system: of two questions, one found at ranks 1 and 20, one not at all', () => {
    const ranks = [[20, 1], [Number.POSITIVE_INFINITY]];
    const rows = rankingRows('题集', { lexical: ranks, dense: ranks, fused: ranks, hybrid: ranks });
    expect(rows.map(({ name }) => name)).toEqual([
      '题集，只用 BM25',
      '题集，只用向量',
      '题集，名次倒数之和',
      '题集，两者合用',
    ]);
    // Questions; success@1 1/2, of two drawn all or none may be right; success@10 and @100 1/2; recall@10 1/2 of the first
    // question's two, so 1/4; recall@100 1/2; reciprocal rank 1 and 0; nDCG@10 1 / (1 + 1/log2 3) / 2 = 0.3066.
    const [row] = rows;
    expect(row?.values.slice(0, 8)).toEqual([2, 0.5, '0.0000–1.0000', 0.5, 0.5, 0.25, 0.5, 0.5]);
    expect(row?.values[8]).toBeCloseTo(0.3066, 4);
  });
});
