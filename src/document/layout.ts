import { markAt } from '../text/marks.ts';
import { type Paragraph, paragraphsOf } from '../text/paragraphs.ts';
import { readLine } from '../text/reading.ts';
import { isIssuingBody } from './issuer.ts';
import { kindOfTitle } from './kind.ts';
import {
  footRole,
  isNote,
  isNumberLine,
  isPageJunk,
  isProse,
  isSignatureLine,
  type Role,
} from './page-line.ts';
import { findTitle, type TitleLine } from './title.ts';

/** A paragraph and what it is on the page. */
export type Block = Readonly<{ role: Role; paragraph: Paragraph }>;

/** The page as its parts follow each other. `headEnd` is the index of the first block after the head. */
export type Layout = Readonly<{ blocks: readonly Block[]; headEnd: number }>;

/** Web copies put menus before the title; no official document has a head of more lines. */
const LONGEST_HEAD = 60;
const SHORT = 60;
const MOST_SIGNATURES = 12;

/** Ends of body lines, which are not read as page lines at all: most lines of a law. */
const BODY_END = '；：，。';

const isStop = (text: string, paragraph: Paragraph): boolean => {
  const mark = markAt(text, paragraph.start, paragraph.end);
  return mark !== null && mark.style !== 'bullet';
};

class LayoutReader {
  readonly #text: string;
  readonly #paragraphs: readonly Paragraph[];
  readonly #roles: Role[];
  #headEnd = 0;

  constructor(text: string) {
    this.#text = text;
    this.#paragraphs = paragraphsOf(text);
    this.#roles = this.#paragraphs.map(() => 'body');
  }

