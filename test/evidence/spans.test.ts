import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidateRuns, type Surroundings, spanOf } from '../../src/evidence/spans.ts';
import { around, type Laid, lay } from '../support/evidence.ts';

/** Sentences of one clause in one passage. */
const one = (text: string): Laid => lay([{ unit: 0, clauseId: 'a', text }]);

const slices = (laid: Laid, surroundings: Surroundings) =>
  candidateRuns(surroundings).map((run) => {
    const { start, end } = spanOf(surroundings, run);
    return laid.text.slice(start, end);
  });

describe('readSurroundings', () => {
  it('cuts the sentences of a passage into parts, with their places in the document', () => {
    const laid = lay([
      { unit: 0, clauseId: 'a', text: '适用范围。' },
      { unit: 1, clauseId: 'b', text: '一般问题5日办结，疑难问题10日回复；另行规定。 由县发改委负责。' },
    ]);
    const read = around(laid, 1, '由县发改委负责。');
    // The first passage has six characters with its line end; the sentence behind the blank is the evidence.
    expect(read.seed).toBe(1);
    expect(read.firstPart).toEqual([0, 3, 4]);
    expect(read.parts.map(({ span, sentence }) => [laid.text.slice(span.start, span.end), sentence])).toEqual(
      [
        ['一般问题5日办结，', 0],
        ['疑难问题10日回复；', 0],
        ['另行规定。', 0],
        ['由县发改委负责。', 1],
      ],
    );
    // Texts of parts are normalised: full-width commas become narrow ones.
    expect(read.parts[0]?.text).toBe('一般问题5日办结,');
  });

  it('reads three passages on either side, of the same unit and document alone', () => {
    const numbers = Array.from({ length: 9 }, (_, at) => at);
    const laid = lay(numbers.map((at) => ({ unit: 0, clauseId: 'a', text: `第${at}句。` })));
    const texts = (number: number) =>
      around(laid, number, `第${number}句。`).sentences.map(({ text }) => text.charAt(1));
    expect(texts(4).join('')).toBe('1234567');
    expect(texts(0).join('')).toBe('0123');
    expect(texts(8).join('')).toBe('5678');

    const mixed = lay([
      { unit: 0, clauseId: 'a', text: '别的条。' },
      { unit: 1, clauseId: 'a', text: '本条前。' },
      { unit: 1, clauseId: 'a', text: '本条后。' },
      { unit: 1, clauseId: 'a', text: '别的文件。', document: 1 },
    ]);
    const read = around(mixed, 2, '本条后。');
    expect(read.sentences.map(({ text }) => text)).toEqual(['本条前。', '本条后。']);
    expect(read.seed).toBe(1);
  });

  it('keeps to clauses that one clause holds', () => {
    const laid = lay([
      { unit: 0, clauseId: 'number', text: '某府发一号。' },
      { unit: 0, clauseId: 'a2', text: '第一款前。' },
      { unit: 0, clauseId: 'a2.1', text: '第一款。' },
      { unit: 0, clauseId: 'a2.2', text: '第二款。' },
      { unit: 0, clauseId: 'closing', text: '结尾。' },
    ]);
    const ancestors = { 'a2.1': ['a2'], 'a2.2': ['a2'], a2: [], number: [], closing: [] };
    const texts = (number: number, sentence: string) =>
      around(laid, number, sentence, ancestors).sentences.map(({ text }) => text);
    // Two paragraphs of an article, and the article above them; not what stands beside it.
    expect(texts(3, '第二款。')).toEqual(['第一款前。', '第一款。', '第二款。']);
    expect(texts(1, '第一款前。')).toEqual(['第一款前。', '第一款。', '第二款。']);
    expect(texts(0, '某府发一号。')).toEqual(['某府发一号。']);
    expect(texts(4, '结尾。')).toEqual(['结尾。']);
  });

  it('tells the evidence apart from the same words elsewhere', () => {
    const laid = lay([
      { unit: 0, clauseId: 'a', text: '特此通知。' },
      { unit: 0, clauseId: 'a', text: '另行规定。特此通知。' },
    ]);
    expect(around(laid, 0, '特此通知。').seed).toBe(0);
    expect(around(laid, 1, '特此通知。').seed).toBe(2);
  });
});

