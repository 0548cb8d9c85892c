import { describe, expect, it } from 'vitest';
import { chooseSpan, spanCandidates } from '../../src/evidence/choose-span.ts';
import { PassageReader } from '../../src/evidence/passage-reader.ts';
import type { Evidence } from '../../src/evidence/schema.ts';
import type { EvidenceTools } from '../../src/evidence/select.ts';
import { SPAN_FEATURES } from '../../src/evidence/span-features.ts';
import { WordVectors } from '../../src/evidence/word-vectors.ts';
import { TermStatistics } from '../../src/text/term-statistics.ts';
import { embedder, segmenter } from '../indexing/writer-parts.ts';
import { evidenceOf, lay, preferring } from '../support/evidence.ts';
import { makeQuestion, makeTerm } from '../support/question.ts';
import { stubCatalogue } from '../support/stub-index.ts';

const SENTENCE = '企业诉求：一般问题5个工作日办结，疑难问题10个工作日回复；由县发改委负责。';
const NEXT = '特此通知。';
// Each says more than the question: four characters and more that it has not.
const OTHERS = [
  '甲条另行规定。',
  '乙条另行规定。',
  '丙条另行规定。',
  '丁条另行规定。',
  '戊条另行规定。',
  '己条另行规定。',
];
const laid = lay([
  { unit: 0, clauseId: 'a', text: SENTENCE + NEXT, terms: ['疑难问题', '回复'] },
  ...OTHERS.map((text, at) => ({ unit: at + 1, clauseId: `c${at}`, text })),
]);

const question = makeQuestion({
  normalised: '疑难问题几天回复',
  terms: [makeTerm('疑难问题'), makeTerm('回复')],
  answerType: 'time_limit',
});

/** Seven pieces, the first of them the sentence that answers, each 0.5 behind the one before. */
const evidence: readonly Evidence[] = [SENTENCE, ...OTHERS].map((words, at) =>
  evidenceOf(laid.search, at, words, { score: 2 - at / 2 }),
);

const toolsWith = (weights: Readonly<Record<string, number>>): EvidenceTools => {
  const none = preferring([], {});
  return {
    ...{
      search: laid.search,
      catalogue: stubCatalogue({}, laid.text),
      passageReader: new PassageReader(segmenter),
    },
    ...{ segmenter, embedder, termStatistics: new TermStatistics(100, new Map()), traits: [] },
    ...{ rankingNetwork: none, selectionNetwork: none, confidenceNetwork: none },
    ...{ wordVectors: new WordVectors(embedder), spanNetwork: preferring(SPAN_FEATURES, weights) },
  };
};

/** What is quoted by a network that adds up features with these weights. */
function quoted(weights: Readonly<Record<string, number>>, of = evidence): string | undefined {
  const chosen = chooseSpan(question, of, toolsWith(weights));
  return chosen && laid.text.slice(chosen.span.start, chosen.span.end);
}

describe('chooseSpan', () => {
  it.each([
    ['the whole sentence', { whole: 1, rank: 1 }, SENTENCE],
    // 企业诉求： is shorter and opens a list: it is no candidate.
    ['the shortest part', { share: -1, rank: 1 }, '由县发改委负责。'],
    // 12 characters with a time limit; 13 with one and the terms of the question.
    ['a short part with a time limit', { typeMet: 10, length: -1 }, '一般问题5个工作日办结，'],
    ['such a part with the terms', { typeMet: 10, covered: 10, length: -1 }, '疑难问题10个工作日回复；'],
    ['several sentences', { several: 1 }, SENTENCE + NEXT],
  ])('takes what the network prefers: %s', (_, weights, expected) => {
    expect(quoted(weights)).toBe(expected);
  });

  it('takes the whole sentence of the best evidence where all are equal', () => {
    expect(quoted({})).toBe(SENTENCE);
    expect(quoted({}, evidence.slice(2))).toBe('乙条另行规定。');
  });

  it('looks at the first three pieces', () => {
    // The rank feature falls, so a network against it takes the last one looked at.
    expect(quoted({ rank: -1 })).toBe('乙条另行规定。');
    expect(quoted({ behind: 1 })).toBe(SENTENCE);
  });

  it('says which evidence it took, and the score', () => {
    const chosen = chooseSpan(question, evidence, toolsWith({ several: 3 }));
    expect(chosen?.evidence).toBe(evidence[0]);
    expect(chosen?.score).toBeCloseTo(3, 6);
  });

  it('passes over what only repeats the question', () => {
    // 办理 alone is new of 疑难问题办理。, two characters; with what stands behind it, more.
    const echo = lay([
      { unit: 0, clauseId: 'a', text: '疑难问题办理。另有规定的除外。', terms: ['疑难问题'] },
    ]);
    const tools = {
      ...toolsWith({ whole: 1 }),
      search: echo.search,
      catalogue: stubCatalogue({}, echo.text),
    };
    const chosen = chooseSpan(question, [evidenceOf(echo.search, 0, '疑难问题办理。')], tools);
    expect(chosen && echo.text.slice(chosen.span.start, chosen.span.end)).toBe(
      '疑难问题办理。另有规定的除外。',
    );
  });

  it('takes nothing where there is none', () => {
    expect(chooseSpan(question, [], toolsWith({}))).toBeUndefined();
  });
});

describe('spanCandidates', () => {
  it('have a row each, the best evidence first, with its distance from the best', () => {
    const candidates = spanCandidates(question, evidence.slice(0, 2), toolsWith({}));
    const behind = SPAN_FEATURES.indexOf('behind');
    for (const { evidence: own, row } of candidates) {
      expect(row).toHaveLength(SPAN_FEATURES.length);
      expect(row[behind]).toBe(own === evidence[0] ? 0 : -0.5);
    }
    // Of four parts: the sentence, nine runs but the one that ends where the list opens, and one with the next sentence;
    // then the second piece's sentence.
    expect(candidates).toHaveLength(1 + 8 + 1 + 1);
    expect(candidates.findIndex((one) => one.evidence === evidence[1])).toBe(10);
  });
});
