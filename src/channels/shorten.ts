import { sentences } from '../text/sentences.ts';

/** Where a sentence alone is longer than there is room for, it is cut after one of these, else anywhere. */
const PAUSE = /[；;，,、：:]/u;

/** The longest beginning of at most `length` that ends at a pause; all of `length` where there is none in its second half. */
function cutAtPause(text: string, length: number): string {
  for (let end = length; end > length / 2; end -= 1) {
    if (PAUSE.test(text.charAt(end - 1))) return text.slice(0, end);
  }
  // A character outside the basic plane is two units and stays whole.
  return text.slice(0, /[\ud800-\udbff]/u.test(text.charAt(length - 1)) ? length - 1 : length);
}

/**
 * `text` where it has at most `length` UTF-16 code units, else the whole sentences of it that fit; a first sentence that
 * is too long is cut at a pause. Always a beginning of `text`; linear.
 */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = sentences(text).findLast((sentence) => sentence.end <= length)?.end ?? 0;
  return end > 0 ? text.slice(0, end) : cutAtPause(text, Math.max(1, length));
}
