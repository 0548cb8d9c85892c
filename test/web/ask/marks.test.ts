import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Citation } from '../../../src/answer/schema.ts';
import { markCitations } from '../../../src/web/ask/marks.ts';

const citation = (index: number, quote: string): Citation => ({
  index,
  document: { id: 'd', title: null, documentNumber: null, issuer: null, issuedOn: null, status: 'unknown' },
  clause: { id: 'd-1', path: [], label: '' },
  quote,
  start: 0,
  end: quote.length,
  page: null,
  url: '/documents/d',
});

it('sets a mark behind each quote, blanks and marks of markdown aside', () => {
  const citations = [citation(1, '**甲**\n乙'), citation(2, '丙丁')];
  expect(markCitations({ answer: '甲乙；丙 丁。', citations })).toEqual([
    { text: '甲乙', marks: [1] },
    { text: '；丙 丁', marks: [2] },
    { text: '。', marks: [] },
  ]);
});

it('sets two that end together side by side, and one that is not found at the end', () => {
  const citations = [citation(1, '丙'), citation(2, '乙丙'), citation(3, '别处')];
  expect(markCitations({ answer: '甲乙丙丁', citations })).toEqual([
    { text: '甲乙丙', marks: [1, 2] },
    { text: '丁', marks: [3] },
  ]);
});

it('counts characters outside the basic plane as they are', () => {
  expect(markCitations({ answer: '𠮷𠮷甲。乙', citations: [citation(1, '𠮷甲。')] })).toEqual([
    { text: '𠮷𠮷甲。', marks: [1] },
    { text: '乙', marks: [] },
  ]);
});

it('takes the marks that the answer carries itself, and leaves brackets alone that are none', () => {
  const citations = [citation(1, '甲'), citation(2, '乙')];
  expect(markCitations({ answer: '先乙[2]，再甲[1]；见[9]。', citations })).toEqual([
    { text: '先乙', marks: [2] },
    { text: '，再甲', marks: [1] },
    { text: '；见[9]。', marks: [] },
  ]);
});

it('loses nothing of the answer and none of the citations', () => {
  const text = fc.string({ unit: fc.constantFrom('甲', '乙', ' ', '。', '𠮷', '*'), maxLength: 20 });
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 4 }), (answer, quotes) => {
      const citations = quotes.map((quote, at) => citation(at + 1, quote));
      const pieces = markCitations({ answer, citations });
      expect(pieces.map((piece) => piece.text).join('')).toBe(answer);
      expect(pieces.flatMap(({ marks }) => [...marks]).sort()).toEqual(citations.map(({ index }) => index));
    }),
  );
});
