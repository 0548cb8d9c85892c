import type { ClauseKind } from '../../clause/schema.ts';
import type { Span } from '../../text/schema.ts';

/**
 * A stored text laid out so that it reads well and still counts right: the words of all pieces, in order, are the
 * stored text, unit for unit, and those of the marked ones are the quote. Line breaks and the marks of markdown stay
 * as pieces that are not shown.
 */

/** `gap`: blanks between lines; `markup`: marks of markdown; neither is shown. */
export type Piece = Readonly<{
  style: 'plain' | 'heading' | 'markup' | 'gap';
  marked: boolean;
  text: string;
}>;
export type Paragraph = Readonly<{ block: 'paragraph'; pieces: readonly Piece[] }>;
export type Section = Readonly<{ block: 'section'; id: string; kind: string; blocks: readonly Block[] }>;
/** `gap` pieces stand between paragraphs. */
export type Block = Paragraph | Section | Readonly<{ block: 'gap'; pieces: readonly Piece[] }>;

/** Of a clause, what its place on the page depends on. */
export type LaidOut = Readonly<{
  id: string;
  kind: ClauseKind;
  headingSpan: Span | null;
  start: number;
  end: number;
  children: readonly LaidOut[];
}>;

const GAP = /[ \t\u3000]*(?:\r?\n[ \t\u3000]*)+|^[ \t\u3000]+|[ \t\u3000]+$/gu;
const MARKUP = /^#{1,6}[ \t]+|\*\*|^-{3,}$/gu;
const ENDS_A_PARAGRAPH = /[。！？；：!?;:…”’）)】》\]]$/u;
const STARTS_A_PARAGRAPH =
  /^(?:[#*(（【《“[—]|[一二三四五六七八九十百]+[、是]|第[一二三四五六七八九十百千\d]|\d+[.．、])/u;
/** Parts of a page whose lines stay lines; in all others a line that stops in mid-sentence goes on. */
const LINES_STAND_ALONE: ReadonlySet<string> = new Set([
  'number',
  'date',
  'signature',
  'copies',
  'printing',
  'contact',
  'contents',
  'disclosure',
  'row',
  'table',
]);

const NOWHERE: Span = { start: -1, end: -1 };

type Context = Readonly<{ text: string; quote: Span; bold: Span }>;
type Line = Span & Readonly<{ gap: boolean }>;

/** Alternating pieces of `text.slice(start, end)`: content, and the blanks between lines. */
function linesOf(text: string, start: number, end: number): readonly Line[] {
  const slice = text.slice(start, end);
  const found: Line[] = [];
  let from = 0;
  for (const { 0: blank, index } of slice.matchAll(GAP)) {
    if (index > from) found.push({ gap: false, start: start + from, end: start + index });
    if (blank.length > 0) found.push({ gap: true, start: start + index, end: start + index + blank.length });
    from = index + blank.length;
  }
  if (from < slice.length) found.push({ gap: false, start: start + from, end });
  return found;
}

/** `text.slice(start, end)` cut wherever one of `spans` within it begins or ends. */
function cutAt(start: number, end: number, spans: readonly Span[]): readonly Span[] {
  const cuts = spans.flatMap((span) => [span.start, span.end]).filter((cut) => cut > start && cut < end);
  const points = [...new Set([start, ...cuts, end])].sort((one, other) => one - other);
  return points.slice(1).map((to, position) => ({ start: points[position] ?? start, end: to }));
}

const within = (inner: Span, outer: Span): boolean => inner.start >= outer.start && inner.end <= outer.end;

/** The pieces of one line: its heading bold, its marks of markdown apart, cut where the quote begins or ends. */
function piecesOf(line: Line, { text, quote, bold }: Context): readonly Piece[] {
  const markup = line.gap
    ? []
    : [...text.slice(line.start, line.end).matchAll(MARKUP)].map((mark) => ({
        start: line.start + mark.index,
        end: line.start + mark.index + mark[0].length,
      }));
  const styleOf = (span: Span): Piece['style'] => {
    if (line.gap) return 'gap';
    if (markup.some((mark) => within(span, mark))) return 'markup';
    return within(span, bold) ? 'heading' : 'plain';
  };
  return cutAt(line.start, line.end, [...markup, bold, quote]).map((span) => ({
    style: styleOf(span),
    marked: within(span, quote),
    text: text.slice(span.start, span.end),
  }));
}

/** Paragraphs of `text.slice(start, end)`. */
function paragraphsOf(start: number, end: number, kind: string, context: Context): readonly Block[] {
  const blocks: Block[] = [];
  let paragraph: Piece[] | null = null;
  let gap: Piece[] = [];
  let previous = '';
  const endParagraph = () => {
    if (paragraph !== null) blocks.push({ block: 'paragraph', pieces: paragraph });
    if (gap.length > 0) blocks.push({ block: 'gap', pieces: gap });
    paragraph = null;
    gap = [];
  };
  for (const line of linesOf(context.text, start, end)) {
    if (line.gap) {
      gap.push(...piecesOf(line, context));
      continue;
    }
    const words = context.text.slice(line.start, line.end);
    const goesOn =
      paragraph !== null &&
      !LINES_STAND_ALONE.has(kind) &&
      (previous === '' || (!ENDS_A_PARAGRAPH.test(previous) && !STARTS_A_PARAGRAPH.test(words)));
    if (!goesOn) endParagraph();
    const pieces: Piece[] = paragraph ?? [];
    pieces.push(...gap, ...piecesOf(line, context));
    paragraph = pieces;
    gap = [];
    previous = words.replaceAll('**', '');
  }
  endParagraph();
  return blocks;
}

function blocksOf(
  clauses: readonly LaidOut[],
  start: number,
  end: number,
  kind: string,
  context: Context,
): readonly Block[] {
  const blocks: Block[] = [];
  let cursor = start;
  for (const clause of clauses) {
    blocks.push(...paragraphsOf(cursor, clause.start, kind, context));
    const bold = clause.headingSpan === null ? NOWHERE : { start: clause.start, end: clause.headingSpan.end };
    blocks.push({
      block: 'section',
      id: clause.id,
      kind: clause.kind,
      blocks: blocksOf(clause.children, clause.start, clause.end, clause.kind, { ...context, bold }),
    });
    cursor = clause.end;
  }
  return [...blocks, ...paragraphsOf(cursor, end, kind, context)];
}

/** The blocks of a whole text with its clauses; `quote` is what to mark, null for nothing. */
export function layOut(text: string, clauses: readonly LaidOut[], quote: Span | null): readonly Block[] {
  return blocksOf(clauses, 0, text.length, 'body', { text, quote: quote ?? NOWHERE, bold: NOWHERE });
}
