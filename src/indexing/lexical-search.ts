import { inverseFrequency } from './bm25.ts';
import { averageLengths } from './impacts.ts';
import { LexicalSegment } from './lexical-segment.ts';
import type { DocumentSelection, ScoredPassage, WeightedTerm } from './schema.ts';
import type { Snapshot } from './snapshot.ts';
import { TopK } from './top-k.ts';

/** BM25 over a snapshot: frequencies and lengths are those of all segments together. */
export class LexicalSearch {
  readonly #segments: readonly LexicalSegment[];
  readonly #firstDocuments: readonly number[];
  readonly #firstPassages: readonly number[];
  readonly #passages: number;

  constructor({ segments, firstPassages, documentOf }: Snapshot) {
    const averages = averageLengths(segments.map((segment) => segment.postings));
    this.#passages = documentOf.length;
    this.#firstDocuments = segments.map(({ firstDocument }) => firstDocument);
    this.#firstPassages = segments.map(({ firstPassage }) => firstPassage);
    this.#segments = segments.map((segment) => {
      const own = firstPassages.slice(segment.firstDocument, segment.firstDocument + segment.documents + 1);
      return new LexicalSegment({
        postings: segment.postings,
        averages,
        firstPassages: own.map((passage) => passage - segment.firstPassage),
        firstPassage: segment.firstPassage,
        firstDocument: segment.firstDocument,
      });
    });
  }

  passageFrequency(term: string): number {
    return this.#segments.reduce((sum, segment) => sum + segment.passageFrequency(term), 0);
  }

  *vocabulary(): Generator<string> {
    for (const [at, segment] of this.#segments.entries()) {
      const earlier = this.#segments.slice(0, at);
      for (const term of segment.terms()) {
        // Terms of withdrawn documents keep their number and have no passage left.
        if (segment.passageFrequency(term) === 0) continue;
        if (!earlier.some((other) => other.passageFrequency(term) > 0)) yield term;
      }
    }
  }

  inverseFrequency(term: string): number {
    return inverseFrequency(this.#passages, this.passageFrequency(term));
  }

  documentHolds(document: number, term: string): boolean {
    const at = this.#firstDocuments.findLastIndex((first) => first <= document);
    return this.#segments[at]?.documentHolds(document - (this.#firstDocuments[at] ?? 0), term) ?? false;
  }

  places(terms: readonly string[], passages: readonly number[]): Uint8Array {
    const places = new Uint8Array(terms.length * passages.length);
    let start = 0;
    for (const [number, segment] of this.#segments.entries()) {
      const first = this.#firstPassages[number] ?? 0;
      const last = this.#firstPassages[number + 1] ?? this.#passages;
      let end = start;
      while (end < passages.length && (passages[end] ?? 0) < last) end += 1;
      const own = Uint32Array.from(passages.slice(start, end), (passage) => passage - first);
      for (const [row, term] of own.length === 0 ? [] : terms.entries()) {
        const at = row * passages.length;
        segment.addPlaces(term, own, places.subarray(at + start, at + end));
      }
      start = end;
    }
    return places;
  }

  search(terms: readonly WeightedTerm[], k: number, selection: DocumentSelection | null): ScoredPassage[] {
    const factors = new Map<string, number>();
    for (const { term, weight } of terms) {
      const factor = weight * this.inverseFrequency(term);
      if (factor > 0) factors.set(term, (factors.get(term) ?? 0) + factor);
    }
    const best = new TopK(Math.min(k, this.#passages));
    for (const segment of this.#segments) segment.search(factors, best, selection);
    return best.ranked();
  }
}
