import fc from 'fast-check';
import { expect, it } from 'vitest';
import { markTerms } from '../../../src/web/retrieval/marked-terms.ts';

const marked = (text: string, terms: readonly string[]) =>
  markTerms(text, terms)
    .map((piece) => (piece.matched ? `[${piece.text}]` : piece.text))
    .join('');

it.each([
  ['企业诉求办结', ['企业', '诉求'], '[企业诉求]办结'],
  ['企业诉求', ['企业诉求', '企业', '诉求'], '[企业诉求]'],
  ['办结时限，办结', ['办结'], '[办结]时限，[办结]'],
  ['推广ＡＰＰ和App', ['app'], '推广[ＡＰＰ]和[App]'],
  ['没有', ['', ' '], '没有'],
  ['', ['企业'], ''],
])('marks in %j the words %j', (text, terms, expected) => {
  expect(marked(text, terms)).toBe(expected);
});

it('keeps the text, whatever is marked', () => {
  const text = fc.string({ unit: fc.constantFrom('企', '业', 'İ', 'ß', 'Ａ', 'a', '𠮷'), maxLength: 20 });
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 4 }), (whole, terms) => {
      expect(
        markTerms(whole, terms)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(whole);
    }),
  );
});
