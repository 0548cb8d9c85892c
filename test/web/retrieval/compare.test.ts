import { expect, it } from 'vitest';
import type { SearchHit } from '../../../src/retrieval/schema.ts';
import { compare } from '../../../src/web/retrieval/compare.ts';

const hits = (...ids: readonly string[]): SearchHit[] =>
  ids.map((id, at) => ({
    rank: at + 1,
    score: 10 - at,
    scores: { lexical: null, dense: null },
    matchedTerms: [],
    document: { id: 'd', title: null, documentNumber: null, issuer: null, issuedOn: null, status: 'unknown' },
    clause: { id, path: [], label: '', text: '' },
    passage: { start: 0, end: 0, text: '' },
  }));

it('gives each clause once with its place on every way, the learned ranking first', () => {
  const compared = compare({
    learned: hits('甲', '乙'),
    lexical: hits('乙', '丙', '丁'),
    dense: hits('丁', '甲'),
  });
  expect(
    compared.map(({ hit, learned, lexical, dense }) => [
      hit.clause.id,
      learned,
      lexical?.rank ?? null,
      dense?.rank ?? null,
    ]),
  ).toEqual([
    ['甲', 1, null, 2],
    ['乙', 2, 1, null],
    // Not in the learned ranking: 丁 is first on one side, 丙 second.
    ['丁', null, 3, 1],
    ['丙', null, 2, null],
  ]);
});

it('compares nothing with nothing', () => {
  expect(compare({ learned: [], lexical: [], dense: [] })).toEqual([]);
});
