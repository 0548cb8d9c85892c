import { type AverageLengths, computeImpacts, type Impacts, passageFrequencies } from './impacts.ts';
import type { Postings } from './postings.ts';
import { type DocumentSelection, PLACE_BITS } from './schema.ts';
import { TopK } from './top-k.ts';

/** A term of the question in this segment: its number, its factor weight · idf, and its highest contribution. */
type SoughtTerm = Readonly<{ number: number; factor: number; bound: number; postings: number }>;

/** Sums in single precision may come out below their parts' bounds by so much. */
const ROUNDING = 1e-5;

/** The first slot of `[from, to)` whose value is at least `value`, or `to`; the values rise. */
function lowerBound(values: Uint32Array, from: number, to: number, value: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The postings of a segment, ready to be searched. Scores are added up term by term in an accumulator that is kept
 * from question to question; only what was touched is reset.
 *
 * Terms come in the order of what they can contribute at most. As soon as what is left cannot lift an untouched
 * passage among the best k (MaxScore: Turtle & Flood 1995), the remaining terms, which have the longest lists, are
 * looked up for the passages still in the race only. The result is the same as without.
 */
export class LexicalSegment {
  readonly #postings: Postings;
  readonly #impacts: Impacts;
  readonly #frequencies: Uint32Array;
  readonly #firstPassages: Uint32Array;
  readonly #firstPassage: number;
  readonly #firstDocument: number;
  readonly #documentOf: Uint32Array;
  readonly #scores: Float32Array;
  readonly #touched: Uint32Array;
  #touchedCount = 0;
  readonly #titleScores: Float32Array;
  readonly #touchedTitles: Uint32Array;
  #touchedTitleCount = 0;

  /** `firstPassages`: by document of the segment, and one more; `firstPassage`, `firstDocument`: in the snapshot. */
  constructor(segment: {
    postings: Postings;
    averages: AverageLengths;
    firstPassages: Uint32Array;
    firstPassage: number;
    firstDocument: number;
  }) {
    const { postings, firstPassages } = segment;
    this.#postings = postings;
    this.#impacts = computeImpacts(postings, segment.averages);
    this.#frequencies = passageFrequencies(postings, firstPassages);
    this.#firstPassages = firstPassages;
    this.#firstPassage = segment.firstPassage;
    this.#firstDocument = segment.firstDocument;
    this.#documentOf = new Uint32Array(postings.textLengths.length);
    for (let document = 0; document + 1 < firstPassages.length; document += 1)
      this.#documentOf.fill(document, firstPassages[document], firstPassages[document + 1]);
    this.#scores = new Float32Array(postings.textLengths.length);
    this.#touched = new Uint32Array(postings.textLengths.length);
    this.#titleScores = new Float32Array(postings.titleLengths.length);
    this.#touchedTitles = new Uint32Array(postings.titleLengths.length);
  }

  terms(): Iterable<string> {
    return this.#postings.terms.keys();
  }

  passageFrequency(term: string): number {
    const number = this.#postings.terms.get(term);
    return number === undefined ? 0 : (this.#frequencies[number] ?? 0);
  }

  /** Whether a document of this segment (by its number there) has `term` in any field. */
  documentHolds(document: number, term: string): boolean {
    const { terms, lists, passages, titleLists, titleDocuments } = this.#postings;
    const number = terms.get(term);
    if (number === undefined) return false;
    const first = lowerBound(
      passages,
      lists[number] ?? 0,
      lists[number + 1] ?? 0,
      this.#firstPassages[document] ?? 0,
    );
    if (
      first < (lists[number + 1] ?? 0) &&
      (passages[first] ?? 0) < (this.#firstPassages[document + 1] ?? 0)
    ) {
      return true;
    }
    const title = lowerBound(titleDocuments, titleLists[number] ?? 0, titleLists[number + 1] ?? 0, document);
    return title < (titleLists[number + 1] ?? 0) && titleDocuments[title] === document;
  }

  /**
   * Adds to `places[at]` where `term` stands, for passage `passages[at]` of this segment: bits of {@link PLACE_BITS}.
   * The passages ascend.
   */
  addPlaces(term: string, passages: Uint32Array, places: Uint8Array): void {
    const { terms, lists, textCounts, headingCounts, titleLists, titleDocuments } = this.#postings;
    const number = terms.get(term);
    if (number === undefined) return;
    const end = lists[number + 1] ?? 0;
    const titleEnd = titleLists[number + 1] ?? 0;
    let slot = lists[number] ?? 0;
    let titleSlot = titleLists[number] ?? 0;
    for (const [at, passage] of passages.entries()) {
      let bits = 0;
      slot = seek(this.#postings.passages, slot, end, passage);
      if (slot < end && this.#postings.passages[slot] === passage) {
        if ((textCounts[slot] ?? 0) > 0) bits |= PLACE_BITS.text;
        if ((headingCounts[slot] ?? 0) > 0) bits |= PLACE_BITS.heading;
      }
      const document = this.#documentOf[passage] ?? 0;
      titleSlot = seek(titleDocuments, titleSlot, titleEnd, document);
      if (titleSlot < titleEnd && titleDocuments[titleSlot] === document) bits |= PLACE_BITS.title;
      places[at] = (places[at] ?? 0) | bits;
    }
  }

  /** Offers the passages of this segment to `best`. `factors`: weight · idf by term. */
  search(factors: ReadonlyMap<string, number>, best: TopK, selection: DocumentSelection | null): void {
    const terms = this.#sought(factors);
    const highestTitle = this.#addTitles(terms);
    this.#addPassages(terms, highestTitle, best, selection);
    this.#offerTouched(highestTitle, this.#firstPassage, best, selection);
    this.#offerByTitle(best, selection);
    this.#reset();
  }

  /** Offers every touched passage, as passage number `first` and so on. */
  #offerTouched(highestTitle: number, first: number, best: TopK, selection: DocumentSelection | null): void {
    const scores = this.#scores;
    const touched = this.#touched;
    const count = this.#touchedCount;
    let threshold = best.threshold;
    for (let index = 0; index < count; index += 1) {
      const passage = touched[index] ?? 0;
      // Most passages are too low whatever their title adds, and looking that up costs more than this.
      if ((scores[passage] ?? 0) + highestTitle < threshold || !this.#isSelected(passage, selection))
        continue;
      const score = this.#total(passage);
      if (score < threshold) continue;
      best.offer(first + passage, score);
      threshold = best.threshold;
    }
  }

  #sought(factors: ReadonlyMap<string, number>): SoughtTerm[] {
    const terms: SoughtTerm[] = [];
    for (const [term, factor] of factors) {
      const number = this.#postings.terms.get(term);
      if (number === undefined) continue;
      const postings = (this.#postings.lists[number + 1] ?? 0) - (this.#postings.lists[number] ?? 0);
      terms.push({ number, factor, bound: factor * (this.#impacts.highest[number] ?? 0), postings });
    }
    return terms.sort((a, b) => b.bound - a.bound || a.number - b.number);
  }

  /** Adds up the scores of titles; returns the highest. */
  #addTitles(terms: readonly SoughtTerm[]): number {
    const { titleLists, titleDocuments } = this.#postings;
    let highest = 0;
    for (const { number, factor } of terms) {
      const end = titleLists[number + 1] ?? 0;
      for (let slot = titleLists[number] ?? 0; slot < end; slot += 1) {
        const document = titleDocuments[slot] ?? 0;
        const before = this.#titleScores[document] ?? 0;
        if (before === 0) {
          this.#touchedTitles[this.#touchedTitleCount] = document;
          this.#touchedTitleCount += 1;
        }
        const score = before + factor * (this.#impacts.titles[slot] ?? 0);
        this.#titleScores[document] = score;
        if (score > highest) highest = score;
      }
    }
    return highest;
  }

  #addPassages(
    terms: readonly SoughtTerm[],
    highestTitle: number,
    best: TopK,
    selection: DocumentSelection | null,
  ): void {
    let left = terms.reduce((sum, term) => sum + term.bound, 0);
    let postingsLeft = terms.reduce((sum, term) => sum + term.postings, 0);
    for (const [index, term] of terms.entries()) {
      // Finding the threshold costs a look at every touched passage, so it must have much to save.
      if (postingsLeft > 4 * this.#touchedCount) {
        const threshold = this.#threshold(highestTitle, best, selection) * (1 - ROUNDING);
        if (left + highestTitle < threshold) {
          this.#addToCandidates(terms.slice(index), left, threshold, selection);
          return;
        }
      }
      this.#addTerm(term);
      left -= term.bound;
      postingsLeft -= term.postings;
    }
  }

  #addTerm({ number, factor }: SoughtTerm): void {
    const { lists, passages } = this.#postings;
    const impacts = this.#impacts.passages;
    const scores = this.#scores;
    const touched = this.#touched;
    let count = this.#touchedCount;
    const end = lists[number + 1] ?? 0;
    for (let slot = lists[number] ?? 0; slot < end; slot += 1) {
      const passage = passages[slot] ?? 0;
      const before = scores[passage] ?? 0;
      if (before === 0) {
        touched[count] = passage;
        count += 1;
      }
      scores[passage] = before + factor * (impacts[slot] ?? 0);
    }
    this.#touchedCount = count;
  }

  /** The k-th best score so far: no passage that stays below it can be among the best. */
  #threshold(highestTitle: number, best: TopK, selection: DocumentSelection | null): number {
    if (best.capacity > this.#touchedCount) return best.threshold;
    const soFar = new TopK(best.capacity);
    this.#offerTouched(highestTitle, 0, soFar, selection);
    return Math.max(soFar.threshold, best.threshold);
  }

  /** Adds the terms to those touched passages that can still get to the threshold, and forgets the others' scores. */
  #addToCandidates(
    terms: readonly SoughtTerm[],
    left: number,
    threshold: number,
    selection: DocumentSelection | null,
  ): void {
    let kept = 0;
    for (let index = 0; index < this.#touchedCount; index += 1) {
      const passage = this.#touched[index] ?? 0;
      if (this.#total(passage) + left >= threshold && this.#isSelected(passage, selection)) {
        this.#touched[kept] = passage;
        kept += 1;
      } else {
        this.#scores[passage] = 0;
      }
    }
    this.#touchedCount = kept;
    const candidates = this.#touched.subarray(0, kept).sort();
    const { lists, passages } = this.#postings;
    for (const { number, factor } of terms) {
      const end = lists[number + 1] ?? 0;
      let slot = lists[number] ?? 0;
      for (const passage of candidates) {
        slot = seek(passages, slot, end, passage);
        if (slot === end) break;
        if (passages[slot] === passage) {
          this.#scores[passage] = (this.#scores[passage] ?? 0) + factor * (this.#impacts.passages[slot] ?? 0);
        }
      }
    }
  }

  /** Passages that match by their document's title alone; mostly none gets this far up. */
  #offerByTitle(best: TopK, selection: DocumentSelection | null): void {
    for (let index = 0; index < this.#touchedTitleCount; index += 1) {
      const document = this.#touchedTitles[index] ?? 0;
      const score = this.#titleScores[document] ?? 0;
      if (selection !== null && selection[this.#firstDocument + document] !== 1) continue;
      const end = this.#firstPassages[document + 1] ?? 0;
      for (let passage = this.#firstPassages[document] ?? 0; passage < end; passage += 1) {
        if (score < best.threshold) break;
        if (this.#scores[passage] === 0) best.offer(this.#firstPassage + passage, score);
      }
    }
  }

  #reset(): void {
    for (let index = 0; index < this.#touchedCount; index += 1) this.#scores[this.#touched[index] ?? 0] = 0;
    for (let index = 0; index < this.#touchedTitleCount; index += 1)
      this.#titleScores[this.#touchedTitles[index] ?? 0] = 0;
    this.#touchedCount = 0;
    this.#touchedTitleCount = 0;
  }

  #total(passage: number): number {
    return (this.#scores[passage] ?? 0) + (this.#titleScores[this.#documentOf[passage] ?? 0] ?? 0);
  }

  #isSelected(passage: number, selection: DocumentSelection | null): boolean {
    return selection === null || selection[this.#firstDocument + (this.#documentOf[passage] ?? 0)] === 1;
  }
}

/** The first slot of `[from, end)` whose passage is `passage` or a later one, `end` if there is none. Gallops. */
function seek(passages: Uint32Array, from: number, end: number, passage: number): number {
  let low = from;
  let step = 1;
  while (low + step < end && (passages[low + step] ?? 0) < passage) {
    low += step;
    step *= 2;
  }
  let high = Math.min(end, low + step + 1);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((passages[middle] ?? 0) < passage) low = middle + 1;
    else high = middle;
  }
  return low;
}
