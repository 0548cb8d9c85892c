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
}
