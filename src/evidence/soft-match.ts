import type { QuestionTerm } from '../question/schema.ts';
import { isHan } from '../text/characters.ts';
import type { WordVectors } from './word-vectors.ts';

/** Unrelated words have cosines up to about here; near synonyms (困难, 难处) reach 0.5 and more. */
const UNRELATED = 0.2;
const SYNONYMOUS = 0.6;

/** What the nearest word can count for at most. */
const HIGHEST_DEGREE = 0.8;

/** Terms that may be met by a word of similar meaning: words, but neither numbers, single characters nor places. */
const isWord = ({ term, place }: QuestionTerm): boolean =>
  term.length > 1 && !place && isHan(term.charCodeAt(0));

/** How far the words of a sentence come near a term of the question that stands nowhere. */
export class SoftMatch {
  readonly #terms: readonly QuestionTerm[];
  readonly #vectors: WordVectors;
  readonly #words: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** Words of sentences as numbers: each sentence is asked about once for every term. */
  readonly #sentences = new WeakMap<readonly string[], readonly number[]>();
  /** Cosines by term and number of the word, where they are known: sentences share most of their words. */
  readonly #similarities: readonly number[][];

  private constructor(terms: readonly QuestionTerm[], vectors: WordVectors) {
    this.#terms = terms;
    this.#vectors = vectors;
    this.#similarities = terms.map(() => []);
  }

  static async prepare(
    terms: readonly QuestionTerm[],
    words: readonly string[],
    vectors: WordVectors,
  ): Promise<SoftMatch> {
    await vectors.prepare([...terms.filter(isWord).map(({ term }) => term), ...words]);
    return new SoftMatch(terms, vectors);
  }

  /** The degree, 0 … 0.8, to which the nearest of `words` (of two and more characters) stands for the term with that number. */
  degree(index: number, words: readonly string[]): number {
    const term = this.#terms[index];
    if (term === undefined || !isWord(term)) return 0;
    const similarities = this.#similarities[index] ?? [];
    let nearest = 0;
    for (const number of this.#numbersOf(words)) {
      let similarity = similarities[number];
      if (similarity === undefined) {
        similarity = this.#vectors.similarity(term.term, this.#words[number] ?? '');
        similarities[number] = similarity;
      }
      if (similarity > nearest) nearest = similarity;
    }
    return HIGHEST_DEGREE * Math.min(1, Math.max(0, (nearest - UNRELATED) / (SYNONYMOUS - UNRELATED)));
  }

  #numbersOf(words: readonly string[]): readonly number[] {
    const known = this.#sentences.get(words);
    if (known !== undefined) return known;
    const numbers = words.map((word) => {
      const number = this.#numbers.get(word) ?? this.#words.push(word) - 1;
      this.#numbers.set(word, number);
      return number;
    });
    this.#sentences.set(words, numbers);
    return numbers;
  }
}
