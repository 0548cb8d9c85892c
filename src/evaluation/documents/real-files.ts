import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseClauses } from '../../clause/parse.ts';
import { readLayout } from '../../document/layout.ts';
import { readMetadata } from '../../document/metadata.ts';
import { readFile } from '../../document/read-file.ts';
import type { DocumentMetadata } from '../../document/schema.ts';
import { AppError, type ErrorCode } from '../../errors.ts';
import { type AgreedValues, readAgreedValues, sameHeadings, sameNumber, sameValue } from './agreed-values.ts';
import { clausesWithin, topHeadings } from './clause-counts.ts';

/** What the program makes of one real file. */
export type FileReading = Readonly<{
  metadata: DocumentMetadata;
  headings: readonly string[];
  /** 第X条 of the document and of what it encloses; those of annexes are not counted. */
  articles: number;
}>;

/** A file of the folder: what was read, or the code by which it was refused; with what was agreed on, if anything was. */
export type RealFile = Readonly<{
  file: string;
  /** Extension without the dot. */
  format: string;
  reading: FileReading | null;
  refused: ErrorCode | null;
  agreed: AgreedValues | null;
}>;

const EXTENSION = /\.(?:docx?|pdf|html)$/;

async function readOne(folder: string, file: string): Promise<Pick<RealFile, 'reading' | 'refused'>> {
  try {
    const { text, id } = await readFile(readFileSync(join(folder, file)), file);
    const layout = readLayout(text);
    const clauses = parseClauses({ id, text }, layout);
    const reading = {
      metadata: readMetadata({ text, fileName: file }, layout),
      headings: topHeadings(text, clauses),
      articles: clausesWithin(clauses).filter(({ kind }) => kind === 'article').length,
    };
    return { reading, refused: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { reading: null, refused: error.code };
  }
}

/** Reads all files of the folder, ordered by name. Throws what is no refusal by name: that is a bug. */
export async function readRealFiles(folder: string): Promise<RealFile[]> {
  const agreed = new Map(readAgreedValues(folder).map((row) => [row.file, row]));
  const names = readdirSync(folder)
    .filter((name) => EXTENSION.test(name))
    .sort();
  const files: RealFile[] = [];
  for (const file of names) {
    const format = extname(file).slice(1);
    files.push({ file, format, agreed: agreed.get(file) ?? null, ...(await readOne(folder, file)) });
  }
  return files;
}

export const AGREED_FIELDS = ['title', 'documentNumber', 'issuer', 'date'] as const;
export type AgreedField = (typeof AGREED_FIELDS)[number];

/** One judgement on one file; `wanted` null where the text does not state the value, `found` what was read. */
export type FieldVerdict = Readonly<{
  file: string;
  wanted: string | null;
  found: string | null;
  right: boolean;
}>;

const readField = ({ metadata }: FileReading, field: AgreedField): string | null =>
  metadata[field === 'date' ? 'issuedOn' : field];

/** What was read against what was agreed on, over the files that were read. */
export const judgeField = (files: readonly RealFile[], field: AgreedField): FieldVerdict[] =>
  files.flatMap(({ file, reading, agreed }) => {
    if (reading === null || agreed === null) return [];
    const [wanted, found] = [agreed[field], readField(reading, field)];
    const right = (field === 'documentNumber' ? sameNumber : sameValue)(wanted, found);
    return [{ file, wanted, found, right }];
  });

/** Null where nothing was given. */
export type StructureVerdict = Readonly<{ file: string; headings: boolean | null; articles: boolean | null }>;

/** Headings and number of articles over the files that were read and for which either is given. */
export const judgeStructure = (files: readonly RealFile[]): StructureVerdict[] =>
  files.flatMap(({ file, reading, agreed }) => {
    if (reading === null || agreed === null) return [];
    const { topLevelHeadings, articles } = agreed;
    if (topLevelHeadings === null && articles === null) return [];
    const headings = topLevelHeadings === null ? null : sameHeadings(topLevelHeadings, reading.headings);
    return [{ file, headings, articles: articles === null ? null : articles === reading.articles }];
  });

export const isRightStructure = ({ headings, articles }: StructureVerdict): boolean =>
  headings !== false && articles !== false;
