import { oleFile } from './ole-file.ts';

/** A modifier: its code and the bytes of its operand, a length byte included where it has one. */
export const sprm = (code: number, ...operand: readonly number[]): readonly number[] => [
  code & 0xff,
  code >> 8,
  ...operand,
];

/** Characters formatted alike. */
export type TestRun = Readonly<{ text: string; sprms?: readonly number[] }>;

/** A paragraph: its text with the mark at its end (\r or \u0007), or runs of it; its style and modifiers. */
export type TestParagraph = Readonly<{
  text: string | readonly TestRun[];
  style?: number;
  sprms?: readonly number[];
}>;

export type TestFile = Readonly<{
  body: readonly TestParagraph[];
  footnotes?: readonly TestParagraph[];
  textBoxes?: readonly TestParagraph[];
  /** Structures of the table stream by their number among the pairs of the FIB ([MS-DOC] 2.5.6). */
  structures?: Readonly<Record<number, Uint8Array>>;
  /** Bytes behind a structure that its size does not count. */
  behind?: Readonly<Record<number, Uint8Array>>;
  flags?: number;
  version?: number;
  /** Text in one byte for each character. */
  compressed?: boolean;
  /** The modifier of the one piece (prm). */
  prm?: number;
}>;

const TEXT_AT = 1024;
const PAGE = 512;

const u16 = (value: number): readonly number[] => [value & 0xff, (value >> 8) & 0xff];
export const u32 = (value: number): readonly number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];

/** One page of formats ([MS-DOC] 2.9.174, 2.9.33); the entries are `[first byte, last byte, grpprl]`. */
function page(
  entries: readonly (readonly [number, number, readonly number[]])[],
  entryBytes: number,
): Uint8Array {
  const bytes = new Uint8Array(PAGE);
  const view = new DataView(bytes.buffer);
  let free = PAGE - 2;
  for (const [index, [start, end, grpprl]] of entries.entries()) {
    view.setUint32(index * 4, start, true);
    view.setUint32(index * 4 + 4, end, true);
    free -= grpprl.length + (grpprl.length % 2);
    bytes.set(grpprl, free);
    bytes[(entries.length + 1) * 4 + index * entryBytes] = free / 2;
  }
  bytes[PAGE - 1] = entries.length;
  return bytes;
}

/** As many pages as the entries need; four rows of a table fit on one. */
const pages = (
  entries: readonly (readonly [number, number, readonly number[]])[],
  entryBytes: number,
): Uint8Array[] =>
  Array.from({ length: Math.ceil(entries.length / 4) }, (_, index) =>
    page(entries.slice(index * 4, index * 4 + 4), entryBytes),
  );

const textOf = ({ text }: TestParagraph): string =>
  typeof text === 'string' ? text : text.map((run) => run.text).join('');
const runsOf = ({ text }: TestParagraph): readonly TestRun[] =>
  typeof text === 'string' ? [{ text }] : text;

