import { soundLikeness } from '../text/pinyin.ts';
import { similarShapes } from '../text/similar-shape.ts';

/**
 * What was done to a word to give what is written: one character replaced by one of the same sound, of a similar
 * sound, of a similar shape or by any other; two neighbours swapped; one left out; one typed twice; one too many.
 */
export type TypingError =
  | 'sound'
  | 'near_sound'
  | 'shape'
  | 'other'
  | 'swapped'
  | 'left_out'
  | 'doubled'
  | 'added';

/** Where `other` first differs from `one`: the length of their common beginning. */
export function firstDifference(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  let length = 0;
  while (length < shorter && one.charCodeAt(length) === other.charCodeAt(length)) length += 1;
  return length;
}

function replaced(written: string, word: string): TypingError {
  const likeness = soundLikeness(written, word);
  if (likeness === 'same') return 'sound';
  if (similarShapes(word).includes(written)) return 'shape';
  return likeness === 'near' ? 'near_sound' : 'other';
}

/** The one error that makes `written` of `word`; null where they are equal or more than one is needed. */
export function findTypingError(written: string, word: string): TypingError | null {
  const at = firstDifference(written, word);
  if (written.length === word.length) {
    if (at === word.length) return null;
    if (written.slice(at + 1) === word.slice(at + 1)) return replaced(written.charAt(at), word.charAt(at));
    const crossed = written.charAt(at + 1) + written.charAt(at) + written.slice(at + 2);
    return crossed === word.slice(at) ? 'swapped' : null;
  }
  if (written.length + 1 === word.length) return written.slice(at) === word.slice(at + 1) ? 'left_out' : null;
  if (written.length === word.length + 1 && written.slice(at + 1) === word.slice(at))
    return at > 0 && written.charAt(at) === written.charAt(at - 1) ? 'doubled' : 'added';
  return null;
}
