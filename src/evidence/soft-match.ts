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
  readonly #degrees = new Map<string, number>();

  private constructor(terms: readonly QuestionTerm[], vectors: WordVectors) {
    this.#terms = terms;
    this.#vectors = vectors;
  }

  static async prepare(
    terms: readonly QuestionTerm[],
    words: readonly string[],
    vectors: WordVectors,
  ): Promise<SoftMatch> {
    await vectors.prepare([
      ...terms.filter(isWord).map(({ term }) => term),
      ...words.filter((word) => word.length > 1),
    ]);
    return new SoftMatch(terms, vectors);
  }

  /** The degree, 0 … 0.8, to which the nearest of `words` stands for the term with that number. */
  degree(index: number, words: readonly string[]): number {
    const term = this.#terms[index];
    if (term === undefined || !isWord(term)) return 0;
    let nearest = 0;
    for (const word of words) {
      if (word.length > 1) nearest = Math.max(nearest, this.#similarity(term.term, word));
    }
    return HIGHEST_DEGREE * Math.min(1, Math.max(0, (nearest - UNRELATED) / (SYNONYMOUS - UNRELATED)));
  }

  #similarity(term: string, word: string): number {
    const key = `${term} ${word}`;
    const known = this.#degrees.get(key);
    if (known !== undefined) return known;
    const similarity = this.#vectors.similarity(term, word);
    this.#degrees.set(key, similarity);
    return similarity;
  }
}
