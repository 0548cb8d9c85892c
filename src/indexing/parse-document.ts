import { parseClauses } from '../clause/parse.ts';
import { makePassages } from '../clause/passages.ts';
import { readLayout } from '../document/layout.ts';
import { readMetadata } from '../document/metadata.ts';
import { readText } from '../document/read-text.ts';
import type { ParsedDocument } from './catalogue.ts';

/** From a file's bytes to all that the catalogue keeps. Throws an AppError that says why where it is no document. */
export function parseDocument(bytes: Uint8Array, fileName: string): ParsedDocument {
  const source = readText(bytes, fileName);
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
