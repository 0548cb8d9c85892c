import type { Block, Layout } from '../document/layout.ts';
import type { Role } from '../document/page-line.ts';
import { markAt } from '../text/marks.ts';
import { readLine } from '../text/reading.ts';
import { markContents } from './contents.ts';
import { type Draft, draft, draftsOf } from './draft.ts';
import { endAt, finish } from './finish.ts';
import { recut } from './recut.ts';
import { type Section, sectionsOf } from './sections.ts';
import { isRow } from './table.ts';
import { buildTree } from './tree.ts';

/** Parts of the page that may stand in the midst of numbered text, to which they then belong (联系电话：… in a list). */
const INTERRUPTING: ReadonlySet<Role> = new Set([
  'contact',
  'divider',
  'attachment',
  'printing',
  'disclosure',
]);

/** The blocks, with page lines between two paragraphs of numbered text made text. */
function withoutInterruptions(text: string, { blocks, headEnd }: Section): readonly Block[] {
  const isMarked = ({ role, paragraph }: Block): boolean =>
    role === 'body' && markAt(text, paragraph.start, paragraph.end) !== null;
  const lastMarked = blocks.findLastIndex(isMarked);
  return blocks.map((block, index) => {
    const interrupts = INTERRUPTING.has(block.role) && index >= headEnd && index < lastMarked;
    const between = blocks[index - 1]?.role === 'body' && blocks[index + 1]?.role === 'body';
    return interrupts && between ? { role: 'body', paragraph: block.paragraph } : block;
  });
}

/** Rows of a table are text, but for those above the title, where web pages and red heads have their frames. */
function withTables(text: string, { blocks }: Layout): readonly Block[] {
  const title = blocks.findIndex(({ role }) => role === 'title');
  return blocks.map((block, index) =>
    index > title && block.role !== 'body' && isRow(text, block.paragraph)
      ? { role: 'body', paragraph: block.paragraph }
      : block,
  );
}

/** The title of an enclosed document: its lines joined as read. False where it has none. */
function readTitle(text: string, enclosed: Draft, blocks: readonly Block[]): boolean {
  const first = blocks.findIndex(({ role }) => role === 'title');
  if (first < 0) return false;
  const after = blocks.findIndex(({ role }, index) => index > first && role !== 'title');
  const lines = blocks.slice(first, after < 0 ? blocks.length : after);
  const start = lines[0]?.paragraph.start ?? 0;
  const heading = lines.map(({ paragraph }) => readLine(text, paragraph)).join('');
  if (heading === '') return false;
  enclosed.heading = heading;
  enclosed.headingSpan = { start, end: lines.at(-1)?.paragraph.end ?? start };
  return true;
}

const LONGEST_HEADING_LINE = 40;
const MOST_HEADING_LINES = 3;
const SHORTEST_NEXT_LINE = 5;
const ENDS_HEADING = /[表单书图册录证函案则法见划定例程据样式准明][）)》”]*$/u;

/** The name of an attachment: what stands behind 附件1： on its line, or the lines below it that are no sentences. */
function readAttachmentHeading(text: string, attachment: Draft): void {
  let end = 0;
  let start: number | undefined;
  for (const part of attachment.flow.slice(0, MOST_HEADING_LINES)) {
    if (part.kind !== 'text') break;
    const line = text.slice(part.start, part.end);
    if (line.length > LONGEST_HEADING_LINE || /[。；]|[：:，]$/.test(line)) break;
    // 序号 and 单位：万元 belong to the table below.
    if (start !== undefined && line.length < SHORTEST_NEXT_LINE) break;
    start ??= part.start;
    end = part.end;
    const isInline = !/[\n\r]/.test(text.slice(attachment.contentStart, part.start));
    if (isInline || ENDS_HEADING.test(line)) break;
  }
  if (start === undefined) return;
  attachment.heading = readLine(text, { start, end });
  attachment.headingSpan = { start, end };
}

/** The clauses of a section: those of the page itself, or one that holds all of the section. */
function draftsOfSection(text: string, section: Section, isFollowed: boolean): readonly Draft[] {
  const { kind, label, attachments } = section;
  const holder = draft(kind === 'page' ? 'body' : kind, section.from, label);
  const blocks = markContents(text, withoutInterruptions(text, section));
  buildTree(text, recut(text, blocks), holder, isFollowed);
  for (const attachment of attachments) holder.flow.push(...draftsOfSection(text, attachment, false));
  if (kind === 'page') return draftsOf(holder);
  if (!readTitle(text, holder, blocks) && kind === 'attachment') readAttachmentHeading(text, holder);
  return [holder];
}

/** Finishes siblings, the last of which ends at `end`. An enclosed document holds whole clauses only. */
function finishAll(text: string, drafts: readonly Draft[], end: number): void {
  for (const [index, one] of drafts.entries()) {
    const to = drafts[index + 1]?.start ?? end;
    if (one.kind === 'enclosed') finishAll(text, draftsOf(one), to);
    else finish(text, one, to);
    endAt(one, to);
  }
}

const isMarked = (text: string, { blocks }: Section): boolean =>
  blocks.some(
    ({ role, paragraph }) => role === 'body' && markAt(text, paragraph.start, paragraph.end) !== null,
  );

/**
 * Builds the drafts of all top-level clauses of a document from its page, finished: together they cover the text.
 * Each section is numbered for itself. Linear.
 */
export function buildDocument(text: string, layout: Layout): readonly Draft[] {
  const sections = sectionsOf(text, withTables(text, layout), layout.headEnd);
  const lastMarked = sections.findLastIndex((section) => isMarked(text, section));
  const drafts = sections.flatMap((section, index) =>
    draftsOfSection(text, section, section.kind === 'page' && index < lastMarked),
  );
  const first = drafts[0];
  if (first !== undefined) first.start = 0;
  finishAll(text, drafts, text.length);
  return drafts;
}
