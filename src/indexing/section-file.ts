import { AppError } from '../errors.ts';

/** The kinds of array that a section may hold, with the name that the file gives them. */
const KINDS = { u8: Uint8Array, i8: Int8Array, u16: Uint16Array, u32: Uint32Array, f32: Float32Array };

export type Section = Uint8Array | Int8Array | Uint16Array | Uint32Array | Float32Array;

/** Named typed arrays, in the order in which they were written. */
export type Sections = Readonly<Record<string, Section>>;

const ALIGNMENT = 8;
const aligned = (offset: number): number => Math.ceil(offset / ALIGNMENT) * ALIGNMENT;

function kindOf(section: Section): keyof typeof KINDS {
  if (section instanceof Uint8Array) return 'u8';
  if (section instanceof Int8Array) return 'i8';
  if (section instanceof Uint16Array) return 'u16';
  if (section instanceof Uint32Array) return 'u32';
  return 'f32';
}

/**
 * One file of typed arrays: the length of the header (u32, little-endian like all of it), the header as JSON
 * (`[[name, kind, length], …]`), then the arrays, each aligned to 8 bytes so that they are read without a copy.
 * Returned in parts, to be written one after the other.
 */
export function encodeSections(sections: Sections): Uint8Array[] {
  const entries = Object.entries(sections);
  const header = Buffer.from(
    JSON.stringify(entries.map(([name, section]) => [name, kindOf(section), section.length])),
  );
  const start = Buffer.alloc(aligned(4 + header.length));
  start.writeUInt32LE(header.length, 0);
  header.copy(start, 4);
  const parts: Uint8Array[] = [start];
  for (const [, section] of entries) {
    parts.push(new Uint8Array(section.buffer, section.byteOffset, section.byteLength));
    parts.push(new Uint8Array(aligned(section.byteLength) - section.byteLength));
  }
  return parts;
}

/** The arrays of one file, each asked for by name and kind. What is missing or of another kind is damage. */
export class SectionReader {
  readonly #sections = new Map<string, Section>();
  readonly #path: string;

  /** `bytes` is kept, not copied, where it starts at a multiple of 8 in its buffer (as a file read whole does). */
  constructor(bytes: Uint8Array, path: string) {
    this.#path = path;
    const { buffer } = bytes;
    const inPlace = buffer instanceof ArrayBuffer && bytes.byteOffset % ALIGNMENT === 0;
    const source = inPlace
      ? new Uint8Array(buffer, bytes.byteOffset, bytes.byteLength)
      : new Uint8Array(bytes);
    const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
    if (source.byteLength < 4) throw this.#damaged();
    const headerLength = view.getUint32(0, true);
    if (4 + headerLength > source.byteLength) throw this.#damaged();
    let header: unknown;
    try {
      header = JSON.parse(Buffer.from(source.buffer, source.byteOffset + 4, headerLength).toString('utf8'));
    } catch {
      throw this.#damaged();
    }
    if (!Array.isArray(header)) throw this.#damaged();
    let offset = aligned(4 + headerLength);
    for (const entry of header) {
      if (!Array.isArray(entry)) throw this.#damaged();
      const [name, kind, length]: unknown[] = entry;
      const Kind = Object.entries(KINDS).find(([known]) => known === kind)?.[1];
      if (
        typeof name !== 'string' ||
        Kind === undefined ||
        !Number.isSafeInteger(length) ||
        Number(length) < 0
      )
        throw this.#damaged();
      const count = Number(length);
      const byteLength = count * Kind.BYTES_PER_ELEMENT;
      if (offset + byteLength > source.byteLength) throw this.#damaged();
      this.#sections.set(name, new Kind(source.buffer, source.byteOffset + offset, count));
      offset = aligned(offset + byteLength);
    }
  }

  u8(name: string): Uint8Array {
    const section = this.#sections.get(name);
    if (section instanceof Uint8Array) return section;
    throw this.#damaged();
  }

  i8(name: string): Int8Array {
    const section = this.#sections.get(name);
    if (section instanceof Int8Array) return section;
    throw this.#damaged();
  }

  u16(name: string): Uint16Array {
    const section = this.#sections.get(name);
    if (section instanceof Uint16Array) return section;
    throw this.#damaged();
  }

  u32(name: string): Uint32Array {
    const section = this.#sections.get(name);
    if (section instanceof Uint32Array) return section;
    throw this.#damaged();
  }

  f32(name: string): Float32Array {
    const section = this.#sections.get(name);
    if (section instanceof Float32Array) return section;
    throw this.#damaged();
  }

  #damaged(): AppError {
    return indexDamaged(this.#path, '内容与文件头不符');
  }
}

/** What every damaged file of the index is reported as. */
export function indexDamaged(path: string, found: string, cause?: unknown): AppError {
  return new AppError(
    'index_damaged',
    `索引文件已损坏：${path}（${found}）。请运行 npm run ingest -- --rebuild 重建；目录库 catalogue.sqlite 也损坏时，请删去索引文件夹后重新入库`,
    { details: [{ path, found }], cause },
  );
}
