import type { Span } from './schema.ts';

/**
 * A text made from another one, with the way back: code unit `i` of `text` stands at `offsets[i]` of the source,
 * and `offsets[text.length]` is the end of the last kept unit. `offsets` never falls.
 */
export class MappedText {
  readonly text: string;
  readonly offsets: Int32Array;

  constructor(text: string, offsets: Int32Array) {
    if (offsets.length !== text.length + 1) throw new Error('offsets must hold one entry more than the text');
    this.text = text;
    this.offsets = offsets;
  }

  /** The source unchanged, from `start` on: the identity, moved. */
  static identity(source: string, start = 0): MappedText {
    return new MappedText(
      source,
      Int32Array.from({ length: source.length + 1 }, (_, index) => start + index),
    );
  }

  /** The smallest source span that holds the units `[start, end)` of this text. Empty ranges map to empty spans. */
  sourceSpan(start: number, end: number): Span {
    const first = this.offsets[start] ?? 0;
    if (end <= start) return { start: first, end: first };
    return { start: first, end: (this.offsets[end - 1] ?? 0) + 1 };
  }

  /** The part `[start, end)` of this text, with its own map. */
  slice(start: number, end: number): MappedText {
    return new MappedText(this.text.slice(start, end), this.offsets.slice(start, end + 1));
  }

  /** Chains two maps: `next` was made from this text's `text`. */
  chain(next: MappedText): MappedText {
    return new MappedText(
      next.text,
      next.offsets.map((offset) => this.offsets[offset] ?? 0),
    );
  }
}

/** Collects kept code units one by one and makes a {@link MappedText} of them. */
export class MappedTextBuilder {
  #text: string[] = [];
  #offsets: number[] = [];

  get length(): number {
    return this.#offsets.length;
  }

  /** Adds `unit` (one UTF-16 code unit) that stands for the source's unit at `offset`. */
  push(unit: string, offset: number): void {
    this.#text.push(unit);
    this.#offsets.push(offset);
  }

  /** Drops the last `count` units again. */
  drop(count: number): void {
    this.#text.length -= count;
    this.#offsets.length -= count;
  }

  build(): MappedText {
    const last = this.#offsets.at(-1);
    return new MappedText(
      this.#text.join(''),
      Int32Array.from([...this.#offsets, last === undefined ? 0 : last + 1]),
    );
  }
}
