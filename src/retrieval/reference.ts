import { clauseLabel, clausePath } from '../clause/label.ts';
import type { Clause } from '../clause/schema.ts';
import type { CatalogueReader, DocumentRecord } from '../indexing/schema.ts';
import type { ClauseReference, DocumentSummary } from './schema.ts';

/** A document as hits and citations show it, with its status on `day` (today unless said). */
export function summariseDocument(
  { id, metadata }: DocumentRecord,
  catalogue: Pick<CatalogueReader, 'standing'>,
  day?: string,
): DocumentSummary {
  const { title, documentNumber, issuer, issuedOn, printedOn } = metadata;
  const { status } = catalogue.standing(id, day);
  return { id, title, documentNumber, issuer, issuedOn: issuedOn ?? printedOn, status };
}

/** A clause as hits and citations name it, with the clause itself. One that the catalogue lacks is a bug. */
export function referToClause(
  clauseId: string,
  catalogue: CatalogueReader,
): { reference: ClauseReference; clause: Clause } {
  const found = catalogue.clause(clauseId);
  if (found === undefined) throw new Error(`clause ${clauseId} is not in the catalogue`);
  const path = [...found.ancestors, found.clause];
  const naming = (catalogue.document(found.documentId)?.metadata.enclosed.length ?? 0) > 1;
  return {
    reference: { id: clauseId, path: clausePath(path), label: clauseLabel(path, { naming }) },
    clause: found.clause,
  };
}
