import type { SearchIndex } from '../indexing/schema.ts';
import { normalise } from '../text/normalise.ts';
import type { Span } from '../text/schema.ts';
import type { Segmenter } from '../text/segment.ts';
import {
  type Candidate,
  clearest,
  commonness,
  contextBelief,
  errorBelief,
  HOPELESS,
  mayErr,
} from './likelihood.ts';
import { ASKED_NOUNS } from './question-words.ts';
import type { Mending } from './schema.ts';
import {
  cutPieces,
  findSuspicions,
  isAskingWord,
  type KnownWords,
  type Piece,
  windowsAround,
} from './suspicion.ts';
import { firstDifference } from './typing-error.ts';
import { Vocabulary } from './vocabulary.ts';

export type MendedText = Readonly<{ text: string; mended: readonly Mending[] }>;

/** Passages that the rest of the question finds, to judge by whether a word fits. */
const CONTEXT_PASSAGES = 20;

/** More doubtful places than this, and the question speaks of something that the documents do not know. */
const MOST_SUSPICIONS = 4;

/** More errors than this are not looked for in one question. */
const MOST_ERRORS = 3;

export type MendingTools = Readonly<{
  search: SearchIndex;
  segmenter: Segmenter;
  questionWords: ReadonlySet<string>;
  /** Whether the synonym file explains a word: then it is meant. */
  explained: (word: string) => boolean;
}>;

/**
 * Reads a word with one wrong character as the word of the documents that must be meant (素求 → 诉求), in the manner
 * of a noisy channel (Kernighan, Church and Gale 1990): how likely the error, how common the word, how well it fits
 * the rest of the question. Where the question's words are all known nothing is looked for.
 */
export class Mender {
  readonly #search: SearchIndex;
  readonly #known: KnownWords;
  #vocabulary: Vocabulary | null = null;

  constructor({ search, segmenter, questionWords, explained }: MendingTools) {
    this.#search = search;
    const has = (word: string) =>
      search.passageFrequency(word) > 0 || explained(word) || ASKED_NOUNS.has(word);
    this.#known = { segmenter, questionWords, has };
  }

  /** `normalised` with its clear typing errors mended, and what was mended. */
  mend(normalised: string): MendedText {
    let text = normalised;
    const mended: Mending[] = [];
    // A word mended lets its neighbours be seen as they are: 素求办节 → 诉求办节 → 诉求办结.
    for (let round = 0; round < MOST_ERRORS; round += 1) {
      const best = this.#findError(text);
      if (best === null) break;
      mended.push({ from: text.slice(best.start, best.end), to: best.word });
      text = best.text;
    }
    return { text, mended };
  }

  #findError(normalised: string): Candidate | null {
    const pieces = cutPieces(normalised, this.#known);
    const suspicions = findSuspicions(pieces);
    if (suspicions.length === 0 || suspicions.length > MOST_SUSPICIONS) return null;
    let context: readonly string[] | null = null;
    const readContext = () => {
      context ??= this.#context(normalised, pieces);
      return context;
    };
    for (const suspicion of suspicions) {
      const best = clearest(this.#candidates(normalised, pieces, suspicion, readContext), pieces);
      if (best !== null) return best;
    }
    return null;
  }

  /** Built when first needed, which is the question that the service asks itself at its start. */
  get #words(): Vocabulary {
    if (this.#vocabulary === null) {
      const has = (word: string) => this.#search.passageFrequency(word) > 0;
      const asking = new Set([...this.#known.questionWords].filter(isAskingWord));
      for (const word of ASKED_NOUNS) asking.add(word);
      this.#vocabulary = new Vocabulary(
        [...this.#search.vocabulary(), ...[...asking].filter((word) => !has(word))],
        (word) => has(word) || asking.has(word),
      );
    }
    return this.#vocabulary;
  }

  /** The passages, best first, that the sure words of the question find, with their headings, normalised. */
  #context(normalised: string, pieces: readonly Piece[]): string[] {
    const terms = pieces
      .filter(({ kind }) => kind === 'known')
      .map(({ start, end }) => normalised.slice(start, end))
      .filter((word) => !this.#known.questionWords.has(word))
      .map((term) => ({ term, weight: 1 }));
    if (terms.length === 0) return [];
    const found = this.#search.lexical(terms, CONTEXT_PASSAGES).map(({ passage }) => passage);
    return this.#search
      .passages(found)
      .map(({ headingPath, text }) => normalise(`${headingPath.join('|')}|${text}`).text);
  }

  #candidates(
    normalised: string,
    pieces: readonly Piece[],
    suspicion: Span,
    readContext: () => readonly string[],
  ): Candidate[] {
    const candidates: Candidate[] = [];
    for (const window of windowsAround(suspicion, pieces)) {
      const written = normalised.slice(window.start, window.end);
      if (this.#known.has(written)) continue;
      for (const { word, error } of this.#words.near(written)) {
        const wrong = window.start + firstDifference(written, word);
        // A word with something beside it is found as it is.
        if (written.includes(word) || !mayErr(error, wrong, window, pieces) || !this.#isWord(word)) continue;
        const meant = this.#commonness(normalised.charAt(wrong));
        const belief = errorBelief(error, window, pieces, word.length, meant) + this.#commonness(word);
        if (belief < HOPELESS) continue;
        const fit = contextBelief(normalised, window, word, readContext());
        // What asks need not stand in any passage.
        const score = belief + (this.#asks(word) ? Math.max(0, fit) : fit);
        const text = normalised.slice(0, window.start) + word + normalised.slice(window.end);
        candidates.push({ ...window, word, text, score });
      }
    }
    return candidates;
  }

  #asks(word: string): boolean {
    return this.#known.questionWords.has(word) || ASKED_NOUNS.has(word);
  }

  /** The index also holds pairs of neighbouring single characters, which are no words. */
  #isWord(word: string): boolean {
    const { segmenter } = this.#known;
    return segmenter.isName(word) || this.#asks(word) || segmenter.knows(word);
  }

  #commonness(word: string): number {
    return commonness(this.#asks(word) ? Number.POSITIVE_INFINITY : this.#search.passageFrequency(word));
  }
}
