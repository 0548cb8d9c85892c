import { findDocumentNumbers, numberAtEnd, numberOfLine } from './document-number.ts';
import { fieldsOfLine } from './head-fields.ts';
import { isIssuingBody, splitBodies } from './issuing-body.ts';
import { kindOfTitle } from './kind.ts';
import { type Page, SHORT } from './page.ts';
import { datedBody } from './page-foot.ts';
import {
  isAddressees,
  isAttachmentMark,
  isIntroduction,
  isNote,
  isOrderNumber,
  isPageJunk,
  isProse,
} from './page-line.ts';
import { marksOfLine } from './page-marks.ts';
import { findTitle, type TitleLine } from './title.ts';

/** Web copies put menus before the title; no official document has a head of more lines. */
const LONGEST_HEAD = 60;
const LONGEST_NUMBER = 120;
/** Longer than any list of addressees: running text. */
const LONGEST_LINE = 1500;

export type Head = Readonly<{ headEnd: number; title: string | null }>;

type FreeLine = Readonly<{ index: number; text: string; headingLevel: number }>;

/** The title and the number behind it on one line: …的决定   国发〔2008〕17号, …办法（国务院令第660号）. Ends in `line`. */
export function numberBehindTitle(line: string): { titleEnd: number; documentNumber: string } | null {
  const last = findDocumentNumbers(line).at(-1);
  if (last === undefined || !/^[）)】\]〕\s]*$|^文?印?发?布?[）)]$/.test(line.slice(last.span.end)))
    return null;
  const before = line.slice(0, last.span.start);
  // A number in the midst of the sentence is that of another document: …落实国发〔2008〕17号.
  const parted = /[\s\u3000（(【[]+$/.exec(before);
  const title = before.slice(0, parted?.index ?? before.length);
  if (title.length < 4 || kindOfTitle(title) === null) return null;
  if (parted === null && !/(?:通知|意见|决定|函|批复|公告|办法|规定)$/.test(title)) return null;
  return { titleEnd: title.length, documentNumber: last.documentNumber };
}

const ABOUT = /关于|印发|转发|批转/;
const GLUED = /^(?:若干|指导|实施|补充|紧急)?(?:通知|意见|决定|函|批复|公告|通告|通报)/;

/**
 * Where the title ends on a line that lost the line end before the addressees or the text:
 * 关于印发《…》的通知中国外汇交易中心：. Null where the line does not begin with a title, or is nothing but one.
 */
export function gluedTitleEnd(line: string): number | null {
  if (!/^[一-龥 \u3000]{0,80}?(?:关于|印发|转发|批转)/.test(line) || !ABOUT.test(line)) return null;
  let depth = 0;
  for (let at = 0; at < Math.min(line.length, 300); at += 1) {
    const unit = line.charAt(at);
    if (unit === '《') depth += 1;
    else if (unit === '》') depth -= 1;
    else if ('。；：:'.includes(unit)) return null;
    else if (unit === '的' && depth === 0) {
      const kind = GLUED.exec(line.slice(at + 1, at + 5))?.[0];
      const end = at + 1 + (kind?.length ?? 0);
      if (kind === undefined) continue;
      const rest = line.slice(end);
      return rest.length >= 3 && /[：:。，,]/.test(rest) && !/^[》）)（(要精规的和]/.test(rest) ? end : null;
    }
  }
  return null;
}

class HeadReader {
  readonly #page: Page;
  readonly #free: FreeLine[] = [];
  readonly #infoEnd: number;
  #index = 0;

  constructor(page: Page) {
    this.#page = page;
    this.#infoEnd = page.paragraphs
      .slice(0, LONGEST_HEAD)
      .findIndex((paragraph) => page.text.startsWith('<!-- INFO END', paragraph.start));
  }

  read(): Head {
    const page = this.#page;
    const end = Math.min(page.length, LONGEST_HEAD);
    let goesOn = true;
    while (goesOn && this.#index < end) {
      const role = page.roles[this.#index];
      if (role === 'body' || role === 'attachment') goesOn = this.#readLine();
      else this.#index += 1;
    }
    return { headEnd: this.#index, title: this.#markTitle() };
  }

  #headingLevel(index: number): number {
    return this.#page.paragraphs[index]?.lines[0]?.headingLevel ?? 0;
  }

  #take(role: 'header' | 'number' | 'addressees' | 'title', count = 1): true {
    this.#page.roles.fill(role, this.#index, this.#index + count);
    this.#index += count;
    return true;
  }

  #takeFree(text: string): true {
    this.#free.push({ index: this.#index, text, headingLevel: this.#headingLevel(this.#index) });
    this.#index += 1;
    return true;
  }

  /** Reads one line; false where the head is over. */
  #readLine(): boolean {
    const page = this.#page;
    const index = this.#index;
    const line = page.line(index);
    const raw = page.raw(index);
    if (index < this.#infoEnd) {
      const level = this.#headingLevel(index);
      // 中华人民共和国民法典 / 物权编: the first-level headings above the notes are the title together.
      return index === 0 || (level === 1 && index === this.#free.length)
        ? this.#takeFree(line)
        : this.#take('header');
    }
    if (raw.length > LONGEST_LINE) return false;
    const fields = this.#fieldLines(raw);
    if (fields > 0)
      return this.#take(fields === 1 && numberOfLine(raw) !== null ? 'number' : 'header', fields);
    if (marksOfLine(raw) !== null) return this.#take('header');
    if (raw.length <= LONGEST_NUMBER && numberOfLine(raw) !== null) return this.#take('number');
    if (datedBody(raw) !== null) return this.#take('header');
    const order = this.#orderLines(line);
    if (order > 0) return this.#take('number', order);
    if (isAttachmentMark(line) || isNote(line) || isOrderNumber(line)) return this.#take('header');
    if (page.roles[index] === 'attachment') return this.#takeFree(withoutAttachmentMark(line));
    if (!this.#hasTitle() && numberBehindTitle(raw) === null && gluedTitleEnd(line) !== null) {
      this.#takeFree(line.slice(0, gluedTitleEnd(line) ?? 0));
      return false;
    }
    if (isAddressees(line)) {
      this.#take('addressees');
      return false;
    }
    if (numberBehindTitle(raw) === null && numberAtEnd(raw) !== null) return this.#take('number');
    if (page.isStop(index) || isProse(line) || isIntroduction(line)) return false;
    return this.#takeFree(titleText(line, raw));
  }

  #hasTitle(): boolean {
    return this.#free.some(({ text }) => ABOUT.test(text) && kindOfTitle(text) !== null);
  }

  /** How many paragraphs from here are a line of a table of fields (2 with a label whose value stands below it). */
  #fieldLines(raw: string): number {
    const fields = raw.split(/\r\n|\r|\n/).flatMap(fieldsOfLine);
    const last = fields.at(-1);
    if (last === undefined) return 0;
    const below = this.#page.raw(this.#index + 1);
    const isValue =
      fields.length === 1 &&
      last.value === '' &&
      below.length <= 2 * SHORT &&
      fieldsOfLine(below).length === 0;
    return isValue && this.#page.roles[this.#index + 1] === 'body' ? 2 : 1;
  }

  /** How many paragraphs from here are the name of an order and, below it, its number. */
  #orderLines(line: string): number {
    const next = this.#page.line(this.#index + 1);
    if (/(?:令|公告|通告)$/.test(line) && !ABOUT.test(line) && isOrderNumber(next)) return 2;
    const isSplit = splitBodies(line).length > 0 && /^(?:令|公告)$/.test(next);
    return isSplit && isOrderNumber(this.#page.line(this.#index + 2)) ? 3 : 0;
  }

  #markTitle(): string | null {
    const { roles } = this.#page;
    const lines = this.#free
      .filter((line) => !isPageJunk(line.text) && line.text.length <= 2 * SHORT)
      .map(
        (line): TitleLine => ({
          ...line,
          besideNumber: [roles[line.index - 1], roles[line.index + 1]].some(
            (role) => role === 'number' || role === 'addressees',
          ),
          belowNumber: roles[line.index - 1] === 'number',
        }),
      );
    const found = this.#infoEnd > 0 && lines.length > 0 ? lines : findTitle(lines);
    const only =
      lines.length <= 2 && this.#free.length <= 3
        ? lines.find((line) => !isIssuingBody(line.text) && (line.text.length > 4 || line.headingLevel > 0))
        : undefined;
    const title =
      found.length > 0 ? found : only === undefined || /(?:文件|令|公告)$/.test(only.text) ? [] : [only];
    const lastTitle = title.at(-1)?.index ?? -1;
    for (const line of this.#free) {
      const after = title.length > 0 && line.index > lastTitle;
      const belongs = isIssuingBody(line.text) || isPageJunk(line.text) || line.index < this.#infoEnd;
      const beside = roles[line.index + 1] === 'addressees' || roles[line.index + 1] === 'number';
      if (title.some((part) => part.index === line.index)) roles[line.index] = 'title';
      else if (!after || belongs || beside || this.#isNames(line.index)) roles[line.index] = 'header';
    }
    return title.length === 0 ? null : title.map((part) => part.text).join('');
  }

  /** Those who wrote the text, in columns below its title. */
  #isNames(index: number): boolean {
    return splitBodies(this.#page.raw(index)).length > 0;
  }
}

