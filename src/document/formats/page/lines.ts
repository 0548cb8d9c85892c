import { estimatedLength, isNarrow } from './character-width.ts';

/** A piece of text and where a page shows it. One unit of length for all, y downwards. */
export type PositionedText = Readonly<{
  text: string;
  /** Left edge. */
  x: number;
  /** Baseline. */
  y: number;
  width: number;
  /** Height of the type (the em): the width of one Chinese character. */
  size: number;
}>;

/** One line of type on a page, or of one column of it. */
export type PageLine = Readonly<{
  text: string;
  left: number;
  right: number;
  /** Baseline. */
  y: number;
  /** The size that most of its characters have. */
  size: number;
  /** Holds gaps as between the cells of a table: it is no part of running text. */
  parted: boolean;
}>;

/** What stands on one baseline, from left to right. */
export type Row = Readonly<{ items: readonly PositionedText[]; y: number; size: number }>;

/** Latin words are parted by a quarter of the size at least, letters of one word by less than a tenth. */
const WORD_GAP = 1 / 3;
/** Justified Chinese type spreads by less than half a character; a gap of a whole one is a blank that was set. */
const BLANK_GAP = 0.75;
const CELL_GAP = 2.5;
/** A second copy of a character this near is bold type made by drawing twice; the two l of “will” are further apart. */
export const COPY_SHIFT = 0.15;

const ASCENT = 0.85;
const DESCENT = 0.15;
/** Rows that an item may still join: items come ordered by baseline, so older ones lie far above. */
const OPEN_ROWS = 8;

// biome-ignore lint/suspicious/noControlCharactersInRegex: what shows nothing on paper is what is looked for
const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]/g;

/** Surrogates are taken for Chinese: the rare characters of names. */
const isHan = (unit: number): boolean =>
  (unit >= 0x3400 && unit <= 0x9fff) || unit === 0x3007 || (unit >= 0xd800 && unit <= 0xdbff);

type OpenRow = { items: PositionedText[]; top: number; bottom: number; y: number; size: number };

/**
 * Groups what stands on one baseline; raised and lowered type (m², notes ①) belongs to the line that it overlaps by
 * half its height. Rows from top to bottom, items of a row from left to right. O(n log n).
 */
export function rowsOf(items: readonly PositionedText[]): Row[] {
  const rows: OpenRow[] = [];
  const ordered = items
    .filter(({ x, y, width, size }) => size > 0 && Number.isFinite(x + y + width + size))
    .sort((a, b) => a.y - b.y || a.x - b.x);
  for (const item of ordered) {
    const top = item.y - ASCENT * item.size;
    const bottom = item.y + DESCENT * item.size;
    let best: OpenRow | undefined;
    let most = 0.5;
    for (let index = rows.length - 1; index >= Math.max(0, rows.length - OPEN_ROWS); index -= 1) {
      const row = rows[index];
      if (row === undefined) continue;
      const shared = (Math.min(bottom, row.bottom) - Math.max(top, row.top)) / Math.min(item.size, row.size);
      if (shared >= most) {
        most = shared;
        best = row;
      }
    }
    if (best === undefined) {
      rows.push({ items: [item], top, bottom, y: item.y, size: item.size });
      continue;
    }
    best.items.push(item);
    if (item.size > best.size && item.text.trim() !== '') {
      Object.assign(best, { top, bottom, y: item.y, size: item.size });
    }
  }
  return rows
    .sort((a, b) => a.y - b.y)
    .map(({ items: found, y, size }) => ({ items: found.sort((a, b) => a.x - b.x), y, size }));
}

type Piece = Readonly<{
  text: string;
  left: number;
  right: number;
  size: number;
  /** A blank character stands before it. */
  spaced: boolean;
}>;

const isCopy = (item: PositionedText, other: PositionedText): boolean =>
  item.text === other.text &&
  Math.abs(item.x - other.x) < COPY_SHIFT * item.size &&
  Math.abs(item.size - other.size) < 0.1 * item.size;

/** The words of the items; a blank inside an item takes its estimated share of the width. */
function piecesOf(items: readonly PositionedText[]): Piece[] {
  const pieces: Piece[] = [];
  let spaced = false;
  let previous: PositionedText | undefined;
  for (const item of items) {
    if (previous !== undefined && isCopy(item, previous)) continue;
    previous = item;
    const text = item.text.replace(INVISIBLE, '');
    const scale = item.width / Math.max(estimatedLength(text), 0.01);
    let left = item.x;
    for (const [part] of text.matchAll(/\s+|\S+/gu)) {
      const right = left + scale * estimatedLength(part);
      if (/^\s/u.test(part)) spaced = true;
      else {
        pieces.push({ text: part, left, right, size: item.size, spaced });
        spaced = false;
      }
      left = right;
    }
  }
  return pieces;
}

type Gap = 'none' | 'blank' | 'letters';

