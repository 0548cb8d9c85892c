import { z } from 'zod';
import { Answer, AskRequest } from '../../answer/schema.ts';
import { ClauseKind } from '../../clause/schema.ts';
import { DocumentFilters } from '../../indexing/schema.ts';
import { ClauseReference, DocumentSummary, SearchHit, SearchMode } from '../../retrieval/schema.ts';

/** How much of a document's text one call gives at most, in UTF-16 code units. */
export const TEXT_MAX_LENGTH = 20_000;

const Filters = DocumentFilters.optional().describe(
  '只在这些文件里找：documentNumber 文号、issuer 发文机关、region 地区、issuedFrom 和 issuedTo 成文日期（含两端）、status 效力、asOf 截至某日',
);

export const AskInput = z.object({
  question: AskRequest.shape.question.describe('一个问题，可写文号，如“企业诉求办结时限是多少”'),
  topK: AskRequest.shape.topK.describe('最多几条出处'),
  conversationId: AskRequest.shape.conversationId.describe(
    '追问时用同一个编号，“那疑难问题呢”会接着上一问理解',
  ),
  filters: Filters,
});
export type AskInput = z.infer<typeof AskInput>;

/** What `POST /v1/ask` gives, without times and index. */
export const AskOutput = Answer.omit({ timings: true, index: true });
export type AskOutput = z.infer<typeof AskOutput>;

export const SearchInput = z.object({
  query: AskRequest.shape.question.describe('要找什么，词语或句子'),
  topK: z.number().int().min(1).max(50).default(10).describe('最多几条条款'),
  mode: SearchMode.default('hybrid').describe('hybrid 两路合并，lexical 只按字词，dense 只按语义'),
  filters: Filters,
});
export type SearchInput = z.infer<typeof SearchInput>;

/** Clauses, best first. */
export const SearchOutput = z.object({
  hits: z.array(SearchHit.omit({ scores: true, score: true })),
});
export type SearchOutput = z.infer<typeof SearchOutput>;

export const ClauseInput = z.object({
  id: z
    .string()
    .min(1)
    .max(200)
    .describe('条款编号，在 policy_ask、policy_search 或 policy_get_document 的结果里'),
});
export type ClauseInput = z.infer<typeof ClauseInput>;

/** A clause with its whole text; `start`, `end` are offsets into the document's text, half-open, UTF-16 code units. */
export const ClauseOutput = z.object({
  document: DocumentSummary,
  clause: ClauseReference.extend({
    kind: ClauseKind,
    start: z.number().int(),
    end: z.number().int(),
    text: z.string(),
  }),
  /** The clauses directly within it. */
  children: z.array(ClauseReference),
});
export type ClauseOutput = z.infer<typeof ClauseOutput>;

export const DocumentInput = z.object({
  id: z.string().min(1).max(200).optional().describe('文件编号；与 documentNumber 给一个即可'),
  documentNumber: z.string().min(1).max(200).optional().describe('文号，如 赣府发〔2022〕16号'),
  start: z.number().int().min(0).default(0).describe('从正文的第几个字符起给'),
  length: z
    .number()
    .int()
    .min(0)
    .max(TEXT_MAX_LENGTH)
    .default(8000)
    .describe('给多少字符正文，0 为只要著录项和条款目录'),
});
export type DocumentInput = z.infer<typeof DocumentInput>;

export const DocumentOutput = z.object({
  document: DocumentSummary.extend({
    kind: z.string().nullable(),
    region: z.string().nullable(),
    addressees: z.string().nullable(),
    effectiveFrom: z.string().nullable(),
    effectiveUntil: z.string().nullable(),
    fileName: z.string(),
  }),
  /** Numbered clauses in reading order, `depth` from 0; the first 500. */
  outline: z.array(
    z.object({ id: z.string(), depth: z.number().int(), label: z.string(), heading: z.string().nullable() }),
  ),
  outlineComplete: z.boolean(),
  text: z.object({
    start: z.number().int(),
    end: z.number().int(),
    content: z.string(),
    /** Of the whole text. */
    totalLength: z.number().int(),
    /** Where to go on; null at the end. */
    nextStart: z.number().int().nullable(),
  }),
});
export type DocumentOutput = z.infer<typeof DocumentOutput>;
