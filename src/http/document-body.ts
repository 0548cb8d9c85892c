import type { Clause } from '../clause/schema.ts';
import type { ReferenceRelation } from '../document/schema.ts';
import type { CatalogueReader, DocumentRecord } from '../indexing/schema.ts';
import { summariseDocument } from '../retrieval/reference.ts';
import type { ClauseNode, DocumentBody, Relation, StandingBody } from './schema.ts';

/** Why a document has its status, with the sentence that says so. */
export function standingBody(record: DocumentRecord, catalogue: CatalogueReader): StandingBody {
  const { status, reason } = catalogue.standing(record.id);
  const { kind, date, documentId, sentence } = reason;
  const other = documentId === null ? undefined : catalogue.document(documentId);
  const text = sentence === null ? undefined : catalogue.text(documentId ?? record.id);
  return {
    status,
    reason: kind,
    since: date,
    document: other === undefined ? null : summariseDocument(other, catalogue),
    sentence,
    quote: sentence === null || text === undefined ? null : text.slice(sentence.start, sentence.end),
  };
}

/** How many documents are looked at when a reference gives a title and no number. */
const TITLE_CANDIDATES = 20;

export function documentBody(record: DocumentRecord, catalogue: CatalogueReader): DocumentBody {
  const { references, places: _places, validity, ...stated } = record.metadata;
  const names = references.map(({ documentNumber, title }) => documentNumber ?? `《${title ?? ''}》`);
  return {
    ...stated,
    attachments: [...stated.attachments],
    enclosed: [...stated.enclosed],
    id: record.id,
    status: catalogue.standing(record.id).status,
    effectiveFrom: validity.effectiveFrom,
    effectiveUntil: validity.effectiveUntil,
    trial: validity.trial,
    issuedOn: stated.issuedOn ?? stated.printedOn,
    references: [...new Set(names)],
    fileName: record.fileName,
    sha256: record.sha256,
    format: record.format,
    sizeBytes: record.sizeBytes,
    clauses: record.clauses,
    passages: record.passages,
  };
}

export function clauseNode(clause: Clause): ClauseNode {
  const { id, kind, label, heading, headingSpan, start, end, fields, children } = clause;
  return {
    id,
    kind,
    label,
    heading,
    headingSpan,
    start,
    end,
    fields: [...fields],
    children: children.map(clauseNode),
  };
}

function findNamed(
  { documentNumber, title }: Readonly<{ documentNumber: string | null; title: string | null }>,
  catalogue: CatalogueReader,
): DocumentRecord | undefined {
  if (documentNumber !== null) return catalogue.documentsByNumber(documentNumber)[0];
  if (title === null) return undefined;
  const { documents } = catalogue.documents({ query: title, limit: TITLE_CANDIDATES });
  return documents.find((candidate) => candidate.metadata.title === title);
}

/** Of two ties with one document the one that says more; the order of the relations goes from little to much. */
const STRENGTH: readonly ReferenceRelation[] = [
  'mention',
  'basis',
  'replies_to',
  'implements',
  'forwards',
  'issues',
  'extends',
  'amended_by',
  'amends',
  'repeals',
];
const stronger = (one: ReferenceRelation, other: ReferenceRelation): ReferenceRelation =>
  STRENGTH.indexOf(other) > STRENGTH.indexOf(one) ? other : one;

function outgoing(record: DocumentRecord, catalogue: CatalogueReader): Relation[] {
  const found = new Map<string, Relation>();
  for (const reference of record.metadata.references) {
    const named = findNamed(reference, catalogue);
    if (named?.id === record.id) continue;
    const key = named?.id ?? reference.documentNumber ?? reference.title ?? '';
    const earlier = found.get(key);
    if (earlier === undefined) {
      found.set(key, {
        direction: 'references',
        relation: reference.relation,
        documentNumber: reference.documentNumber,
        title: reference.title,
        document: named === undefined ? null : summariseDocument(named, catalogue),
        places: [reference.span],
      });
      continue;
    }
    earlier.places.push(reference.span);
    earlier.title ??= reference.title;
    earlier.relation = stronger(earlier.relation, reference.relation);
  }
  return [...found.values()];
}

function incoming(record: DocumentRecord, catalogue: CatalogueReader): Relation[] {
  const found = new Map<string, Relation>();
  for (const { document, reference } of catalogue.referencedBy(record.id)) {
    const named = document.metadata.references[reference];
    if (named === undefined || document.id === record.id) continue;
    const earlier = found.get(document.id);
    if (earlier === undefined) {
      found.set(document.id, {
        direction: 'referenced_by',
        relation: named.relation,
        documentNumber: document.metadata.documentNumber,
        title: document.metadata.title,
        document: summariseDocument(document, catalogue),
        places: [named.span],
      });
      continue;
    }
    earlier.places.push(named.span);
    earlier.relation = stronger(earlier.relation, named.relation);
  }
  return [...found.values()];
}

/** Ties in both directions, each other document once, in the order of the text and then of the catalogue. */
export function relationsOf(record: DocumentRecord, catalogue: CatalogueReader): Relation[] {
  return [...outgoing(record, catalogue), ...incoming(record, catalogue)];
}
