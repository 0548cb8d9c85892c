import { normalise } from '../text/normalise.ts';
import type { Segmenter } from '../text/segment.ts';

/**
 * What texts set in 《》 or “” is mostly a name: of a document, a campaign, a system (“五型”政府, “赣服通”). Taken are 2 to
 * 10 Chinese characters without punctuation; longer ones are sentences.
 */
const NAMED = /《([^《》]{2,10})》|“([^“”]{2,10})”/g;
const HAN_ONLY = /^\p{Script=Han}{2,10}$/u;

/** The names in `text`, each once, as the segmenter will meet them (normalised). */
export function namedTerms(text: string): Set<string> {
  const terms = new Set<string>();
  for (const match of text.matchAll(NAMED)) {
    const { text: term } = normalise(match[1] ?? match[2] ?? '');
    if (HAN_ONLY.test(term)) terms.add(term);
  }
  return terms;
}

/** The names that this process has given to jieba, whose dictionary is one for the whole process. */
const added = new Set<string>();

/** Gives names to the segmenter, before it cuts the texts and questions of their index. */
export function addTerms(segmenter: Segmenter, terms: Iterable<string>): void {
  const fresh = [...terms].filter((term) => !added.has(term));
  segmenter.addWords(fresh);
  for (const term of fresh) added.add(term);
}

/**
 * Those of `terms` that the segmenter's own dictionary does not give as one word. Adding a word that it has would
 * replace its frequency by a middling one, and so cut 工作 and 企业 differently everywhere.
 */
export function unknownTerms(terms: Iterable<string>, segmenter: Segmenter): string[] {
  return [...terms].filter((term) => added.has(term) || !segmenter.words(term).includes(term));
}
