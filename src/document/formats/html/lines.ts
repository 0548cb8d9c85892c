import { isHan } from '../../../text/characters.ts';
import { rowLine } from '../table-text.ts';
import { type Field, fieldsOfTable } from './fields.ts';
import { hasOwnMark, listMark } from './list-marks.ts';
import { contains, gridOf, rowsOf, type TableCell, tableProper, useOfTable } from './table.ts';
import { type HtmlElement, type HtmlNode, isBlock, isElement } from './tree.ts';
import { LineText } from './whitespace.ts';

/** One line of a page as a browser without style sheets would show it. */
export type HtmlLine = Readonly<{
  /** Without line ends, not empty; of a table row `| a | b |`. */
  text: string;
  /** `row`: of a table; `field`: what the page states about the document, as `label：value`. */
  kind: 'text' | 'row' | 'field';
  /** Share of its characters that lead to another page, from 0 to 1. Links to files do not count. */
  linked: number;
  /** Whether it links to a file: an attachment. */
  leadsToFile: boolean;
  /** 1 to 6 within h1 to h6, else 0. */
  heading: number;
  /** Which table a row belongs to, from 1; 0 for other lines. */
  table: number;
}>;

/** A block element and the lines within it: a half-open range of indices. */
export type Region = Readonly<{
  /** `id` and `class`, parted by blanks. */
  names: string;
  from: number;
  to: number;
  children: readonly Region[];
}>;

export type PageText = Readonly<{ lines: readonly HtmlLine[]; root: Region }>;

type Building = { names: string; from: number; to: number; children: Building[] };

