import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findDocumentNumbers, normaliseDocumentNumber } from '../../document/document-number.ts';
import { readMetadata } from '../../document/metadata.ts';
import { readText } from '../../document/read-text.ts';
import { readJsonLines } from '../json-lines.ts';

/** A row of the list that came with a collection of policies. */
export const ListedPolicy = z.object({
  file: z.string(),
  title: z.string(),
  documentNumber: z.string().optional(),
});
export type ListedPolicy = Readonly<z.infer<typeof ListedPolicy>>;

/** One policy whose list gives a 文号. `inText`: it stands in the first 1000 characters; many files hold only what was
 * attached to the document. */
export type NumberVerdict = Readonly<{
  file: string;
  listed: string;
  found: string | null;
  inText: boolean;
  right: boolean;
}>;

/** A 文号 as the lists write it: 国令 for an order of the State Council, brackets and blanks of all kinds. */
const comparable = (number: string): string =>
  (normaliseDocumentNumber(number.replace(/^国令/, '中华人民共和国国务院令')) ?? number)
    .replace(/^中华人民共和国(?=国务院)/, '')
    .replaceAll(/\s/g, '');

/** The 文号 of a row: in a column of its own, in brackets behind the title, or as the title of an order. */
export function listedNumber({ title, documentNumber }: ListedPolicy): string | null {
  if (documentNumber !== undefined) return documentNumber;
  const bracketed = /[（(【]([^（(【]*号)[）)】]\s*$/.exec(title)?.[1];
  const order = /^[^（(]*(?:令|公告)\s*(?:[〔（([]\d{4}[〕）)\]])?\s*第?\d+号/.exec(title)?.[0];
  const number = bracketed ?? order;
  return number !== undefined && normaliseDocumentNumber(number) !== null ? number : null;
}

/** The 文号 read from the text of one policy against the one listed. */
export function judgeNumber(text: string, file: string, listed: string): NumberVerdict {
  const wanted = comparable(listed);
  const same = (number: string): boolean => comparable(number) === wanted;
  const inText = findDocumentNumbers(text.slice(0, 1000)).some((found) => same(found.documentNumber));
  const { documentNumber: found } = readMetadata({ text, fileName: file });
  return { file, listed, found, inText, right: found !== null && same(found) };
}

/** All rows of `metadata.jsonl` in the folder that give a 文号 and whose file is there. */
export function judgeListedNumbers(folder: string): NumberVerdict[] {
  return readJsonLines(join(folder, 'metadata.jsonl'), ListedPolicy).flatMap((row) => {
    const listed = listedNumber(row);
    const path = join(folder, row.file);
    if (listed === null || !existsSync(path)) return [];
    return [judgeNumber(readText(readFileSync(path), row.file).text, row.file, listed)];
  });
}
