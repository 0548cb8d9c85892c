import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTypingError } from '../../src/question/typing-error.ts';
import { Vocabulary } from '../../src/question/vocabulary.ts';

const WORDS = [
  '诉求',
  '诉讼',
  '办结',
  '时限',
  '期限',
  '工作日',
  '工作',
  '服务型政府',
  '国务院',
  '赣服通',
  '13710',
  '日',
];
const vocabulary = new Vocabulary(WORDS, (word) => WORDS.includes(word));
const near = (written: string) =>
  vocabulary
    .near(written)
    .map(({ word }) => word)
    .sort();

describe('Vocabulary', () => {
  it('holds words of 2 to 6 Chinese characters', () => {
    expect(vocabulary.size).toBe(10);
  });

  it.each([
    ['素求', ['诉求']],
    ['求诉', ['诉求']],
    ['时线', ['时限']],
    ['拆求', ['诉求']],
    ['国院', ['国务院']],
    ['工作作日', ['工作日']],
    ['干服通', ['赣服通']],
    ['服务刑政府', ['服务型政府']],
    ['干杯', []],
    ['诉求', []],
  ])('finds what %s may have been: %j', (written, words) => expect(near(written)).toEqual(words));

  it('finds every word of three and more with one character replaced, left out, added or swapped', () => {
    const long = WORDS.filter((word) => word.length >= 3 && !word.startsWith('1'));
    const error = fc.constantFrom('replace', 'leave out', 'add', 'swap');
    fc.assert(
      fc.property(
        fc.constantFrom(...long),
        error,
        fc.nat(20),
        fc.constantFrom(...'企素节口'),
        (word, kind, nat, other) => {
          const at = nat % (word.length - 1);
          const [start, character, next, end] = [
            word.slice(0, at),
            word.charAt(at),
            word.charAt(at + 1),
            word.slice(at + 2),
          ];
          const written = {
            replace: start + other + next + end,
            'leave out': start + next + end,
            add: start + character + other + next + end,
            swap: start + next + character + end,
          }[kind];
          if (written === word) return;
          expect(findTypingError(written, word)).not.toBeNull();
          expect(near(written)).toContain(word);
        },
      ),
    );
  });
});
