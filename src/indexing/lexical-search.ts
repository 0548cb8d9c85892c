import { inverseFrequency } from './bm25.ts';
import { computeImpacts, type Impacts, passageFrequencies } from './impacts.ts';
import type { DocumentSelection, ScoredPassage, WeightedTerm } from './schema.ts';
import type { Snapshot } from './snapshot.ts';
import { TopK } from './top-k.ts';

/** BM25 over a snapshot. Its accumulators are kept from question to question, and only what was touched is reset. */
export class LexicalSearch {
  readonly #snapshot: Snapshot;
  readonly #impacts: Impacts;
  readonly #frequencies: Uint32Array;
  readonly #scores: Float32Array;
  readonly #touched: Uint32Array;
  readonly #titleScores: Float32Array;
  readonly #touchedTitles: Uint32Array;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    this.#impacts = computeImpacts(snapshot.postings);
    this.#frequencies = passageFrequencies(snapshot.postings, snapshot.firstPassages);
    this.#scores = new Float32Array(snapshot.documentOf.length);
    this.#touched = new Uint32Array(snapshot.documentOf.length);
    this.#titleScores = new Float32Array(snapshot.documentIds.length);
    this.#touchedTitles = new Uint32Array(snapshot.documentIds.length);
  }

  passageFrequency(term: string): number {
    const number = this.#snapshot.postings.terms.get(term);
    return number === undefined ? 0 : (this.#frequencies[number] ?? 0);
  }

  inverseFrequency(term: string): number {
    return inverseFrequency(this.#snapshot.documentOf.length, this.passageFrequency(term));
  }

  search(terms: readonly WeightedTerm[], k: number, selection: DocumentSelection | null): ScoredPassage[] {
    const touched = this.#accumulate(terms);
    const best = new TopK(Math.min(k, this.#scores.length));
    const { documentOf } = this.#snapshot;
    for (let index = 0; index < touched.passages; index += 1) {
      const passage = this.#touched[index] ?? 0;
      const document = documentOf[passage] ?? 0;
      if (selection !== null && selection[document] !== 1) continue;
      const score = (this.#scores[passage] ?? 0) + (this.#titleScores[document] ?? 0);
      if (score >= best.threshold) best.offer(passage, score);
    }
    this.#offerByTitle(touched.titles, best, selection);
    for (let index = 0; index < touched.passages; index += 1) this.#scores[this.#touched[index] ?? 0] = 0;
    for (let index = 0; index < touched.titles; index += 1)
      this.#titleScores[this.#touchedTitles[index] ?? 0] = 0;
    return best.ranked();
  }

  /** Adds up the scores; returns how many passages and documents have one. */
  #accumulate(terms: readonly WeightedTerm[]): { passages: number; titles: number } {
    const { postings } = this.#snapshot;
    const scores = this.#scores;
    const touched = this.#touched;
    let passages = 0;
    let titles = 0;
    for (const { term, weight } of terms) {
      const number = postings.terms.get(term);
      if (number === undefined) continue;
      const factor = weight * inverseFrequency(scores.length, this.#frequencies[number] ?? 0);
      if (!(factor > 0)) continue;
      const end = postings.lists[number + 1] ?? 0;
      for (let slot = postings.lists[number] ?? 0; slot < end; slot += 1) {
        const passage = postings.passages[slot] ?? 0;
        const before = scores[passage] ?? 0;
        if (before === 0) {
          touched[passages] = passage;
          passages += 1;
        }
        scores[passage] = before + factor * (this.#impacts.passages[slot] ?? 0);
      }
      const titleEnd = postings.titleLists[number + 1] ?? 0;
      for (let slot = postings.titleLists[number] ?? 0; slot < titleEnd; slot += 1) {
        const document = postings.titleDocuments[slot] ?? 0;
        const before = this.#titleScores[document] ?? 0;
        if (before === 0) {
          this.#touchedTitles[titles] = document;
          titles += 1;
        }
        this.#titleScores[document] = before + factor * (this.#impacts.titles[slot] ?? 0);
      }
    }
    return { passages, titles };
  }

  /** Passages that match by their document's title alone; mostly none gets this far up. */
  #offerByTitle(titles: number, best: TopK, selection: DocumentSelection | null): void {
    const { firstPassages } = this.#snapshot;
    for (let index = 0; index < titles; index += 1) {
      const document = this.#touchedTitles[index] ?? 0;
      const score = this.#titleScores[document] ?? 0;
      if (score < best.threshold || (selection !== null && selection[document] !== 1)) continue;
      const end = firstPassages[document + 1] ?? 0;
      for (let passage = firstPassages[document] ?? 0; passage < end; passage += 1) {
        if (this.#scores[passage] === 0) best.offer(passage, score);
      }
    }
  }
}