/** 附件：某某办法 → 某某办法: the file of an attachment alone. */
export const withoutAttachmentMark = (line: string): string =>
  line.replace(/^附(?:件|表|录|图)?\s*[一二三四五六七八九十\d]{0,3}\s*[:：]\s*/, '');

/** Bylines that a page puts on the title's line. */
const BYLINE =
  /[\s\u3000]+(?:责任编辑|编辑|文章来源|信息来源|来源|作者|发布时间|发布日期|日期|时间|浏览次数|点击数)[:：].*$/;
const DATE_BEHIND = /[\s\u3000]*[（(][\d０-９〇○零一二三四五六七八九十]{4}年[^（）()]{2,8}日[）)]\s*$/;

/** How much of a line is the title: without the number, the date in brackets or the byline behind it. */
export function titleEnd(raw: string): number {
  const title = raw.replace(BYLINE, '').replace(DATE_BEHIND, '').trimEnd();
  return numberBehindTitle(title)?.titleEnd ?? title.length;
}

/** The line as a title is compared. */
function titleText(line: string, raw: string): string {
  const end = titleEnd(raw);
  return end === raw.trimEnd().length ? line : raw.slice(0, end).replaceAll(/[\s\u3000]/g, '');
}

/** Marks the head: fields of web pages, marks, number, title, notes, addressees. The blocks after it are the text. */
export const readHead = (page: Page): Head => new HeadReader(page).read();
