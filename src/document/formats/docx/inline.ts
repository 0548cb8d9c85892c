import { append, type Block } from '../word/block.ts';
import { symbolAt, symbolsOf } from '../word/symbols.ts';
import { childNamed, childrenOf, textOf, type XmlElement } from '../xml.ts';
import { type Fields, simpleFieldText } from './fields.ts';
import { mathText } from './math.ts';
import type { Notes } from './notes.ts';
import { fontOf, onOff, valueIn } from './properties.ts';
import type { Styles } from './styles.ts';

export type InlineContext = Readonly<{
  styles: Styles;
  notes: Notes;
  /** Reads a text box, which is a story of its own. */
  readBox: (content: XmlElement) => Block[];
  /** Whether blanks at the ends of a w:t count without xml:space; the root may say so for all. */
  preservesSpace: boolean;
}>;

type Run = Readonly<{ hidden: boolean; font: string | undefined }>;

const FIELD_MARKS: ReadonlySet<string> = new Set(['fldChar', 'instrText']);
/** Text that is not in the document any more, and the pronunciation above a character. */
const LEFT_OUT: ReadonlySet<string> = new Set(['del', 'moveFrom', 'rt', 'delText', ...FIELD_MARKS]);

const OUTSIDE: Run = { hidden: false, font: undefined };

function symbolOf(element: XmlElement): string {
  const { char, font } = element.attributes;
  const code = char !== undefined && /^[0-9a-f]{1,5}$/i.test(char) ? Number.parseInt(char, 16) : 0;
  return code < 0x20 || (code >= 0xd800 && code <= 0xdfff) ? '' : symbolAt(code, font);
}

/** Blanks of XML only: ideographic ones are part of the text. */
function withoutOuterBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charAt(start) === ' ') start += 1;
  while (end > start && text.charAt(end - 1) === ' ') end -= 1;
  return text.slice(start, end);
}

/** The text of a w:t; a soft hyphen shows only where a line happens to end. */
function shownText(element: XmlElement, preservesSpace: boolean): string {
  const text = textOf(element)
    .replaceAll(/[\t\r\n]/g, ' ')
    .replaceAll('\u00ad', '');
  return preservesSpace || element.attributes.space === 'preserve' ? text : withoutOuterBlanks(text);
}

/** Reads what stands in one paragraph. One instance per paragraph; the fields run on from one to the next. */
export class InlineReader {
  readonly #context: InlineContext;
  readonly #fields: Fields;
  readonly #paragraphStyle: string | undefined;
  readonly #before: Block[] = [];
  readonly #after: Block[] = [];
  #text = '';
  #hasText = false;

  constructor(context: InlineContext, fields: Fields, paragraphStyle: string | undefined) {
    this.#context = context;
    this.#fields = fields;
    this.#paragraphStyle = paragraphStyle;
  }

  /** With \n for line breaks and page breaks. */
  get text(): string {
    return this.#text;
  }

  /** Text boxes that are anchored before the first character of the text. */
  get before(): readonly Block[] {
    return this.#before;
  }

  /** The other text boxes: within the text they would tear it apart. */
  get after(): readonly Block[] {
    return this.#after;
  }

  read(paragraph: XmlElement): void {
    for (const child of childrenOf(paragraph)) this.#read(child, OUTSIDE);
  }

  #write(text: string): void {
    if (this.#fields.hides) return;
    this.#text += text;
    this.#hasText ||= /\S/.test(text);
  }

  #readRun(element: XmlElement): void {
    const properties = childNamed(element, 'rPr');
    const style = this.#context.styles.runStyle(this.#paragraphStyle, valueIn(properties, 'rStyle'));
    const run: Run = {
      hidden: onOff(properties, 'vanish') ?? style.hidden,
      font: fontOf(properties) ?? style.font,
    };
    for (const child of childrenOf(element)) this.#read(child, run);
  }

  #addBox(blocks: readonly Block[]): void {
    if (this.#fields.hides) return;
    append(this.#hasText ? this.#after : this.#before, blocks);
  }

  /** The first of the alternatives that has any text: they say the same for programs of different age. */
  #readAlternatives(element: XmlElement, run: Run): void {
    const size = (): number => this.#text.length + this.#before.length + this.#after.length;
    const before = size();
    for (const branch of childrenOf(element)) {
      for (const child of childrenOf(branch)) this.#read(child, run);
      if (size() > before) return;
    }
  }

  /** A field's marks count within hidden text, too: its end may be outside. */
  #readField(element: XmlElement, run: Run): void {
    if (element.name === 'instrText') this.#fields.code(textOf(element));
    else {
      const shown = this.#fields.mark(element);
      if (!run.hidden) this.#write(shown);
    }
  }

  #readSimpleField(element: XmlElement, run: Run): void {
    const before = this.#text.length;
    this.#readChildren(element, run);
    if (this.#text.length === before) this.#write(simpleFieldText(element));
  }

  #readChildren(element: XmlElement, run: Run): void {
    for (const child of childrenOf(element)) this.#read(child, run);
  }

  /** What an element without parts shows; null for every other one. */
  #characters(element: XmlElement, run: Run): string | null {
    switch (element.name) {
      case 't':
        return symbolsOf(shownText(element, this.#context.preservesSpace), run.font);
      case 'tab':
      case 'ptab':
        return ' ';
      case 'br':
      case 'cr':
        return '\n';
      case 'noBreakHyphen':
        return '-';
      case 'sym':
        return symbolOf(element);
      case 'oMath':
        return mathText(element);
      default:
        return null;
    }
  }

  #read(element: XmlElement, run: Run): void {
    const { name } = element;
    if (FIELD_MARKS.has(name)) this.#readField(element, run);
    // Properties hold elements of the same names as content (w:tab), and never text.
    if (run.hidden || name.endsWith('Pr') || LEFT_OUT.has(name)) return;
    const characters = this.#characters(element, run);
    if (characters !== null) this.#write(characters);
    else this.#readParts(element, run);
  }

  #readParts(element: XmlElement, run: Run): void {
    switch (element.name) {
      case 'r':
        this.#readRun(element);
        break;
      case 'fldSimple':
        this.#readSimpleField(element, run);
        break;
      case 'footnoteReference':
      case 'endnoteReference':
        if (!this.#fields.hides) this.#context.notes.refer(element.name, element.attributes.id);
        break;
      case 'AlternateContent':
        this.#readAlternatives(element, run);
        break;
      case 'txbxContent':
        this.#addBox(this.#context.readBox(element));
        break;
      case 'textpath':
        // Word art of before 2007 keeps its text in an attribute (VML, ECMA-376 Part 4, 19.1.2.23).
        this.#addBox([{ kind: 'paragraph', text: element.attributes.string ?? '' }]);
        break;
      default:
        this.#readChildren(element, run);
    }
  }
}
