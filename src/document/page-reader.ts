import { readLine } from '../text/reading.ts';
import type { Span } from '../text/schema.ts';
import type { Block, Layout } from './layout.ts';
import type { Role } from './page-line.ts';

/** A value that the page states, and where. */
export type Found = Readonly<{ value: string; spans: readonly Span[] }>;

export const spanOfBlock = (block: Block): Span => ({
  start: block.paragraph.start,
  end: block.paragraph.end,
});

/** Where `words` stand in `within`; all of it where they do not stand there as written. */
export function spanOf(text: string, within: Span, words: string): Span {
  const start = text.slice(within.start, within.end).indexOf(words);
  if (words === '' || start < 0) return { start: within.start, end: within.end };
  return { start: within.start + start, end: within.start + start + words.length };
}

/**
 * The page of one document: of the whole text without the documents that it encloses, or of one of those. Indexes are
 * those of the layout's blocks.
 */
export class PageReader {
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The blocks of this document are `[from, to)`; its head ends at `headEnd`. */
  readonly from: number;
  readonly headEnd: number;
  readonly to: number;

  constructor(
    text: string,
    blocks: readonly Block[],
    range: Readonly<{ from: number; headEnd: number; to: number }>,
  ) {
    this.text = text;
    this.blocks = blocks;
    this.from = range.from;
    this.headEnd = range.headEnd;
    this.to = range.to;
  }

  /** Indexes of the blocks of that role, in reading order. */
  indexes(role: Role, from: number = this.from, to: number = this.to): number[] {
    const found: number[] = [];
    for (let index = from; index < to; index += 1) if (this.blocks[index]?.role === role) found.push(index);
    return found;
  }

  role(index: number): Role | null {
    return index < this.from || index >= this.to ? null : (this.blocks[index]?.role ?? null);
  }

  /** As read: blanks between Chinese characters gone. */
  line(index: number): string {
    const block = this.blocks[index];
    return block === undefined ? '' : readLine(this.text, block.paragraph);
  }

  /** As stored, with the blanks between columns. */
  raw(index: number): string {
    const block = this.blocks[index];
    return block === undefined ? '' : this.text.slice(block.paragraph.start, block.paragraph.end);
  }

  span(index: number): Span {
    const block = this.blocks[index];
    return block === undefined ? { start: 0, end: 0 } : spanOfBlock(block);
  }
}

/** Index of the first title after the head: there the first enclosed document begins; the number of blocks if none. */
export function firstLaterTitle(layout: Layout): number {
  const index = layout.blocks.findIndex(({ role }, at) => role === 'title' && at >= layout.headEnd);
  return index < 0 ? layout.blocks.length : index;
}

/** The document itself: all of the page but what begins with a later title. The foot of the page is not in it. */
export const mainPage = (text: string, layout: Layout): PageReader =>
  new PageReader(text, layout.blocks, { from: 0, headEnd: layout.headEnd, to: firstLaterTitle(layout) });
