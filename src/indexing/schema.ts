import { z } from 'zod';
import type { Clause } from '../clause/schema.ts';
import { DocumentFormat, DocumentMetadata, DocumentStatus } from '../document/schema.ts';
import type { Standing } from './standing.ts';

/** One published state of the index. `version` names it: it changes with every publish. */
export type IndexStatistics = Readonly<{ version: string; documents: number; passages: number }>;

/** A document as the catalogue holds it. `id` is that of the file's bytes, so a changed file is a new document. */
export const DocumentRecord = z.object({
  id: z.string(),
  sha256: z.string(),
  fileName: z.string(),
  format: DocumentFormat,
  sizeBytes: z.number().int(),
  passages: z.number().int(),
  clauses: z.number().int(),
  metadata: DocumentMetadata,
});
export type DocumentRecord = Readonly<z.infer<typeof DocumentRecord>>;

/** Conditions on documents, all of which must hold. Dates are ISO 8601, inclusive, on issuedOn ?? printedOn. */
export const DocumentFilters = z.strictObject({
  documentNumber: z.string().min(1).optional(),
  issuer: z.string().min(1).optional(),
  region: z.string().min(1).optional().describe('地区，下辖的地方也算在内：江西省包括兴国县'),
  /** 文种, as the document names it: 意见, 通知, 条例 … */
  kind: z.string().min(1).optional(),
  issuedFrom: z.iso.date().optional(),
  issuedTo: z.iso.date().optional(),
  status: z.array(DocumentStatus).min(1).optional(),
  asOf: z.iso.date().optional().describe('问某一天的情况：那天以前印发的文件，效力按那天算'),
});
export type DocumentFilters = Readonly<z.infer<typeof DocumentFilters>>;

/** `selection[document] === 1` where a document (by its number in this snapshot) may be found. */
export type DocumentSelection = Uint8Array;

/** A term of the question with the weight it is searched with (1; synonyms less). */
export type WeightedTerm = Readonly<{ term: string; weight: number }>;

/** `passage` and `document` are dense numbers within one snapshot: 0 … passages − 1, 0 … documents − 1. */
export type ScoredPassage = Readonly<{ passage: number; score: number }>;

/** Where a term stands: in the passage's text, in its heading path, in its document's title. */
export const PLACE_BITS = { text: 1, heading: 2, title: 4 } as const;

export type IndexedPassage = Readonly<{
  passage: number;
  document: number;
  documentId: string;
  clauseId: string;
  /** Span in the document's text, and that slice. */
  start: number;
  end: number;
  text: string;
  headingPath: readonly string[];
}>;

/**
 * The narrow port that retrieval talks to; the embedded segments (open.ts) are its first implementation.
 * An instance is one snapshot: a later publish does not change it.
 */
export interface SearchIndex {
  readonly statistics: IndexStatistics;
  /** In how many passages `term` stands (in any field), 0 for an unknown one. */
  passageFrequency(term: string): number;
  /** The terms that stand in some passage, each once, in no particular order. */
  vocabulary(): Iterable<string>;
  /** ln(1 + (N − n + 0.5) / (n + 0.5)), Robertson and Spärck Jones as in Lucene; N passages, n of them with `term`. */
  inverseFrequency(term: string): number;
  /** Whether `term` stands anywhere in a document, its title and headings included. */
  documentHolds(document: number, term: string): boolean;
  /** Null for no condition at all: then everything may be found. */
  select(filters: DocumentFilters): DocumentSelection | null;
  /** The documents that hold on `day` (ISO 8601; today unless said): not repealed, expired or not yet in force. Null where all do. */
  effective(day?: string): DocumentSelection | null;
  /** BM25 over passage text, heading path and title, best first, ties by passage number; at most `k`. */
  lexical(terms: readonly WeightedTerm[], k: number, selection?: DocumentSelection | null): ScoredPassage[];
  /** Cosine with the passage vectors, best first; at most `k`. `vector` has unit length. */
  dense(vector: Float32Array, k: number, selection?: DocumentSelection | null): ScoredPassage[];
  /** Cosines of `vector` with the passages given, in their order (from 8-bit copies: within 0.01). */
  similarities(vector: Float32Array, passages: readonly number[]): Float32Array;
  /**
   * Where each of `terms` stands in each of `passages`, which ascend: `places[term * passages.length + passage]`, bits
   * of {@link PLACE_BITS}.
   */
  places(terms: readonly string[], passages: readonly number[]): Uint8Array;
  /** A number for each of `passages`, the same for those of one article, or that follow each other under the same headings. */
  unitsOf(passages: readonly number[]): readonly number[];
  /** Number of the document of each of `passages`. */
  documentsOf(passages: readonly number[]): readonly number[];
  /** The passages given, in their order. */
  passages(numbers: readonly number[]): IndexedPassage[];
  /** Number of the document in this snapshot, or undefined. */
  documentNumberOf(documentId: string): number | undefined;
  /** The document with that number in the snapshot. */
  documentAt(document: number): DocumentRecord;
  /** All passages of a document, in reading order. */
  passagesOf(document: number): readonly number[];
}

export type DocumentPage = Readonly<{ documents: readonly DocumentRecord[]; nextCursor: string | null }>;

/** A document that a file held or holds; `current` where it is still in the index. */
export type DocumentVersion = Readonly<{ document: DocumentRecord; current: boolean }>;

/** Reads of the catalogue, as of the same snapshot. */
export interface CatalogueReader {
  /** Also of a document that has been replaced or withdrawn, as its texts stay readable; see `isCurrent`. */
  document(id: string): DocumentRecord | undefined;
  /** Whether the document is still in the index: neither replaced nor withdrawn. */
  isCurrent(id: string): boolean;
  /** The documents that the same files held before and after, this one among them; the latest first. */
  versions(id: string): readonly DocumentVersion[];
  /** Documents whose own 文号, normalised, is this one; the latest first. */
  documentsByNumber(documentNumber: string): readonly DocumentRecord[];
  /** In the order of ingestion; `query` is looked for in title, 文号 and issuer; `only` is a further condition. */
  documents(query: {
    query?: string | undefined;
    filters?: DocumentFilters | undefined;
    only?: ((document: DocumentRecord) => boolean) | undefined;
    limit: number;
    cursor?: string | undefined;
  }): DocumentPage;
  /** Whether it holds on `day` (ISO 8601; today unless said), by its own words and by what other documents of the snapshot do to it. */
  standing(id: string, day?: string): Standing;
  text(id: string): string | undefined;
  original(id: string): Uint8Array | undefined;
  /** Number of the page, from 1, that the offset of the document's text stands on; null where it has no pages. */
  pageAt(id: string, offset: number): number | null;
  clauses(id: string): readonly Clause[] | undefined;
  /** A clause with its ancestors, outermost first. */
  clause(id: string): { documentId: string; clause: Clause; ancestors: readonly Clause[] } | undefined;
  /** Documents that name this one in their references (by 文号 or title), with the reference's number. */
  referencedBy(id: string): readonly { document: DocumentRecord; reference: number }[];
}

/** A snapshot of both. `close` lets go of the files; nothing of it may be used afterwards. */
export type OpenIndex = Readonly<{ search: SearchIndex; catalogue: CatalogueReader; close: () => void }>;
