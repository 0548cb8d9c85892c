import type { Place } from './fib.ts';
import { lastOfEach, readSprms, type Sprm } from './sprm.ts';

/** A style with what it adds to the one it is based on. */
type Style = Readonly<{ base: number; paragraph: readonly Sprm[]; characters: readonly Sprm[] }>;

/** Modifiers of styles with those of their bases, each code once; none for an index without a style. */
export type Styles = Readonly<{
  paragraph: (index: number) => readonly Sprm[];
  characters: (index: number) => readonly Sprm[];
}>;

const PARAGRAPH = 1;
const CHARACTER = 2;
/** Word bases no style deeper; also ends a circle. */
const MOST_DEPTH = 11;
/** [MS-DOC] 2.9.271: more styles there cannot be. */
const MOST_STYLES = 0xffe;

const NO_STYLE: Style = { base: MOST_STYLES + 1, paragraph: [], characters: [] };

function readStyle(view: DataView, at: number, end: number, baseBytes: number): Style {
  const kind = view.getUint16(at + 2, true);
  const type = kind & 0xf;
  const nameAt = at + baseBytes;
  // The name is counted in characters and ends with a zero besides.
  let here = nameAt + 2 + view.getUint16(nameAt, true) * 2 + 2;
  const parts: (readonly [number, number])[] = [];
  const count = view.getUint16(at + 4, true) & 0xf;
  for (let index = 0; index < count && here + 2 <= end; index += 1) {
    const length = view.getUint16(here, true);
    parts.push([here + 2, Math.min(end, here + 2 + length)]);
    here += 2 + length + (length % 2);
  }
  const read = (part: readonly [number, number] | undefined, skip: number): readonly Sprm[] =>
    part === undefined ? [] : readSprms(view, part[0] + skip, part[1], null);
  const base = kind >> 4;
  // [MS-DOC] 2.9.340 and 2.9.339: the modifiers of a paragraph stand behind the index of the style itself.
  if (type === PARAGRAPH) return { base, paragraph: read(parts[0], 2), characters: read(parts[1], 0) };
  if (type === CHARACTER) return { base, paragraph: [], characters: read(parts[0], 0) };
  return NO_STYLE;
}

/** The stylesheet ([MS-DOC] 2.9.271 STSH, 2.9.260 STD). Throws a RangeError where it leads outside the stream. */
export function readStyles(table: DataView, { at, size }: Place): Styles {
  const styles: Style[] = [];
  if (size > 2) {
    const headBytes = table.getUint16(at, true);
    const count = Math.min(MOST_STYLES, table.getUint16(at + 2, true));
    const baseBytes = table.getUint16(at + 4, true);
    let here = at + 2 + headBytes;
    for (let index = 0; index < count && here + 2 <= at + size; index += 1) {
      const length = table.getUint16(here, true);
      const start = here + 2;
      styles.push(length === 0 ? NO_STYLE : readStyle(table, start, start + length, baseBytes));
      here = start + length + (length % 2);
    }
  }
  const known = {
    paragraph: new Map<number, readonly Sprm[]>(),
    characters: new Map<number, readonly Sprm[]>(),
  };
  const chain = (index: number, what: 'paragraph' | 'characters', depth: number): readonly Sprm[] => {
    const style = styles[index];
    if (style === undefined || depth > MOST_DEPTH) return [];
    const before = known[what].get(index);
    if (before !== undefined) return before;
    const whole = lastOfEach([...chain(style.base, what, depth + 1), ...style[what]]);
    known[what].set(index, whole);
    return whole;
  };
  return {
    paragraph: (index) => chain(index, 'paragraph', 0),
    characters: (index) => chain(index, 'characters', 0),
  };
}
