import type { Block } from '../word/block.ts';
import type { Fib, Place } from './fib.ts';
import { readShapes } from './shapes.ts';

/** A text box of the body: its shape, and its characters from the beginning of all text boxes, half-open. */
export type TextBox = Readonly<{ shape: number; start: number; end: number }>;

/** What is drawn beside the body, by the position of its mark. */
export type Drawings = Readonly<{
  boxesAt: ReadonlyMap<number, readonly TextBox[]>;
  /** Text drawn as a picture. */
  drawnAt: ReadonlyMap<number, string>;
  /** Boxes whose mark is not in the text. */
  loose: readonly TextBox[];
}>;

/** [MS-DOC] 2.9.100 FTXBXS: the shape is the fifth of its fields, a box that is free for another has none. */
const BOX_BYTES = 22;
const BOX_SHAPE_AT = 14;
const BOX_REUSABLE_AT = 8;
/** [MS-DOC] 2.9.253 Spa, whose first field is the shape. */
const ANCHOR_BYTES = 26;

const countOf = (place: Place, bytes: number): number =>
  Math.max(0, Math.floor((place.size - 4) / (bytes + 4)));

function readBoxes(table: DataView, place: Place): readonly TextBox[] {
  const count = countOf(place, BOX_BYTES);
  const boxes: TextBox[] = [];
  for (let index = 0; index < count; index += 1) {
    const record = place.at + (count + 1) * 4 + index * BOX_BYTES;
    const start = table.getUint32(place.at + index * 4, true);
    const end = table.getUint32(place.at + index * 4 + 4, true);
    const isFree = table.getUint16(record + BOX_REUSABLE_AT, true) !== 0;
    if (!isFree && end > start)
      boxes.push({ shape: table.getUint32(record + BOX_SHAPE_AT, true), start, end });
  }
  return boxes;
}

/**
 * The text boxes and drawn texts of the body and where they hang ([MS-DOC] 2.8.37 PlcfSpa, 2.8.33 PlcftxbxTxt). A box
 * in a group hangs where the group does. Throws a RangeError where they lead outside the stream.
 */
export function readDrawings(table: DataView, { shapeAnchors, textBoxTexts, drawings }: Fib): Drawings {
  const { groups, drawnText } = readShapes(table, drawings);
  const count = countOf(shapeAnchors, ANCHOR_BYTES);
  const positions = new Map<number, number>();
  const drawnAt = new Map<number, string>();
  const members = new Map<number, number[]>();
  for (const [shape, group] of groups) {
    const others = members.get(group);
    if (others === undefined) members.set(group, [shape]);
    else others.push(shape);
  }
  for (let index = 0; index < count; index += 1) {
    const position = table.getUint32(shapeAnchors.at + index * 4, true);
    const shape = table.getUint32(shapeAnchors.at + (count + 1) * 4 + index * ANCHOR_BYTES, true);
    positions.set(shape, position);
    const texts = [shape, ...(members.get(shape) ?? [])].map((own) => drawnText.get(own) ?? '');
    const text = [...new Set(texts)].filter((own) => own !== '').join('\n');
    if (text !== '') drawnAt.set(position, text);
  }
  const boxesAt = new Map<number, TextBox[]>();
  const loose: TextBox[] = [];
  for (const box of readBoxes(table, textBoxTexts)) {
    const position = positions.get(box.shape) ?? positions.get(groups.get(box.shape) ?? -1);
    const others = position === undefined ? loose : boxesAt.get(position);
    if (others !== undefined) others.push(box);
    else if (position !== undefined) boxesAt.set(position, [box]);
  }
  return { boxesAt, drawnAt, loose };
}

/** A drawn text as paragraphs. */
export const drawnBlocks = (text: string | undefined): readonly Block[] =>
  text === undefined
    ? []
    : text
        .replaceAll('\u000b', '\n')
        .split(/[\r\n]+/)
        .map((line) => ({ kind: 'paragraph', text: line.trim() }));
