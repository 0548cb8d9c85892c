import type { Paragraph } from '../text/paragraphs.ts';
import { markContents } from './contents.ts';
import { markEnclosed } from './enclosed-titles.ts';
import { Page } from './page.ts';
import { markAttachmentLists, markFootLines, markSignatures } from './page-foot.ts';
import { readHead } from './page-head.ts';
import type { Role } from './page-line.ts';

/** A paragraph and what it is on the page. */
export type Block = Readonly<{ role: Role; paragraph: Paragraph }>;

/**
 * The page as its parts follow each other. `headEnd` is the index of the first block after the head. A block `title` at
 * or after it begins a document that this one encloses, or the regulation that an order publishes.
 */
export type Layout = Readonly<{ blocks: readonly Block[]; headEnd: number }>;

/**
 * Reads the page: which paragraphs are its head (number, title, addressees), its foot (signature, date, disclosure,
 * copies, printing, contact) and its body. The blocks cover the text in reading order. Linear.
 */
export function readLayout(text: string): Layout {
  const page = new Page(text);
  markFootLines(page);
  markContents(page);
  const { headEnd, title } = readHead(page);
  markSignatures(page, headEnd);
  markAttachmentLists(page, headEnd);
  markEnclosed(page, headEnd, title);
  const blocks = page.paragraphs.map(
    (paragraph, index): Block => ({ role: page.roles[index] ?? 'body', paragraph }),
  );
  return { blocks, headEnd };
}
