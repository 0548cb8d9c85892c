import { soundClasses } from '../text/pinyin.ts';
import { similarShapes } from '../text/similar-shape.ts';
import { findTypingError, type TypingError } from './typing-error.ts';

export const SHORTEST_WORD = 2;
export const LONGEST_WORD = 6;

/** From this length on, a word is found by what is left of it when any one character is wrong. */
const LEAVES_ENOUGH = 3;

const HAN_WORD = /^\p{Script=Han}{2,6}$/u;

export type NearWord = Readonly<{ word: string; error: TypingError }>;

const without = (word: string, at: number): string => word.slice(0, at) + word.slice(at + 1);

/** 32-bit FNV-1a over the code units of `word` with `unit` in the place of the one at `at`, or, at 0, without it. */
function hashOf(word: string, at: number, unit: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index += 1) {
    if (index !== at) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
    else if (unit !== 0) hash = Math.imul(hash ^ unit, 0x01000193);
  }
  // The lowest bits choose the bucket, and they alone do not depend on all units.
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** The hashes under which `word` and what is near it meet: each character by its sound, and each left out. */
function eachHash(word: string, visit: (hash: number) => void): void {
  for (let at = 0; at < word.length; at += 1) {
    const sounds = soundClasses(word.charAt(at));
    for (let index = 0; index < sounds.length; index += 1) visit(hashOf(word, at, sounds.charCodeAt(index)));
    if (word.length >= LEAVES_ENOUGH) visit(hashOf(word, at, 0));
  }
}

/**
 * The words of the documents, to be found by a form with one typing error. Deleting one character on both sides
 * (Garbe's symmetric deletion) finds every such word of three and more; for two, where that would leave one character
 * in common, it takes the same or a similar sound or shape, or an exchange. A hash table of word numbers: about 60
 * bytes a word beside the words themselves, and what falls into a bucket by chance is sorted out by comparing.
 */
export class Vocabulary {
  readonly #words: readonly string[];
  readonly #has: (word: string) => boolean;
  readonly #starts: Uint32Array;
  readonly #slots: Uint32Array;
  readonly #mask: number;

  /** `terms`: each once; what is not 2 to 6 Chinese characters is passed over. `has` tells whether a word is a term. */
  constructor(terms: Iterable<string>, has: (word: string) => boolean) {
    this.#has = has;
    this.#words = [...terms].filter((term) => HAN_WORD.test(term));
    let keys = 0;
    for (const word of this.#words) keys += 2 * word.length;
    const buckets = 2 ** Math.ceil(Math.log2(keys + 2));
    const mask = buckets - 1;
    const ends = new Uint32Array(buckets + 1);
    const count = (hash: number) => {
      ends[(hash & mask) + 1] = (ends[(hash & mask) + 1] ?? 0) + 1;
    };
    for (const word of this.#words) eachHash(word, count);
    for (let bucket = 0; bucket < buckets; bucket += 1)
      ends[bucket + 1] = (ends[bucket + 1] ?? 0) + (ends[bucket] ?? 0);
    this.#mask = mask;
    this.#starts = ends.slice();
    this.#slots = new Uint32Array(ends[buckets] ?? 0);
    for (const [number, word] of this.#words.entries()) {
      eachHash(word, (hash) => {
        const slot = ends[hash & mask] ?? 0;
        this.#slots[slot] = number;
        ends[hash & mask] = slot + 1;
      });
    }
  }

  get size(): number {
    return this.#words.length;
  }

  /** The words that one typing error turns into `written` (2 to 6 Chinese characters), in no particular order. */
  near(written: string): NearWord[] {
    const found = new Map<string, TypingError>();
    const consider = (word: string) => {
      if (found.has(word)) return;
      const error = findTypingError(written, word);
      if (error !== null) found.set(word, error);
    };
    const look = (hash: number) => {
      const bucket = hash & this.#mask;
      const end = this.#starts[bucket + 1] ?? 0;
      for (let slot = this.#starts[bucket] ?? 0; slot < end; slot += 1)
        consider(this.#words[this.#slots[slot] ?? 0] ?? '');
    };
    eachHash(written, look);
    // The words that are longer by one are kept under what is left of them, and this is it.
    look(hashOf(written, -1, 0));
    for (const word of this.#rewritten(written)) if (this.#has(word)) consider(word);
    return [...found].map(([word, error]) => ({ word, error }));
  }

  /** What `written` becomes without one character, and, if it is short, by an exchange or a similar shape. */
  *#rewritten(written: string): Generator<string> {
    if (written.length > SHORTEST_WORD) {
      for (let at = 0; at < written.length; at += 1) yield without(written, at);
      return;
    }
    const [first, second] = [written.charAt(0), written.charAt(1)];
    yield second + first;
    for (const shape of similarShapes(first)) yield shape + second;
    for (const shape of similarShapes(second)) yield first + shape;
  }
}
