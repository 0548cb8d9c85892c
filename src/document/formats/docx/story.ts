import { append, type Block } from '../word/block.ts';
import { type Grid, type GridCell, type GridRow, tableBlocks } from '../word/table.ts';
import { childNamed, childrenOf, type XmlElement } from '../xml.ts';
import { Fields } from './fields.ts';
import { type InlineContext, InlineReader } from './inline.ts';
import type { Notes } from './notes.ts';
import type { Label, Numbering } from './numbering.ts';
import { integer, integerOf, onOff, valueIn } from './properties.ts';
import type { Styles } from './styles.ts';

/** What the parts of a document share while it is read, in reading order. */
export type WordDocument = Readonly<{
  styles: Styles;
  numbering: Numbering;
  /** Text boxes stand outside the order of the text: their lists count for themselves. */
  boxNumbering: Numbering;
  notes: Notes;
  /** See {@link InlineContext}. */
  preservesSpace: boolean;
}>;

/** Blocks of one place (body, cell), and the text of a paragraph whose end is gone: it goes on in the next one. */
type Output = { readonly blocks: Block[]; begun: { text: string; isLabelled: boolean } | null };

/** What stands between paragraphs and is not shown, or not here: foreign documents are left where they are. */
const LEFT_OUT: ReadonlySet<string> = new Set(['del', 'moveFrom', 'altChunk']);
/** Parts of paragraphs that some programs write without one. */
const INLINE: ReadonlySet<string> = new Set(['r', 'hyperlink', 'fldSimple', 'oMath', 'oMathPara']);

const MOST_GRID_COLUMNS = 1000;

function labelled(label: Label | null, text: string): string {
  if (label === null) return text;
  const rest = text.trimStart();
  if (rest === '') return label.isBullet ? '' : label.text;
  return label.text + label.separator + rest;
}

/** Whether the property says that what it belongs to was taken out while changes were tracked. */
const isTakenOut = (properties: XmlElement | undefined): boolean =>
  properties !== undefined &&
  (childNamed(properties, 'del') !== undefined || childNamed(properties, 'moveFrom') !== undefined);

/** Reads one story: the body, a text box, a note. Fields run through it. */
class StoryReader {
  readonly #document: WordDocument;
  readonly #inline: InlineContext;
  readonly #fields: Fields;

