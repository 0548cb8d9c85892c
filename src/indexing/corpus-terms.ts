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

/**
 * Those of `terms` that the segmenter's own dictionary does not give as one word. Adding a word that it has would
 * replace its frequency by a middling one, and so cut 工作 and 企业 differently everywhere.
 */
export function unknownTerms(terms: Iterable<string>, segmenter: Segmenter): string[] {
  return [...terms].filter((term) => segmenter.isName(term) || !segmenter.words(term).includes(term));
}
