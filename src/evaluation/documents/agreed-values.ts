import { join } from 'node:path';
import { z } from 'zod';
import { normaliseDocumentNumber } from '../../document/document-number.ts';
import { readJsonLines } from '../json-lines.ts';

/** What people agreed on for one real file; `null`: not in the text, but not given for headings and articles. */
export const AgreedValues = z.object({
  file: z.string(),
  title: z.string().nullable(),
  documentNumber: z.string().nullable(),
  issuer: z.string().nullable(),
  /** 成文日期, ISO 8601. */
  date: z.string().nullable(),
  /** The 第X章 headings if there are any, else the 一、 level, without those of annexes. */
  topLevelHeadings: z.array(z.string()).nullable(),
  articles: z.number().nullable(),
});
export type AgreedValues = Readonly<z.infer<typeof AgreedValues>>;

/** The rows of `expected.jsonl` in a folder of real files. */
export const readAgreedValues = (folder: string): AgreedValues[] =>
  readJsonLines(join(folder, 'expected.jsonl'), AgreedValues);

/** A value as two writings of it are compared: without white space, brackets of one kind. */
export const comparable = (value: string): string =>
  value
    .replaceAll(/\s/g, '')
    .replaceAll(/[〔［[(]/g, '（')
    .replaceAll(/[〕］\])]/g, '）');

/** Whether a value that was read is the one agreed on; null is the same as null only. */
export const sameValue = (agreed: string | null, read: string | null): boolean =>
  agreed === null || read === null ? agreed === read : comparable(agreed) === comparable(read);

/** {@link sameValue} of 文号: the list has them as printed, this project in one form. */
export const sameNumber = (agreed: string | null, read: string | null): boolean =>
  sameValue(agreed === null ? null : (normaliseDocumentNumber(agreed) ?? agreed), read);

/** Whether the headings are those agreed on, in their order; an agreed one that ends in … is the begin of a longer one. */
export function sameHeadings(agreed: readonly string[], read: readonly string[]): boolean {
  return (
    agreed.length === read.length &&
    agreed.every((heading, at) => {
      const wanted = comparable(heading);
      const found = comparable(read[at] ?? '');
      return wanted.endsWith('…') ? found.startsWith(wanted.slice(0, -1)) : found === wanted;
    })
  );
}
