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
  readonly #passages: number;

  constructor({ segments, firstPassages, documentOf }: Snapshot) {
    const averages = averageLengths(segments.map((segment) => segment.postings));
    this.#passages = documentOf.length;
    this.#firstDocuments = segments.map(({ firstDocument }) => firstDocument);
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

  inverseFrequency(term: string): number {
    return inverseFrequency(this.#passages, this.passageFrequency(term));
  }

  documentHolds(document: number, term: string): boolean {
    const at = this.#firstDocuments.findLastIndex((first) => first <= document);
    return this.#segments[at]?.documentHolds(document - (this.#firstDocuments[at] ?? 0), term) ?? false;
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
