import { z } from 'zod';
import type { CatalogueReader, DocumentRecord, IndexStatistics } from '../indexing/schema.ts';
import { DocumentFilters } from '../indexing/schema.ts';
import {
  ClauseReference,
  DocumentSummary,
  IndexSummary,
  QueryText,
  type SearchRequest,
  type SearchResponse,
} from '../retrieval/schema.ts';
import { Generated } from './written/schema.ts';

export const NO_EVIDENCE = '未在已入库的政策文件中找到依据';

/** Body of `POST /v1/ask`. */
export const AskRequest = z.strictObject({
  question: QueryText,
  /** How many citations and related clauses at most. */
  topK: z.number().int().min(1).max(20).default(5),
  conversationId: z.string().min(1).max(200).optional(),
  filters: DocumentFilters.optional(),
});
export type AskRequest = Readonly<z.infer<typeof AskRequest>>;

/** The printed form of evidence: `quote === text.slice(start, end)` of the document's stored text. */
export const Citation = z.object({
  index: z.number().int().min(1),
  document: DocumentSummary,
  clause: ClauseReference,
  quote: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  /** Number of the page that the quote begins on, from 1; null where the format has no pages. */
  page: z.number().int().min(1).nullable(),
  url: z.string(),
});
export type Citation = Readonly<z.infer<typeof Citation>>;

/**
 * What a reader must know before relying on a cited document: it no longer holds, does not hold yet, or was changed.
 * `by` is the document that did it, where another one did.
 */
export const Warning = z.object({
  code: z.enum(['repealed', 'superseded', 'expired', 'not_yet_in_force', 'amended']),
  message: z.string(),
  documentId: z.string(),
  /** First day on which it is so, ISO 8601; null where that is not stated. */
  since: z.string().nullable(),
  by: DocumentSummary.nullable(),
});
export type Warning = Readonly<z.infer<typeof Warning>>;

export const Answer = z.object({
  id: z.string(),
  question: z.string(),
  /** Words of the question that were taken for typing errors, and what they were read as; left out if none. */
  readAs: z.array(z.object({ from: z.string(), to: z.string() })).optional(),
  status: z.enum(['answered', 'no_evidence']),
  answer: z.string(),
  confidence: z.number().min(0).max(1),
  citations: z.array(Citation),
  related: z.array(Citation),
  /** One for each cited document that does not simply hold; empty as a rule. */
  warnings: z.array(Warning),
  /** Where a language model is set: what became of its text. `extract` is the extractive answer that it took the place of. */
  generated: Generated.optional(),
  extract: z.string().optional(),
  index: IndexSummary,
  timings: z.object({
    questionMs: z.number(),
    retrievalMs: z.number(),
    evidenceMs: z.number(),
    totalMs: z.number(),
  }),
});
export type Answer = Readonly<z.infer<typeof Answer>>;

/**
 * What the outer layers (http, scripts, evaluation) talk to: one snapshot of the index with everything that
 * answering needs. Made by `openKnowledge` (knowledge.ts).
 */
export interface Knowledge {
  readonly statistics: IndexStatistics;
  readonly catalogue: CatalogueReader;
  /** `history` holds the earlier questions of the conversation, oldest first. */
  ask(request: AskRequest, history?: readonly string[]): Promise<Answer>;
  search(request: SearchRequest): Promise<SearchResponse>;
  /**
   * The same snapshot for who may see only the documents that pass `visible`: of the others nothing is found, listed,
   * quoted or named. Linear in documents, so to be kept; closing it does nothing.
   */
  restrictedTo(visible: (document: DocumentRecord) => boolean): Knowledge;
  close(): void;
}
