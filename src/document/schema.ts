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

export const DocumentStatus = z
  .enum(['in_force', 'amended', 'repealed', 'expired', 'not_yet_in_force', 'unknown'])
  .describe(
    '效力：in_force 有效；amended 已被修改，正文是修改以前的；repealed 已废止或已有新版本；expired 有效期已满；' +
      'not_yet_in_force 尚未施行；unknown 说不准（没有日期，或是讲话、简报、征求意见稿）',
  );
export type DocumentStatus = z.infer<typeof DocumentStatus>;

/**
 * What a document does to another one that it names. `basis`: it stands on it (依据, 根据, 为贯彻落实); `repeals`: ends
 * it (废止, 停止执行, 失效); `amends`: changes it or ends a part of it; `amended_by`: the note under its title says that
 * the other one changed it; `extends`: lets it go on (延长有效期, 继续执行至); `issues`: publishes it (印发, 公布);
 * `forwards`: passes on another body's (转发, 批转); `implements`: carries it out or interprets it by its own title
 * (实施细则, 实施条例, 适用…的解释); `replies_to`: answers it (收悉, 批复); else `mention`.
 */
export const ReferenceRelation = z.enum([
  'basis',
  'repeals',
  'amends',
  'amended_by',
  'extends',
  'issues',
  'forwards',
  'implements',
  'replies_to',
  'mention',
]);
export type ReferenceRelation = z.infer<typeof ReferenceRelation>;

/**
 * A document that this one names: `span` is the naming, `sentence` the sentence, title or head of a list that says
 * the relation. `date` (ISO 8601) is the day from which a repeal holds or until which an extension runs, where the
 * sentence itself says it. A repealed document may have this one's title: then it is an earlier one.
 */
export const DocumentReference = z.object({
  relation: ReferenceRelation,
  documentNumber: z.string().nullable(),
  title: z.string().nullable(),
  span: Span,
  sentence: Span,
  date: z.string().nullable(),
});
export type DocumentReference = Readonly<z.infer<typeof DocumentReference>>;

export const ValidityField = z.enum(['effectiveFrom', 'effectiveUntil', 'trial', 'revisedOn']);
export type ValidityField = z.infer<typeof ValidityField>;

/** What a document says about its own validity. Dates are ISO 8601, both ends included; null is not stated. */
export const ValidityStatement = z.object({
  /** First day on which it holds. */
  effectiveFrom: z.string().nullable(),
  /** It holds from its issue on (自公布之日起), or so many days after; `effectiveFrom` is null where the text has no date of issue. */
  fromIssue: z.boolean(),
  /** Last day on which it holds. */
  effectiveUntil: z.string().nullable(),
  /** 试行, 暂行. */
  trial: z.boolean(),
  /** From when the last revision holds that the note under the title tells of: before it, the wording was another. */
  revisedOn: z.string().nullable(),
  /** The sentences that say so, in reading order. */
  places: z.partialRecord(ValidityField, z.array(Span).readonly()),
});
export type ValidityStatement = Readonly<z.infer<typeof ValidityStatement>>;

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
 * Dates are ISO 8601 (`2022-07-11`); a month without its day (2015年12月) is no date and stays null.
 * `documentNumber` is normalised (see document-number.ts).
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
  validity: ValidityStatement,
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
