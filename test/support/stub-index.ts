import type { Clause } from '../../src/clause/schema.ts';
import type { DocumentMetadata } from '../../src/document/schema.ts';
import {
  type CatalogueReader,
  type DocumentRecord,
  type IndexedPassage,
  PLACE_BITS,
  type SearchIndex,
  type WeightedTerm,
} from '../../src/indexing/schema.ts';
import { NOTHING_STATED } from './metadata.ts';

/** A passage of a {@link StubIndex}: its terms are those given, whatever its text; scores are given, too. */
export type StubPassage = Readonly<{
  document: number;
  unit: number;
  text?: string;
  start?: number;
  clauseId?: string;
  headingPath?: readonly string[];
  terms?: readonly string[];
  headingTerms?: readonly string[];
  /** What the lexical side gives for any terms, and the cosine with any vector; 0: not found. */
  lexical?: number;
  dense?: number;
}>;

export type StubDocument = Readonly<{ metadata?: Partial<DocumentMetadata>; titleTerms?: readonly string[] }>;

/** A snapshot that a test writes down: what a passage holds and scores is what it says. */
export class StubIndex implements SearchIndex {
  readonly statistics: SearchIndex['statistics'];
  readonly #documents: readonly StubDocument[];
  readonly #passages: readonly StubPassage[];
  /** The terms of the last lexical search. */
  sought: readonly WeightedTerm[] = [];

  constructor(documents: readonly StubDocument[], passages: readonly StubPassage[]) {
    this.#documents = documents;
    this.#passages = passages;
    this.statistics = { version: 'stub', documents: documents.length, passages: passages.length };
  }

  #bits(term: string, passage: number): number {
    const { document = -1, terms, headingTerms } = this.#passages[passage] ?? {};
    return (
      (terms?.includes(term) ? PLACE_BITS.text : 0) +
      (headingTerms?.includes(term) ? PLACE_BITS.heading : 0) +
      (this.#documents[document]?.titleTerms?.includes(term) ? PLACE_BITS.title : 0)
    );
  }

  passageFrequency(term: string): number {
    return this.#passages.filter((_, passage) => this.#bits(term, passage) !== 0).length;
  }

  *vocabulary(): Generator<string> {}

  inverseFrequency(term: string): number {
    const frequency = this.passageFrequency(term);
    return Math.log(1 + (this.#passages.length - frequency + 0.5) / (frequency + 0.5));
  }

  documentHolds(document: number, term: string): boolean {
    return this.#passages.some(
      (one, passage) => one.document === document && this.#bits(term, passage) !== 0,
    );
  }

  effective(): null {
    return null;
  }

  select(): null {
    return null;
  }

  #best(score: (passage: StubPassage) => number, k: number, selection?: Uint8Array | null) {
    return this.#passages
      .map((one, passage) => ({ passage, score: score(one), document: one.document }))
      .filter((one) => one.score > 0 && (selection == null || selection[one.document] === 1))
      .sort((a, b) => b.score - a.score || a.passage - b.passage)
      .slice(0, k)
      .map(({ passage, score: found }) => ({ passage, score: found }));
  }

  lexical(terms: readonly WeightedTerm[], k: number, selection?: Uint8Array | null) {
    this.sought = terms;
    return this.#best(({ lexical = 0 }) => lexical, k, selection);
  }

  dense(_: Float32Array, k: number, selection?: Uint8Array | null) {
    return this.#best(({ dense = 0 }) => dense, k, selection);
  }

  similarities(_: Float32Array, passages: readonly number[]): Float32Array {
    return Float32Array.from(passages, (passage) => this.#passages[passage]?.dense ?? 0);
  }

  places(terms: readonly string[], passages: readonly number[]): Uint8Array {
    return Uint8Array.from(terms.flatMap((term) => passages.map((passage) => this.#bits(term, passage))));
  }

  unitsOf(passages: readonly number[]): number[] {
    return passages.map((passage) => this.#passages[passage]?.unit ?? -1);
  }

  documentsOf(passages: readonly number[]): number[] {
    return passages.map((passage) => this.#passages[passage]?.document ?? -1);
  }

  passages(numbers: readonly number[]): IndexedPassage[] {
    return numbers.map((passage) => {
      const stored = this.#passages[passage];
      if (stored === undefined) throw new Error(`passage ${passage} is not in this snapshot`);
      const { document, text = '', start = 0, clauseId = `c${passage}`, headingPath = [] } = stored;
      const end = start + text.length;
      return { passage, document, documentId: `d${document}`, clauseId, start, end, text, headingPath };
    });
  }

  documentNumberOf(documentId: string): number | undefined {
    const number = this.#documents.findIndex((_, document) => `d${document}` === documentId);
    return number < 0 ? undefined : number;
  }

  documentAt(document: number): DocumentRecord {
    const passages = this.passagesOf(document).length;
    const metadata = { ...NOTHING_STATED, ...this.#documents[document]?.metadata };
    const fileName = `${document}.txt`;
    return {
      ...{ id: `d${document}`, sha256: '', fileName, format: 'text', sizeBytes: 0 },
      ...{ passages, clauses: passages, metadata },
    };
  }

  passagesOf(document: number): number[] {
    return [...this.#passages.keys()].filter((passage) => this.#passages[passage]?.document === document);
  }
}

const unused = (): never => {
  throw new Error('the stub has no such thing');
};

/** A catalogue that knows nothing but the ancestors of clauses, outermost first. */
export function stubCatalogue(
  ancestors: Readonly<Record<string, readonly string[]>>,
  text?: string,
): CatalogueReader {
  const clauseOf = (id: string): Clause => ({
    ...{ id, kind: 'body', label: null, ordinal: null, heading: null, headingSpan: null },
    ...{ start: 0, end: 0, fields: [], children: [] },
  });
  return {
    document: unused,
    isCurrent: unused,
    versions: unused,
    documentsByNumber: unused,
    documents: unused,
    text: text === undefined ? unused : () => text,
    original: unused,
    pageAt: () => null,
    standing: unused,
    clauses: unused,
    referencedBy: unused,
    clause: (id) => {
      const above = ancestors[id];
      if (above === undefined) return undefined;
      return { documentId: 'd0', clause: clauseOf(id), ancestors: above.map(clauseOf) };
    },
  };
}
