import { AppError } from '../../../errors.ts';

/** The streams of the root storage; those of embedded objects, which may have the same names, are not among them. */
export type CompoundFile = Readonly<{
  names: readonly string[];
  /** The bytes of a stream by its name, capitals or not; undefined where there is none. Throws `unreadable_file`. */
  read: (name: string) => Uint8Array | undefined;
}>;

const SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** [MS-CFB] 2.1: above these are marks (end of chain, free, FAT), not sectors. */
const MOST_SECTOR = 0xfffffffa;
const NO_ENTRY = 0xffffffff;
const HEADER_DIFAT = 109;
const ENTRY_BYTES = 128;
const MINI_SECTOR_BYTES = 64;
const STREAM = 2;

type Entry = Readonly<{
  name: string;
  type: number;
  left: number;
  right: number;
  child: number;
  start: number;
  size: number;
}>;

/** What a broken file is refused with; `found` says where it broke. */
export function damaged(fileName: string, found: string, cause?: unknown): AppError {
  return new AppError(
    'unreadable_file',
    `文件“${fileName}”已损坏（${found}）。请从来源重新取得后入库，或用 Word、WPS 打开后另存为 .docx`,
    cause === undefined ? { details: [{ fileName }] } : { details: [{ fileName }], cause },
  );
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function readEntries(directory: Uint8Array): readonly Entry[] {
  const view = viewOf(directory);
  return Array.from({ length: Math.floor(directory.length / ENTRY_BYTES) }, (_, index) => {
    const at = index * ENTRY_BYTES;
    const nameBytes = Math.min(64, Math.max(2, view.getUint16(at + 64, true))) - 2;
    return {
      name: new TextDecoder('utf-16le').decode(directory.subarray(at, at + nameBytes)),
      type: view.getUint8(at + 66),
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    };
  });
}

/** The streams of the root's tree of entries; each entry is visited once, whatever circle the tree has. */
function streamsOfRoot(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const streams = new Map<string, Entry>();
  const seen = new Set<number>();
  const pending = [entries[0]?.child ?? NO_ENTRY];
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    const entry = entries[index];
    if (entry === undefined || seen.has(index)) continue;
    seen.add(index);
    pending.push(entry.left, entry.right);
    if (entry.type === STREAM) streams.set(entry.name.toLowerCase(), entry);
  }
  return streams;
}

/** The numbers of the sectors that hold the FAT: 109 in the header, the others in a chain of sectors ([MS-CFB] 2.5). */
function fatSectors(view: DataView, sectorBytes: number, sectorCount: number): readonly number[] {
  const found: number[] = [];
  const take = (at: number): void => {
    const sector = view.getUint32(at, true);
    if (sector < sectorCount) found.push(sector);
  };
  for (let index = 0; index < HEADER_DIFAT; index += 1) take(76 + index * 4);
  let next = view.getUint32(68, true);
  for (let steps = 0; next < sectorCount && steps < sectorCount; steps += 1) {
    const at = (next + 1) * sectorBytes;
    if (at + sectorBytes > view.byteLength) break;
    for (let offset = 0; offset < sectorBytes - 4; offset += 4) take(at + offset);
    next = view.getUint32(at + sectorBytes - 4, true);
  }
  // A FAT has at most as many sectors as it describes; more are a file that repeats itself.
  return found.slice(0, Math.ceil((sectorCount * 4) / sectorBytes));
}

/**
 * Opens an OLE compound file ([MS-CFB] versions 3 and 4) in memory. `cfb` and the container of `word-extractor` follow
 * a chain of sectors that leads back to itself for ever; here no chain is longer than the file.
 *
 * Throws `unreadable_file`.
 */
export function openCompoundFile(bytes: Uint8Array, fileName: string): CompoundFile {
  const view = viewOf(bytes);
  if (bytes.length < 512 || SIGNATURE.some((byte, index) => bytes[index] !== byte))
    throw damaged(fileName, '不是完整的 OLE 复合文件');
  const sectorShift = view.getUint16(30, true);
  if (sectorShift !== 9 && sectorShift !== 12) throw damaged(fileName, `扇区大小 2^${sectorShift} 不合规定`);
  const sectorBytes = 2 ** sectorShift;
  const sectorCount = Math.max(0, Math.ceil(bytes.length / sectorBytes) - 1);
  const sectors = fatSectors(view, sectorBytes, sectorCount);
  const next = (sector: number): number => {
    const holder = sectors[Math.floor((sector * 4) / sectorBytes)];
    const at = holder === undefined ? -1 : (holder + 1) * sectorBytes + ((sector * 4) % sectorBytes);
    return at < 0 || at + 4 > bytes.length ? NO_ENTRY : view.getUint32(at, true);
  };
  /** `size` null: to the chain's end. A last sector that the file cuts short is filled with zeros. */
  const readChain = (start: number, size: number | null): Uint8Array => {
    if (size !== null && size > bytes.length) throw damaged(fileName, `有一段声称 ${size} 字节，比文件还长`);
    const most = size === null ? sectorCount : Math.ceil(size / sectorBytes);
    const parts: Uint8Array[] = [];
    for (let sector = start; sector < MOST_SECTOR && parts.length < most; sector = next(sector)) {
      if (sector >= sectorCount) throw damaged(fileName, `扇区 ${sector} 在文件之外`);
      parts.push(bytes.subarray((sector + 1) * sectorBytes, (sector + 2) * sectorBytes));
    }
    if (size !== null && parts.length < most) throw damaged(fileName, '扇区链中断');
    const whole = new Uint8Array(size ?? parts.length * sectorBytes);
    for (const [index, part] of parts.entries())
      whole.set(part.subarray(0, whole.length - index * sectorBytes), index * sectorBytes);
    return whole;
  };
  const entries = readEntries(readChain(view.getUint32(48, true), null));
  const streams = streamsOfRoot(entries);
  const cutoff = view.getUint32(56, true);
  let mini: Readonly<{ bytes: Uint8Array; fat: DataView }> | undefined;
  const readMini = (start: number, size: number): Uint8Array => {
    mini ??= {
      bytes: readChain(entries[0]?.start ?? NO_ENTRY, entries[0]?.size ?? 0),
      fat: viewOf(readChain(view.getUint32(60, true), null)),
    };
    const whole = new Uint8Array(size);
    let sector = start;
    for (let at = 0; at < size; at += MINI_SECTOR_BYTES) {
      const from = sector * MINI_SECTOR_BYTES;
      if (from >= mini.bytes.length) throw damaged(fileName, '短流的扇区链中断');
      whole.set(mini.bytes.subarray(from, from + Math.min(MINI_SECTOR_BYTES, size - at)), at);
      sector = sector * 4 + 4 <= mini.fat.byteLength ? mini.fat.getUint32(sector * 4, true) : NO_ENTRY;
    }
    return whole;
  };
  return {
    names: [...streams.values()].map(({ name }) => name),
    read: (name) => {
      const entry = streams.get(name.toLowerCase());
      if (entry === undefined) return undefined;
      return entry.size < cutoff ? readMini(entry.start, entry.size) : readChain(entry.start, entry.size);
    },
  };
}
