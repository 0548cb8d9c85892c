import { markAt } from '../text/marks.ts';
import { type Paragraph, paragraphsOf } from '../text/paragraphs.ts';
import { readLine } from '../text/reading.ts';
import { isProse, type Role } from './page-line.ts';

/** Titles, names and other lines that are whole without punctuation are no longer. */
export const SHORT = 60;

/** A page while its parts are being found: its paragraphs in reading order, each with the role found so far. */
export class Page {
  readonly text: string;
  readonly paragraphs: readonly Paragraph[];
  readonly roles: Role[];
  readonly #lines = new Map<number, string>();

  constructor(text: string) {
    this.text = text;
    this.paragraphs = paragraphsOf(text);
    this.roles = this.paragraphs.map(() => 'body');
  }

  get length(): number {
    return this.paragraphs.length;
  }

  /** The paragraph as a person reads it, '' beyond the end. */
  line(index: number): string {
    const known = this.#lines.get(index);
    if (known !== undefined) return known;
    const paragraph = this.paragraphs[index];
    const line = paragraph === undefined ? '' : readLine(this.text, paragraph);
    this.#lines.set(index, line);
    return line;
  }

  /** The last character of the paragraph, without reading all of it. */
  last(index: number): string {
    const paragraph = this.paragraphs[index];
    return paragraph === undefined ? '' : this.text.charAt(paragraph.end - 1);
  }

  /** The paragraph as stored: blanks between names and columns are still there. */
  raw(index: number): string {
    const paragraph = this.paragraphs[index];
    return paragraph === undefined ? '' : this.text.slice(paragraph.start, paragraph.end);
  }

  lengthOf(index: number): number {
    const paragraph = this.paragraphs[index];
    return paragraph === undefined ? 0 : paragraph.end - paragraph.start;
  }

  /** Whether the paragraph begins with a number or another mark of a clause. */
  isStop(index: number): boolean {
    const paragraph = this.paragraphs[index];
    if (paragraph === undefined) return false;
    const mark = markAt(this.text, paragraph.start, paragraph.end);
    return mark !== null && mark.style !== 'bullet';
  }

  /** Whether the paragraph has no role yet and may be a line of a title: short, no mark, no running text. */
  isFree(index: number): boolean {
    if (this.roles[index] !== 'body' || this.lengthOf(index) > 2 * SHORT) return false;
    if ('。；：:，|｜'.includes(this.last(index)) || this.isStop(index)) return false;
    const line = this.line(index);
    return line !== '' && line.length <= SHORT && !isProse(line);
  }
}
