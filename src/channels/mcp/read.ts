import type { Knowledge } from '../../answer/schema.ts';
import type { Clause } from '../../clause/schema.ts';
import { AppError } from '../../errors.ts';
import type { DocumentRecord } from '../../indexing/schema.ts';
import { referToClause, summariseDocument } from '../../retrieval/reference.ts';
import type { ClauseInput, ClauseOutput, DocumentInput, DocumentOutput } from './schema.ts';

/** Longer tables of contents fill an agent's memory and say no more. */
const OUTLINE_MAX_LENGTH = 500;

/** `policy_get_clause`. Throws `not_found`. */
export function readClause({ id }: ClauseInput, { catalogue }: Knowledge): ClauseOutput {
  const found = catalogue.clause(id);
  const document = found && catalogue.document(found.documentId);
  const text = found && catalogue.text(found.documentId);
  if (found === undefined || document === undefined || text === undefined) {
    throw new AppError(
      'not_found',
      `没有编号为“${id}”的条款，请用 policy_search 或 policy_get_document 得到的编号`,
    );
  }
  const { kind, start, end, children } = found.clause;
  return {
    document: summariseDocument(document, catalogue),
    clause: {
      ...referToClause(id, catalogue).reference,
      kind,
      start,
      end,
      text: text.slice(start, end),
    },
    children: children.map((child) => referToClause(child.id, catalogue).reference),
  };
}

/** The document asked for: by its id, or the latest with the 文号. */
function findDocument({ id, documentNumber }: DocumentInput, { catalogue }: Knowledge): DocumentRecord {
  if (id === undefined && documentNumber === undefined) {
    throw new AppError('invalid_request', '请给出文件编号 id 或文号 documentNumber');
  }
  const found =
    id === undefined ? catalogue.documentsByNumber(documentNumber ?? '')[0] : catalogue.document(id);
  if (found === undefined) {
    throw new AppError(
      'not_found',
      `没有“${id ?? documentNumber}”这份文件，请用 policy_search 查找已入库的文件`,
    );
  }
  return found;
}

type OutlineEntry = DocumentOutput['outline'][number];

function* outlineOf(clauses: readonly Clause[], depth = 0): Generator<OutlineEntry> {
  for (const { id, label, heading, children } of clauses) {
    if (label !== null || heading !== null) yield { id, depth, label: label ?? '', heading };
    yield* outlineOf(children, depth + 1);
  }
}

function firstOf<Item>(items: Iterable<Item>, limit: number): { items: Item[]; complete: boolean } {
  const first: Item[] = [];
  for (const item of items) {
    if (first.length === limit) return { items: first, complete: false };
    first.push(item);
  }
  return { items: first, complete: true };
}

/** `policy_get_document`. Throws `invalid_request` where nothing names a document, `not_found`. */
export function readDocument(input: DocumentInput, knowledge: Knowledge): DocumentOutput {
  const { catalogue } = knowledge;
  const record = findDocument(input, knowledge);
  const { id, metadata, fileName } = record;
  const text = catalogue.text(id) ?? '';
  const start = Math.min(input.start, text.length);
  const end = Math.min(start + input.length, text.length);
  const outline = firstOf(outlineOf(catalogue.clauses(id) ?? []), OUTLINE_MAX_LENGTH);
  return {
    document: {
      ...summariseDocument(record, catalogue),
      kind: metadata.kind,
      region: metadata.region,
      addressees: metadata.addressees,
      effectiveFrom: metadata.validity.effectiveFrom,
      effectiveUntil: metadata.validity.effectiveUntil,
      fileName,
    },
    outline: outline.items,
    outlineComplete: outline.complete,
    text: {
      start,
      end,
      content: text.slice(start, end),
      totalLength: text.length,
      nextStart: end < text.length ? end : null,
    },
  };
}
