import { z } from 'zod';
import type { Embedder } from '../embedding/schema.ts';
import { DocumentFilters, type DocumentSelection, type SearchIndex } from '../indexing/schema.ts';
import type { Segmenter } from '../text/segment.ts';
import type { TermStatistics } from '../text/term-statistics.ts';
import type { DocumentTraits } from './document-traits.ts';
import type { Network } from './network.ts';

export const QUESTION_MAX_LENGTH = 2000;

/** A question or query as it comes in: not blank, at most 2,000 UTF-16 code units. */
export const QueryText = z
  .string({ error: '应为文字' })
  .max(QUESTION_MAX_LENGTH, `最长 ${QUESTION_MAX_LENGTH} 字`)
  .refine((text) => text.trim() !== '', '不能为空');

export const SearchMode = z.enum(['hybrid', 'lexical', 'dense']);
export type SearchMode = z.infer<typeof SearchMode>;

/** What retrieval works with. `traits` are of all documents of `search`, by number. */
export type RetrievalTools = Readonly<{
  search: SearchIndex;
  segmenter: Segmenter;
  embedder: Embedder;
  termStatistics: TermStatistics;
  traits: readonly DocumentTraits[];
  /** Orders candidates by {@link RANKING_FEATURES}. */
  rankingNetwork: Network;
  /** The documents of `search` that may be found at all; null or absent for all. */
  visible?: DocumentSelection | null;
}>;

/** Body of `POST /v1/search`. */
export const SearchRequest = z.strictObject({
  query: QueryText,
  topK: z.number().int().min(1).max(200).default(10),
  mode: SearchMode.default('hybrid'),
  filters: DocumentFilters.optional(),
});
export type SearchRequest = Readonly<z.infer<typeof SearchRequest>>;

/** A document as citations show it. */
export const DocumentSummary = z.object({
  id: z.string(),
  title: z.string().nullable(),
  documentNumber: z.string().nullable(),
  issuer: z.string().nullable(),
  /** 成文日期, or 印发日期 where only that is given; null if neither. */
  issuedOn: z.string().nullable(),
  status: z.string(),
});
export type DocumentSummary = Readonly<z.infer<typeof DocumentSummary>>;

/** A clause as citations name it: `path` as printed, outermost first; `label` such as 三、（四）12. */
export const ClauseReference = z.object({ id: z.string(), path: z.array(z.string()), label: z.string() });
export type ClauseReference = Readonly<z.infer<typeof ClauseReference>>;

export const SearchHit = z.object({
  rank: z.number().int().min(1),
  score: z.number(),
  /** Both sides' scores; `features`: what the ranking model saw, without zeros (retrieval/features.ts), where it ranked. */
  scores: z.object({
    lexical: z.number().nullable(),
    dense: z.number().nullable(),
    features: z.record(z.string(), z.number()).optional(),
  }),
  matchedTerms: z.array(z.string()),
  document: DocumentSummary,
  clause: ClauseReference.extend({ text: z.string() }),
  passage: z.object({ start: z.number().int(), end: z.number().int(), text: z.string() }),
});
export type SearchHit = Readonly<z.infer<typeof SearchHit>>;

export const IndexSummary = z.object({
  version: z.string(),
  documents: z.number().int(),
  passages: z.number().int(),
});

export const SearchResponse = z.object({
  hits: z.array(SearchHit),
  index: IndexSummary,
  timings: z.object({ questionMs: z.number(), retrievalMs: z.number(), totalMs: z.number() }),
});
export type SearchResponse = Readonly<z.infer<typeof SearchResponse>>;
