import { z } from 'zod';
import { ClauseField, ClauseKind } from '../clause/schema.ts';
import {
  DocumentFormat,
  DocumentLevel,
  DocumentStatus,
  EnclosedDocument,
  ReferenceRelation,
} from '../document/schema.ts';
import { ERROR_CODES } from '../errors.ts';
import { DocumentFilters } from '../indexing/schema.ts';
import { DocumentSummary, IndexSummary } from '../retrieval/schema.ts';
import { Span } from '../text/schema.ts';

/** Every response that is not 2xx. */
export const ErrorBody = z.object({
  error: z.object({
    code: z.enum(ERROR_CODES),
    message: z.string(),
    details: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** A document on the wire. What its text does not state is null. */
export const DocumentBody = z.object({
  id: z.string(),
  title: z.string().nullable(),
  /** True where the text has no title and this one was composed from its first lines. */
  titleDerived: z.boolean(),
  documentNumber: z.string().nullable(),
  issuer: z.string().nullable(),
  /** 成文日期, or 印发日期 where only that is given; the same meaning as in a citation. */
  issuedOn: z.string().nullable(),
  printedOn: z.string().nullable(),
  addressees: z.string().nullable(),
  copies: z.string().nullable(),
  disclosure: z.string().nullable(),
  telephone: z.string().nullable(),
  printedBy: z.string().nullable(),
  copyNumber: z.string().nullable(),
  classification: z.string().nullable(),
  urgency: z.string().nullable(),
  letterhead: z.string().nullable(),
  signer: z.string().nullable(),
  note: z.string().nullable(),
  /** Names of the attachments, as the 附件说明 lists them. */
  attachments: z.array(z.string()),
  /** Documents that it holds as a whole: what it issues or forwards. */
  enclosed: z.array(EnclosedDocument),
  kind: z.string().nullable(),
  level: DocumentLevel.nullable(),
  region: z.string().nullable(),
  /** As of today, other documents of the index considered. */
  status: DocumentStatus,
  /** First and last day on which it holds, as its text states them. */
  effectiveFrom: z.string().nullable(),
  effectiveUntil: z.string().nullable(),
  /** 试行, 暂行. */
  trial: z.boolean(),
  /** 文号 of the documents that it names, or 《title》 where it gives no number. */
  references: z.array(z.string()),
  fileName: z.string(),
  sha256: z.string(),
  format: DocumentFormat,
  sizeBytes: z.number().int(),
  clauses: z.number().int(),
  passages: z.number().int(),
});
export type DocumentBody = z.infer<typeof DocumentBody>;

/** A clause with what it holds; `label` is its own (12.), not the whole path. */
export const ClauseNode = z.object({
  id: z.string(),
  kind: ClauseKind,
  label: z.string().nullable(),
  heading: z.string().nullable(),
  headingSpan: Span.nullable(),
  start: z.number().int(),
  end: z.number().int(),
  fields: z.array(ClauseField),
  get children() {
    return z.array(ClauseNode);
  },
});
export type ClauseNode = z.infer<typeof ClauseNode>;

/**
 * A tie between this document and another. `references`: this one names the other; `referenced_by`: the other names
 * this one. `document` is null where the other is not in the index: then it is known to be missing.
 * `places` are the spans that name it, in the text of the document that does the naming.
 */
export const Relation = z.object({
  direction: z.enum(['references', 'referenced_by']),
  relation: ReferenceRelation,
  documentNumber: z.string().nullable(),
  title: z.string().nullable(),
  document: DocumentSummary.nullable(),
  places: z.array(Span),
});
export type Relation = z.infer<typeof Relation>;

/**
 * Why a document has its status today: by its own words or by what another document says. `sentence` is a span in the
 * text of `document`, or of the document itself where that is null, and `quote` that slice.
 */
export const StandingBody = z.object({
  status: DocumentStatus,
  reason: z.enum([
    'repealed_by',
    'superseded_by',
    'amended_by',
    'extended_by',
    'in_effect',
    'not_yet_in_effect',
    'term_ended',
    'revised_later',
    'stated',
    'not_binding',
    'undated',
  ]),
  since: z.string().nullable(),
  document: DocumentSummary.nullable(),
  sentence: Span.nullable(),
  quote: z.string().nullable(),
});
export type StandingBody = z.infer<typeof StandingBody>;

/** A content that the document's file had; `current` where it is the one that answers are taken from. */
export const DocumentVersion = z.object({
  id: z.string(),
  sha256: z.string(),
  fileName: z.string(),
  current: z.boolean(),
});

/** `GET /v1/documents/{id}`. `versions` holds this one too, the latest first. */
export const DocumentDetail = z.object({
  document: DocumentBody,
  standing: StandingBody,
  clauses: z.array(ClauseNode),
  relations: z.array(Relation),
  versions: z.array(DocumentVersion),
});
export type DocumentDetail = z.infer<typeof DocumentDetail>;

/** `GET /v1/documents` */
export const DocumentList = z.object({ documents: z.array(DocumentBody), nextCursor: z.string().nullable() });
export type DocumentList = z.infer<typeof DocumentList>;

/** `GET /v1/clauses/{id}`: `path` and `label` as in a citation, `text` the whole clause as stored. */
export const ClauseDetail = z.object({
  document: DocumentSummary,
  clause: ClauseNode,
  path: z.array(z.string()),
  label: z.string(),
  text: z.string(),
});
export type ClauseDetail = z.infer<typeof ClauseDetail>;

/** `GET /healthz` */
export const Health = z.object({ status: z.literal('ok'), index: IndexSummary });
export type Health = z.infer<typeof Health>;

export const DOCUMENTS_LIMIT_MAX = 200;
export const DOCUMENTS_LIMIT_DEFAULT = 50;

/** A condition left empty in a form (`?issuer=`) is no condition. */
function emptyAsAbsent<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema);
}

/** Query of `GET /v1/documents`. `status` may be given several times or with commas. */
export const DocumentsQuery = z.strictObject({
  query: emptyAsAbsent(z.string().max(200).optional()),
  documentNumber: emptyAsAbsent(DocumentFilters.shape.documentNumber),
  issuer: emptyAsAbsent(DocumentFilters.shape.issuer),
  region: emptyAsAbsent(DocumentFilters.shape.region),
  kind: emptyAsAbsent(DocumentFilters.shape.kind),
  issuedFrom: emptyAsAbsent(DocumentFilters.shape.issuedFrom),
  issuedTo: emptyAsAbsent(DocumentFilters.shape.issuedTo),
  asOf: emptyAsAbsent(DocumentFilters.shape.asOf),
  status: z.preprocess((value) => {
    const values = [value].flat().flatMap((one) => (typeof one === 'string' ? one.split(',') : [one]));
    const given = values.filter((one) => one !== '' && one !== undefined);
    return given.length === 0 ? undefined : given;
  }, DocumentFilters.shape.status),
  limit: z.preprocess(
    (value) => (value === '' ? undefined : typeof value === 'string' ? Number(value) : value),
    z.number().int().min(1).max(DOCUMENTS_LIMIT_MAX).default(DOCUMENTS_LIMIT_DEFAULT),
  ),
  cursor: emptyAsAbsent(z.string().max(500).optional()),
});
export type DocumentsQuery = z.infer<typeof DocumentsQuery>;
