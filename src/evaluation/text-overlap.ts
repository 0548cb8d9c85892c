import { normalise } from '../text/normalise.ts';

/** Letters and digits alone, normalised: what two printings of one text share. */
export const lettersOf = (text: string): string => normalise(text).text.replace(/[^\p{L}\p{N}]/gu, '');

function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const character of lettersOf(text)) counts.set(character, (counts.get(character) ?? 0) + 1);
  return counts;
}

const sizeOf = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

/**
 * F1 of two texts as bags of characters (0 … 1, the same both ways), white space and punctuation left out: SQuAD's F1
 * (Rajpurkar et al. 2016) with characters for words, as for Chinese in CMRC 2018 (Cui et al. 2019), which counts the
 * longest common run instead. 0 where either text has no letter.
 */
export function characterF1(a: string, b: string): number {
  const [one, other] = [countsOf(a), countsOf(b)];
  let shared = 0;
  for (const [character, count] of one) shared += Math.min(count, other.get(character) ?? 0);
  return shared === 0 ? 0 : (2 * shared) / (sizeOf(one) + sizeOf(other));
}

/** Whether all of `part` stands in `text`, white space and punctuation aside. */
export const holdsText = (text: string, part: string): boolean => lettersOf(text).includes(lettersOf(part));
