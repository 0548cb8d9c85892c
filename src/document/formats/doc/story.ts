import { type Block, flatten } from '../word/block.ts';
import { findFields } from '../word/fields.ts';
import { labelled } from '../word/label.ts';
import { symbolAt, symbolsOf } from '../word/symbols.ts';
import { TableStack } from '../word/table-stack.ts';
import type { CharacterSpan } from './characters.ts';
import type { Numbering } from './numbering.ts';
import { endsParagraph, type ParagraphProperties, type ParagraphSource } from './paragraphs.ts';
import { makeRow } from './rows.ts';

/** What the parts of a document share: its whole text, how it is formatted, and the one count of its lists. */
export type StorySource = ParagraphSource &
  Readonly<{
    text: string;
    spans: readonly CharacterSpan[];
    numbering: Numbering;
    propertiesAt: (position: number) => ParagraphProperties;
  }>;

/** What hangs at a drawing's mark in the text; asked for in the order of the text, once for each mark. */
export type AnchoredAt = (position: number) => readonly Block[];

const PARAGRAPH_END = '\r';
const CELL_END = '\u0007';
const PAGE_BREAK = '\f';
const DRAWING = '\u0008';
const SYMBOL = '(';

/** Characters with a meaning of their own ([MS-DOC] 2.4.1); the control characters that are not here show nothing. */
const SPECIAL: ReadonlyMap<string, string> = new Map([
  ['\t', ' '],
  ['\u000b', '\n'],
  ['\u000c', '\n'],
  ['\u000e', '\n'],
  ['\u001e', '-'],
]);

// biome-ignore lint/suspicious/noControlCharactersInRegex: the special characters of Word are control characters
const NOT_PLAIN = /[\u0000-\u001f\u00ad\uf020-\uf0ff]|\p{Surrogate}/gu;

/** The characters as they are stored: shapes of symbol fonts, special characters, halves of characters. */
const readable = (text: string, font: string | undefined): string =>
  symbolsOf(text, font).replace(NOT_PLAIN, (char) => {
    if (char < ' ' || char === '\u00ad') return SPECIAL.get(char) ?? '';
    // Without its font such a character is most likely one of Wingdings, the font of bullets and boxes to tick.
    return char <= '\uf0ff' && char >= '\uf020' ? symbolAt(char.charCodeAt(0), 'wingdings') : '\ufffd';
  });

/** Where codes of fields stand, one byte for each character, and what is shown at the end of fields without result. */
function maskFields(text: string) {
  const change = new Int32Array(text.length + 1);
  const shown = new Map<number, string>();
  for (const field of findFields(text)) {
    change[field.start] = (change[field.start] ?? 0) + 1;
    change[field.codeEnd] = (change[field.codeEnd] ?? 0) - 1;
    if (field.shown !== '') shown.set(field.end, field.shown);
  }
  const isCode = new Uint8Array(text.length);
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    depth += change[index] ?? 0;
    isCode[index] = depth > 0 ? 1 : 0;
  }
  return { isCode, shown };
}

/** Reads one part of a document, half-open, paragraph by paragraph. */
class StoryReader {
  readonly #source: StorySource;
  readonly #from: number;
  readonly #to: number;
  readonly #anchoredAt: AnchoredAt;
  readonly #fields: ReturnType<typeof maskFields>;
  readonly #tables = new TableStack();
  #span: number;
  /** Of the paragraph that is being read: its text so far, and what hangs at it before and behind. */
  #text = '';
  #before: Block[] = [];
  #after: Block[] = [];
  /** Whether the text begins with a paragraph whose end is not shown and whose number has been written. */
  #isLabelled = false;

  constructor(source: StorySource, from: number, to: number, anchoredAt: AnchoredAt) {
    this.#source = source;
    this.#from = from;
    this.#to = to;
    this.#anchoredAt = anchoredAt;
    this.#fields = maskFields(source.text.slice(from, to));
    this.#span = source.spans.findIndex(({ end }) => end > from);
  }