/** A minimal .doc of Word 97, laid out by [MS-DOC]: the block of pointers, the text, pages of formats. */
export function wordFile(file: TestFile): Uint8Array {
  const { body, footnotes = [], textBoxes = [], compressed = false } = file;
  const width = compressed ? 1 : 2;
  const paragraphs = [...body, ...footnotes, ...textBoxes];
  const text = paragraphs.map(textOf).join('');
  const encoded = Buffer.from(text, compressed ? 'latin1' : 'utf16le');
  const paragraphEntries: [number, number, readonly number[]][] = [];
  const runEntries: [number, number, readonly number[]][] = [];
  let at = TEXT_AT;
  for (const paragraph of paragraphs) {
    const end = at + textOf(paragraph).length * width;
    const grpprl = [...u16(paragraph.style ?? 0), ...(paragraph.sprms ?? [])];
    const padded = grpprl.length % 2 === 0 ? [...grpprl, 0] : grpprl;
    paragraphEntries.push([at, end, [(padded.length + 1) / 2, ...padded]]);
    for (const run of runsOf(paragraph)) {
      const runEnd = at + run.text.length * width;
      runEntries.push([at, runEnd, [run.sprms?.length ?? 0, ...(run.sprms ?? [])]]);
      at = runEnd;
    }
  }
  const formatsAt = Math.ceil((TEXT_AT + encoded.length) / PAGE) * PAGE;
  const paragraphPages = pages(paragraphEntries, 13);
  const runPages = pages(runEntries, 1);
  const allPages = [...paragraphPages, ...runPages];
  const word = new Uint8Array(Math.max(4096, formatsAt + allPages.length * PAGE));
  const view = new DataView(word.buffer);
  word.set(encoded, TEXT_AT);
  for (const [index, bytes] of allPages.entries()) word.set(bytes, formatsAt + index * PAGE);

  /** The reader takes the bounds of the pages from the pages themselves. */
  const binTable = (first: number, count: number): Uint8Array =>
    Uint8Array.from([
      ...Array.from({ length: count + 1 }, () => u32(TEXT_AT)).flat(),
      ...Array.from({ length: count }, (_, index) => u32(first + index)).flat(),
    ]);
  const clx = Uint8Array.from([
    2,
    ...u32(16),
    ...u32(0),
    ...u32(text.length),
    ...u16(0),
    ...u32(compressed ? (TEXT_AT * 2) | 0x40000000 : TEXT_AT),
    ...u16(file.prm ?? 0),
  ]);
  const structures: Record<number, Uint8Array> = {
    12: binTable(formatsAt / PAGE + paragraphPages.length, runPages.length),
    13: binTable(formatsAt / PAGE, paragraphPages.length),
    33: clx,
    ...file.structures,
  };
  const table: number[] = [];
  view.setUint16(0, 0xa5ec, true);
  view.setUint16(2, file.version ?? 0xc1, true);
  view.setUint16(10, file.flags ?? 0, true);
  const lengthOf = (part: readonly TestParagraph[]): number => part.map(textOf).join('').length;
  view.setInt32(76, lengthOf(body), true);
  view.setInt32(80, lengthOf(footnotes), true);
  view.setInt32(100, lengthOf(textBoxes), true);
  for (const [number, bytes] of Object.entries(structures)) {
    view.setUint32(154 + Number(number) * 8, table.length, true);
    view.setUint32(154 + Number(number) * 8 + 4, bytes.length, true);
    table.push(...bytes, ...(file.behind?.[Number(number)] ?? []));
  }
  return oleFile({ WordDocument: word, '0Table': Uint8Array.from(table) });
}

/** A level of a list ([MS-DOC] 2.9.149 LVL); `label` with the numbers of levels as \u0000 to \u0008. */
export type TestLevel = Readonly<{
  format: number;
  label: string;
  start?: number;
  follow?: number;
  flags?: number;
}>;

export function levelBytes({
  format,
  label,
  start = 1,
  follow = 0,
  flags = 0,
}: TestLevel): readonly number[] {
  const places = [...label].flatMap((char, index) => (char < '\u0009' ? [index + 1] : []));
  return [
    ...u32(start),
    format,
    flags,
    ...Array.from({ length: 9 }, (_, index) => places[index] ?? 0),
    follow,
    ...u32(0),
    ...u32(0),
    0,
    0,
    0,
    0,
    ...u16(label.length),
    ...[...label].flatMap((char) => u16(char.charCodeAt(0))),
  ];
}

/** PlfLst (73) with its levels behind it, and PlfLfo (74): each use names its list and what starts anew. */
export function listStructures(
  lists: readonly (readonly TestLevel[])[],
  uses: readonly Readonly<{ list: number; starts?: readonly (readonly [level: number, start: number])[] }>[],
): Pick<TestFile, 'structures' | 'behind'> {
  const blank: TestLevel = { format: 255, label: '' };
  const heads = lists.flatMap((_, index) => [...u32(index + 1), ...Array<number>(24).fill(0)]);
  const levels = lists.flatMap((own) =>
    Array.from({ length: 9 }, (_, index) => levelBytes(own[index] ?? blank)).flat(),
  );
  const uses16 = uses.flatMap(({ list, starts = [] }) => [
    ...u32(list),
    ...u32(0),
    ...u32(0),
    starts.length,
    0,
    0,
    0,
  ]);
  const data = uses.flatMap(({ starts = [] }) => [
    ...u32(0xffffffff),
    ...starts.flatMap(([level, start]) => [...u32(start), ...u32(level | 0x10)]),
  ]);
  return {
    structures: {
      73: Uint8Array.from([...u16(lists.length), ...heads]),
      74: Uint8Array.from([...u32(uses.length), ...uses16, ...data]),
    },
    behind: { 73: Uint8Array.from(levels) },
  };
}
