import { describe, expect, it } from 'vitest';
import { SoftMatch } from '../../src/evidence/soft-match.ts';
import { WordVectors } from '../../src/evidence/word-vectors.ts';

/** 困难 and 难处 at a cosine of 0.5, 价格 at a right angle to both. */
const VECTORS = new Map([
  ['困难', [1, 0, 0]],
  ['难处', [0.5, Math.sqrt(0.75), 0]],
  ['价格', [0, 0, 1]],
]);
let calls = 0;
const embedder = {
  name: 'stub',
  hash: 'stub',
  dimensions: 3,
  embed: async (texts: readonly string[]) => {
    calls += 1;
    return Float32Array.from(texts.flatMap((text) => VECTORS.get(text) ?? [0, 0, 0]));
  },
};
const term = (word: string, place = false) => ({ term: word, weight: 1, alternatives: [], place });

describe('SoftMatch', () => {
  it('counts the nearest word: nothing up to a cosine of 0.2, 0.8 from 0.6 on, in proportion between', async () => {
    const soft = await SoftMatch.prepare([term('难处')], ['困难', '价格', '未知'], new WordVectors(embedder));
    // 0.8 · (0.5 − 0.2) / (0.6 − 0.2) = 0.6
    expect(soft.degree(0, ['价格', '困难'])).toBeCloseTo(0.6, 5);
    expect(soft.degree(0, ['价格', '未知'])).toBe(0);
    expect(soft.degree(0, [])).toBe(0);
    expect(soft.degree(0, ['难处'])).toBeCloseTo(0.8, 5);
  });

  it('never softens numbers, single characters and places', async () => {
    const terms = [term('12345'), term('难'), term('难处', true)];
    const soft = await SoftMatch.prepare(terms, ['困难'], new WordVectors(embedder));
    expect(terms.map((_, index) => soft.degree(index, ['困难']))).toEqual([0, 0, 0]);
  });

  it('embeds a word once', async () => {
    const vectors = new WordVectors(embedder);
    await vectors.prepare(['困难', '难处', '困难']);
    const before = calls;
    await vectors.prepare(['难处']);
    expect(calls).toBe(before);
    expect(vectors.similarity('困难', '难处')).toBeCloseTo(0.5, 6);
    expect(vectors.similarity('困难', '不在')).toBe(0);
  });
});