  #endOf(start: number): number {
    for (let at = start; at < this.#to; at += 1) {
      const char = this.#source.text[at];
      if (char === PARAGRAPH_END || char === CELL_END) return at;
      if (char === PAGE_BREAK && endsParagraph(this.#source, at)) return at;
    }
    return this.#to - 1;
  }

  /** The span of the character at `position`; positions are asked for in order. */
  #spanAt(position: number): CharacterSpan | undefined {
    let span = this.#source.spans[this.#span];
    while (span !== undefined && span.end <= position) {
      this.#span += 1;
      span = this.#source.spans[this.#span];
    }
    return span;
  }

  #isShown(position: number, span: CharacterSpan | undefined, hiddenByStyle: boolean): boolean {
    if (this.#fields.isCode[position - this.#from] === 1 || span?.deleted === true) return false;
    return !(span?.hidden ?? hiddenByStyle);
  }

  #take(start: number, end: number, hiddenByStyle: boolean): void {
    let raw = '';
    let font: string | undefined;
    const flush = (): void => {
      this.#text += readable(raw, font);
      raw = '';
    };
    for (let at = start; at < end; at += 1) {
      const span = this.#spanAt(at);
      if (!this.#isShown(at, span, hiddenByStyle)) continue;
      if (span?.font !== font) flush();
      font = span?.font;
      const char = this.#source.text[at] ?? '';
      const special =
        this.#fields.shown.get(at - this.#from) ?? (char === SYMBOL ? span?.symbol : undefined) ?? null;
      if (special === null && char !== DRAWING) {
        raw += char;
        continue;
      }
      flush();
      this.#text += special ?? '';
      if (char !== DRAWING) continue;
      const place = this.#text.trim() === '' ? this.#before : this.#after;
      for (const block of this.#anchoredAt(at)) place.push(block);
    }
    flush();
  }

  read(): readonly Block[] {
    for (let start = this.#from; start < this.#to; ) {
      const end = this.#endOf(start);
      this.#readParagraph(start, end);
      start = end + 1;
    }
    return this.#tables.finish();
  }

  #readParagraph(start: number, end: number): void {
    const mark = this.#source.text[end];
    const properties = this.#source.propertiesAt(end);
    const isMark = mark === PARAGRAPH_END || mark === CELL_END || mark === PAGE_BREAK;
    const before = this.#text;
    if (this.#isLabelled) this.#text = '';
    this.#take(start, isMark ? end : end + 1, properties.hidden);
    const span = this.#spanAt(end);
    const goesOn =
      mark === PARAGRAPH_END && end + 1 < this.#to && !this.#isShown(end, span, properties.hidden);
    // A paragraph whose end is deleted is part of the next one, whose number it gets; of one whose end is hidden the
    // own number is seen. What shows nothing at all is not counted.
    const counts =
      properties.list > 0 &&
      !properties.endsRow &&
      !this.#isLabelled &&
      !(goesOn && (span?.deleted === true || this.#text.trim() === ''));
    const label = counts ? this.#source.numbering.next(properties.list, properties.level) : null;
    this.#text = this.#isLabelled ? before + this.#text : labelled(label, this.#text);
    this.#isLabelled ||= label !== null;
    if (!goesOn) this.#endParagraph(mark === CELL_END, properties);
  }

  #endParagraph(endsCell: boolean, { depth, endsRow, endsInnerCell, sprms }: ParagraphProperties): void {
    if (this.#before.length > 0) this.#tables.addBeside(this.#before, depth);
    if (endsRow && depth > 0) this.#tables.endRow(depth, (contents) => makeRow(contents, sprms));
    else {
      this.#tables.add([{ kind: 'paragraph', text: this.#text }], depth);
      if (depth === 1 ? endsCell : endsInnerCell) this.#tables.endCell(depth);
    }
    if (this.#after.length > 0) this.#tables.addBeside(this.#after, depth);
    this.#text = '';
    this.#before = [];
    this.#after = [];
    this.#isLabelled = false;
  }
}

/**
 * One part of a document (its body, a note, a text box), half-open, as blocks: automatic numbers written out, codes of
 * fields, deleted and hidden text left out. What hangs before the first character of a paragraph stands before it, all
 * else behind it.
 */
export const readStory = (
  source: StorySource,
  from: number,
  to: number,
  anchoredAt: AnchoredAt,
): readonly Block[] => new StoryReader(source, from, to, anchoredAt).read();

/** The lines of a note. */
export const readNote = (source: StorySource, from: number, to: number): readonly string[] =>
  flatten(readStory(source, from, to, () => []));
