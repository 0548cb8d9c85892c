import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleNumber, decode, readLaws } from '../../scripts/train-embedding/read-texts.ts';
import {
  FOLDS,
  foldOf,
  readLawQuestions,
  readPolicyQuestions,
  readTexts,
} from '../../scripts/training-questions/read.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LAWS = join(ROOT, '../shared/data/train/laws');
const POLICIES = join(ROOT, '../shared/data/train/policies');

const withoutBlanks = (text: string): string => text.replaceAll(/\s/gu, '');
const linesOf = (name: string): string[] =>
  readFileSync(join(ROOT, 'scripts/training-questions', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

/** Those that stand more than once. */
function repeated(items: readonly string[]): string[] {
  const seen = new Set<string>();
  return items.filter((item) => seen.size === seen.add(item).size);
}

const isStripped = (text: string): boolean => text !== '' && text === text.trim();

describe('questions on laws', () => {
  const questions = readLawQuestions();

  it('have law, article and question on each line, and an answer or none', () => {
    const lines = linesOf('laws.tsv');
    expect(lines.filter((line) => ![3, 4].includes(line.split('\t').length))).toEqual([]);
    expect(questions).toHaveLength(lines.length);
    expect(questions.length).toBeGreaterThan(0);
    const incomplete = questions.filter(
      ({ law, article, question, answer }) =>
        ![law, article, question, answer ?? '无'].every(isStripped) || articleNumber(article) !== article,
    );
    expect(incomplete).toEqual([]);
  });

  it('ask nothing twice', () => {
    expect(repeated(questions.map(({ question }) => question))).toEqual([]);
  });

  it.runIf(existsSync(LAWS))('name an article that is there, and quote it', () => {
    const articles = new Map<string, string[]>();
    for (const { title, clauses } of readLaws(LAWS)) {
      for (const { text } of clauses) {
        const key = `${title} ${articleNumber(text)}`;
        articles.set(key, [...(articles.get(key) ?? []), withoutBlanks(text)]);
      }
    }
    const wrong = questions.filter(({ law, article, answer }) => {
      const texts = articles.get(`${law} ${article}`) ?? [];
      return !texts.some((text) => text.includes(withoutBlanks(answer ?? '')));
    });
    expect(wrong).toEqual([]);
  });
});

describe('questions on policies', () => {
  const questions = readPolicyQuestions();

  it('are read whole', () => {
    expect(questions).toHaveLength(linesOf('policies.jsonl').length);
    expect(questions.length).toBeGreaterThan(0);
    const incomplete = questions.filter(
      ({ file, question, answer }) => ![file, question, answer ?? '无'].every((text) => text.trim() !== ''),
    );
    expect(incomplete).toEqual([]);
  });

  it('ask nothing twice', () => {
    expect(repeated(questions.map(({ question }) => question))).toEqual([]);
  });

  it.runIf(existsSync(POLICIES))('name a file that is there, and quote it', () => {
    const files = new Map<string, string>();
    const textOf = (file: string): string => {
      const path = join(POLICIES, file);
      const text =
        files.get(file) ?? (existsSync(path) ? withoutBlanks(decode(readFileSync(path))) : undefined);
      files.set(file, text ?? '');
      return text ?? '';
    };
    const wrong = questions.filter(
      ({ file, answer }) => textOf(file) === '' || !textOf(file).includes(withoutBlanks(answer ?? '')),
    );
    expect(wrong).toEqual([]);
  });
});

describe('questions on short texts', () => {
  const texts = readTexts();

  it('are read whole, each text with some that it answers', () => {
    expect(texts).toHaveLength(linesOf('texts.jsonl').length);
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter(({ questions }) => questions.every(({ answer }) => answer === null))).toEqual([]);
    const blank = texts.flatMap(({ questions }) =>
      questions.filter(({ question, answer }) => question.trim() === '' || answer?.trim() === ''),
    );
    expect(blank).toEqual([]);
  });

  it('have no text twice, and ask nothing twice of one text', () => {
    expect(repeated(texts.map(({ text }) => text))).toEqual([]);
    // Of different texts the same may be asked (是谁报的警？).
    expect(texts.flatMap(({ questions }) => repeated(questions.map(({ question }) => question)))).toEqual([]);
  });

  it('quote their text', () => {
    const wrong = texts.flatMap(({ text, questions }) =>
      questions.filter(({ answer }) => !text.includes(answer ?? '')),
    );
    expect(wrong).toEqual([]);
  });
});

it('ask nothing of one kind that another kind asks', () => {
  const kinds = [
    readLawQuestions().map(({ question }) => question),
    readPolicyQuestions().map(({ question }) => question),
    readTexts().flatMap(({ questions }) => questions.map(({ question }) => question)),
  ];
  expect(repeated(kinds.flatMap((questions) => [...new Set(questions)]))).toEqual([]);
});

describe('foldOf', () => {
  it('is FNV-1a of the UTF-16 units modulo ten, so that a fold never changes', () => {
    // The offset basis 0x811c9dc5 = 2166136261 for no unit; published values of the test suite of
    // Fowler, Noll and Vo: FNV-1a 32 of "a" is 0xe40c292c = 3826002220, of "foobar" 0xbf9cf968 = 3214735720.
    expect(['', 'a', 'foobar'].map(foldOf)).toEqual([1, 0, 0]);
    // One unit u gives (2166136261 xor u) · 16777619 mod 2^32; 一 is 0x4e00: 2166150085 · 16777619 mod 2^32 = 90267423.
    expect(foldOf('一')).toBe(3);
  });

  it('is one of 0 … 9 for any question', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (question) => {
        const fold = foldOf(question);
        expect(Number.isInteger(fold) && fold >= 0 && fold < FOLDS).toBe(true);
        expect(foldOf(question)).toBe(fold);
      }),
    );
  });

  it('cuts our own questions into ten folds of about the same size', () => {
    const sizes = new Array<number>(FOLDS).fill(0);
    const questions = readLawQuestions();
    for (const { question } of questions) {
      const fold = foldOf(question);
      sizes[fold] = (sizes[fold] ?? 0) + 1;
    }
    for (const size of sizes) {
      expect(size / questions.length).toBeGreaterThan(0.08);
      expect(size / questions.length).toBeLessThan(0.12);
    }
  });
});