  constructor(document: WordDocument, story: XmlElement) {
    this.#document = document;
    this.#fields = new Fields(story);
    this.#inline = {
      ...document,
      readBox: (content) => readStory(content, { ...document, numbering: document.boxNumbering }),
    };
  }

  blocksOf(container: XmlElement): Block[] {
    const output: Output = { blocks: [], begun: null };
    for (const child of childrenOf(container)) this.#read(child, output);
    this.#end(output);
    return output.blocks;
  }

  #end(output: Output): void {
    if (output.begun !== null) output.blocks.push({ kind: 'paragraph', text: output.begun.text });
    output.begun = null;
  }

  #read(element: XmlElement, output: Output): void {
    const { name } = element;
    if (LEFT_OUT.has(name) || name.endsWith('Pr')) return;
    if (name === 'p') this.#readParagraph(element, output);
    else if (INLINE.has(name))
      this.#readParagraph({ name: 'p', attributes: {}, children: [element] }, output);
    else if (name === 'tbl') {
      this.#end(output);
      append(output.blocks, tableBlocks(this.#grid(element)));
    } else if (name === 'AlternateContent') {
      const before = output.blocks.length;
      for (const branch of childrenOf(element)) {
        if (output.blocks.length === before) this.#read(branch, output);
      }
    } else for (const child of childrenOf(element)) this.#read(child, output);
  }

  #readParagraph(element: XmlElement, output: Output): void {
    const { styles, numbering } = this.#document;
    const properties = childNamed(element, 'pPr');
    const style = valueIn(properties, 'pStyle');
    const inline = new InlineReader(this.#inline, this.#fields, style);
    inline.read(element);
    const mark = properties === undefined ? undefined : childNamed(properties, 'rPr');
    const isDeleted = isTakenOut(mark);
    const isHidden = onOff(mark, 'vanish') ?? styles.runStyle(style, undefined).hidden;
    append(output.blocks, inline.before);
    const { begun } = output;
    const endsSection = properties !== undefined && childNamed(properties, 'sectPr') !== undefined;
    const isEmpty = inline.text.trim() === '';
    // A paragraph that lost its end takes part in the next one, whose number it gets; one that shows nothing at all
    // or only ends a section is not counted. A hidden end joins two paragraphs on the page, and the first one's
    // number is seen.
    const counts = !isDeleted && !(isEmpty && (isHidden || endsSection)) && begun?.isLabelled !== true;
    const own = properties === undefined ? undefined : childNamed(properties, 'numPr');
    const label = counts
      ? numbering.next({ numId: integerOf(own, 'numId'), level: integerOf(own, 'ilvl') }, style)
      : null;
    const text =
      begun?.isLabelled === true
        ? begun.text + inline.text
        : labelled(label, (begun?.text ?? '') + inline.text);
    if (isDeleted || isHidden)
      output.begun =
        text === '' && label === null
          ? begun
          : { text, isLabelled: label !== null || begun?.isLabelled === true };
    else {
      output.blocks.push({ kind: 'paragraph', text });
      output.begun = null;
    }
    append(output.blocks, inline.after);
  }

  /** The elements of that name below `element`, but not within one another: rows and cells stand in wrappers, too. */
  #parts(element: XmlElement, name: string): XmlElement[] {
    return childrenOf(element).flatMap((child) => {
      if (child.name === name) return [child];
      if (LEFT_OUT.has(child.name) || child.name.endsWith('Pr') || child.name === 'Fallback') return [];
      return this.#parts(child, name);
    });
  }

  #grid(table: XmlElement): Grid {
    const grid = childNamed(table, 'tblGrid');
    const widths = (grid === undefined ? [] : childrenOf(grid))
      .filter(({ name }) => name === 'gridCol')
      .map(({ attributes }) => integer(attributes.w) ?? 0);
    const rows: GridRow[] = [];
    for (const row of this.#parts(table, 'tr')) {
      const properties = childNamed(row, 'trPr');
      if (isTakenOut(properties) || onOff(properties, 'hidden') === true) continue;
      const cells = this.#cells(row, integerOf(properties, 'gridBefore') ?? 0);
      rows.push({ isHeader: onOff(properties, 'tblHeader') ?? false, cells });
    }
    return { widths, rows };
  }

  #cells(row: XmlElement, before: number): GridCell[] {
    const cells: GridCell[] = [];
    let column = Math.min(Math.max(before, 0), MOST_GRID_COLUMNS);
    for (const cell of this.#parts(row, 'tc')) {
      const properties = childNamed(cell, 'tcPr');
      const span = Math.min(Math.max(integerOf(properties, 'gridSpan') ?? 1, 1), MOST_GRID_COLUMNS);
      const blocks = this.blocksOf(cell);
      const last = cells.at(-1);
      const vertical = properties === undefined ? undefined : childNamed(properties, 'vMerge');
      const horizontal = properties === undefined ? undefined : childNamed(properties, 'hMerge');
      if (horizontal !== undefined && horizontal.attributes.val !== 'restart' && last !== undefined)
        cells[cells.length - 1] = { ...last, span: last.span + span, blocks: [...last.blocks, ...blocks] };
      else {
        const begins = vertical?.attributes.val === 'restart';
        const merge = vertical === undefined ? 'none' : begins ? 'begins' : 'below';
        cells.push({ column, span, merge, blocks });
      }
      column += span;
    }
    return cells;
  }
}

/** What stands in a story (the body, a text box, a note), in reading order. Counts the numbers of its lists on. */
export const readStory = (story: XmlElement, document: WordDocument): Block[] =>
  new StoryReader(document, story).blocksOf(story);
