import { describe, expect, it } from 'vitest';
import type { DocumentTraits } from '../../src/retrieval/document-traits.ts';
import {
  type Candidate,
  RANKING_FEATURES,
  type RankingFeature,
  rankingFeatures,
  type WeighedTerm,
} from '../../src/retrieval/features.ts';
import { openRankingNetwork } from '../../src/retrieval/rank.ts';
import { makeQuestion } from '../support/question.ts';
import { StubIndex } from '../support/stub-index.ts';

const trait = (fields: Partial<DocumentTraits>): DocumentTraits => ({
  ...{ level: null, form: 'other', year: null, age: 2, older: false, namedBy: 0, title: '' },
  ...fields,
});

const term = (word: string, importance: number, fields: Partial<WeighedTerm> = {}): WeighedTerm => ({
  ...{ term: word, importance, place: false, alternatives: [] },
  ...fields,
});

/** Columns by name, one number for each candidate. */
function columns(features: Float32Array): Record<string, number[]> {
  const width = RANKING_FEATURES.length;
  const rows = Array.from({ length: features.length / width }, (_, row) => row * width);
  return Object.fromEntries(
    RANKING_FEATURES.map((name, column) => [
      name,
      rows.map((start) => features[start + column] ?? Number.NaN),
    ]),
  );
}

/** A national law of 2010 with passages 0 and 1 in one article, and a city's notice of 2022 with 2 and 3. */
const search = new StubIndex(
  [{ titleTerms: ['养老金'] }, { titleTerms: ['赣州'] }],
  [
    { document: 0, unit: 7, terms: ['申领'] },
    { document: 0, unit: 7, terms: ['退休', '待遇'], headingTerms: ['申领'] },
    { document: 1, unit: 8, terms: ['养老金', '2022'] },
    { document: 1, unit: 9, terms: ['退休', '待遇'], headingTerms: ['领取'] },
  ],
);
const traits = [
  trait({ level: 'national', form: 'law', year: 2010, age: 1.2, older: true, namedBy: 3, title: '养老法' }),
  trait({ level: 'city', form: 'notice', year: 2022, age: 0, title: '赣州通知' }),
];
const terms = [
  term('养老金', 0.4, { alternatives: [['退休', '待遇']] }),
  term('申领', 0.25, { alternatives: [['办理', '2022'], ['领取']] }),
  term('赣州', 0.2, { place: true }),
  term('2022', 0.15),
];
const candidates: Candidate[] = [
  { passage: 0, document: 0, lexical: 0.5, dense: 0.6 },
  { passage: 1, document: 0, lexical: 0, dense: 0.8 },
  { passage: 2, document: 1, lexical: 0.7, dense: 0.3 },
  { passage: 3, document: 1, lexical: 0.2, dense: 0 },
];
const question = makeQuestion({ normalised: '《养老法》2022年赣州的养老金怎么申领', level: 'city' });
const GROUPS = [0, 0, 1, 2];

const THIRD = 1 / Math.log2(3);

/**
 * Where the terms stand, by hand (T title, H headings, X text):
 *            养老金 0.4   申领 0.25   赣州 0.2   2022 0.15
 * passage 0  T           X           –          –
 * passage 1  T           H           –          –
 * passage 2  X           –           T          X
 * passage 3  synonym     synonym     T          –
 */
const EXPECTED: Readonly<Record<RankingFeature, readonly number[]>> = {
  lexical: [0.5, 0, 0.7, 0.2],
  lexicalBehind: [-0.2, -0.7, 0, -0.5],
  dense: [0.6, 0.8, 0.3, 0],
  denseBehind: [-0.2, 0, -0.5, -0.8],
  // Passages 2, 0, 3 are first, second and third: 1 / log2(2), 1 / log2(3), 1 / log2(4); passage 1 is not found.
  lexicalRank: [THIRD, 0, 1, 0.5],
  // Passages 1, 0, 2.
  denseRank: [THIRD, 1, 0.5, 0],
  text: [0.25, 0, 0.4 + 0.15, 0],
  heading: [0.25, 0.25, 0.55, 0],
  title: [0.65, 0.65, 0.75, 0.2],
  // 养老金 and 申领 in the law; all but 申领 in the notice.
  document: [0.65, 0.65, 0.75, 0.75],
  titleAlone: [0.4, 0.4, 0.2, 0.2],
  headingAlone: [0, 0.25, 0, 0],
  // 退休 and 待遇 stand in passage 1 too, but 养老金 itself stands in its title; of 办理 2022 passage 2 has a half;
  // 领取 stands in a heading.
  synonym: [0, 0, 0, 0.4 + 0.25],
  missing: [0.2, 0.2, 0.25, 0.4],
  // 养老金 and 2022 have more than two characters.
  compounds: [0, 0, 0.4 + 0.15, 0],
  // Two of each document are among the first ten.
  documentTop: [0.2, 0.2, 0.2, 0.2],
  documentShare: [0.5, 0.5, 0.5, 0.5],
  // Sums 1.1, 0.8, 1.0, 0.2: the law has the best one, the notice 1.0.
  documentBehind: [0, 0, -0.1, -0.1],
  // 养老金 and 申领 in the article; passages 2 and 3 by themselves.
  clause: [0.65, 0.65, 0.75, 0.2],
  // The article's best is 0.8.
  clauseDense: [0.2, 0, 0, 0],
  // 养老法 stands in the question, 赣州通知 does not.
  named: [1, 1, 0, 0],
  older: [1, 1, 0, 0],
  // ln(1 + 3)
  namedBy: [Math.log(4), Math.log(4), 0, 0],
  age: [1.2, 1.2, 0, 0],
  yearAsked: [0, 0, 1, 1],
  yearOther: [1, 1, 0, 0],
  levelAsked: [0, 0, 1, 1],
  levelOther: [1, 1, 0, 0],
  national: [1, 1, 0, 0],
  local: [0, 0, 1, 1],
  placeKnown: [0, 0, 1, 1],
  placeUnknown: [1, 1, 0, 0],
  localUnasked: [0, 0, 0, 0],
  form_law: [1, 1, 0, 0],
  form_regulation: [0, 0, 0, 0],
  form_rules: [0, 0, 0, 0],
  form_interpretation: [0, 0, 0, 0],
  form_decision: [0, 0, 0, 0],
  form_notice: [0, 0, 1, 1],
  form_other: [0, 0, 0, 0],
  // 4 / 10
  terms: [0.4, 0.4, 0.4, 0.4],
  bestLexical: [0.7, 0.7, 0.7, 0.7],
  bestDense: [0.8, 0.8, 0.8, 0.8],
  bestText: [0.55, 0.55, 0.55, 0.55],
};

