import type { CatalogueReader, DocumentRecord } from '../indexing/schema.ts';
import type { Standing } from '../indexing/standing.ts';
import { summariseDocument } from '../retrieval/reference.ts';
import { bookTitle } from '../text/book-title.ts';
import { dateInWords } from '../text/day.ts';
import type { Warning } from './schema.ts';

function nameOf({ metadata }: DocumentRecord): string {
  const number = metadata.documentNumber === null ? '' : `（${metadata.documentNumber}）`;
  return `${bookTitle(metadata.title ?? '无标题文件')}${number}`;
}

const CODES = {
  repealed: 'repealed',
  expired: 'expired',
  not_yet_in_force: 'not_yet_in_force',
  amended: 'amended',
} as const;

function describe(code: Warning['code'], name: string, since: string | null, by: string | null): string {
  const date = since === null ? '' : dateInWords(since);
  const source = by === null ? '' : `，依据是${by}`;
  switch (code) {
    case 'repealed':
      return `${name}已${date === '' ? '' : `于${date}起`}废止${source}。引文仅供查考，请勿作为现行依据`;
    case 'superseded':
      return `${name}已有新版本${by ?? ''}${date === '' ? '' : `，自${date}起适用`}。请核对新版本`;
    case 'expired':
      return `${name}${date === '' ? '已失效' : `的有效期已于${date}届满`}${source}。引文仅供查考，请勿作为现行依据`;
    case 'not_yet_in_force':
      return `${name}尚未施行${date === '' ? '' : `，自${date}起施行`}`;
    case 'amended':
      return `${name}已被修改${source}。请核对修改后的内容`;
  }
}

function warningOf(
  record: DocumentRecord,
  { status, reason }: Standing,
  catalogue: CatalogueReader,
  day: string | undefined,
): Warning | null {
  if (status === 'in_force' || status === 'unknown') return null;
  const code = reason.kind === 'superseded_by' ? 'superseded' : CODES[status];
  const other = reason.documentId === null ? undefined : catalogue.document(reason.documentId);
  return {
    code,
    message: describe(code, nameOf(record), reason.date, other === undefined ? null : nameOf(other)),
    documentId: record.id,
    since: reason.date,
    by: other === undefined ? null : summariseDocument(other, catalogue, day),
  };
}

/** A warning for each of the documents, once, that does not simply hold on `day` (today unless said). */
export function warningsOf(
  documentIds: Iterable<string>,
  catalogue: CatalogueReader,
  day?: string,
): Warning[] {
  return [...new Set(documentIds)].flatMap((id) => {
    const record = catalogue.document(id);
    if (record === undefined) return [];
    const warning = warningOf(record, catalogue.standing(id, day), catalogue, day);
    return warning === null ? [] : [warning];
  });
}
