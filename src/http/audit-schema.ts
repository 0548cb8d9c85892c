import { z } from 'zod';
import { AuditRecord, UnansweredQuestion } from '../service/audit.ts';
import { PageQuery } from './upload-schema.ts';

/** A field left empty in a form is not given. */
const emptyAsAbsent = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

const time = z.union([z.iso.date(), z.iso.datetime()], '应为 2026-11-21 或 2026-11-21T08:00:00Z');

/** Query of `GET /v1/audit`. */
export const AuditListQuery = PageQuery.extend({
  status: emptyAsAbsent(AuditRecord.shape.status.optional()),
  channel: emptyAsAbsent(z.string().max(20).optional()),
  from: emptyAsAbsent(time.optional()),
  to: emptyAsAbsent(time.optional()),
});

/** `GET /v1/audit` */
export const AuditList = z.object({ records: z.array(AuditRecord), nextCursor: z.string().nullable() });
export type AuditList = z.infer<typeof AuditList>;

/** `GET /v1/unanswered` */
export const UnansweredList = z.object({
  questions: z.array(UnansweredQuestion),
  nextCursor: z.string().nullable(),
});
export type UnansweredList = z.infer<typeof UnansweredList>;
