import type { CatalogueReader, DocumentRecord, DocumentSelection, SearchIndex } from './schema.ts';

/** Whether a document may be shown. */
export type DocumentTest = (document: DocumentRecord) => boolean;

/** The documents of a snapshot that pass `visible`, by number; null where all do. */
export function selectVisible(search: SearchIndex, visible: DocumentTest): DocumentSelection | null {
  const selection = Uint8Array.from({ length: search.statistics.documents }, (_, document) =>
    visible(search.documentAt(document)) ? 1 : 0,
  );
  return selection.includes(0) ? selection : null;
}

/**
 * The same catalogue without the documents that `visible` refuses: they are unknown in every way that it can be asked,
 * as if they had never been taken in. What such a document does to another one still holds, but is not said to be its
 * doing.
 */
export function restrictCatalogue(catalogue: CatalogueReader, visible: DocumentTest): CatalogueReader {
  const known = (id: string): boolean => {
    const document = catalogue.document(id);
    return document !== undefined && visible(document);
  };
  const ifKnown = <Found>(id: string, read: (id: string) => Found): Found | undefined =>
    known(id) ? read(id) : undefined;
  return {
    document: (id) => ifKnown(id, (it) => catalogue.document(it)),
    isCurrent: (id) => known(id) && catalogue.isCurrent(id),
    versions: (id) =>
      ifKnown(id, (it) => catalogue.versions(it).filter(({ document }) => visible(document))) ?? [],
    documentsByNumber: (number) => catalogue.documentsByNumber(number).filter(visible),
    documents: (query) => {
      const { only = () => true } = query;
      return catalogue.documents({ ...query, only: (document) => visible(document) && only(document) });
    },
    standing: (id, day) => {
      const standing = catalogue.standing(id, day);
      const { documentId } = standing.reason;
      if (documentId === null || known(documentId)) return standing;
      return { ...standing, reason: { ...standing.reason, documentId: null, sentence: null } };
    },
    text: (id) => ifKnown(id, (it) => catalogue.text(it)),
    original: (id) => ifKnown(id, (it) => catalogue.original(it)),
    pageAt: (id, offset) => ifKnown(id, (it) => catalogue.pageAt(it, offset)) ?? null,
    clauses: (id) => ifKnown(id, (it) => catalogue.clauses(it)),
    clause: (id) => {
      const found = catalogue.clause(id);
      return found !== undefined && known(found.documentId) ? found : undefined;
    },
    referencedBy: (id) =>
      ifKnown(id, (it) => catalogue.referencedBy(it).filter(({ document }) => visible(document))) ?? [],
  };
}
