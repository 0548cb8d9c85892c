import { FIELD_WEIGHTS, lengthNorm, saturation } from './bm25.ts';
import type { Postings } from './postings.ts';

/** The part of BM25 that no question changes, by posting: see bm25.ts. */
export type Impacts = Readonly<{
  /** By posting of a passage: text and heading path together. */
  passages: Float32Array;
  /** By posting of a title. */
  titles: Float32Array;
}>;

function norms(lengths: Uint16Array): Float64Array {
  const average =
    lengths.length === 0 ? 0 : lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  return Float64Array.from(lengths, (length) => lengthNorm(length, average));
}

export function computeImpacts(postings: Postings): Impacts {
  const textNorms = norms(postings.textLengths);
  const headingNorms = norms(postings.headingLengths);
  const titleNorms = norms(postings.titleLengths);
  const passages = new Float32Array(postings.passages.length);
  for (let slot = 0; slot < passages.length; slot += 1) {
    const passage = postings.passages[slot] ?? 0;
    passages[slot] =
      FIELD_WEIGHTS.text * saturation(postings.textCounts[slot] ?? 0, textNorms[passage] ?? 0) +
      FIELD_WEIGHTS.heading * saturation(postings.headingCounts[slot] ?? 0, headingNorms[passage] ?? 0);
  }
  const titles = Float32Array.from(
    postings.titleDocuments,
    (document, slot) =>
      FIELD_WEIGHTS.title * saturation(postings.titleCounts[slot] ?? 0, titleNorms[document] ?? 0),
  );
  return { passages, titles };
}

/** By term: in how many passages it stands in any field, its document's title included. */
export function passageFrequencies(postings: Postings, firstPassages: Uint32Array): Uint32Array {
  const frequencies = new Uint32Array(postings.terms.size);
  for (let term = 0; term < frequencies.length; term += 1) {
    const start = postings.lists[term] ?? 0;
    const end = postings.lists[term + 1] ?? 0;
    let frequency = end - start;
    let slot = start;
    const titleEnd = postings.titleLists[term + 1] ?? 0;
    for (let title = postings.titleLists[term] ?? 0; title < titleEnd; title += 1) {
      const document = postings.titleDocuments[title] ?? 0;
      const first = firstPassages[document] ?? 0;
      const last = firstPassages[document + 1] ?? 0;
      // Passages of the document that have the term in a field of their own are counted already. Both lists ascend.
      while (slot < end && (postings.passages[slot] ?? 0) < first) slot += 1;
      const own = slot;
      while (slot < end && (postings.passages[slot] ?? 0) < last) slot += 1;
      frequency += last - first - (slot - own);
    }
    frequencies[term] = frequency;
  }
  return frequencies;
}
