import type { Block } from '../document/layout.ts';
import { type MarkStyle, markAt } from '../text/marks.ts';
import type { Paragraph } from '../text/paragraphs.ts';
import { isRow } from './table.ts';

/** A table of contents stands near the head of its document; no law has more lines of it. */
const LATEST_BEGIN = 60;
const MOST_LINES = 400;
const LONGEST_LINE = 100;
/** Fewer headings that follow each other without text are a list of their own. */
const FEWEST_LINES = 3;
/** Share of its lines that stand in the text again: one or the other was worded otherwise there. */
const REPEATED_SHARE = 0.6;
const PAGED_SHARE = 0.8;

const HEADINGS: ReadonlySet<MarkStyle> = new Set([
  'book',
  'subbook',
  'chapter',
  'law_section',
  'article',
  'han',
  'han_bracket',
]);

/** What a line of contents and the heading that it names have in common: no blanks, leaders or page numbers. */
const keyOf = (line: string): string =>
  line
    .replaceAll(/[\s\u200b*#]/g, '')
    .replace(/(?:[.．…·•—\-_（(〔[]*\d{0,4}[)）〕\]]*)$/, '')
    .slice(0, LONGEST_LINE);

const lineOf = (text: string, { start, end }: Paragraph): string =>
  text.slice(start, Math.min(end, start + 2 * LONGEST_LINE));

/** 目录 alone, or with its first lines run in: 目　次 第一章 总则 第二章 …. */
function beginsContents(line: string): boolean {
  const letters = line.replaceAll(/[\s*#：:]/g, '');
  return (
    /^目[录次]$/.test(letters) || (/^目[录次]第[一1]/.test(letters) && /第[二2][章节编条]/.test(letters))
  );
}

const endsWithPage = (line: string): boolean =>
  /(?:[.．…·•]{2,}|\s{2,}|\t)\s*[（(]?\d{1,4}[)）]?$/.test(line);

/**
 * The number of blocks from `from` on that are lines of a table of contents. Each is short and ends with its page, or
 * is a numbered heading or, among them, a line that stands below once more; the first one's return ends them. Zero where
 * neither pages nor their return show that they are contents.
 */
function lengthAt(
  text: string,
  blocks: readonly Block[],
  { from, named }: Readonly<{ from: number; named: boolean }>,
  below: () => Set<string>,
): number {
  const keys: string[] = [];
  let paged = 0;
  let at = from;
  for (; at < Math.min(blocks.length, from + MOST_LINES); at += 1) {
    const block = blocks[at];
    if (block === undefined || block.role !== 'body') break;
    const { start, end } = block.paragraph;
    if (end - start > LONGEST_LINE || isRow(text, block.paragraph)) break;
    const line = lineOf(text, block.paragraph);
    const key = keyOf(line);
    if (key === '' || key === keys[0]) break;
    const mark = markAt(text, start, end);
    const hasPage = endsWithPage(line);
    const isHeading = mark !== null && HEADINGS.has(mark.style) && !/[。；，]$/.test(line);
    // 附 则 without a number, and the second line of a long heading, stand between others.
    const between = (named || keys.length > 0) && !/[。；：，]/.test(line) && below().has(key);
    if (!hasPage && !isHeading && !between) break;
    if (hasPage) paged += 1;
    keys.push(key);
  }
  if (keys.length < FEWEST_LINES) return 0;
  const repeated = keys.filter((key) => below().has(key)).length;
  const returns = named || below().has(keys[0] ?? '');
  const isContents =
    paged >= PAGED_SHARE * keys.length || (returns && repeated >= REPEATED_SHARE * keys.length);
  return isContents ? at - from : 0;
}

/** How often a key stands among the blocks, counted when first asked for. */
function repeatedKeys(text: string, blocks: readonly Block[]): () => Set<string> {
  let repeated: Set<string> | undefined;
  return () => {
    if (repeated !== undefined) return repeated;
    const seen = new Set<string>();
    repeated = new Set();
    for (const { role, paragraph } of blocks) {
      if (role !== 'body' || paragraph.end - paragraph.start > LONGEST_LINE) continue;
      const key = keyOf(lineOf(text, paragraph));
      if (seen.has(key)) repeated.add(key);
      seen.add(key);
    }
    return repeated;
  };
}

/**
 * Gives the lines of a table of contents near the head of a document (`blocks`) the role `contents`: below 目录, or
 * headings without any text that all stand below once more. Linear.
 */
export function markContents(text: string, blocks: readonly Block[]): readonly Block[] {
  const below = repeatedKeys(text, blocks);
  for (let at = 0; at < Math.min(blocks.length, LATEST_BEGIN); at += 1) {
    const block = blocks[at];
    if (block === undefined || block.role !== 'body') continue;
    const named = beginsContents(lineOf(text, block.paragraph));
    const mark = markAt(text, block.paragraph.start, block.paragraph.end);
    if (!named && (mark === null || !HEADINGS.has(mark.style))) continue;
    const from = named ? at + 1 : at;
    const length = lengthAt(text, blocks, { from, named }, below);
    if (length > 0 || named) {
      return blocks.map((one, index) =>
        index >= at && index < from + length ? { role: 'contents', paragraph: one.paragraph } : one,
      );
    }
    // The first numbered heading of the text itself.
    break;
  }
  return blocks;
}
