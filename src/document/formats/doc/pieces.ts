import { decodeWestern } from '../word/western.ts';
import type { Fib } from './fib.ts';
import { readSprms, SPRM, type Sprm } from './sprm.ts';

/** A run of characters that stand together in the stream ([MS-DOC] 2.8.35 PlcPcd, 2.9.177 Pcd). */
export type Piece = Readonly<{
  /** Its characters in the document, half-open. */
  start: number;
  end: number;
  /** Where the first stands in the stream, in bytes, and how many bytes each takes; one: Windows-1252 (2.9.73). */
  at: number;
  width: 1 | 2;
  /** What a fast save changed in the whole piece. */
  changes: readonly Sprm[];
}>;

/** All parts of the document in one: `text` has one UTF-16 code unit for each character position. */
export type PieceTable = Readonly<{ text: string; pieces: readonly Piece[] }>;

/** [MS-DOC] 2.9.215 Prm0: a one-byte modifier that needs no grpprl, those of interest only. */
const SHORT_CODES: ReadonlyMap<number, number> = new Map([
  [0x0c, SPRM.PIlvl],
  [0x18, SPRM.PFInTable],
  [0x19, SPRM.PFTtp],
  [0x41, SPRM.CFRMarkDel],
  [0x5c, SPRM.CFVanish],
]);

/** The grpprls of the Clx and where its piece table begins ([MS-DOC] 2.9.38). */
function readClx(
  table: DataView,
  at: number,
  end: number,
): Readonly<{ prcs: readonly number[]; plc: number }> {
  const prcs: number[] = [];
  let here = at;
  while (here < end && table.getUint8(here) === 1) {
    prcs.push(here + 1);
    here += 3 + Math.max(0, table.getInt16(here + 1, true));
  }
  if (table.getUint8(here) !== 2) throw new RangeError('no piece table');
  return { prcs, plc: here + 1 };
}

function changesOf(table: DataView, prm: number, prmAt: number, prcs: readonly number[]): readonly Sprm[] {
  if (prm === 0) return [];
  if ((prm & 1) === 0) {
    const code = SHORT_CODES.get((prm >> 1) & 0x7f);
    return code === undefined ? [] : [{ code, view: table, at: prmAt + 1, size: 1 }];
  }
  const prc = prcs[prm >> 1];
  if (prc === undefined) return [];
  return readSprms(table, prc + 2, prc + 2 + Math.max(0, table.getInt16(prc, true)), null);
}

/**
 * The text through the piece table, so that fast-saved files read like others.
 *
 * Throws a RangeError where a piece stands outside the stream, or where the pieces together are longer than it.
 */
export function readPieces(stream: Uint8Array, table: DataView, { pieces: clx }: Fib): PieceTable {
  if (clx.size === 0) throw new RangeError('no piece table');
  const { prcs, plc } = readClx(table, clx.at, clx.at + clx.size);
  const count = Math.floor((table.getUint32(plc, true) - 4) / 12);
  const from = plc + 4;
  const pieces: Piece[] = [];
  const known = new Map<number, readonly Sprm[]>();
  const parts: string[] = [];
  let length = 0;
  for (let index = 0; index < count; index += 1) {
    const start = table.getUint32(from + index * 4, true);
    const end = table.getUint32(from + index * 4 + 4, true);
    const descriptor = from + (count + 1) * 4 + index * 8;
    const fc = table.getUint32(descriptor + 2, true);
    const compressed = (fc & 0x40000000) !== 0;
    const offset = fc & 0x3fffffff;
    const at = compressed ? offset >>> 1 : offset;
    const width = compressed ? 1 : 2;
    length += end - start;
    if (start !== length - (end - start) || end < start || length > stream.length)
      throw new RangeError('pieces out of order');
    if (at + (end - start) * width > stream.length) throw new RangeError('piece outside the stream');
    const bytes = stream.subarray(at, at + (end - start) * width);
    parts.push(
      compressed ? decodeWestern(bytes) : new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes),
    );
    const prm = table.getUint16(descriptor + 6, true);
    const changes = known.get(prm) ?? changesOf(table, prm, descriptor + 6, prcs);
    known.set(prm, changes);
    pieces.push({ start, end, at, width, changes });
  }
  return { text: parts.join(''), pieces };
}