/** A table of what a page states about a document holds no more characters. */
const LONGEST_FIELDS = 2000;
const FILE =
  /\.(?:docx?|xlsx?|pptx?|pdf|wps|et|dps|ofd|rtf|txt|csv|zip|rar|7z|ceb|cebx|gd|jpe?g|png|tiff?)(?:[?#]|$)/i;
const IS_HEADING = /^h[1-6]$/;

const attribute = (element: HtmlElement, name: string): string => element.attributes.get(name) ?? '';

const isPreformatted = (element: HtmlElement): boolean =>
  element.name === 'pre' || /white-space\s*:\s*pre/i.test(attribute(element, 'style'));

/** Footnotes as Word and LibreOffice write them into HTML. */
const isFootnote = (element: HtmlElement): boolean =>
  /mso-element:\s*(?:footnote|endnote)(?!-)/i.test(attribute(element, 'style')) ||
  /^sdfootnote\d+$/.test(attribute(element, 'id'));

/** A bullet of Word: a letter of a font of signs, which is no text. */
const isSign = (element: HtmlElement): boolean =>
  /font-family\s*:\s*["']?(?:wingdings|symbol)/i.test(attribute(element, 'style'));

/** The first characters of an element, enough to see a mark. */
function beginOf(element: HtmlElement): string {
  let text = '';
  for (const child of element.children) {
    text += isElement(child) ? beginOf(child) : child.slice(0, 200);
    if (text.trim().length >= 8) break;
  }
  return text.trimStart().slice(0, 20);
}

class LineWriter {
  readonly lines: HtmlLine[] = [];
  #region: Building = { names: '', from: 0, to: 0, children: [] };
  readonly #line = new LineText();
  readonly #insideCell: boolean;
  #characters = 0;
  #linkedCharacters = 0;
  #leadsToFile = false;
  #links = 0;
  #heading = 0;
  #preformatted = false;
  #inMark = false;
  #footnote = false;
  #tables = 0;

  constructor(insideCell = false) {
    this.#insideCell = insideCell;
  }

  write(body: HtmlElement): Region {
    this.#inBlock(body, () => this.#children(body));
    return this.#region.children[0] ?? this.#region;
  }

  #children(element: HtmlElement): void {
    for (const child of element.children) this.#node(child);
  }

  #node(node: HtmlNode): void {
    if (!isElement(node)) {
      this.#text(node);
      return;
    }
    if (node.name === 'table') this.#inBlock(node, () => this.#table(node));
    else if (node.name === 'br' || node.name === 'hr') this.#endLine();
    else if (node.name === 'ol') this.#inBlock(node, () => this.#orderedList(node));
    else if (isBlock(node.name, attribute(node, 'style'))) this.#inBlock(node, () => this.#within(node));
    else if (node.name === 'a') this.#link(node);
    else this.#within(node);
  }

  /** The children of an element under what it says about them. */
  #within(element: HtmlElement): void {
    const before = { preformatted: this.#preformatted, heading: this.#heading, inMark: this.#inMark };
    const style = attribute(element, 'style');
    this.#preformatted ||= isPreformatted(element);
    if (IS_HEADING.test(element.name)) this.#heading = Number(element.name.slice(1));
    if (isFootnote(element)) this.#footnote = true;
    if (/mso-list\s*:\s*ignore/i.test(style)) {
      this.#inMark = true;
      this.#children(element);
      this.#inMark = before.inMark;
    } else if (!(this.#inMark && isSign(element))) this.#children(element);
    // <font> </font>: a blank that was typed, however the source wraps it.
    if (!this.#inMark && element.length === 0 && element.children.some((child) => !isElement(child)))
      this.#line.push('\u00a0');
    // The last line of a heading is one of it.
    if (this.#heading !== before.heading) this.#endLine();
    this.#preformatted = before.preformatted;
    this.#heading = before.heading;
  }

  #inBlock(element: HtmlElement, write: () => void): void {
    this.#endLine();
    const outer = this.#region;
    const names = `${attribute(element, 'id')} ${attribute(element, 'class')}`.trim();
    const region: Building = { names, from: this.lines.length, to: 0, children: [] };
    // A paragraph is a line, not a part of the page.
    if (!/^(?:p|li|h[1-6]|td|tr|tbody)$/.test(element.name) || element.length > 200)
      outer.children.push(region);
    this.#region = region;
    write();
    this.#endLine();
    region.to = this.lines.length;
    this.#region = outer;
  }

  #text(text: string): void {
    // The blanks that Word sets behind a number it counted stand for an indent.
    const shown = this.#inMark ? text.replace(/[\s\u00a0]+/g, '') : text;
    const parts = this.#preformatted ? shown.split(/\r\n|[\n\r]/) : [shown];
    for (const [index, part] of parts.entries()) {
      if (index > 0) this.#endLine();
      const length = part.replace(/[\s\u00a0]+/g, '').length;
      this.#characters += length;
      if (this.#links > 0) this.#linkedCharacters += length;
      this.#line.push(part);
    }
  }

  #link(element: HtmlElement): void {
    const href = attribute(element, 'href').trim();
    const leadsToFile = FILE.test(href);
    // A link within the page leads nowhere else; saved pages give it with the page's address.
    const isLink =
      href !== '' && !href.startsWith('#') && !/#_?(?:ft|edn|toc|sdfoot)/i.test(href) && !leadsToFile;
    if (leadsToFile && element.length > 0) this.#leadsToFile = true;
    if (isLink) this.#links += 1;
    this.#within(element);
    if (isLink) this.#links -= 1;
  }

  #endLine(): void {
    let text = this.#line.take();
    if (text !== '') {
      if (this.#footnote) {
        text = text.replace(/^\[?(\d{1,4}|[ivxl]{1,6})\]?[.、]?\s*/, '注$1：');
        this.#footnote = false;
      }
      this.#push(text, 'text');
    }
    this.#characters = 0;
    this.#linkedCharacters = 0;
    this.#leadsToFile = false;
  }

  #push(text: string, kind: HtmlLine['kind'], table = 0): void {
    this.lines.push({
      text,
      kind,
      linked: this.#characters === 0 ? 0 : this.#linkedCharacters / this.#characters,
      leadsToFile: this.#leadsToFile,
      heading: this.#heading,
      table,
    });
  }

  #orderedList(list: HtmlElement): void {
    const items = list.children.filter(isElement).filter(({ name }) => name === 'li');
    const isReversed = list.attributes.has('reversed');
    const stated = Number.parseInt(attribute(list, 'start'), 10);
    let number = Number.isNaN(stated) ? (isReversed ? items.length : 1) : stated;
    const styleOf = (element: HtmlElement): string | undefined =>
      /list-style(?:-type)?\s*:[^;]*?\b(none|[a-z]+-[a-z-]+|decimal)\b/i.exec(
        attribute(element, 'style'),
      )?.[1];
    for (const child of list.children) {
      if (!isElement(child) || child.name !== 'li') {
        this.#node(child);
        continue;
      }
      const value = Number.parseInt(attribute(child, 'value'), 10);
      if (!Number.isNaN(value)) number = value;
      const type = styleOf(child) ?? styleOf(list) ?? attribute(list, 'type');
      this.#inBlock(child, () => {
        const begin = beginOf(child);
        if (begin !== '' && !hasOwnMark(begin)) this.#text(listMark(number, type));
        this.#within(child);
      });
      number += isReversed ? -1 : 1;
    }
  }

  #table(table: HtmlElement): void {
    const rows = rowsOf(table);
    for (const caption of table.children) {
      if (isElement(caption) && caption.name === 'caption') this.#node(caption);
    }
    const fields = this.#insideCell ? null : fieldsOf(table, rows);
    if (fields !== null) {
      for (const { label, value } of fields) this.#push(`${label}：${value}`, 'field');
      return;
    }
    const { from, to } = tableProper(rows);
    const proper = rows.slice(from, to);
    if (this.#insideCell || useOfTable(table, proper) === 'layout') {
      for (const child of table.children) {
        if (!isElement(child) || child.name !== 'caption') this.#node(child);
      }
      return;
    }
    for (const { element } of rows.slice(0, from).flat()) this.#node(element);
    this.#rows(proper);
    for (const { element } of rows.slice(to).flat()) this.#node(element);
  }

  #rows(rows: readonly (readonly TableCell[])[]): void {
    const written: HtmlLine[] = [];
    const grid = gridOf(rows, (cell, isHeader) => {
      const lines = linesOfCell(cell);
      written.push(...lines);
      return joined(lines, isHeader);
    });
    // The links of a table count for all of it: its rows stay together.
    this.#characters = written.reduce((sum, { text }) => sum + text.length, 0);
    this.#linkedCharacters = written.reduce((sum, { text, linked }) => sum + text.length * linked, 0);
    this.#leadsToFile = written.some(({ leadsToFile }) => leadsToFile);
    this.#tables += 1;
    for (const row of grid) this.#push(rowLine(row), 'row', this.#tables);
    this.#endLine();
  }
}

function linesOfCell(cell: HtmlElement): readonly HtmlLine[] {
  const writer = new LineWriter(true);
  writer.write(cell);
  return writer.lines;
}

/** The lines of a cell as one. In a header 办理 over 时限 is one word that was broken to fit. */
function joined(lines: readonly HtmlLine[], isHeader = false): string {
  let text = '';
  for (const line of lines) {
    const unbroken = isHeader && isHan(text.charCodeAt(text.length - 1)) && isHan(line.text.charCodeAt(0));
    text += text === '' || unbroken ? line.text : ` ${line.text}`;
  }
  return text;
}

/** The fields of a small table that holds no other; null for any other table. */
function fieldsOf(table: HtmlElement, rows: readonly (readonly TableCell[])[]): readonly Field[] | null {
  if (table.length > LONGEST_FIELDS || contains(table, (name) => name === 'table')) return null;
  return fieldsOfTable(rows.map((row) => row.map(({ element }) => joined(linesOfCell(element)))));
}

/** The lines of a page in reading order, and the blocks that they stand in. Depth is bounded by the tree. */
export function linesOfPage(body: HtmlElement): PageText {
  const writer = new LineWriter();
  const root = writer.write(body);
  return { lines: writer.lines, root };
}