  read(): Layout {
    this.#markFoot();
    this.#markContents();
    const title = this.#markHead();
    this.#markAttachmentLists();
    this.#markSignatures();
    this.#markLaterTitles(title);
    const blocks = this.#paragraphs.map(
      (paragraph, index): Block => ({ role: this.#roles[index] ?? 'body', paragraph }),
    );
    return { blocks, headEnd: this.#headEnd };
  }

  #line(index: number): string {
    const paragraph = this.#paragraphs[index];
    return paragraph === undefined ? '' : readLine(this.#text, paragraph);
  }

  #length(index: number): number {
    const paragraph = this.#paragraphs[index];
    return paragraph === undefined ? 0 : paragraph.end - paragraph.start;
  }

  #isFree(index: number): boolean {
    const paragraph = this.#paragraphs[index];
    if (paragraph === undefined || this.#roles[index] !== 'body') return false;
    if (this.#length(index) > 2 * SHORT || isStop(this.#text, paragraph)) return false;
    const line = this.#line(index);
    return !isProse(line) && !/[。；：:，]$/.test(line) && line.length <= SHORT;
  }

  #markFoot(): void {
    for (const [index, paragraph] of this.#paragraphs.entries()) {
      const length = paragraph.end - paragraph.start;
      const first = this.#text.charAt(paragraph.start);
      const last = this.#text.charAt(paragraph.end - 1);
      if (BODY_END.includes(last) && !'抄分报内主附联'.includes(first)) continue;
      if (length > 2 * SHORT && !'抄分报内'.includes(first)) continue;
      const role = footRole(this.#line(index));
      if (role === null) continue;
      this.#roles[index] = role;
      // The office that prints has a line of its own above the date.
      if (role === 'printing' && this.#roles[index - 1] === 'body' && isIssuingBody(this.#line(index - 1))) {
        this.#roles[index - 1] = 'printing';
      }
    }
  }

  /** 目录 and its lines, up to where the first of them is said again. */
  #markContents(): void {
    const start = this.#paragraphs.findIndex(
      (paragraph, index) =>
        index < LONGEST_HEAD && paragraph.end - paragraph.start < 12 && this.#line(index) === '目录',
    );
    if (start < 0) return;
    const first = this.#line(start + 1).replace(/[.…·\d]+$/, '');
    let end = start + 1;
    for (let index = start + 2; index < this.#paragraphs.length && index < start + 300; index += 1) {
      if (this.#length(index) > 2 * SHORT) break;
      if (first.length > 1 && this.#line(index) === first) {
        end = index;
        break;
      }
    }
    this.#roles.fill('contents', start, end);
  }

  /** The head: number, title, addressees, notes. Returns the title's text, or null. */
  #markHead(): string | null {
    const infoEnd = this.#paragraphs
      .slice(0, LONGEST_HEAD)
      .findIndex((paragraph) => this.#text.startsWith('<!-- INFO END', paragraph.start));
    const free: { index: number; text: string; headingLevel: number }[] = [];
    let index = 0;
    for (; index < Math.min(this.#paragraphs.length, LONGEST_HEAD); index += 1) {
      const paragraph = this.#paragraphs[index];
      if (paragraph === undefined) break;
      const role = this.#roles[index];
      if (role !== 'body' && role !== 'attachment') continue;
      const line = this.#line(index);
      if (index < infoEnd) {
        const headingLevel = paragraph.lines[0]?.headingLevel ?? 0;
        // 中华人民共和国民法典 / 物权编: the first-level headings above the notes are the title together.
        if (index === 0 || (headingLevel === 1 && index === free.length)) {
          free.push({ index, text: line, headingLevel });
        } else this.#roles[index] = 'header';
        continue;
      }
      if (isNumberLine(line)) this.#roles[index] = 'number';
      else if (/(?:令|公告)$/.test(line) && /^第.{1,6}号$/.test(this.#line(index + 1))) {
        this.#roles.fill('number', index, index + 2);
        index += 1;
      } else if (isNote(line)) this.#roles[index] = 'header';
      else if (/[：:]$/.test(line) && !isPageJunk(line) && this.#length(index) <= 800 && !/。/.test(line)) {
        this.#roles[index] = 'addressees';
        index += 1;
        break;
      } else if (isStop(this.#text, paragraph) || isProse(line)) break;
      else free.push({ index, text: line, headingLevel: paragraph.lines[0]?.headingLevel ?? 0 });
    }
    const lines = free
      .filter((line) => !isPageJunk(line.text) && line.text.length <= 2 * SHORT)
      .map(
        (line): TitleLine => ({
          ...line,
          besideNumber: [this.#roles[line.index - 1], this.#roles[line.index + 1]].some(
            (role) => role === 'number' || role === 'addressees',
          ),
        }),
      );
    const found = infoEnd > 0 && lines.length > 0 ? lines : findTitle(lines);
    const only =
      lines.length <= 2 && free.length <= 3 ? lines.find((line) => !isIssuingBody(line.text)) : undefined;
    const title =
      found.length > 0 ? found : only === undefined || /(?:文件|令|公告)$/.test(only.text) ? [] : [only];
    const lastTitle = title.at(-1)?.index ?? -1;
    for (const line of free) {
      const after = title.length > 0 && line.index > lastTitle;
      const belongs = isIssuingBody(line.text) || isPageJunk(line.text) || line.index < infoEnd;
      if (title.some((part) => part.index === line.index)) this.#roles[line.index] = 'title';
      else if (!after || belongs) this.#roles[line.index] = 'header';
      else if (this.#roles[line.index + 1] === 'addressees' || this.#roles[line.index + 1] === 'number') {
        this.#roles[line.index] = 'header';
      }
    }
    this.#headEnd = index;
    return title.length === 0 ? null : title.map((part) => part.text).join('');
  }

  /** 附件：1.… and the lines 2.… below it. */
  #markAttachmentLists(): void {
    for (let index = this.#headEnd; index < this.#roles.length; index += 1) {
      if (this.#roles[index] !== 'attachment') continue;
      for (let next = index + 1; next < this.#roles.length; next += 1) {
        const paragraph = this.#paragraphs[next];
        if (paragraph === undefined || this.#roles[next] !== 'body' || this.#length(next) > SHORT) break;
        const mark = markAt(this.#text, paragraph.start, paragraph.end);
        if (mark?.style !== 'digit' || isProse(this.#line(next))) break;
        this.#roles[next] = 'attachment';
      }
    }
  }

  /** The names above a date, and those at the end of the text without one. */
  #markSignatures(): void {
    const markUp = (from: number): void => {
      for (let index = from; index > from - MOST_SIGNATURES && index >= this.#headEnd; index -= 1) {
        if (this.#roles[index] !== 'body' || this.#length(index) > SHORT) return;
        if (!isSignatureLine(this.#line(index))) return;
        this.#roles[index] = 'signature';
      }
    };
    let lastBody = this.#roles.length - 1;
    while (lastBody >= 0 && this.#roles[lastBody] !== 'body') lastBody -= 1;
    for (const [index, role] of this.#roles.entries()) {
      if (role === 'date' && index > this.#headEnd) markUp(index - 1);
    }
    if (lastBody > this.#headEnd) markUp(lastBody);
  }

  /** What a notice or an order issues begins with a title of its own, below the date. */
  #markLaterTitles(title: string | null): void {
    const ends: readonly (Role | undefined)[] = ['date', 'signature', 'disclosure', 'attachment'];
    for (let index = Math.max(1, this.#headEnd); index < this.#roles.length - 1; index += 1) {
      if (!ends.includes(this.#roles[index - 1]) || this.#roles[index] !== 'body') continue;
      let end = index;
      while (end < index + 4 && this.#isFree(end)) end += 1;
      if (end === index || end >= this.#roles.length) continue;
      const lines = Array.from({ length: end - index }, (_, offset) => this.#line(index + offset));
      const named = lines.findIndex(
        (line, at) => kindOfTitle(line) !== null || title?.includes(lines.slice(0, at + 1).join('')),
      );
      if (named < 0 || lines.slice(0, named + 1).some(isPageJunk)) continue;
      this.#roles.fill('title', index, index + named + 1);
      for (let next = index + named + 1; isNote(this.#line(next)); next += 1) this.#roles[next] = 'header';
    }
  }
}

/**
 * Reads the page: which paragraphs are its head (number, title, addressees), its foot (signature, date, disclosure,
 * copies, printing, contact) and its body. The blocks cover the text in reading order. Linear.
 */
export function readLayout(text: string): Layout {
  return new LayoutReader(text).read();
}
