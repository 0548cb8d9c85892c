import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatherCandidates, termImportance, weighTerms } from '../../src/retrieval/candidates.ts';
import { Network } from '../../src/retrieval/network.ts';
import type { RetrievalTools } from '../../src/retrieval/schema.ts';
import { TermStatistics } from '../../src/text/term-statistics.ts';
import { segmenter } from '../indexing/writer-parts.ts';
import { makeQuestion, makeTerm } from '../support/question.ts';
import { StubIndex, type StubPassage } from '../support/stub-index.ts';

const PASSAGES: readonly StubPassage[] = [
  { document: 0, unit: 0, terms: ['企业', '诉求'], lexical: 2, dense: 0.3 },
  { document: 0, unit: 1, terms: ['企业'], dense: 0.9 },
  { document: 1, unit: 2, terms: ['督查'], lexical: 1, dense: 0.1 },
  { document: 1, unit: 3, terms: ['企业'], lexical: 3, dense: 0.5 },
];

/** Of 100 pieces 企业 stands in 10, 诉求 in one. */
const termStatistics = new TermStatistics(
  100,
  new Map([
    ['企业', 10],
    ['诉求', 1],
  ]),
);

function toolsOf(passages: readonly StubPassage[]) {
  const asked: { texts: readonly string[]; role: string }[] = [];
  const search = new StubIndex([{}, {}], passages);
  const tools: RetrievalTools = {
    search,
    segmenter,
    termStatistics,
    traits: [],
    rankingNetwork: new Network(
      { features: [], mean: [], deviation: [], hidden: [], hiddenBias: [], output: [], linear: [] },
      [],
    ),
    embedder: {
      ...{ name: 'stub', hash: 'stub', dimensions: 2 },
      embed: async (texts, role) => {
        asked.push({ texts, role });
        return Float32Array.of(0.6, 0.8);
      },
    },
  };
  return { tools, search, asked };
}

/** N = 4 + 2000; 企业: n = 3 + 0.1 · 2000 = 203; 诉求: n = 1 + 0.01 · 2000 = 21; ln(1 + (N − n + 0.5) / (n + 0.5)). */
const ENTERPRISE = Math.log(1 + (2004 - 203 + 0.5) / 203.5);
const DEMAND = Math.log(1 + (2004 - 21 + 0.5) / 21.5);

const question = makeQuestion({
  normalised: '企业的诉求',
  content: '企业 诉求',
  terms: [makeTerm('企业'), makeTerm('诉求', { weight: 0.5 })],
});
const TOTAL = ENTERPRISE + 0.5 * DEMAND;

describe('termImportance', () => {
  it('is the inverse frequency in the index and the background together', () => {
    const { tools } = toolsOf(PASSAGES);
    expect(termImportance('企业', tools)).toBeCloseTo(ENTERPRISE, 10);
    expect(termImportance('诉求', tools)).toBeCloseTo(DEMAND, 10);
  });
});

describe('weighTerms', () => {
  it('gives each term its share of the whole weight', () => {
    const weighed = weighTerms(question, toolsOf(PASSAGES).tools);
    expect(weighed.map(({ term, importance }) => [term, importance])).toEqual([
      ['企业', expect.closeTo(ENTERPRISE / TOTAL, 10)],
      ['诉求', expect.closeTo((0.5 * DEMAND) / TOTAL, 10)],
    ]);
  });

  it('sums to 1 for any weights, and to 0 without terms', () => {
    const { tools } = toolsOf(PASSAGES);
    const term = fc.record({
      word: fc.constantFrom('企业', '诉求', '督查', '没有这个词'),
      weight: fc.double({ min: 0.1, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 8 }), (terms) => {
        const asked = makeQuestion({ terms: terms.map(({ word, weight }) => makeTerm(word, { weight })) });
        const shares = weighTerms(asked, tools).map(({ importance }) => importance);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
        for (const share of shares) expect(share).toBeGreaterThan(0);
      }),
    );
    expect(weighTerms(makeQuestion(), tools)).toEqual([]);
  });

  it('cuts synonyms into words and leaves out single characters, and those of nothing else', () => {
    const terms = [makeTerm('诉求', { alternatives: ['企业督查', '求', '督查'], place: true })];
    expect(weighTerms(makeQuestion({ terms }), toolsOf(PASSAGES).tools)).toEqual([
      {
        ...{ term: '诉求', place: true, importance: expect.closeTo(1, 10) },
        alternatives: [['企业', '督查'], ['督查']],
      },
    ]);
  });
});

