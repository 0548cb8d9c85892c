const SECTOR = 512;
const END = 0xfffffffe;
const FREE = 0xffffffff;
const FAT_MARK = 0xfffffffd;
const CUTOFF = 4096;
const MINI = 64;

type Stream = Readonly<{ name: string; bytes: Uint8Array; start: number }>;

function directoryEntry(
  name: string,
  type: number,
  child: number,
  right: number,
  start: number,
  size: number,
): Uint8Array {
  const bytes = new Uint8Array(128);
  const view = new DataView(bytes.buffer);
  for (const [index, char] of [...name].entries()) view.setUint16(index * 2, char.charCodeAt(0), true);
  view.setUint16(64, (name.length + 1) * 2, true);
  bytes[66] = type;
  bytes[67] = 1;
  view.setUint32(68, FREE, true);
  view.setUint32(72, right, true);
  view.setUint32(76, child, true);
  view.setUint32(116, start, true);
  view.setUint32(120, size, true);
  return bytes;
}

const joined = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

const numbers = (values: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) view.setUint32(index * 4, value, true);
  return bytes;
};

/**
 * An OLE compound file with these streams in its root, laid out by [MS-CFB]: a header, then the sectors of each part
 * one after the other; streams below 4,096 bytes in the mini stream. The entries form a list to the right.
 */
export function oleFile(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const sectors: Uint8Array[] = [];
  const chain: number[] = [];
  /** Appends a part in its own chain of sectors; gives its first sector. */
  const append = (bytes: Uint8Array, mark: number | null = null): number => {
    const start = sectors.length;
    for (let at = 0; at < bytes.length; at += SECTOR) {
      const sector = new Uint8Array(SECTOR);
      sector.set(bytes.subarray(at, at + SECTOR));
      sectors.push(sector);
      chain.push(mark ?? (at + SECTOR < bytes.length ? sectors.length : END));
    }
    return bytes.length === 0 ? END : start;
  };
  const miniParts: Uint8Array[] = [];
  const miniChain: number[] = [];
  const placed = Object.entries(streams).map(([name, bytes]): Stream => {
    if (bytes.length >= CUTOFF) return { name, bytes, start: append(bytes) };
    const start = miniChain.length;
    const count = Math.ceil(bytes.length / MINI);
    for (let index = 0; index < count; index += 1)
      miniChain.push(index + 1 < count ? miniChain.length + 1 : END);
    const padded = new Uint8Array(count * MINI);
    padded.set(bytes);
    miniParts.push(padded);
    return { name, bytes, start };
  });
  const mini = joined(miniParts);
  const miniStart = append(mini);
  const miniFatStart = append(numbers(miniChain));
  const entries = [
    directoryEntry('Root Entry', 5, placed.length === 0 ? FREE : 1, FREE, miniStart, mini.length),
    ...placed.map(({ name, bytes, start }, index) =>
      directoryEntry(name, 2, FREE, index + 1 < placed.length ? index + 2 : FREE, start, bytes.length),
    ),
  ];
  const directoryStart = append(joined(entries));
  const fatCount = Math.ceil((sectors.length + 20) / (SECTOR / 4));
  const fatStart = sectors.length;
  for (let index = 0; index < fatCount; index += 1) append(new Uint8Array(SECTOR), FAT_MARK);
  const fat = new Uint8Array(fatCount * SECTOR).fill(0xff);
  fat.set(numbers(chain));
  const header = new Uint8Array(SECTOR);
  const view = new DataView(header.buffer);
  header.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(24, 0x3e, true);
  view.setUint16(26, 3, true);
  view.setUint16(28, 0xfffe, true);
  view.setUint16(30, 9, true);
  view.setUint16(32, 6, true);
  view.setUint32(44, fatCount, true);
  view.setUint32(48, directoryStart, true);
  view.setUint32(56, CUTOFF, true);
  view.setUint32(60, miniFatStart, true);
  view.setUint32(64, Math.ceil((miniChain.length * 4) / SECTOR), true);
  view.setUint32(68, END, true);
  for (let index = 0; index < 109; index += 1)
    view.setUint32(76 + index * 4, index < fatCount ? fatStart + index : FREE, true);
  return joined([header, ...sectors.slice(0, fatStart), fat]);
}
