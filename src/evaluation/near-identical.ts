import { lettersOf } from './text-overlap.ts';

/**
 * Of ten bigrams of both, at least so many are shared by two texts that are one article (in another year's or site's
 * wording). Whole numbers, so that the limit itself is not lost to rounding.
 */
const SAME = 7;
const OF = 10;

/** The bigrams of a text's letters and digits, each once, as two UTF-16 code units in one number. */
function bigramsOf(text: string): Set<number> {
  const letters = lettersOf(text);
  const bigrams = new Set<number>();
  for (let at = 0; at + 1 < letters.length; at += 1) {
    bigrams.add(letters.charCodeAt(at) * 0x10000 + letters.charCodeAt(at + 1));
  }
  return bigrams;
}

function sharedCount(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0;
  for (const bigram of a) if (b.has(bigram)) shared += 1;
  return shared;
}

/** Jaccard similarity, 0 … 1, of the bigrams of letters and digits; 0 where either text has fewer than two. */
export function bigramSimilarity(a: string, b: string): number {
  const [one, other] = [bigramsOf(a), bigramsOf(b)];
  const shared = sharedCount(one, other);
  return shared === 0 ? 0 : shared / (one.size + other.size - shared);
}

/**
 * For each of `wanted`, the numbers of those of `candidates` that are nearly the same: {@link bigramSimilarity} of at
 * least 0.7, ascending. Exact, and candidates are read once and not kept.
 *
 * Two sets as alike as that share one of the first |x| − ⌈0.7 |x|⌉ + 1 bigrams of each in any order that both follow;
 * with the rarest first, few pairs do (Bayardo, Ma and Srikant, “Scaling up all pairs similarity search”, 2007).
 */
export function nearlyIdentical(wanted: readonly string[], candidates: Iterable<string>): number[][] {
  const sets = wanted.map(bigramsOf);
  const frequency = new Map<number, number>();
  for (const set of sets) {
    for (const bigram of set) frequency.set(bigram, (frequency.get(bigram) ?? 0) + 1);
  }
  const prefixOf = (set: ReadonlySet<number>): number[] =>
    [...set]
      .sort((a, b) => (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0) || a - b)
      .slice(0, set.size - Math.ceil((SAME * set.size) / OF) + 1);
  const holders = new Map<number, number[]>();
  for (const [number, set] of sets.entries()) {
    for (const bigram of prefixOf(set)) {
      const known = holders.get(bigram);
      if (known === undefined) holders.set(bigram, [number]);
      else known.push(number);
    }
  }
  const found = wanted.map((): number[] => []);
  let candidate = 0;
  for (const text of candidates) {
    const set = bigramsOf(text);
    const tried = new Set<number>();
    for (const bigram of prefixOf(set)) {
      for (const number of holders.get(bigram) ?? []) tried.add(number);
    }
    for (const number of tried) {
      const other = sets[number] ?? new Set();
      if (OF * Math.min(set.size, other.size) < SAME * Math.max(set.size, other.size)) continue;
      const shared = sharedCount(set, other);
      if (OF * shared >= SAME * (set.size + other.size - shared)) found[number]?.push(candidate);
    }
    candidate += 1;
  }
  return found;
}
