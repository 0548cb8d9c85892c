import { type Layout, readLayout } from '../document/layout.ts';
import type { SourceDocument } from '../document/schema.ts';
import { Anchors } from './anchor.ts';
import { buildDocument } from './build.ts';
import { type Draft, draft, draftsOf } from './draft.ts';
import type { Clause, ClauseKind } from './schema.ts';

function toClauses(
  text: string,
  documentId: string,
  anchors: Anchors,
  drafts: readonly Draft[],
  parent: string,
): readonly Clause[] {
  const positions = new Map<ClauseKind, number>();
  return drafts.map((source): Clause => {
    const position = (positions.get(source.kind) ?? 0) + 1;
    positions.set(source.kind, position);
    const anchor = anchors.next(source, parent, position);
    return {
      id: `${documentId}-${anchor}`,
      kind: source.kind,
      label: source.label === null ? null : text.slice(source.label.start, source.label.end),
      ordinal: source.ordinal,
      heading: source.heading,
      headingSpan: source.headingSpan,
      start: source.start,
      end: source.end,
      fields: source.fields,
      children: toClauses(text, documentId, anchors, draftsOf(source), anchor),
    };
  });
}

/**
 * The clause tree of a document by its own numbering (see schema.ts). The top-level clauses cover the text exactly,
 * siblings follow each other without gap, children cover the end of their parent; ids differ and are the same each
 * time. No text is dropped: what nothing fits is `unplaced`. Linear in the text; throws on no string.
 */
export function parseClauses(
  document: Pick<SourceDocument, 'id' | 'text'>,
  layout: Layout = readLayout(document.text),
): readonly Clause[] {
  const { id, text } = document;
  const drafts = buildDocument(text, layout);
  if (drafts.length > 0 || text === '') return toClauses(text, id, new Anchors(), drafts, '');
  const blank = draft('unplaced', 0);
  blank.end = text.length;
  return toClauses(text, id, new Anchors(), [blank], '');
}
