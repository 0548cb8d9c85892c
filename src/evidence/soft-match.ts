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
  /** Cosines by term and word: sentences share most of their words. */
  readonly #similarities: readonly Map<string, number>[];

  private constructor(terms: readonly QuestionTerm[], vectors: WordVectors) {
    this.#terms = terms;
    this.#vectors = vectors;
    this.#similarities = terms.map(() => new Map());
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
    const similarities = this.#similarities[index];
    let nearest = 0;
    for (const word of words) {
      let similarity = similarities?.get(word);
      if (similarity === undefined) {
        similarity = this.#vectors.similarity(term.term, word);
        similarities?.set(word, similarity);
      }
      if (similarity > nearest) nearest = similarity;
    }
    return HIGHEST_DEGREE * Math.min(1, Math.max(0, (nearest - UNRELATED) / (SYNONYMOUS - UNRELATED)));
  }
}
