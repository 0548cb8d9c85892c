import { parseClauses } from '../clause/parse.ts';
import { makePassages } from '../clause/passages.ts';
import { readLayout } from '../document/layout.ts';
import { readMetadata } from '../document/metadata.ts';
import { readFile } from '../document/read-file.ts';
import { AppError, type ErrorCode, type ErrorDetail } from '../errors.ts';
import type { ParsedDocument } from './catalogue.ts';

/** From a file's bytes to all that the catalogue keeps. Throws an AppError that says why where it is no document. */
export async function parseDocument(bytes: Uint8Array, fileName: string): Promise<ParsedDocument> {
  const source = await readFile(bytes, fileName);
  const layout = readLayout(source.text);
  const clauses = parseClauses(source, layout);
  return {
    source,
    original: bytes,
    metadata: readMetadata(source, layout),
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

/** What crosses from one thread to the other: errors lose their class there, so they go as what they say. */
export type ParseOutcome =
  | Readonly<{ ok: true; parsed: Omit<ParsedDocument, 'original'> }>
  | Readonly<{ ok: false; code: ErrorCode; message: string; details: readonly ErrorDetail[] }>;

/** {@link parseDocument} for a worker thread. Never throws. */
export async function parseInWorker({ bytes, fileName }: ParseTask): Promise<ParseOutcome> {
  try {
    const { original: _original, ...parsed } = await parseDocument(bytes, fileName);
    return { ok: true, parsed };
  } catch (cause) {
    const { code, message, details } = fileFailure(fileName, cause);
    return { ok: false, code, message, details };
  }
}
