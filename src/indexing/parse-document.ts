import { parseClauses } from '../clause/parse.ts';
import { makePassages } from '../clause/passages.ts';
import { readLayout } from '../document/layout.ts';
import { readMetadata } from '../document/metadata.ts';
import { readFile } from '../document/read-file.ts';
import type { DocumentMetadata } from '../document/schema.ts';
import { AppError, type ErrorCode, type ErrorDetail } from '../errors.ts';
import type { ParsedDocument } from './catalogue.ts';

/** 涉密不上网: what bears a mark of classification on its page is let into no index (保守国家秘密法, art. 31). */
function refuseClassified(fileName: string, { classification, title }: DocumentMetadata): void {
  if (classification === null) return;
  const name = title === null ? '' : `（《${title}》）`;
  throw new AppError(
    'classified_file',
    `文件“${fileName}”${name}标有密级“${classification}”，不予入库：涉密文件不得存入非涉密系统。请立即按保密规定处理这份文件`,
    { details: [{ fileName, classification }] },
  );
}

/** From a file's bytes to all that the catalogue keeps. Throws an AppError that says why where it is no document. */
export async function parseDocument(bytes: Uint8Array, fileName: string): Promise<ParsedDocument> {
  const source = await readFile(bytes, fileName);
  const layout = readLayout(source.text);
  const metadata = readMetadata(source, layout);
  refuseClassified(fileName, metadata);
  const clauses = parseClauses(source, layout);
  return {
    source,
    original: bytes,
    metadata,
    clauses,
    passages: makePassages(source.text, clauses),
  };
}

/** A file that the parser stumbles over is that file's failure; it must not keep the others out. */
export function fileFailure(fileName: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const found = cause instanceof Error ? cause.message : String(cause);
  return new AppError('internal', `解析文件“${fileName}”时程序出错（${found}）。请保留这个文件并报告`, {
    cause,
  });
}

export type ParseTask = Readonly<{ bytes: Uint8Array; fileName: string }>;

/** What crosses from one process to the other: errors lose their class there, so they go as what they say. */
export type ParseOutcome =
  | Readonly<{ ok: true; parsed: Omit<ParsedDocument, 'original'> }>
  | Readonly<{ ok: false; code: ErrorCode; message: string; details: readonly ErrorDetail[] }>;

/** {@link parseDocument} for a process of its own. Never throws. */
export async function parseInWorker({ bytes, fileName }: ParseTask): Promise<ParseOutcome> {
  try {
    const { original: _original, ...parsed } = await parseDocument(bytes, fileName);
    return { ok: true, parsed };
  } catch (cause) {
    const { code, message, details } = fileFailure(fileName, cause);
    return { ok: false, code, message, details };
  }
}
