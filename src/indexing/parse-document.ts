import type { Clause, Passage } from '../clause/schema.ts';
import { readText } from '../document/read-text.ts';
import type { DocumentMetadata } from '../document/schema.ts';
import type { ParsedDocument } from './catalogue.ts';

/** From a file's bytes to all that the catalogue keeps. Throws an AppError that says why where it is no document. */
export function parseDocument(bytes: Uint8Array, fileName: string): ParsedDocument {
  const source = readText(bytes, fileName);
  const metadata: DocumentMetadata = {
    title: source.text.split('\n')[0]?.trim() ?? null,
    titleDerived: true,
    documentNumber: null,
    issuer: null,
    issuedOn: null,
    printedOn: null,
    addressees: null,
    copies: null,
    disclosure: null,
    telephone: null,
    printedBy: null,
    kind: null,
    level: null,
    region: null,
    status: 'unknown',
    references: [],
    places: {},
  };
  const clauses: Clause[] = [];
  const passages: Passage[] = [];
  let start = 0;
  for (const line of source.text.split('\n')) {
    const id = `${source.id}-${clauses.length + 1}`;
    clauses.push({
      id,
      kind: 'body',
      label: null,
      ordinal: null,
      heading: null,
      headingSpan: null,
      start,
      end: start + line.length,
      fields: [],
      children: [],
    });
    for (let from = 0; from < line.length; from += 200) {
      if (line.slice(from, from + 200).trim() !== '')
        passages.push({
          clauseId: id,
          start: start + from,
          end: Math.min(start + from + 200, start + line.length),
          headingPath: [],
        });
    }
    start += line.length + 1;
  }
  return { source, original: bytes, metadata, clauses, passages };
}
