/** One property modifier: its code, and where its operand stands (after a length byte, if it has one). */
export type Sprm = Readonly<{ code: number; view: DataView; at: number; size: number }>;

const T_DEF_TABLE = 0xd608;
const P_CHG_TABS = 0xc615;
const P_HUGE_PAPX: ReadonlySet<number> = new Set([0x6645, 0x6646]);
const P_TABLE_PROPS = 0x646b;
/** sprmCRgFtc0: the font of the characters that Word takes for Latin ones, those of symbol fonts among them. */
const C_FONT = 0x4a4f;
/** Bytes of an operand by the top three bits of the code; 6 says its length itself ([MS-DOC] 2.2.5.1). */
const OPERAND_BYTES = [1, 1, 2, 4, 2, 2, 0, 3];

function variableOperand(view: DataView, code: number, at: number): Readonly<{ at: number; size: number }> {
  if (code === T_DEF_TABLE) return { at: at + 2, size: Math.max(0, view.getUint16(at, true) - 1) };
  const length = view.getUint8(at);
  if (code !== P_CHG_TABS || length !== 255) return { at: at + 1, size: length };
  // [MS-DOC] 2.9.186: too long for its length byte; the counts of deleted and of added tabs give it.
  const deleted = view.getUint8(at + 1);
  return { at: at + 1, size: 2 + deleted * 4 + view.getUint8(at + 2 + deleted * 4) * 3 };
}

/**
 * The modifiers of a grpprl ([MS-DOC] 2.6) in order; a last one that is cut short is left out. Where the properties of
 * a paragraph or a row were too long for their page, they stand in `data`, the stream of that name ([MS-DOC] 2.6.2).
 */
export function readSprms(
  view: DataView,
  start: number,
  end: number,
  data: DataView | null,
): readonly Sprm[] {
  const found: Sprm[] = [];
  const limit = Math.min(end, view.byteLength);
  for (let at = start; at + 3 <= limit; ) {
    const code = view.getUint16(at, true);
    const fixed = OPERAND_BYTES[code >> 13] ?? 1;
    if (fixed === 0 && (code === T_DEF_TABLE || code === P_CHG_TABS) && at + 4 > limit) break;
    const operand = fixed === 0 ? variableOperand(view, code, at + 2) : { at: at + 2, size: fixed };
    at = operand.at + operand.size;
    if (at > limit) break;
    if (data !== null && (P_HUGE_PAPX.has(code) || code === P_TABLE_PROPS)) {
      const elsewhere = view.getUint32(operand.at, true);
      if (elsewhere + 2 <= data.byteLength) {
        const length = data.getUint16(elsewhere, true);
        found.push(...readSprms(data, elsewhere + 2, elsewhere + 2 + length, null));
      }
    } else found.push({ code, view, ...operand });
  }
  return found;
}

/** A byte of the operand; 0 where it is shorter. */
export const byteOf = ({ view, at, size }: Sprm, offset = 0): number =>
  offset < size ? view.getUint8(at + offset) : 0;

/** An unsigned 16-bit number of the operand; 0 where it is shorter. */
export const wordOf = ({ view, at, size }: Sprm, offset = 0): number =>
  offset + 2 <= size ? view.getUint16(at + offset, true) : 0;

/** Index of the font that the last of the modifiers that name one sets; null where none does. */
export function fontOf(sprms: readonly Sprm[]): number | null {
  const last = sprms.findLast(({ code }) => code === C_FONT);
  return last === undefined ? null : wordOf(last);
}
