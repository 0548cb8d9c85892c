import { z } from 'zod';
import type { Span } from '../text/schema.ts';

/**
 * The nodes of a document's own structure.
 * - GB/T 9704—2012 parts of the page: header, number, title, addressees, preamble, signature, date, disclosure,
 *   copies, printing, contact, attachment_list (附件说明), divider
 * - numbering of official documents (7.3.3): part 一、 section（一） item 1. subitem（1）; run-in point 一是/第一，
 *   bullet ——, bracket 【】
 * - numbering of laws: book 编, chapter 章, law_section 节, article 条, paragraph 款, law_item（一）, law_subitem 1.
 * - enclosed: a document that this one issues or forwards, with its title and all that is its own; attachment: a form,
 *   table or list under a 附件 line; both are numbered for themselves
 * - table, of rows; the header row is one of them, and the table's heading names the columns
 * - body: text between numbered clauses; closing: text after the last one; unplaced: what nothing else fits
 */
export const ClauseKind = z.enum([
  'header',
  'number',
  'title',
  'addressees',
  'preamble',
  'contents',
  'part',
  'section',
  'item',
  'subitem',
  'point',
  'bullet',
  'bracket',
  'book',
  'chapter',
  'law_section',
  'article',
  'paragraph',
  'law_item',
  'law_subitem',
  'body',
  'closing',
  'signature',
  'date',
  'disclosure',
  'copies',
  'printing',
  'contact',
  'attachment_list',
  'attachment',
  'enclosed',
  'table',
  'row',
  'divider',
  'unplaced',
]);
export type ClauseKind = z.infer<typeof ClauseKind>;

/** （牵头单位：县发改委） and the like, kept as a field of its clause. Spans are in the source text. */
export const ClauseField = z.object({
  name: z.string(),
  value: z.string(),
  start: z.number(),
  end: z.number(),
});
export type ClauseField = Readonly<z.infer<typeof ClauseField>>;

/**
 * A node of the clause tree. Top-level clauses cover the text without gap or overlap; children cover the end of
 * their parent from the first child on, so `[start, children[0].start)` is what a clause says itself.
 */
export type Clause = Readonly<{
  /** `${documentId}-${anchor}`; the anchor follows the document's own numbering (3.4.12), so it is stable. */
  id: string;
  kind: ClauseKind;
  /** As written, without markdown marks and outer blanks: 三、 / （四） / 12. / 第十二条 / 一是 / null. */
  label: string | null;
  /** The number that the label says, or null. */
  ordinal: number | null;
  /** The clause's own heading as read (marks dropped, lines joined), without the label; null if it has none. */
  heading: string | null;
  headingSpan: Span | null;
  start: number;
  end: number;
  fields: readonly ClauseField[];
  children: readonly Clause[];
}>;

/** What is retrieved: a run of whole sentences of one clause's own text, at most about 200 characters. */
export type Passage = Readonly<{
  clauseId: string;
  start: number;
  end: number;
  /** Labels and headings of the clause and its ancestors, outermost first, the clause's own last. */
  headingPath: readonly string[];
}>;
