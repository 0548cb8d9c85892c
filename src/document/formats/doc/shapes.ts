import type { Place } from './fib.ts';

/** What the drawings of a document say of its shapes ([MS-ODRAW]). */
export type Shapes = Readonly<{
  /** By the identifier of a shape in a group, that of the outermost group, which is what the text is anchored by. */
  groups: ReadonlyMap<number, number>;
  /** Text that is drawn as a picture (WordArt), by the shape's identifier: the red head of many official documents. */
  drawnText: ReadonlyMap<number, string>;
}>;

const GROUP = 0xf003;
const SHAPE = 0xf004;
const SHAPE_ID = 0xf00a;
const PROPERTIES: ReadonlySet<number> = new Set([0xf00b, 0xf122]);
const DRAWN_TEXT = 0x00c0;
const COMPLEX = 0x8000;
const HEADER_BYTES = 8;
/** Groups within groups: no document has more, and the walk descends by recursion. */
const MOST_DEPTH = 30;

type Found = { groups: Map<number, number>; drawnText: Map<number, string> };
/** The identifier of the outermost group, once its first shape has been met. */
type Group = { id: number | null };

/** gtextUNICODE among the properties of a shape ([MS-ODRAW] 2.2.9, 2.3.22.1): complex values follow the table. */
function drawnTextOf(view: DataView, at: number, count: number, end: number): string {
  let value = at + count * 6;
  for (let index = 0; index < count; index += 1) {
    const id = view.getUint16(at + index * 6, true);
    if ((id & COMPLEX) === 0) continue;
    const length = view.getUint32(at + index * 6 + 2, true);
    if (value + length > end) return '';
    if ((id & 0x3fff) === DRAWN_TEXT) {
      const bytes = new Uint8Array(view.buffer, view.byteOffset + value, length);
      return new TextDecoder('utf-16le').decode(bytes).replace(/\0.*$/s, '');
    }
    value += length;
  }
  return '';
}

function readShape(view: DataView, from: number, to: number, group: Group | null, found: Found): void {
  let id: number | null = null;
  let text = '';
  for (let at = from; at + HEADER_BYTES <= to; ) {
    const type = view.getUint16(at + 2, true);
    const end = Math.min(to, at + HEADER_BYTES + view.getUint32(at + 4, true));
    if (type === SHAPE_ID && end - at >= HEADER_BYTES + 4) id = view.getUint32(at + HEADER_BYTES, true);
    else if (PROPERTIES.has(type) && text === '')
      text = drawnTextOf(view, at + HEADER_BYTES, view.getUint16(at, true) >> 4, end);
    at = end;
  }
  if (id === null) return;
  if (group !== null) {
    group.id ??= id;
    found.groups.set(id, group.id);
  }
  if (text.trim() !== '') found.drawnText.set(id, text);
}

function walk(
  view: DataView,
  from: number,
  to: number,
  group: Group | null,
  depth: number,
  found: Found,
): void {
  for (let at = from; at + HEADER_BYTES <= to; ) {
    const kind = view.getUint16(at, true);
    const type = view.getUint16(at + 2, true);
    const start = at + HEADER_BYTES;
    const end = Math.min(to, start + view.getUint32(at + 4, true));
    if (type === SHAPE) readShape(view, start, end, group, found);
    else if ((kind & 0xf) === 0xf && depth < MOST_DEPTH)
      walk(view, start, end, type === GROUP ? (group ?? { id: null }) : group, depth + 1, found);
    at = end;
  }
}

/**
 * The shapes of the document's text, not of its headers, from OfficeArtContent ([MS-DOC] 2.9.171): the container of
 * all drawings, then one drawing behind one byte for each part. A drawing's outermost group is the page itself, in
 * which no shape is grouped.
 */
export function readShapes(table: DataView, { at, size }: Place): Shapes {
  const found: Found = { groups: new Map(), drawnText: new Map() };
  const end = Math.min(table.byteLength, at + size);
  if (size < HEADER_BYTES || at + HEADER_BYTES > end) return found;
  for (let here = at + HEADER_BYTES + table.getUint32(at + 4, true); here + 1 + HEADER_BYTES <= end; ) {
    const drawing = here + 1;
    const drawingEnd = Math.min(end, drawing + HEADER_BYTES + table.getUint32(drawing + 4, true));
    const isBody = table.getUint8(here) === 0;
    for (let child = drawing + HEADER_BYTES; isBody && child + HEADER_BYTES <= drawingEnd; ) {
      const childEnd = Math.min(drawingEnd, child + HEADER_BYTES + table.getUint32(child + 4, true));
      // The page's own group: its members are groups or shapes of their own.
      walk(table, child + HEADER_BYTES, childEnd, null, 0, found);
      child = childEnd;
    }
    here = drawingEnd;
  }
  return found;
}
