import type { Span } from '../../text/schema.ts';
import type { DocumentReference } from '../schema.ts';

/** What a rule found: a document named and the tie to it, before the same ones are put together. */
export type Named = Readonly<{
  relation: DocumentReference['relation'];
  title: string | null;
  documentNumber: string | null;
  span: Span;
  sentence: Span;
  date: string | null;
}>;

/** A title as two writings of it are compared: without 《》, quotation marks and blanks, round brackets of one width. */
export const bareTitle = (title: string): string =>
  title
    .replaceAll(/[《》〈〉<>“”"'‘’\s]/g, '')
    .replaceAll('(', '（')
    .replaceAll(')', '）');