/** Whether a blank parts two neighbours; `letters` where both are Chinese, so that the gap may be letter-spacing. */
function gapBetween(a: Piece, b: Piece): Gap {
  const last = a.text.charCodeAt(a.text.length - 1);
  const first = b.text.charCodeAt(0);
  const width = (b.left - a.right) / Math.min(a.size, b.size);
  if (width >= CELL_GAP) return isHan(last) && isHan(first) ? 'letters' : 'blank';
  if (isNarrow(last) && isNarrow(first)) return b.spaced || width > WORD_GAP ? 'blank' : 'none';
  if (isNarrow(last) || isNarrow(first)) return width >= BLANK_GAP ? 'blank' : 'none';
  if (!isHan(last) || !isHan(first)) return 'none';
  return b.spaced || width >= BLANK_GAP ? 'letters' : 'none';
}

/**
 * Gaps up to this width are letter-spacing (目　录, 通　　知) and hold no blank: where at least every second pair of
 * neighbouring Chinese characters is parted, all gaps that are not much wider than the narrowest. Else 0.
 */
function letterSpacing(pieces: readonly Piece[], gaps: readonly Gap[]): number {
  let pairs = 0;
  let parted = 0;
  let narrowest = Number.POSITIVE_INFINITY;
  for (const [index, piece] of pieces.entries()) {
    for (let at = 1; at < piece.text.length; at += 1) {
      if (isHan(piece.text.charCodeAt(at - 1)) && isHan(piece.text.charCodeAt(at))) pairs += 1;
    }
    const before = pieces[index - 1];
    if (before === undefined) continue;
    if (gaps[index] === 'letters') {
      parted += 1;
      narrowest = Math.min(narrowest, piece.left - before.right);
    }
    if (isHan(before.text.charCodeAt(before.text.length - 1)) && isHan(piece.text.charCodeAt(0))) pairs += 1;
  }
  return parted > 0 && parted * 2 >= pairs ? Math.max(narrowest, 0.1 * (pieces[0]?.size ?? 0)) * 1.6 : 0;
}

/** Gaps between two characters that stand alone (总　则) are letter-spacing, whatever the rest of the line is. */
function joinSpread(pieces: readonly Piece[], gaps: readonly Gap[]): Gap[] {
  const lengths: number[] = [];
  const runs = pieces.map((piece, index) => {
    if (index === 0 || gaps[index] !== 'none') lengths.push(0);
    const run = lengths.length - 1;
    lengths[run] = (lengths[run] ?? 0) + piece.text.length;
    return run;
  });
  return gaps.map((gap, index) => {
    const run = runs[index] ?? 0;
    return gap === 'letters' && lengths[run] === 1 && lengths[run - 1] === 1 ? 'none' : gap;
  });
}

const LABEL = /^第[\p{Script=Han}\d]{1,8}[编章节条]$/u;
const LABEL_GAP = 0.2;

/** Whether the line up to here is a label (第一章, 第三条) and what comes next is set off from it. */
const endsLabel = (text: string, gap: number, next: Piece): boolean =>
  text.length <= 10 && (next.spaced || gap >= LABEL_GAP) && LABEL.test(text);

/** The size that most characters have; the first of several. */
export function commonSize(parts: readonly Readonly<{ text: string; size: number }>[]): number {
  const counts = new Map<number, number>();
  let best = 0;
  let most = 0;
  for (const { text, size } of parts) {
    const rounded = Math.round(size * 100) / 100;
    const count = (counts.get(rounded) ?? 0) + text.length;
    counts.set(rounded, count);
    if (count > most) {
      most = count;
      best = rounded;
    }
  }
  return best;
}

/**
 * The line that these items make, ordered from left to right; null where nothing shows. Blanks: one between Latin
 * words; between Chinese characters only where a blank stands or a character's place is left free (第一章 总则), none
 * in letter-spaced lines. What is drawn twice for bold type is there once.
 */
export function lineOf(items: readonly PositionedText[], y: number): PageLine | null {
  const pieces = piecesOf(items);
  const first = pieces[0];
  if (first === undefined) return null;
  const gaps = joinSpread(
    pieces,
    pieces.map((piece, index): Gap => {
      const before = pieces[index - 1];
      return before === undefined ? 'none' : gapBetween(before, piece);
    }),
  );
  const spacing = letterSpacing(pieces, gaps);
  let text = '';
  let right = first.right;
  let parted = false;
  let before: Piece | undefined;
  for (const [index, piece] of pieces.entries()) {
    const width = before === undefined ? 0 : piece.left - before.right;
    const gap = gaps[index] ?? 'none';
    if (before !== undefined && endsLabel(text, width / piece.size, piece)) text += ' ';
    else if (gap === 'blank' || (gap === 'letters' && width > spacing)) {
      text += ' ';
      if (width >= CELL_GAP * piece.size) parted = true;
    }
    text += piece.text;
    right = Math.max(right, piece.right);
    before = piece;
  }
  return { text, left: first.left, right, y, size: commonSize(pieces), parted };
}
