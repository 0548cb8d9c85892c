import type { PDFPageProxy } from 'pdfjs-dist';
import { z } from 'zod';
import type { PositionedText } from '../page/lines.ts';
import { type Matrix, matrixOf, multiply, type Rule, rulesOf, transformPoint } from '../page/rules.ts';
import { ordinaryCharacters } from './characters.ts';
import { loadPdfjs } from './library.ts';

/** What a page shows, upright: in points (1/72 inch), y downwards from its upper edge. */
export type PageContent = Readonly<{
  width: number;
  height: number;
  items: readonly PositionedText[];
  /** Text at right angles to the rest, by the place of its middle: labels in narrow cells and along margins. */
  aside: readonly PositionedText[];
  rules: readonly Rule[];
}>;

const TextItem = z.object({
  str: z.string(),
  transform: z.array(z.number()),
  width: z.number(),
  height: z.number(),
  fontName: z.string(),
});
const TextChunk = z.object({
  items: z.array(z.unknown()),
  styles: z.record(z.string(), z.object({ vertical: z.boolean().optional() })),
});
type TextItem = z.infer<typeof TextItem>;

/** Text at another angle than a quarter turn is a watermark or a stamp; scans lie askew by a degree or two. */
const ASKEW = (5 / 180) * Math.PI;

/** A piece of text and by how many quarters, clockwise, it is turned. */
type Turned = Readonly<{ quarter: number; x: number; y: number; width: number; size: number; text: string }>;

/** How far type that runs along (a, b), y downwards, is turned; null where it is slanted. */
function quarterOf(a: number, b: number): number | null {
  const turns = Math.atan2(b, a) / (Math.PI / 2);
  const quarter = Math.round(turns);
  return Math.abs(turns - quarter) * (Math.PI / 2) > ASKEW ? null : (quarter + 4) % 4;
}

/** What turns a page of that width and height back by so many quarters. */
function turnBack(quarter: number, width: number, height: number): Matrix {
  if (quarter === 1) return [0, -1, 1, 0, 0, width];
  if (quarter === 2) return [-1, 0, 0, -1, width, height];
  if (quarter === 3) return [0, 1, -1, 0, height, 0];
  return [1, 0, 0, 1, 0, 0];
}

/**
 * Blanks within running text of Chinese characters: the library joins what stands nearer than 0.6 of the size, and
 * that is spacing. After the label of an article it is a blank.
 */
const SPACING = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;
const LABEL = /^第[\p{Script=Han}\d]{1,8}[编章节条] /u;

function withoutSpacing(text: string): string {
  if (!text.includes(' ') || !/[，。；：、]/.test(text)) return text;
  const label = LABEL.exec(text)?.[0] ?? '';
  return label + text.slice(label.length).replace(SPACING, '');
}

/** The pieces that one item of the library makes: one, or in vertical type one for each character. */
function turnedOf(item: TextItem, isVertical: boolean, viewport: Matrix): Turned[] {
  const own = matrixOf(item.transform);
  const text = withoutSpacing(ordinaryCharacters(item.str));
  if (own === null || text.trim() === '') return [];
  const [a, b, c, d, x, y] = multiply(viewport, own);
  const quarter = quarterOf(a, b);
  const size = Math.hypot(c, d);
  if (quarter === null || !(size > 0)) return [];
  if (!isVertical) return [{ quarter, x, y, width: Math.abs(item.width), size, text }];
  // The origin of vertical type is above the middle of the character (ISO 32000-1, 9.7.4.3).
  const characters = [...text];
  const step = Math.abs(item.height) / characters.length;
  const [down, aside] = [
    { x: -c / size, y: -d / size },
    { x: a / size, y: b / size },
  ];
  return characters.map((character, index) => ({
    quarter,
    x: x + down.x * (index + 0.9) * step - (aside.x * size) / 2,
    y: y + down.y * (index + 0.9) * step - (aside.y * size) / 2,
    width: size,
    size,
    text: character,
  }));
}

/** The direction in which type turned by so many quarters runs. */
const DIRECTIONS = [
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
  { x: 0, y: -1 },
] as const;

/** Middle of a piece of type; it stands above the baseline by this part of the size. */
const ABOVE = 0.35;

function middleOf({ quarter, x, y, width, size }: Turned): Readonly<{ x: number; y: number }> {
  const along = DIRECTIONS[quarter] ?? DIRECTIONS[0];
  return {
    x: x + (along.x * width) / 2 + along.y * ABOVE * size,
    y: y + (along.y * width) / 2 - along.x * ABOVE * size,
  };
}

/** The quarter in which most characters of the page are turned: tables are often set sideways on upright pages. */
function mainQuarter(pieces: readonly Turned[]): number {
  const counts = [0, 0, 0, 0];
  for (const { quarter, text } of pieces) counts[quarter] = (counts[quarter] ?? 0) + text.length;
  return counts.indexOf(Math.max(...counts));
}

async function piecesOf(
  page: PDFPageProxy,
  viewport: Matrix,
  count: (bytes: number) => void,
): Promise<Turned[]> {
  const pieces: Turned[] = [];
  const reader = page.streamTextContent({ disableNormalization: true }).getReader();
  const vertical = new Set<string>();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return pieces;
      const chunk = TextChunk.parse(value);
      for (const [name, style] of Object.entries(chunk.styles))
        if (style.vertical === true) vertical.add(name);
      for (const raw of chunk.items) {
        const item = TextItem.safeParse(raw);
        if (!item.success) continue;
        count(Buffer.byteLength(item.data.str));
        for (const piece of turnedOf(item.data, vertical.has(item.data.fontName), viewport))
          pieces.push(piece);
      }
    }
  } finally {
    // Stops the library where this stops early; nobody waits for an answer.
    reader.cancel(new Error('no more text is wanted')).catch(() => undefined);
  }
}

/**
 * Text and ruled lines of a page, turned so that most of its text is upright. Slanted text is left out: watermarks
 * and stamps. `count` is told the UTF-8 bytes of every item as it comes and
 * may throw to stop. Throws what the library throws on broken pages.
 */
export async function readPageContent(
  page: PDFPageProxy,
  count: (bytes: number) => void,
): Promise<PageContent> {
  const { OPS, AnnotationMode } = await loadPdfjs();
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const viewport = matrixOf(transform) ?? [1, 0, 0, -1, 0, height];
  const pieces = await piecesOf(page, viewport, count);
  const quarter = mainQuarter(pieces);
  const upright = turnBack(quarter, width, height);
  const items = pieces
    .filter((piece) => piece.quarter === quarter)
    .map(
      ({ text, x, y, width, size }): PositionedText => ({
        text,
        width,
        size,
        ...transformPoint(upright, x, y),
      }),
    );
  const aside = pieces
    .filter((piece) => piece.quarter !== quarter)
    .map((piece): PositionedText => {
      const { text, size } = piece;
      const middle = middleOf(piece);
      const { x, y } = transformPoint(upright, middle.x, middle.y);
      return { text, width: size, size, x: x - size / 2, y: y + ABOVE * size };
    });
  let rules: readonly Rule[] = [];
  if (items.length > 0) {
    const operators = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE });
    rules = rulesOf(operators, OPS, multiply(upright, viewport));
  }
  const sideways = quarter % 2 === 1;
  return { width: sideways ? height : width, height: sideways ? width : height, items, aside, rules };
}
