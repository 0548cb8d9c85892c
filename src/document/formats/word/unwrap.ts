import { markAt } from '../../../text/marks.ts';
import type { Block } from './block.ts';

/** Fewer lines than these are headings and signatures, not the shape of a text. */
const FEWEST_CONTINUED = 5;
const FEWEST_INDENTED = 3;
/** Of the lines at the margin, so many must follow a full line; of those that follow another one, be indented. */
const SHARE = 0.8;
/** Widths in half characters: of a line of type on A4 at most; and how far a full line may fall short of the widest. */
const WIDEST = 110;
const NARROWEST = 40;
const SHORTFALL = 5;

const BEGINS_WITH_BLANK = /^[\s\u3000]/;

/** In half characters; Chinese ones are two wide. */
function widthOf(line: string): number {
  let width = 0;
  for (let index = 0; index < line.length; index += 1) width += line.charCodeAt(index) < 0x2e80 ? 1 : 2;
  return width;
}

/** The width that most of the longer lines come near to: that of the page the text was wrapped for. */
function commonWidth(widths: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const width of widths) if (width >= NARROWEST) counts.set(width, (counts.get(width) ?? 0) + 1);
  let best: number | null = null;
  let most = 0;
  for (const width of counts.keys()) {
    let near = 0;
    for (let less = 0; less <= SHORTFALL; less += 1) near += counts.get(width - less) ?? 0;
    if (near > most) [best, most] = [width, near];
  }
  return best;
}

type Line = Readonly<{
  text: string;
  width: number;
  isBlank: boolean;
  /** Begins at the margin and with no number of its own: it may go on with what the line before says. */
  mayContinue: boolean;
}>;

function readLine(text: string): Line {
  const isBlank = text.trim() === '';
  const mayContinue = !isBlank && !BEGINS_WITH_BLANK.test(text) && markAt(text, 0, text.length) === null;
  return { text, width: widthOf(text.trimEnd()), isBlank, mayContinue };
}

const isFull = (line: Line | undefined, page: number): boolean =>
  line !== undefined && !line.isBlank && Math.abs(line.width - page) <= SHORTFALL;

/** The width of the page that these lines were broken for; null where they were not. */
function pageWidth(lines: readonly Line[]): number | null {
  const page = commonWidth(lines.map(({ width }) => width));
  if (page === null || page > WIDEST) return null;
  let continued = 0;
  let torn = 0;
  let indented = 0;
  for (const [index, line] of lines.entries()) {
    if (line.isBlank) continue;
    const follows = isFull(lines[index - 1], page);
    if (line.mayContinue && follows) continued += 1;
    else if (line.mayContinue) torn += 1;
    else if (BEGINS_WITH_BLANK.test(line.text)) indented += 1;
  }
  const isWrapped =
    continued >= FEWEST_CONTINUED &&
    indented >= FEWEST_INDENTED &&
    continued >= SHARE * (continued + torn) &&
    indented >= SHARE * (indented + torn);
  return isWrapped ? page : null;
}

/** Latin words were parted by the line end, Chinese ones were not. */
const joint = (before: string, after: string): string =>
  /[\w,.;:!?)]$/.test(before) && /^\w/.test(after) ? ' ' : '';

const joined = (lines: readonly Line[], page: number): string =>
  lines
    .map((line, index) => {
      const before = lines[index - 1];
      if (before === undefined) return line.text;
      if (!line.mayContinue || !isFull(before, page)) return `\n${line.text}`;
      return joint(before.text, line.text) + line.text;
    })
    .join('');

/** Runs of paragraphs as their lines; a table, as it is, ends a run. */
function runsOf(blocks: readonly Block[]): (Line[] | Block)[] {
  const runs: (Line[] | Block)[] = [];
  let run: Line[] | null = null;
  for (const block of blocks) {
    if (block.kind === 'table') {
      runs.push(block);
      run = null;
      continue;
    }
    if (run === null) {
      run = [];
      runs.push(run);
    }
    for (const line of block.text.split('\n')) run.push(readLine(line));
  }
  return runs;
}

/**
 * Blocks with the lines joined that were broken only to fit a page, as in text that was pasted from one, where each
 * line became a line break or even a paragraph: new paragraphs are indented by blanks, and nearly all lines at the
 * margin follow one as wide as the page. Where that does not hold for the document, all lines stay.
 */
export function unwrap(blocks: readonly Block[]): readonly Block[] {
  const runs = runsOf(blocks);
  const page = pageWidth(runs.flatMap((run) => (Array.isArray(run) ? run : [])));
  if (page === null) return blocks;
  return runs.map(
    (run): Block => (Array.isArray(run) ? { kind: 'paragraph', text: joined(run, page) } : run),
  );
}
