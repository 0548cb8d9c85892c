import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import nodejieba from 'nodejieba';
import { AppError } from '../errors.ts';
import { isHan, isLatinOrDigit } from './characters.ts';
import { readWordList } from './word-list.ts';

export const USER_DICTIONARY_FILE = 'user.dict.txt';
export const PLACES_FILE = 'places.txt';

/** Words whose presence in the dictionary is remembered; asking jieba costs ten times a look-up. */
const REMEMBERED_WORDS = 20_000;

/** The dictionary that the process has loaded: nodejieba holds one for all, so a second one is a mistake. */
let loadedHash: string | undefined;

/** The words that this process has added to it. */
const names = new Set<string>();
let longestName = 0;

/**
 * Cuts normalised text into words with jieba in search mode: of a long word its parts come too (工作日 → 工作, 工作日).
 *
 * jieba's hidden Markov model, which guesses unknown words, is left off: it guesses by context, so that a question
 * and a document cut the same name differently. Instead, neighbouring single characters give their bigrams beside
 * themselves (易炼红 → 易, 炼, 易炼, 红, 炼红), which are the same wherever they stand. Numbers and Latin words stay whole.
 */
export class Segmenter {
  /** SHA-256 of jieba's dictionary and the user's: an index built with another one is refused. */
  readonly hash: string;

  readonly #known = new Map<string, boolean>();

  readonly #places: ReadonlySet<string>;

  private constructor(hash: string, places: ReadonlySet<string>) {
    this.hash = hash;
    this.#places = places;
  }

  /**
   * Loads the dictionary of `folder` (see README there). Throws `configuration_invalid` where it cannot be read, or
   * where this process already holds another one.
   */
  static open(folder: string): Segmenter {
    const userDict = join(folder, USER_DICTIONARY_FILE);
    const hash = createHash('sha256');
    try {
      hash.update(readFileSync(nodejieba.DEFAULT_DICT));
      hash.update(readFileSync(userDict));
    } catch (cause) {
      throw new AppError('configuration_invalid', `词典读不出：${userDict}。请检查 ZHENGDA_DICTIONARY`, {
        cause,
      });
    }
    const digest = hash.digest('hex');
    if (loadedHash !== undefined && loadedHash !== digest) {
      throw new AppError('configuration_invalid', '本进程已装入另一部词典；换词典请重新启动');
    }
    if (loadedHash === undefined) nodejieba.load({ userDict });
    loadedHash = digest;
    return new Segmenter(digest, readWordList(join(folder, PLACES_FILE)));
  }

  /** Adds words to the process's dictionary, such as the terms that the corpus itself puts in 《》 and “”. */
  addWords(words: Iterable<string>): void {
    for (const word of words) {
      if (names.has(word)) continue;
      nodejieba.insertWord(word);
      names.add(word);
      longestName = Math.max(longestName, word.length);
    }
    this.#known.clear();
  }

  /** Whether `word` was added with {@link addWords}. */
  isName(word: string): boolean {
    return names.has(word);
  }

  /** Whether `word` stands in the dictionary, as opposed to a bigram of single characters. */
  knows(word: string): boolean {
    const remembered = this.#known.get(word);
    if (remembered !== undefined) return remembered;
    const known = nodejieba.cutAll(word).includes(word);
    if (this.#known.size >= REMEMBERED_WORDS) this.#known.clear();
    this.#known.set(word, known);
    return known;
  }

  /** Whether `word` is the name of a province, city or county, or its short form (兴国县, 兴国). */
  isPlace(word: string): boolean {
    return this.#places.has(word);
  }

  /**
   * The words added with {@link addWords} that stand in `normalised`, longest first at each place, not overlapping.
   * Jieba prefers its own words: of 三个一定 in a question it makes 三个 and 一定, though a document names it.
   */
  namesIn(normalised: string): string[] {
    const found: string[] = [];
    for (let start = 0; start < normalised.length; start += 1) {
      for (let length = Math.min(longestName, normalised.length - start); length >= 2; length -= 1) {
        const word = normalised.slice(start, start + length);
        if (!names.has(word)) continue;
        found.push(word);
        start += length - 1;
        break;
      }
    }
    return found;
  }

  /** `normalised` cut once, every character in one piece: what it does not know comes character by character. */
  cut(normalised: string): string[] {
    return nodejieba.cut(normalised, false);
  }

  /**
   * The words of `normalised` (see normalise.ts) in reading order, repeats kept, punctuation left out.
   * Linear in its length.
   */
  words(normalised: string): string[] {
    const words: string[] = [];
    let latin = '';
    let previousHan = '';
    for (const piece of nodejieba.cutForSearch(normalised, false)) {
      const unit = piece.charCodeAt(0);
      if (isLatinOrDigit(unit) || (latin !== '' && piece === '.')) {
        // Without its model jieba gives numbers and Latin words letter by letter: 5.0 comes as 5 . 0.
        if (piece.length === 1) {
          latin += piece;
          previousHan = '';
          continue;
        }
      }
      if (latin !== '') {
        words.push(latin.endsWith('.') ? latin.slice(0, -1) : latin);
        latin = '';
      }
      if (!isHan(unit) && !isLatinOrDigit(unit)) {
        previousHan = '';
        continue;
      }
      words.push(piece);
      if (piece.length > 1) {
        previousHan = '';
        continue;
      }
      if (previousHan !== '') words.push(previousHan + piece);
      previousHan = piece;
    }
    if (latin !== '') words.push(latin.endsWith('.') ? latin.slice(0, -1) : latin);
    return words;
  }
}