describe('rankingFeatures', () => {
  const given = columns(rankingFeatures(question, terms, candidates, { search, traits }, GROUPS));

  it.each(RANKING_FEATURES)('%s', (name) => {
    expect(given[name]).toEqual(EXPECTED[name].map((value) => expect.closeTo(value, 5)));
  });

  it('counts no more than the first ten candidates of a document', () => {
    // Twelve passages of document 0 and one of document 1, which is the seventh by the sum of both sides.
    const passages = Array.from({ length: 13 }, (_, at) => ({ document: at === 6 ? 1 : 0, unit: at }));
    const many = passages.map(({ document }, passage) => ({
      ...{ passage, document },
      ...{ lexical: 0.4 - passage / 100, dense: 0.4 },
    }));
    const index = new StubIndex([{}, {}], passages);
    const tools = { search: index, traits: [trait({}), trait({})] };
    const groups = passages.map(({ unit }) => unit);
    const { documentTop, documentShare } = columns(rankingFeatures(question, [], many, tools, groups));
    // Nine of the first ten are of document 0, one is of document 1.
    expect(documentTop?.[0]).toBeCloseTo(0.9, 6);
    expect(documentTop?.[6]).toBeCloseTo(0.1, 6);
    expect(documentShare?.[0]).toBeCloseTo(12 / 13, 6);
    expect(documentShare?.[6]).toBeCloseTo(1 / 13, 6);
  });

  it('tells documents of a place only where the question names no place and no level', () => {
    const plain = makeQuestion({ normalised: '养老金怎么申领' });
    const named = terms.filter(({ place }) => !place);
    const one = columns(rankingFeatures(plain, named, candidates, { search, traits }, GROUPS));
    expect(one.localUnasked).toEqual([0, 0, 1, 1]);
    for (const name of [
      'placeKnown',
      'placeUnknown',
      'levelAsked',
      'levelOther',
      'yearAsked',
      'yearOther',
      'named',
    ]) {
      expect(one[name], name).toEqual([0, 0, 0, 0]);
    }
    const level = columns(
      rankingFeatures({ ...plain, level: 'city' }, named, candidates, { search, traits }, GROUPS),
    );
    expect(level.localUnasked).toEqual([0, 0, 0, 0]);
  });

  it('knows nothing against a document that states neither level nor year nor title', () => {
    const unknown = [trait({}), trait({ title: '养老' })];
    const one = columns(rankingFeatures(question, terms, candidates, { search, traits: unknown }, GROUPS));
    // A title of two characters stands in many a question.
    for (const name of ['levelOther', 'yearOther', 'national', 'local', 'named', 'namedBy']) {
      expect(one[name], name).toEqual([0, 0, 0, 0]);
    }
    expect(one.age).toEqual([2, 2, 2, 2]);
    expect(one.form_other).toEqual([1, 1, 1, 1]);
  });

  it('reads years of four digits, with 年 or without, and not parts of longer numbers', () => {
    const asked = (normalised: string) => {
      const { yearAsked, yearOther } = columns(
        rankingFeatures(makeQuestion({ normalised }), [], candidates, { search, traits }, GROUPS),
      );
      return [yearAsked?.[2], yearOther?.[2]];
    };
    expect(asked('2022年的通知')).toEqual([1, 0]);
    expect(asked('2022通知')).toEqual([1, 0]);
    expect(asked('2010年和2022年的通知')).toEqual([1, 0]);
    expect(asked('2010年的通知')).toEqual([0, 1]);
    expect(asked('12022元')).toEqual([0, 0]);
  });

  it('gives no row for no candidate, and refuses a document without traits', () => {
    expect(rankingFeatures(question, terms, [], { search, traits }, [])).toHaveLength(0);
    expect(() => rankingFeatures(question, terms, candidates, { search, traits: [] }, GROUPS)).toThrow(
      'no traits',
    );
  });

  it('is what the ranking network takes', () => {
    const rows = rankingFeatures(question, terms, candidates, { search, traits }, GROUPS);
    const scores = openRankingNetwork().scores(rows);
    expect(scores).toHaveLength(4);
    expect(scores.every(Number.isFinite)).toBe(true);
  });
});
