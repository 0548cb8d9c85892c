import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LexicalSegment } from '../../src/indexing/lexical-segment.ts';
import { PostingsBuilder } from '../../src/indexing/postings.ts';
import { TopK } from '../../src/indexing/top-k.ts';

const TERMS = ['a', 'b', 'c', 'd', 'e', 'f'];
/** Of 400 passages, term number t is in each whose number is divided by t² + 1: from rare to all. */
const holds = (passage: number, term: number) =>
  (passage * 7 + term) % ((TERMS.length - 1 - term) ** 2 + 1) === 0;
const PASSAGES = 400;
const AVERAGES = { text: 4, heading: 1, title: 1 };

function segment(): LexicalSegment {
  const builder = new PostingsBuilder();
  builder.addDocument(['a']);
  for (let passage = 0; passage < PASSAGES; passage += 1) {
    if (passage === PASSAGES / 2) builder.addDocument(['e']);
    const words = TERMS.filter((_, term) => holds(passage, term));
    // The more often a term stands in a passage, the more it counts: counts from 1 to 3.
    builder.addPassage(
      words.flatMap((word) => Array<string>(1 + (passage % 3)).fill(word)),
      [],
    );
  }
  return new LexicalSegment({
    postings: builder.build(),
    averages: AVERAGES,
    firstPassages: Uint32Array.of(0, PASSAGES / 2, PASSAGES),
    firstPassage: 1000,
    firstDocument: 5,
  });
}

/** The formula, term by term and passage by passage. */
function scoreOf(passage: number, factors: ReadonlyMap<string, number>): number {
  const words = TERMS.filter((_, term) => holds(passage, term));
  const length = words.length * (1 + (passage % 3));
  const part = (count: number, of: number, average: number) =>
    count / (count + 1.2 * (0.25 + (0.75 * of) / average));
  let score = 0;
  for (const [term, factor] of factors) {
    if (words.includes(term)) score += factor * part(1 + (passage % 3), length, AVERAGES.text);
    if (term === (passage < PASSAGES / 2 ? 'a' : 'e')) score += factor * 0.4 * part(1, 1, AVERAGES.title);
  }
  return score;
}

describe('LexicalSegment', () => {
  const searched = segment();

  it('finds what adding up everything finds, however early it stops adding', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 20, noNaN: true }), { minLength: 6, maxLength: 6 }),
        fc.subarray(TERMS, { minLength: 1 }),
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom(null, 0, 1),
        (weights, terms, k, only) => {
          const factors = new Map(terms.map((term) => [term, weights[TERMS.indexOf(term)] ?? 1]));
          const selection =
            only === null ? null : Uint8Array.from({ length: 7 }, (_, at) => +(at === 5 + only));
          const best = new TopK(k);
          searched.search(factors, best, selection);
          const expected = Array.from({ length: PASSAGES }, (_, passage) => passage)
            .filter((passage) => only === null || +(passage >= PASSAGES / 2) === only)
            .map((passage) => scoreOf(passage, factors))
            .filter((score) => score > 0)
            .sort((a, b) => b - a)
            .slice(0, k);
          const ranked = best.ranked();
          expect(ranked).toHaveLength(expected.length);
          for (const [rank, { passage, score }] of ranked.entries()) {
            expect(score).toBeCloseTo(expected[rank] ?? Number.NaN, 4);
            expect(score).toBeCloseTo(scoreOf(passage - 1000, factors), 4);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
