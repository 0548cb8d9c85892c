import { FIELD_WEIGHTS, lengthNorm, saturation } from './bm25.ts';
import type { Postings } from './postings.ts';

/** Average lengths of the fields over a whole snapshot, in terms. */
export type AverageLengths = Readonly<{ text: number; heading: number; title: number }>;

/** The part of BM25 that no question changes: see bm25.ts. */
export type Impacts = Readonly<{
  /** By posting of a passage: text and heading path together. */
  passages: Float32Array;
  /** By posting of a title. */
  titles: Float32Array;
  /** By term: the largest of its passages' impacts. */
  highest: Float32Array;
}>;

export function averageLengths(all: readonly Postings[]): AverageLengths {
  const average = (field: 'textLengths' | 'headingLengths' | 'titleLengths') => {
    let sum = 0;
    let count = 0;
    for (const postings of all) {
      const lengths = postings[field];
      for (let index = 0; index < lengths.length; index += 1) sum += lengths[index] ?? 0;
      count += lengths.length;
    }
    return count === 0 ? 0 : sum / count;
  };
  return { text: average('textLengths'), heading: average('headingLengths'), title: average('titleLengths') };
}

function norms(lengths: Uint16Array, average: number): Float64Array {
  const values = new Float64Array(lengths.length);
  for (let index = 0; index < values.length; index += 1)
    values[index] = lengthNorm(lengths[index] ?? 0, average);
  return values;
}

export function computeImpacts(postings: Postings, averages: AverageLengths): Impacts {
  const textNorms = norms(postings.textLengths, averages.text);
  const headingNorms = norms(postings.headingLengths, averages.heading);
  const titleNorms = norms(postings.titleLengths, averages.title);
  const passages = new Float32Array(postings.passages.length);
  const highest = new Float32Array(postings.terms.size);
  for (let term = 0; term < highest.length; term += 1) {
    let most = 0;
    const end = postings.lists[term + 1] ?? 0;
    for (let slot = postings.lists[term] ?? 0; slot < end; slot += 1) {
      const passage = postings.passages[slot] ?? 0;
      let impact = FIELD_WEIGHTS.text * saturation(postings.textCounts[slot] ?? 0, textNorms[passage] ?? 0);
      const headings = postings.headingCounts[slot] ?? 0;
      if (headings > 0) impact += FIELD_WEIGHTS.heading * saturation(headings, headingNorms[passage] ?? 0);
      passages[slot] = impact;
      if (impact > most) most = impact;
    }
    highest[term] = most;
  }
  const titles = new Float32Array(postings.titleDocuments.length);
  for (let slot = 0; slot < titles.length; slot += 1) {
    const norm = titleNorms[postings.titleDocuments[slot] ?? 0] ?? 0;
    titles[slot] = FIELD_WEIGHTS.title * saturation(postings.titleCounts[slot] ?? 0, norm);
  }
  return { passages, titles, highest };
}

/**
 * By term: in how many passages it stands in any field, its document's title included. Passages of document `d` are
 * `[firstPassages[d], firstPassages[d + 1])`.
 */
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
