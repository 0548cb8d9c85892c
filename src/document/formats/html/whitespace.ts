/** Characters that stand on a full square, between which a line end of the source is no blank (CSS Text 3, 4.1.3). */
const isWide = (unit: number): boolean =>
  (unit >= 0x2e80 && unit <= 0xd7ff) ||
  (unit >= 0xf900 && unit <= 0xfaff) ||
  (unit >= 0xfe30 && unit <= 0xfe4f) ||
  (unit >= 0xff00 && unit <= 0xffef) ||
  (unit >= 0x2014 && unit <= 0x2026) ||
  (unit >= 0xd800 && unit <= 0xdfff);

// biome-ignore lint/suspicious/noControlCharactersInRegex: what shows nothing is what is taken out
const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u2060\ufeff]/g;
const PIECES = /[ \t\n\v\f\r\u00a0\u0085\u2028\u2029]+|[^ \t\n\v\f\r\u00a0\u0085\u2028\u2029]+/g;
/**
 * A line end where the source was wrapped or indented. With a blank before it, or a single one behind it, it replaces
 * one of the blanks between words, as LibreOffice wraps.
 */
const WRAP = /^[\n\r](?:[ \t\n\r]*[\t\n\r]|[ \t\n\r]* {2})?$/;
const BLANKS = /^[ \t\n\v\f\r\u00a0\u0085\u2028\u2029]/;

/**
 * Collects the text of one line from the pieces that inline elements cut it into (CSS Text 3, 4.1.1): a run of blanks
 * is one blank, none where it is a line end between Chinese characters, none at the edges.
 */
export class LineText {
  #parts: string[] = [];
  #last = 0;
  #blank: 'none' | 'line end' | 'blank' = 'none';

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  push(text: string): void {
    for (const piece of text.replace(INVISIBLE, '').match(PIECES) ?? []) {
      if (BLANKS.test(piece)) {
        const isLineEnd = WRAP.test(piece);
        if (this.#blank === 'none' || !isLineEnd) this.#blank = isLineEnd ? 'line end' : 'blank';
        continue;
      }
      const joined = this.#blank === 'line end' && isWide(this.#last) && isWide(piece.charCodeAt(0));
      if (this.#blank !== 'none' && this.#parts.length > 0 && !joined) this.#parts.push(' ');
      this.#blank = 'none';
      this.#parts.push(piece);
      this.#last = piece.charCodeAt(piece.length - 1);
    }
  }

  /** The line, and an empty one to go on with. Indents are set with ideographic blanks as with others. */
  take(): string {
    const text = this.#parts.join('').trim();
    this.#parts = [];
    this.#last = 0;
    this.#blank = 'none';
    return text;
  }
}
