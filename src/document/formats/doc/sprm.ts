/** One property modifier: its code, and where its operand stands (after a length byte, if it has one). */
export type Sprm = Readonly<{ code: number; view: DataView; at: number; size: number }>;

/** The modifiers that say something of the text, by the names of [MS-DOC] 2.6; all others are formatting. */
export const SPRM = {
  PIstd: 0x4600,
  PIlvl: 0x260a,
  PIlfo: 0x460b,
  PFInTable: 0x2416,
  PFTtp: 0x2417,
  PItap: 0x6649,
  PDtap: 0x664a,
  PFInnerTableCell: 0x244b,
  PFInnerTtp: 0x244c,
  TDefTable: 0xd608,
  TVertMerge: 0xd62b,
  TTableHeader: 0x3404,
  TMerge: 0x5624,
  TSplit: 0x5625,
  CIstd: 0x4a30,
  CFRMarkDel: 0x0800,
  CFVanish: 0x083c,
  CSymbol: 0x6a09,
  /** The font of the characters that Word takes for Latin ones, those of symbol fonts among them. */
  CRgFtc0: 0x4a4f,
} as const;

const READ: ReadonlySet<number> = new Set(Object.values(SPRM));
const T_DEF_TABLE = SPRM.TDefTable;
const P_CHG_TABS = 0xc615;
const P_HUGE_PAPX: ReadonlySet<number> = new Set([0x6645, 0x6646]);
const P_TABLE_PROPS = 0x646b;
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
 * The modifiers of SPRM in a grpprl ([MS-DOC] 2.6), in order; a last one that is cut short is left out. Where the
 * properties of a paragraph or a row were too long for their page, `elsewhere` gives those at an offset of the stream
 * Data ([MS-DOC] 2.6.2, sprmPHugePapx).
 */
export function readSprms(
  view: DataView,
  start: number,
  end: number,
  elsewhere: ((offset: number) => readonly Sprm[]) | null,
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
    if (READ.has(code)) found.push({ code, view, ...operand });
    else if (elsewhere !== null && (P_HUGE_PAPX.has(code) || code === P_TABLE_PROPS))
      for (const sprm of elsewhere(view.getUint32(operand.at, true))) found.push(sprm);
  }
  return found;
}

/**
 * The modifiers that the stream Data holds at an offset (PrcData, [MS-DOC] 2.9.211), each read once. Throws a
 * RangeError where together they are longer than the stream, which they cannot be unless they overlap.
 */
export function readElsewhere(data: DataView): (offset: number) => readonly Sprm[] {
  const known = new Map<number, readonly Sprm[]>();
  let length = 0;
  return (offset) => {
    const before = known.get(offset);
    if (before !== undefined) return before;
    if (offset + 2 > data.byteLength) return [];
    const size = data.getUint16(offset, true);
    length += size;
    if (length > data.byteLength) throw new RangeError('properties overlap');
    const sprms = readSprms(data, offset + 2, offset + 2 + size, null);
    known.set(offset, sprms);
    return sprms;
  };
}

/** The last modifier of each code: a later one takes the place of an earlier one. */
export const lastOfEach = (sprms: readonly Sprm[]): readonly Sprm[] => [
  ...new Map(sprms.map((sprm) => [sprm.code, sprm])).values(),
];

/** A byte of the operand; 0 where it is shorter. */
export const byteOf = ({ view, at, size }: Sprm, offset = 0): number =>
  offset < size ? view.getUint8(at + offset) : 0;

/** An unsigned 16-bit number of the operand; 0 where it is shorter. */
export const wordOf = ({ view, at, size }: Sprm, offset = 0): number =>
  offset + 2 <= size ? view.getUint16(at + offset, true) : 0;

/** Index of the font that the last of the modifiers that name one sets; null where none does. */
export function fontOf(sprms: readonly Sprm[]): number | null {
  const last = sprms.findLast(({ code }) => code === SPRM.CRgFtc0);
  return last === undefined ? null : wordOf(last);
}
