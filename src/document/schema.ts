import { z } from 'zod';
import { Span } from '../text/schema.ts';
import type { TextEncoding } from './formats/schema.ts';

/** What a file is by its content; `doc` is binary Word, .wps included, `text` is .txt and .md. */
export const DocumentFormat = z.enum(['text', 'csv', 'html', 'docx', 'doc', 'rtf', 'pdf', 'ofd', 'xlsx']);
export type DocumentFormat = z.infer<typeof DocumentFormat>;

/** 文种 is kept as the document names it (意见, 通知, 讲话, 简报, 法, 条例 …); level is the issuer's. */
export const DocumentLevel = z.enum([
  'national',
  'province',
  'city',
  'county',
  'township',
  'development_zone',
]);
export type DocumentLevel = z.infer<typeof DocumentLevel>;

export const DocumentStatus = z.enum([
  'in_force',
  'amended',
  'repealed',
  'expired',
  'not_yet_in_force',
  'unknown',
]);
export type DocumentStatus = z.infer<typeof DocumentStatus>;

/** A document that this one names, with the place where it does. `basis`: 依据/根据/为贯彻落实; else `mention`. */
export const DocumentReference = z.object({
  relation: z.enum(['basis', 'mention']),
  documentNumber: z.string().nullable(),
  title: z.string().nullable(),
  span: Span,
});
export type DocumentReference = Readonly<z.infer<typeof DocumentReference>>;

/** Metadata fields whose place in the text is known, so that questions about the document itself can be cited. */
export const MetadataField = z.enum([
  'title',
  'documentNumber',
  'issuer',
  'issuedOn',
  'printedOn',
  'addressees',
  'copies',
  'disclosure',
  'telephone',
  'printedBy',
  'copyNumber',
  'classification',
  'urgency',
  'letterhead',
  'signer',
  'attachments',
  'note',
]);
export type MetadataField = z.infer<typeof MetadataField>;

/**
 * A document that another one holds as a whole: what a 通知 issues (印发《…办法》) or forwards (转发). `span` runs from
 * the lines above its title (附件1, its own head) to the next one or to the foot of the page.
 */
export const EnclosedDocument = z.object({
  title: z.string(),
  documentNumber: z.string().nullable(),
  issuer: z.string().nullable(),
  issuedOn: z.string().nullable(),
  kind: z.string().nullable(),
  span: Span,
});
export type EnclosedDocument = Readonly<z.infer<typeof EnclosedDocument>>;

/**
 * What the text states about itself; what it does not state is null, never guessed.
 * Dates are ISO 8601 (`2022-07-11`); `documentNumber` is normalised (see document-number.ts).
 */
export const DocumentMetadata = z.object({
  title: z.string().nullable(),
  /** True where the text has no title of its own and `title` was composed from its first lines. */
  titleDerived: z.boolean(),
  documentNumber: z.string().nullable(),
  issuer: z.string().nullable(),
  issuedOn: z.string().nullable(),
  printedOn: z.string().nullable(),
  addressees: z.string().nullable(),
  copies: z.string().nullable(),
  disclosure: z.string().nullable(),
  telephone: z.string().nullable(),
  printedBy: z.string().nullable(),
  /** 份号 (GB/T 9704—2012 7.2.1), as printed: 000012. */
  copyNumber: z.string().nullable(),
  /** 密级和保密期限 (7.2.2) without blanks: 机密, 机密★10年, 绝密★长期. */
  classification: z.string().nullable(),
  /** 紧急程度 (7.2.3): 特急, 加急; of telegrams 特提, 平急. */
  urgency: z.string().nullable(),
  /** 发文机关标志 (7.2.4) without 文件, joint issuers parted by 、. */
  letterhead: z.string().nullable(),
  /** 签发人 (7.2.6), several parted by 、. */
  signer: z.string().nullable(),
  /** 附件说明 (7.3.4): the names of the attachments, without their numbers. */
  attachments: z.array(z.string()).readonly(),
  /** 附注 (7.3.7): what stands in brackets below the date, brackets left out. */
  note: z.string().nullable(),
  enclosed: z.array(EnclosedDocument).readonly(),
  kind: z.string().nullable(),
  level: DocumentLevel.nullable(),
  region: z.string().nullable(),
  status: DocumentStatus,
  references: z.array(DocumentReference).readonly(),
  /** Where each stated field stands; several places in reading order (印发 date, signature date …). */
  places: z.partialRecord(MetadataField, z.array(Span).readonly()),
});
export type DocumentMetadata = Readonly<z.infer<typeof DocumentMetadata>>;

/** A file's content after decoding: the stored text that every offset of the project points into. */
export type SourceDocument = Readonly<{
  /** First 16 hexadecimal digits of `sha256`. */
  id: string;
  /** SHA-256 of the file's bytes, hexadecimal. */
  sha256: string;
  fileName: string;
  format: DocumentFormat;
  encoding: TextEncoding | null;
  text: string;
  /** Offsets into `text` where the pages begin, ascending; empty where the format knows no pages. */
  pageStarts: readonly number[];
}>;
