import { normaliseDocumentNumber } from '../document/document-number.ts';
import type { CatalogueReader, DocumentFilters, DocumentSelection, SearchIndex } from '../indexing/schema.ts';
import type { Question } from '../question/schema.ts';

/** Which documents may answer: null for all. `unknownNumbers` are 文号 that no document in the catalogue has. */
export type Scope = Readonly<{
  selection: DocumentSelection | null;
  unknownNumbers: readonly string[];
  /** The question names documents, and the catalogue has them. */
  named: boolean;
}>;

/** A spoken number (16号文) fits a document of each issuer and year; more than this many say nothing. */
const SHORT_NUMBER_DOCUMENTS = 100;

/** Documents that are both in `selection` and in `other`; null for all. */
export function both(
  selection: DocumentSelection | null,
  other: DocumentSelection | null,
): DocumentSelection | null {
  if (selection === null || other === null) return selection ?? other;
  return selection.map((chosen, document) => chosen & (other[document] ?? 0));
}

/**
 * The documents that may be seen (`visible`, null for all) and that the filters let through and, where the question names 文号 of the catalogue, only those.
 * A 文号 is a key: documents that merely look like what is asked must not answer for the one that is named.
 */
export function scopeOf(
  question: Pick<Question, 'documentNumbers' | 'shortNumbers'>,
  filters: DocumentFilters,
  {
    search,
    catalogue,
    visible = null,
  }: Readonly<{ search: SearchIndex; catalogue: CatalogueReader; visible?: DocumentSelection | null }>,
): Scope {
  const { documentNumber, ...others } = filters;
  const normalisedFilters =
    documentNumber === undefined
      ? others
      : { ...others, documentNumber: normaliseDocumentNumber(documentNumber) ?? documentNumber };
  const filtered = both(search.select(normalisedFilters), visible);
  const named = new Set<number>();
  const unknownNumbers: string[] = [];
  for (const number of question.shortNumbers) {
    for (const { id } of catalogue.documents({ query: `〕${number}号`, limit: SHORT_NUMBER_DOCUMENTS })
      .documents) {
      const document = search.documentNumberOf(id);
      if (document !== undefined) named.add(document);
    }
  }
  if (question.documentNumbers.length === 0 && named.size === 0) {
    return { selection: filtered, unknownNumbers: [], named: false };
  }
  for (const number of question.documentNumbers) {
    const documents = catalogue.documentsByNumber(number);
    if (documents.length === 0) unknownNumbers.push(number);
    for (const { id } of documents) {
      const document = search.documentNumberOf(id);
      if (document !== undefined) named.add(document);
    }
  }
  const selection = new Uint8Array(search.statistics.documents);
  for (const document of named) {
    if (filtered === null || filtered[document] === 1) selection[document] = 1;
  }
  return { selection, unknownNumbers: named.size > 0 ? [] : unknownNumbers, named: named.size > 0 };
}
