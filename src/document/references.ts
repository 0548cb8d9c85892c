import { readAs } from '../text/reading.ts';
import { findDocumentNumbers } from './document-number.ts';
import { kindOfTitle } from './kind.ts';
import type { Layout } from './layout.ts';
import type { DocumentReference } from './schema.ts';

/** 《…》 with the number that may follow it: 《江西省人民政府关于…的意见》（赣府发〔2022〕16号）. */
const TITLE_WITH_NUMBER =
  /《([^《》]{3,120})》[ \t\u3000]*(?:[（(]([^（）()]{0,20}[〔［[（(]?\d{4}[〕］\])）]?[^（）()]{0,14}号)[）)])?/g;

/** What makes a reference the ground on which a document stands, in the sentence before it. */
const BASIS = /(?:根据|依据|按照|依照|遵照|贯彻|落实)/;

/** A basis is stated where a document begins: in the preamble, or in 第一条. */
const BASIS_RANGE = 1500;

type Own = Readonly<{ title: string | null; documentNumber: string | null }>;

const bare = (title: string): string => title.replaceAll(/[《》〈〉“”"'‘’\s]/g, '');

/**
 * The documents that the body names, each once, in reading order: by 文号, by title in 《》, or by both. The document
 * itself and what it issues (印发《…》) are left out, and so are short names (《方案》). `basis` where the beginning of
 * the body says 根据, 贯彻落实 and the like in the same sentence before it.
 */
export function readReferences(text: string, layout: Layout, own: Own): DocumentReference[] {
  const body = layout.blocks.slice(layout.headEnd).find((block) => block.role === 'body');
  const from = body?.paragraph.start ?? text.length;
  const references = new Map<string, DocumentReference>();
  const ownTitle = own.title === null ? null : bare(own.title);
  const relationAt = (at: number): DocumentReference['relation'] => {
    if (at - from > BASIS_RANGE) return 'mention';
    const before = text.slice(Math.max(from, at - 300), at);
    const sentence = before.slice(Math.max(...['。', '\n', '；'].map((end) => before.lastIndexOf(end))) + 1);
    return BASIS.test(sentence) ? 'basis' : 'mention';
  };
  const add = (reference: DocumentReference): void => {
    const key = reference.documentNumber ?? bare(reference.title ?? '');
    const known = references.get(key);
    if (known === undefined || (known.title === null && reference.title !== null))
      references.set(key, reference);
  };
  const covered = new Set<number>();
  for (const match of text.matchAll(TITLE_WITH_NUMBER)) {
    if (match.index < from) continue;
    const [whole, inner = '', numbered] = match;
    const found = numbered === undefined ? undefined : findDocumentNumbers(numbered)[0];
    const documentNumber = found?.documentNumber ?? null;
    const inside = { start: match.index + 1, end: match.index + 1 + inner.length };
    const title = readAs(text, inside).replaceAll('\n', '');
    const name = bare(title);
    if (found !== undefined) covered.add(match.index + whole.lastIndexOf('号'));
    if (documentNumber === null && (name.length < 5 || kindOfTitle(title) === null)) continue;
    if (ownTitle?.includes(name) || (documentNumber !== null && documentNumber === own.documentNumber))
      continue;
    const end = documentNumber === null ? inside.end + 1 : match.index + whole.length;
    add({ relation: relationAt(match.index), documentNumber, title, span: { start: match.index, end } });
  }
  for (const { documentNumber, span } of findDocumentNumbers(text)) {
    if (span.start < from || covered.has(span.end - 1) || /^第\d+期$/.test(documentNumber)) continue;
    if (documentNumber === own.documentNumber) continue;
    add({ relation: relationAt(span.start), documentNumber, title: null, span });
  }
  return [...references.values()].sort((a, b) => a.span.start - b.span.start);
}
