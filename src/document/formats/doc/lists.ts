import type { Place } from './fib.ts';
import { fontOf, readSprms } from './sprm.ts';

/** One level of a list ([MS-DOC] 2.9.150 LVLF). */
export type ListLevel = Readonly<{
  start: number;
  /** nfc: how its number is written. */
  format: number;
  /** Whether the numbers of all levels in its label are written in Arabic digits (fLegal). */
  legal: boolean;
  /** It begins anew after a paragraph of a level below this one (0: never). */
  restartsBelow: number;
  /** The label: text, and numbers that stand for the number of that level. */
  label: readonly (string | number)[];
  follow: 'tab' | 'space' | 'nothing';
  /** Index of the label's font; null where it is that of the text. A bullet is a shape of its font. */
  font: number | null;
}>;

/** What the paragraphs of a list override ([MS-DOC] 2.9.134 LFOLVL). */
export type LevelOverride = Readonly<{ start: number | null; level: ListLevel | null }>;

/** A list as paragraphs name it: the list that counts, and what is overridden for these paragraphs, by level. */
export type ListUse = Readonly<{ list: number; overrides: ReadonlyMap<number, LevelOverride> }>;

/** `levels` by the identifier of a list; `uses` in the order in which paragraphs count them, from 1. */
export type Lists = Readonly<{
  levels: ReadonlyMap<number, readonly ListLevel[]>;
  uses: readonly ListUse[];
}>;

const LSTF_BYTES = 28;
const LVLF_BYTES = 28;
const LFO_BYTES = 16;
const LEVELS = 9;
const SIMPLE = 1;
const LEGAL = 4;
const NO_RESTART = 8;
const OVERRIDES_START = 0x10;
const OVERRIDES_LEVEL = 0x20;
const NO_CP = 0xffffffff;
const FOLLOWS = ['tab', 'space', 'nothing'] as const;

function readLabel(table: DataView, at: number, places: ReadonlySet<number>): readonly (string | number)[] {
  const length = table.getUint16(at, true);
  const label: (string | number)[] = [];
  for (let index = 0; index < length; index += 1) {
    const unit = table.getUint16(at + 2 + index * 2, true);
    label.push(places.has(index + 1) && unit < LEVELS ? unit : String.fromCharCode(unit));
  }
  return label;
}

/** One LVL: its fixed part, two grpprls that only format the label, and the label. */
function readLevel(table: DataView, at: number, level: number): Readonly<{ level: ListLevel; end: number }> {
  const flags = table.getUint8(at + 5);
  const places = new Set(Array.from({ length: LEVELS }, (_, index) => table.getUint8(at + 6 + index)));
  const chpxAt = at + LVLF_BYTES + table.getUint8(at + 25);
  const labelAt = chpxAt + table.getUint8(at + 24);
  return {
    level: {
      start: Math.max(0, table.getInt32(at, true)),
      format: table.getUint8(at + 4),
      legal: (flags & LEGAL) !== 0,
      restartsBelow: (flags & NO_RESTART) === 0 ? level : Math.min(level, table.getUint8(at + 26)),
      label: readLabel(table, labelAt, places),
      follow: FOLLOWS[table.getUint8(at + 15)] ?? 'tab',
      font: fontOf(readSprms(table, chpxAt, labelAt, null)),
    },
    end: labelAt + 2 + table.getUint16(labelAt, true) * 2,
  };
}

/** PlfLst and the levels, which stand behind it, outside the bytes that the FIB counts ([MS-DOC] 2.9.201). */
function readLevels(table: DataView, { at, size }: Place): ReadonlyMap<number, readonly ListLevel[]> {
  const levels = new Map<number, readonly ListLevel[]>();
  if (size < 2) return levels;
  const count = Math.max(0, table.getInt16(at, true));
  let here = at + size;
  for (let index = 0; index < count; index += 1) {
    const list = at + 2 + index * LSTF_BYTES;
    const own: ListLevel[] = [];
    const depth = (table.getUint8(list + 26) & SIMPLE) === 0 ? LEVELS : 1;
    while (own.length < depth) {
      const read = readLevel(table, here, own.length);
      own.push(read.level);
      here = read.end;
    }
    levels.set(table.getInt32(list, true), own);
  }
  return levels;
}

/** PlfLfo ([MS-DOC] 2.9.200): first all uses, then what each overrides. */
function readUses(table: DataView, { at, size }: Place): readonly ListUse[] {
  if (size < 4) return [];
  const count = table.getUint32(at, true);
  if (count * LFO_BYTES > table.byteLength) throw new RangeError('more lists than bytes');
  const uses: ListUse[] = [];
  let here = at + 4 + count * LFO_BYTES;
  for (let index = 0; index < count; index += 1) {
    const use = at + 4 + index * LFO_BYTES;
    const overrides = new Map<number, LevelOverride>();
    const overridden = table.getUint8(use + 12);
    // A use without overrides has these four bytes, too; some writers leave them out at the end.
    if (here + 4 <= table.byteLength && table.getUint32(here, true) === NO_CP) here += 4;
    for (let number = 0; number < overridden; number += 1) {
      const flags = table.getUint32(here + 4, true);
      const ilvl = flags & 0xf;
      const start = (flags & OVERRIDES_START) === 0 ? null : Math.max(0, table.getInt32(here, true));
      here += 8;
      if ((flags & OVERRIDES_LEVEL) === 0) {
        overrides.set(ilvl, { start, level: null });
        continue;
      }
      const read = readLevel(table, here, ilvl);
      overrides.set(ilvl, { start: start === null ? null : read.level.start, level: read.level });
      here = read.end;
    }
    uses.push({ list: table.getInt32(use, true), overrides });
  }
  return uses;
}

/** The lists of a document. Throws a RangeError where they lead outside the stream. */
export const readLists = (table: DataView, lists: Place, overrides: Place): Lists => ({
  levels: readLevels(table, lists),
  uses: readUses(table, overrides),
});