describe('candidateRuns', () => {
  it('begins with the whole sentence, then has the runs of its parts', () => {
    const laid = one('甲一，乙二，丙三。');
    expect(slices(laid, around(laid, 0, '甲一，乙二，丙三。'))).toEqual([
      '甲一，乙二，丙三。',
      '甲一，',
      '甲一，乙二，',
      '乙二，',
      '乙二，丙三。',
      '丙三。',
    ]);
  });

  it('ends no run where a list opens, unless nothing follows', () => {
    const laid = one('应当补偿：甲一，乙二。');
    expect(slices(laid, around(laid, 0, '应当补偿：甲一，乙二。'))).toEqual([
      '应当补偿：甲一，乙二。',
      '应当补偿：甲一，',
      '甲一，',
      '甲一，乙二。',
      '乙二。',
    ]);
    const alone = one('应当补偿：');
    expect(slices(alone, around(alone, 0, '应当补偿：'))).toEqual(['应当补偿：']);
  });

  it('adds whole sentences before and behind', () => {
    const laid = one('前一。前二。本句。后一。');
    // Up to two sentences before the evidence's own; all four together are shorter than 220 characters.
    expect(slices(laid, around(laid, 0, '本句。'))).toEqual([
      '本句。',
      '前一。前二。本句。',
      '前一。前二。本句。后一。',
      '前二。本句。',
      '前二。本句。后一。',
      '本句。后一。',
    ]);
    expect(slices(laid, around(laid, 0, '后一。'))).toEqual(['后一。', '前二。本句。后一。', '本句。后一。']);
    expect(slices(laid, around(laid, 0, '前一。')).at(-1)).toBe('前一。前二。本句。后一。');
  });

  it('has more than three sentences only up to 220 characters, and at most five behind', () => {
    const long = (mark: string) => `${mark.repeat(60)}。`;
    const five = one(['甲', '乙', '丙', '丁', '戊'].map(long).join(''));
    // Three sentences have 183 characters, four would have 244.
    expect(slices(five, around(five, 0, long('甲'))).map((text) => text.length)).toEqual([61, 122, 183]);
    // Four of 55 characters have 220.
    const four = one(['甲', '乙', '丙', '丁'].map((mark) => `${mark.repeat(54)}。`).join(''));
    expect(slices(four, around(four, 0, `${'甲'.repeat(54)}。`)).map((text) => text.length)).toEqual([
      55, 110, 165, 220,
    ]);
    const eight = one(['甲。', '乙。', '丙。', '丁。', '戊。', '己。', '庚。', '辛。'].join(''));
    expect(slices(eight, around(eight, 0, '甲。')).map((text) => text.length)).toEqual([2, 4, 6, 8, 10, 12]);
  });

  it('has runs of five parts of a long sentence, from its first fourteen parts, and to its end', () => {
    const sentence = `${Array.from({ length: 19 }, (_, at) => `第${at}项`).join('，')}，最后。`;
    const laid = one(sentence);
    const runs = slices(laid, around(laid, 0, sentence));
    // The sentence; of the beginnings 0 … 9 five runs each, of 10 … 13 four, three, two and one: 60; to the end of
    // the sentence from 1 … 13: 13.
    expect(runs).toHaveLength(1 + 60 + 13);
    expect(runs[0]).toBe(sentence);
    expect(runs).toContain('第9项，第10项，第11项，第12项，第13项，');
    expect(runs).not.toContain('第10项，第11项，第12项，第13项，第14项，');
    expect(runs).toContain(sentence.slice(sentence.indexOf('第13项')));
    expect(runs).not.toContain(sentence.slice(sentence.indexOf('第14项')));
  });

  it('stays in the unit and in the document, each run once, within the limits of length', () => {
    const part = fc.stringMatching(/^[甲乙丙]{1,40}$/u);
    const sentence = fc.array(part, { minLength: 1, maxLength: 18 }).map((parts) => `${parts.join('，')}。`);
    const passage = fc.record({
      ...{ unit: fc.nat(2), clauseId: fc.constantFrom('a', 'b') },
      text: fc.array(sentence, { minLength: 1, maxLength: 3 }).map((sentences) => sentences.join('')),
    });
    const ascending = fc
      .array(passage, { minLength: 1, maxLength: 6 })
      .map((passages) => passages.sort((a, b) => a.unit - b.unit));
    fc.assert(
      fc.property(ascending, fc.nat(), (passages, pick) => {
        const laid = lay(passages);
        const number = pick % passages.length;
        const { text = '', unit = -1 } = passages[number] ?? {};
        const first = text.slice(0, text.indexOf('。') + 1);
        const read = around(laid, number, first, { a: [], b: ['a'] });
        const runs = candidateRuns(read);
        const ofUnit = laid.laid.filter((other) => other.unit === unit);
        const from = Math.min(...ofUnit.map(({ start }) => start));
        const to = Math.max(...ofUnit.map((other) => other.start + other.text.length));
        const seedStart = read.firstPart[read.seed] ?? -1;
        const seedEnd = (read.firstPart[read.seed + 1] ?? 0) - 1;
        expect(laid.text.slice(spanOf(read, { first: seedStart, last: seedEnd }).start)).toMatch(
          new RegExp(`^${first}`, 'u'),
        );
        expect(runs[0]).toEqual({ first: seedStart, last: seedEnd });
        expect(new Set(runs.map((run) => `${run.first} ${run.last}`)).size).toBe(runs.length);
        for (const run of runs) {
          expect(run.first).toBeLessThanOrEqual(run.last);
          const { start, end } = spanOf(read, run);
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeLessThanOrEqual(to);
          expect(start).toBeLessThan(end);
          const firstSentence = read.parts[run.first]?.sentence ?? -1;
          const lastSentence = read.parts[run.last]?.sentence ?? -1;
          expect(firstSentence <= read.seed && read.seed <= lastSentence).toBe(true);
          if (firstSentence === lastSentence) {
            expect(run.last - run.first < 5 || run.last === seedEnd).toBe(true);
          } else {
            expect(lastSentence - firstSentence < 3 || end - start <= 220).toBe(true);
            expect(run.first).toBe(read.firstPart[firstSentence]);
            expect(run.last).toBe((read.firstPart[lastSentence + 1] ?? 0) - 1);
          }
        }
      }),
    );
  });
});
