import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Random } from './random.ts';

/** Numbers that sizes and offsets are set to: the ends of their ranges. */
const EXTREMES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0xffffffff];

const LONGEST_RUN = 4096;

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const cut: Mutation = (bytes, random) => bytes.subarray(0, random.below(bytes.length));

const flipBits: Mutation = (bytes, random) => {
  const flips = 1 + random.below(32);
  for (let flip = 0; flip < flips; flip += 1) {
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  }
  return bytes;
};

const setNumbers: Mutation = (bytes, random) => {
  if (bytes.length < 4) return bytes;
  const count = 1 + random.below(4);
  for (let done = 0; done < count; done += 1) {
    const at = random.below(bytes.length - 3);
    if (random.next() < 0.5) bytes.writeUInt32LE(random.pick(EXTREMES), at);
    else bytes.writeUInt16LE(random.pick(EXTREMES) & 0xffff, at);
  }
  return bytes;
};

const remove: Mutation = (bytes, random) => {
  const at = random.below(bytes.length);
  const length = 1 + random.below(LONGEST_RUN);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
};

const repeat: Mutation = (bytes, random) => {
  const at = random.below(bytes.length);
  const run = bytes.subarray(at, at + 1 + random.below(LONGEST_RUN));
  const times = 1 + random.below(200);
  return Buffer.concat([bytes.subarray(0, at), ...Array<Buffer>(times).fill(run), bytes.subarray(at)]);
};

const noise: Mutation = (bytes, random) => {
  const at = random.below(bytes.length);
  const length = Math.min(bytes.length - at, 1 + random.below(LONGEST_RUN));
  for (let index = at; index < at + length; index += 1) bytes[index] = random.below(256);
  return bytes;
};

const MUTATIONS: readonly Mutation[] = [cut, flipBits, flipBits, setNumbers, remove, repeat, noise];

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;

/**
 * Mutates what one entry of a ZIP holds and packs it again, so that the reader behind the archive is tried, not only
 * the archive. Null where the archive is not of the simple kind.
 */
function mutateEntry(bytes: Buffer, random: Random, mutate: Mutation): Buffer | null {
  const entries: { central: number; local: number }[] = [];
  for (let at = bytes.indexOf('PK\x01\x02'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 1)) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL_HEADER) continue;
    const local = bytes.readUInt32LE(at + 42);
    if (local + 30 < bytes.length && bytes.readUInt32LE(local) === LOCAL_HEADER)
      entries.push({ central: at, local });
  }
  if (entries.length === 0) return null;
  const { central, local } = random.pick(entries);
  const method = bytes.readUInt16LE(central + 10);
  const packed = bytes.readUInt32LE(central + 20);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (start + packed > bytes.length || (method !== 0 && method !== 8)) return null;
  let content: Buffer;
  try {
    const stored = bytes.subarray(start, start + packed);
    content = method === 8 ? inflateRawSync(stored, { maxOutputLength: 64 << 20 }) : Buffer.from(stored);
  } catch {
    return null;
  }
  const changed = mutate(content, random);
  const deflated = deflateRawSync(changed);
  const shift = deflated.length - packed;
  const result = Buffer.concat([bytes.subarray(0, start), deflated, bytes.subarray(start + packed)]);
  const writeSizes = (at: number, offset: number): void => {
    result.writeUInt16LE(8, at + offset);
    result.writeUInt32LE(deflated.length, at + offset + 10);
    result.writeUInt32LE(changed.length, at + offset + 14);
  };
  writeSizes(local, 8);
  for (const other of entries) {
    const at = other.central + shift;
    if (other.central === central) writeSizes(at, 10);
    if (other.local > local) result.writeUInt32LE(other.local + shift, at + 42);
  }
  const end = result.lastIndexOf('PK\x05\x06');
  if (end >= 0 && end + 20 <= result.length)
    result.writeUInt32LE(result.readUInt32LE(end + 16) + shift, end + 16);
  return result;
}

/** A copy of `seed` that is broken in one to three places. */
export function mutate(seed: Uint8Array, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(seed);
  const times = 1 + random.below(3);
  for (let time = 0; time < times && bytes.length > 0; time += 1) {
    const mutation = random.pick(MUTATIONS);
    const isZip = bytes.length > 4 && bytes.readUInt32LE(0) === LOCAL_HEADER;
    const inner = isZip && random.next() < 0.7 ? mutateEntry(Buffer.from(bytes), random, mutation) : null;
    bytes = inner ?? mutation(Buffer.from(bytes), random);
  }
  return bytes;
}