describe('gatherCandidates', () => {
  it('unites the best of both sides, each scored on both, ascending', async () => {
    const { tools } = toolsOf(PASSAGES);
    const options = { depth: 2, mode: 'hybrid', selection: null } as const;
    const { candidates, vector } = await gatherCandidates(question, tools, options);
    // Passages 3 and 0 by terms, 1 and 3 by vector; 2 is third on one side and last on the other.
    expect(candidates).toEqual([
      { passage: 0, document: 0, lexical: expect.closeTo(2 / TOTAL, 10), dense: expect.closeTo(0.3, 6) },
      { passage: 1, document: 0, lexical: 0, dense: expect.closeTo(0.9, 6) },
      { passage: 3, document: 1, lexical: expect.closeTo(3 / TOTAL, 10), dense: expect.closeTo(0.5, 6) },
    ]);
    expect([...vector]).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)]);
  });

  it('keeps to one side where only one is asked', async () => {
    const { tools } = toolsOf(PASSAGES);
    const gather = async (mode: 'lexical' | 'dense') =>
      (await gatherCandidates(question, tools, { depth: 2, mode, selection: null })).candidates.map(
        ({ passage, lexical, dense }) => [passage, lexical > 0, dense > 0],
      );
    expect(await gather('lexical')).toEqual([
      [0, true, false],
      [3, true, false],
    ]);
    expect(await gather('dense')).toEqual([
      [1, false, true],
      [3, false, true],
    ]);
  });

  it('keeps to the documents selected', async () => {
    const { tools } = toolsOf(PASSAGES);
    const selection = Uint8Array.of(1, 0);
    const { candidates } = await gatherCandidates(question, tools, { depth: 9, mode: 'hybrid', selection });
    expect(candidates.map(({ passage }) => passage)).toEqual([0, 1]);
  });

  it('searches with weights that turn the index’s own inverse frequency into the blended one', async () => {
    const { tools, search } = toolsOf(PASSAGES);
    const terms = [
      makeTerm('企业', { alternatives: ['督查'] }),
      makeTerm('诉求', { weight: 0.5 }),
      // Where there are words, single characters are not looked up.
      makeTerm('求', { weight: 0.2 }),
    ];
    const asked = { ...question, terms };
    await gatherCandidates(asked, tools, { depth: 2, mode: 'lexical', selection: null });
    const sought = new Map(search.sought.map(({ term, weight }) => [term, weight]));
    // idf in four passages: 企业 in 3, 诉求 in 1, 督查 in 1. 督查 is not in the background: n = 1 + 2000 / 100.
    const own = (n: number) => Math.log(1 + (4 - n + 0.5) / (n + 0.5));
    expect(sought.get('企业')).toBeCloseTo(ENTERPRISE / own(3), 10);
    expect(sought.get('诉求')).toBeCloseTo((0.5 * DEMAND) / own(1), 10);
    expect(sought.get('督查')).toBeCloseTo((0.6 * DEMAND) / own(1), 10);
    expect(sought.size).toBe(3);
    await gatherCandidates({ ...asked, terms: terms.slice(2) }, tools, {
      ...{ depth: 2, mode: 'lexical', selection: null },
    });
    expect(search.sought.map(({ term }) => term)).toEqual(['求']);
  });

  it('embeds the question as asked, one that leans on an earlier one by its content', async () => {
    const { tools, asked } = toolsOf(PASSAGES);
    const options = { depth: 2, mode: 'hybrid', selection: null } as const;
    await gatherCandidates(question, tools, options);
    await gatherCandidates({ ...question, followUp: true }, tools, options);
    expect(asked).toEqual([
      { texts: ['企业的诉求'], role: 'query' },
      { texts: ['企业 诉求'], role: 'query' },
    ]);
  });

  it('finds each passage once, ascending, at most twice the depth, with the scores of its side', async () => {
    const score = fc.constantFrom(0, 0.1, 0.5, 0.5, 0.9);
    const passage = fc.record({ document: fc.nat(1), unit: fc.nat(3), lexical: score, dense: score });
    await fc.assert(
      fc.asyncProperty(
        fc.array(passage, { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (all, depth) => {
          const { tools } = toolsOf(all);
          const options = { depth, mode: 'hybrid', selection: null } as const;
          const { candidates } = await gatherCandidates(question, tools, options);
          const numbers = candidates.map((one) => one.passage);
          expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
          expect(numbers.length).toBeLessThanOrEqual(2 * depth);
          for (const one of candidates) {
            expect(one.dense).toBeCloseTo(all[one.passage]?.dense ?? -1, 6);
            expect(one.document).toBe(all[one.passage]?.document);
            expect(one.lexical > 0 || one.dense > 0).toBe(true);
          }
        },
      ),
    );
  });
});
