import { numberOfLine } from './document-number.ts';
import { splitBodies } from './issuing-body.ts';
import { kindOfTitle } from './kind.ts';
import type { Page } from './page.ts';
import { withoutAttachmentMark } from './page-head.ts';
import { isAddressees, isAttachmentMark, isNote, isPageJunk, type Role } from './page-line.ts';
import { marksOfLine } from './page-marks.ts';

const MOST_TITLE_LINES = 5;
const LONGEST_MARK = 16;
/** Of a forwarded document's own head above its title: letterhead, number, urgency. */
const MOST_HEAD_LINES = 6;
const MOST_NOTES = 8;
/** Names shorter than that are words: 《办法》. */
const SHORTEST_NAME = 5;

/** Lists and tables that are attached are no documents of their own. */
const ANNEX = /^(?:名单|目录|清单|标准|指南)$/;

/** What ends the document that holds another one. */
const ENDS: ReadonlySet<Role> = new Set([
  'date',
  'signature',
  'disclosure',
  'attachment',
  'copies',
  'printing',
]);

/** A title as two places write it: without quotation marks, brackets, blanks and the 的 that one of them leaves out. */
const bare = (title: string): string => title.replaceAll(/[《》〈〉“”"‘’'（）()〔〕[\]\s的]/g, '');

/** （本文有删减） above a title. */
const REMARK = /^[（(](?:本文|此文|注|略)[^（）()]{0,20}[）)]$/;

/** 关于印发某某办法的通知 → 某某办法; 转发教育部关于做好工作意见的通知 → 关于做好工作意见, too. */
function namesInTitle(title: string): string[] {
  const name = /(?:印发|转发|批转|发布|公布|颁布)(.+)的(?:通知|函|公告|决定|批复)$/.exec(title)?.[1];
  if (name === undefined) return [];
  const about = name.indexOf('关于');
  return [bare(name), ...(about > 0 ? [bare(name.slice(about))] : [])];
}

const QUOTED = /《((?:[^《》]|《[^《》]*》){4,120})》/g;

function isOwnKind(title: string): boolean {
  const kind = kindOfTitle(title);
  return kind !== null && !ANNEX.test(kind);
}

class EnclosedTitles {
  readonly #page: Page;
  readonly #headEnd: number;
  readonly #ownTitle: string;
  readonly #names: ReadonlySet<string>;
  #found = 0;

  constructor(page: Page, headEnd: number, title: string | null) {
    this.#page = page;
    this.#headEnd = headEnd;
    this.#ownTitle = bare(title ?? '');
    this.#names = new Set(this.#readNames(title));
  }

  /** What the title, the text before the signature and the list of attachments call the enclosed documents. */
  #readNames(title: string | null): string[] {
    const page = this.#page;
    const quoted = (text: string): string[] =>
      [...text.matchAll(QUOTED)].map((match) => bare(match[1] ?? ''));
    const names = title === null ? [] : [bare(title), ...quoted(title), ...namesInTitle(title)];
    for (let index = this.#headEnd; index < page.length; index += 1) {
      const role = page.roles[index];
      if (role === 'attachment') {
        const entry = withoutAttachmentMark(page.line(index)).replace(/^\d{1,2}\s*[.．、]\s*/, '');
        names.push(bare(entry));
      } else if (role === 'body' && page.lengthOf(index) < 2000 && !page.isStop(index)) {
        names.push(...quoted(page.line(index)));
      }
      if (role === 'date' || page.isStop(index)) break;
    }
    return names.filter((name) => name.length >= SHORTEST_NAME);
  }

  mark(): void {
    const { roles } = this.#page;
    for (let index = Math.max(1, this.#headEnd); index < this.#page.length; index += 1) {
      if (roles[index] !== 'body' && !(roles[index] === 'attachment' && this.#isHeading(index))) continue;
      const begins = ENDS.has(roles[index - 1] ?? 'body') || this.#isMark(index - 1);
      const above = begins ? this.#headLines(index) : 0;
      const lines = this.#titleLines(index + above, begins);
      if (lines === 0) continue;
      this.#found += 1;
      this.#markHeadLines(index, above);
      roles.fill('title', index + above, index + above + lines);
      index = this.#markNotes(index + above + lines) - 1;
    }
  }

  /** 附件, 附件1 alone on a line. */
  #isMark(index: number): boolean {
    return this.#page.lengthOf(index) <= LONGEST_MARK && isAttachmentMark(this.#page.line(index));
  }

  /** 附件1：某某办法 above the text of the measures, as against the list of attachments above the signature. */
  #isHeading(index: number): boolean {
    const { roles } = this.#page;
    const before = roles[index - 1];
    const next = roles[index + 1];
    if (
      before === 'attachment' ||
      isAttachmentMark(this.#page.line(index + 1)) ||
      next !== 'body' ||
      kindOfTitle(withoutAttachmentMark(this.#page.line(index))) === null
    )
      return false;
    return roles.slice(this.#headEnd, index).some((role) => role === 'date' || role === 'signature');
  }

  /** How many lines from `index` are the enclosed document's own letterhead, number and marks. */
  #headLines(index: number): number {
    const page = this.#page;
    let count = 0;
    while (count < MOST_HEAD_LINES && page.roles[index + count] === 'body') {
      const raw = page.raw(index + count);
      const line = page.line(index + count);
      const isHead =
        numberOfLine(raw) !== null ||
        marksOfLine(raw) !== null ||
        isAttachmentMark(line) ||
        REMARK.test(line) ||
        (line.endsWith('文件') && splitBodies(raw.replace(/文\s*件\s*$/, '')).length > 0);
      if (!isHead) break;
      count += 1;
    }
    return count;
  }

  #markHeadLines(index: number, count: number): void {
    const page = this.#page;
    for (let at = index; at < index + count; at += 1) {
      if (isAttachmentMark(page.line(at))) continue;
      page.roles[at] = numberOfLine(page.raw(at)) === null ? 'header' : 'number';
    }
  }

  /**
   * How many lines from `index` are the title of an enclosed document, 0 if none. After the end of the document before
   * it a title shows by its kind; anywhere else it must be a name that the document gave before.
   */
  #titleLines(index: number, begins: boolean): number {
    const page = this.#page;
    if (page.roles[index] === 'attachment') return this.#isHeading(index) ? 1 : 0;
    // 附件 of what is enclosed is attached to that; the first 附件 of a notice may be what it issues.
    const isAnnex = this.#found > 0 && this.#isMark(index - 1);
    const byPlace = begins && !isAnnex;
    let text = '';
    let byKind = 0;
    for (let count = 1; count <= MOST_TITLE_LINES && page.isFree(index + count - 1); count += 1) {
      const line = page.line(index + count - 1);
      if (isPageJunk(line) || line.length < 2) break;
      text += line;
      if (this.#isNamed(text, begins)) return this.#withBrackets(index, count);
      if (byKind === 0 && byPlace && isOwnKind(text)) byKind = count;
    }
    return byKind === 0 || index + byKind >= page.length ? 0 : this.#withBrackets(index, byKind);
  }

  #isNamed(text: string, begins: boolean): boolean {
    const name = bare(text);
    if (name.length < SHORTEST_NAME) return false;
    if (this.#names.has(name))
      return isOwnKind(text) || (begins && kindOfTitle(text) === null && this.#isTitled(name));
    return begins && this.#ownTitle.includes(name) && isOwnKind(text);
  }

  /** Whether the document's own title names it: 关于印发《某某工作安排》的通知. */
  #isTitled(name: string): boolean {
    return name !== this.#ownTitle && this.#ownTitle.includes(name);
  }

  /** （试行） on a line of its own belongs to the title above it. */
  #withBrackets(index: number, count: number): number {
    const next = this.#page.line(index + count);
    const isBracketed = /^[（(][^（）()]{1,16}[）)]$/.test(next) && !isNote(next);
    return isBracketed && this.#page.roles[index + count] === 'body' ? count + 1 : count;
  }

  /** Number, authors, dates and addressees below the title. Returns the index behind them. */
  #markNotes(from: number): number {
    const page = this.#page;
    let index = from;
    for (; index < Math.min(page.length, from + MOST_NOTES); index += 1) {
      const role = page.roles[index];
      if (role !== 'body' && role !== 'date' && role !== 'signature') break;
      const line = page.line(index);
      const raw = page.raw(index);
      if (raw.length <= 60 && numberOfLine(raw) !== null) page.roles[index] = 'number';
      else if (isNote(line) || splitBodies(raw).length > 0 || (role === 'date' && index < from + 3)) {
        page.roles[index] = 'header';
      } else if (isAddressees(line) && !page.isStop(index)) {
        page.roles[index] = 'addressees';
        return index + 1;
      } else break;
    }
    return index;
  }
}

/**
 * Marks the titles of the documents that this one encloses, each with the lines of its own head: after the signature or
 * the date, below a line 附件, or wherever a name stands alone that the document gave before. Linear.
 */
export const markEnclosed = (page: Page, headEnd: number, title: string | null): void =>
  new EnclosedTitles(page, headEnd, title).mark();
