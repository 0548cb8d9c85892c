import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SentenceSplitter } from '../../../src/answer/written/sentence-splitter.ts';

const mark = (numbers: readonly number[]) => numbers.map((one) => `[${one}]`).join('');

function split(pieces: readonly string[]) {
  const splitter = new SentenceSplitter();
  const sentences = [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
  return sentences.map(({ text, markers, marked }) => ({ text, markers, marked: marked(mark) }));
}

describe('SentenceSplitter', () => {
  it('takes a marker before or behind the full stop to its sentence', () => {
    expect(split(['甲办理[1]。乙受理。[2]丙答复。【3，4】'])).toEqual([
      { text: '甲办理。', markers: [1], marked: '甲办理[1]。' },
      { text: '乙受理。', markers: [2], marked: '乙受理[2]。' },
      { text: '丙答复。', markers: [3, 4], marked: '丙答复[3][4]。' },
    ]);
  });

  it('reads ranges, and leaves years in brackets alone', () => {
    expect(split(['见赣府发[2022]16号[1-3]。'])).toEqual([
      { text: '见赣府发[2022]16号。', markers: [1, 2, 3], marked: '见赣府发[2022]16号[1][2][3]。' },
    ]);
  });

  it('does not cut within a quotation', () => {
    expect(split(['要求“马上就办。办就办好”的作风[1]。']).map(({ text }) => text)).toEqual([
      '要求“马上就办。办就办好”的作风。',
    ]);
  });

  it('drops the numbers of a list, which nothing checks', () => {
    expect(split(['1. 甲办理[1]\n2）乙受理[2]\n3.5万元[3]']).map(({ text }) => text)).toEqual([
      '甲办理',
      '乙受理',
      '3.5万元',
    ]);
  });

  it('finds the same sentences however the text comes in', () => {
    const part = fc.constantFrom(
      '甲',
      '“',
      '”',
      '。',
      '！',
      '[1]',
      '【2、3】',
      '[',
      ']',
      '\n',
      '（',
      '）',
      ' ',
      '**',
      '，',
      '12',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), (parts, size) => {
        const text = parts.join('');
        const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'gu')) ?? [];
        expect(split(pieces)).toEqual(split([text]));
      }),
      { numRuns: 500 },
    );
  });
});
