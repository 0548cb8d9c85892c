import type { SectionReader, Sections } from './section-file.ts';

const INITIAL_UNITS = 1 << 14;

/** Strings one after the other as UTF-16, which gives every string back exactly, unpaired surrogates too. */
export class StringTableBuilder {
  #units = new Uint16Array(INITIAL_UNITS);
  #length = 0;
  readonly #ends: number[] = [];

  /** Adds `text` and returns its number. */
  add(text: string): number {
    const needed = this.#length + text.length;
    if (needed > this.#units.length) {
      const larger = new Uint16Array(Math.max(needed, this.#units.length * 2));
      larger.set(this.#units.subarray(0, this.#length));
      this.#units = larger;
    }
    for (let index = 0; index < text.length; index += 1) {
      this.#units[this.#length + index] = text.charCodeAt(index);
    }
    this.#length = needed;
    this.#ends.push(needed);
    return this.#ends.length - 1;
  }

  /** The table as two sections named `${name}Units` and `${name}Ends`. */
  sections(name: string): Sections {
    return {
      [`${name}Units`]: this.#units.subarray(0, this.#length),
      [`${name}Ends`]: Uint32Array.from(this.#ends),
    };
  }
}

export class StringTable {
  readonly #bytes: Buffer;
  readonly #ends: Uint32Array;

  constructor(units: Uint16Array, ends: Uint32Array) {
    this.#bytes = Buffer.from(units.buffer, units.byteOffset, units.byteLength);
    this.#ends = ends;
  }

  static read(file: SectionReader, name: string): StringTable {
    return new StringTable(file.u16(`${name}Units`), file.u32(`${name}Ends`));
  }

  get length(): number {
    return this.#ends.length;
  }

  at(number: number): string {
    const start = number === 0 ? 0 : (this.#ends[number - 1] ?? 0);
    return this.#bytes.toString('utf16le', start * 2, (this.#ends[number] ?? start) * 2);
  }

  /** All strings in order; faster than asking for each, as the bytes are decoded once. */
  all(): string[] {
    const text = this.#bytes.toString('utf16le');
    const strings: string[] = [];
    let start = 0;
    for (const end of this.#ends) {
      strings.push(text.slice(start, end));
      start = end;
    }
    return strings;
  }

  /** The numbers, ascending, of the strings that hold `part` (not empty). */
  holding(part: string): number[] {
    const found: number[] = [];
    const pattern = Buffer.from(part, 'utf16le');
    let number = 0;
    let at = this.#bytes.indexOf(pattern, 0, 'utf16le');
    while (at >= 0) {
      // With this encoding, only whole units are compared, and `at` is even.
      const unit = at / 2;
      while ((this.#ends[number] ?? Number.POSITIVE_INFINITY) <= unit) number += 1;
      const end = this.#ends[number] ?? 0;
      if (unit + part.length <= end) {
        found.push(number);
        at = this.#bytes.indexOf(pattern, end * 2, 'utf16le');
      } else {
        at = this.#bytes.indexOf(pattern, at + 2, 'utf16le');
      }
    }
    return found;
  }
}
