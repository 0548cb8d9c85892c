import type { CatalogueReader } from '../indexing/schema.ts';
import { referToClause, summariseDocument } from '../retrieval/reference.ts';
import type { Span } from '../text/schema.ts';
import type { Citation } from './schema.ts';

/** A place in a document's text with the clause that holds it. */
export type QuotedSpan = Readonly<{ documentId: string; clauseId: string; span: Span }>;

/** Blanks, markdown marks and the comma or semicolon that a cut left at its ends are no part of a quote. */
function tighten(text: string, { start, end }: Span): Span {
  let first = start;
  let last = end;
  while (first < last && /[\s，,；;、：:*#]/u.test(text.charAt(first))) first += 1;
  while (last > first && /[\s，,；;、：:*#]/u.test(text.charAt(last - 1))) last -= 1;
  return { start: first, end: last };
}

/**
 * Makes citations of quoted spans, numbered from 1. The quote is cut from the stored text here and nowhere else, so
 * it is verbatim by construction; a span outside the text is a bug and thrown. Documents are shown with their status on
 * `day` (today unless said).
 */
export function cite(quoted: readonly QuotedSpan[], catalogue: CatalogueReader, day?: string): Citation[] {
  return quoted.map(({ documentId, clauseId, span }, position) => {
    const text = catalogue.text(documentId);
    const document = catalogue.document(documentId);
    if (text === undefined || document === undefined) {
      throw new Error(`document ${documentId} is not in the catalogue`);
    }
    const { start, end } = tighten(text, span);
    if (start >= end || end > text.length) {
      throw new Error(`span ${span.start}–${span.end} is not in document ${documentId}`);
    }
    return {
      index: position + 1,
      document: summariseDocument(document, catalogue, day),
      clause: referToClause(clauseId, catalogue).reference,
      quote: text.slice(start, end),
      start,
      end,
      page: catalogue.pageAt(documentId, start),
      url: `/documents/${documentId}?start=${start}&end=${end}#clause-${clauseId}`,
    };
  });
}
