import { kindOfTitle } from '../document/kind.ts';
import type { Block } from '../document/layout.ts';
import type { Role } from '../document/page-line.ts';
import { attachmentLabelAt, type Mark, markAt } from '../text/marks.ts';
import { isRow } from './table.ts';

/**
 * A run of blocks that is numbered for itself. `page`: the document's own, before what it encloses and from its foot
 * on; `enclosed`: a document that it issues or forwards, from its title (and the 附件 line above) on; `attachment`: a
 * table, form or list under a 附件 line. `attachments` are those that belong to an enclosed document, or 附表 to a 附件.
 */
export type Section = {
  readonly kind: 'page' | 'enclosed' | 'attachment';
  /** The 附件1 that it begins with. */
  readonly label: Mark | null;
  /** Behind the label, which is not among them. */
  readonly blocks: readonly Block[];
  /** Where it begins, its label included. */
  readonly from: number;
  /** Index in `blocks` of the first one after the head. */
  readonly headEnd: number;
  readonly attachments: Section[];
};

/** `titleLines`: how many blocks behind the label are a title that the page (document/layout.ts) does not know as one. */
type Start = Readonly<{ index: number; kind: Section['kind']; label: Mark | null; titleLines: number }>;

/** A list of attachments is above the signature, at most so many lines. */
const LONGEST_LIST = 30;
const LONGEST_LABEL_LINE = 80;

const MOST_TITLE_LINES = 4;
/** A forwarded document has its own letterhead and number above its title. */
const MOST_OWN_HEAD = 8;
/** Kinds that are a list or a form, not a text with numbers of its own. */
const LISTS: ReadonlySet<string> = new Set(['目录', '名单', '清单', '标准', '公告', '令', '函']);

const MAY_BE_LABEL: ReadonlySet<Role> = new Set(['body', 'attachment', 'title']);
const CLOSES_LIST: ReadonlySet<Role> = new Set(['signature', 'date']);
const FOOT: ReadonlySet<Role> = new Set(['copies', 'printing']);
const BESIDE_FOOT: ReadonlySet<Role> = new Set(['disclosure', 'divider', 'contact']);
const IS_HEAD: ReadonlySet<Role> = new Set(['header', 'number', 'title', 'addressees', 'date', 'signature']);

class SectionReader {
  readonly #text: string;
  readonly #blocks: readonly Block[];
  readonly #headEnd: number;
  /** For each block the label 附件 that it begins with, else null. */
  readonly #labels: readonly (Mark | null)[];
  /** Where each bare label, and each title behind the head, stands last: above that, its name stands in a list. */
  readonly #lastWith = new Map<string, number>();
  #isLaw = false;

  constructor(text: string, blocks: readonly Block[], headEnd: number) {
    this.#text = text;
    this.#blocks = blocks;
    this.#headEnd = headEnd;
    this.#labels = blocks.map((_, index) => this.#readLabel(index));
    for (const [index, label] of this.#labels.entries()) {
      if (label !== null && this.#isBare(index)) this.#lastWith.set(this.#keyOf(label), index);
    }
    for (const [index, { role, paragraph }] of blocks.entries()) {
      if (role === 'title' && index >= headEnd) {
        this.#lastWith.set(this.#nameIn(paragraph.start, paragraph.end), index);
      }
    }
  }

  read(): Section[] {
    const starts = this.#starts();
    this.#isLaw = this.#hasArticles(this.#blocks.slice(0, starts[1]?.index));
    const sections: Section[] = [];
    for (const [position, start] of starts.entries()) {
      const end = starts[position + 1]?.index ?? this.#blocks.length;
      const foot = start.kind === 'page' ? end : this.#footIn(start.index, end);
      this.#place(sections, this.#section(start, foot));
      if (foot < end)
        sections.push(this.#section({ index: foot, kind: 'page', label: null, titleLines: 0 }, end));
    }
    return sections;
  }

  #section({ index, kind, label, titleLines }: Start, end: number): Section {
    const own = this.#blocks.slice(index, end);
    const from = own[0]?.paragraph.from ?? 0;
    const headEnd = Math.min(Math.max(0, this.#headEnd - index), end - index);
    const behind = label === null ? own : this.#behind(label, own);
    const blocks = behind.map(({ role, paragraph }, at): Block => {
      return { role: at < titleLines ? 'title' : role, paragraph };
    });
    return { kind, label, blocks, from, headEnd, attachments: [] };
  }

  /** The blocks behind the label 附件1, of which the rest of its line (附件1：登记表) is the first. */
  #behind(label: Mark, [first, ...others]: readonly Block[]): readonly Block[] {
    if (first === undefined) return others;
    const { role, paragraph } = first;
    const start = this.#restOf(label, paragraph.end);
    if (start >= paragraph.end) return others;
    const rest = { ...paragraph, from: start, start };
    return [{ role: role === 'title' ? 'title' : 'body', paragraph: rest }, ...others];
  }

  /** Where the line goes on behind its label: blanks and a colon passed over. */
  #restOf(label: Mark, end: number): number {
    let at = label.end;
    while (at < end && /[\s：:]/.test(this.#text.charAt(at))) at += 1;
    return at;
  }

  #role(index: number): Role | undefined {
    return this.#blocks[index]?.role;
  }

  /** 附件1, 附件1：… and 附件1 … at the begin of a line; not 附件1所列. */
  #readLabel(index: number): Mark | null {
    const block = this.#blocks[index];
    if (block === undefined || !MAY_BE_LABEL.has(block.role)) return null;
    const { start, end } = block.paragraph;
    if (this.#text.charAt(start) !== '附' || end - start > LONGEST_LABEL_LINE) return null;
    const label = attachmentLabelAt(this.#text, start, end);
    if (label === null) return null;
    const rest = this.#text.slice(label.end, end);
    const names = rest === '' || /^\s*[：:]/.test(rest) || (label.ordinal !== null && /^\s/.test(rest));
    return names && !/[。；]$/.test(rest) ? label : null;
  }

  #isBare(index: number): boolean {
    const block = this.#blocks[index];
    const label = this.#labels[index];
    if (block === undefined || label === null || label === undefined) return false;
    return this.#restOf(label, block.paragraph.end) >= block.paragraph.end;
  }

  /** How many lines behind a label name a document (…管理办法), not a table or a list: the rest of its own, or below. */
  #titleBelow(index: number): number {
    const first = this.#blocks[index];
    const label = this.#labels[index];
    if (first === undefined || label === null || label === undefined) return 0;
    const isBare = this.#isBare(index);
    let title = '';
    for (let lines = 1; lines <= MOST_TITLE_LINES; lines += 1) {
      const at = index + lines - (isBare ? 0 : 1);
      const block = this.#blocks[at];
      if (block === undefined || (at > index && block.role !== 'body')) return 0;
      const { start, end } = block.paragraph;
      const from = at === index ? this.#restOf(label, end) : start;
      const line = this.#text.slice(from, Math.min(end, from + LONGEST_LABEL_LINE));
      if (end - from >= LONGEST_LABEL_LINE || /[。；：，]/.test(line)) return 0;
      if (markAt(this.#text, from, end) !== null || isRow(this.#text, block.paragraph)) return 0;
      title += line.replaceAll(/\s/g, '');
      const kind = kindOfTitle(title);
      if (kind !== null) return LISTS.has(kind) ? 0 : lines;
    }
    return 0;
  }

  #keyOf({ ordinal, suffix, start }: Mark): string {
    return `${this.#text.slice(start, start + 3).replaceAll(/[^件表录图]/g, '')}${ordinal ?? ''}-${suffix}`;
  }

  /** A title as a list and the document itself both write it. */
  #nameIn(start: number, end: number): string {
    return this.#text.slice(start, Math.min(end, start + LONGEST_LABEL_LINE)).replaceAll(/[\s《》*#]/g, '');
  }

  #starts(): Start[] {
    const starts: Start[] = [{ index: 0, kind: 'page', label: null, titleLines: 0 }];
    let bodySince = true;
    for (let index = Math.max(1, this.#headEnd); index < this.#blocks.length; index += 1) {
      const role = this.#role(index);
      const label = this.#labels[index] ?? null;
      if (label !== null && this.#opens(index)) {
        const titleLines = this.#titleBelow(index);
        const isEnclosed = titleLines > 0 || role === 'title' || this.#reachesTitle(index + 1);
        starts.push({ index, kind: isEnclosed ? 'enclosed' : 'attachment', label, titleLines });
        bodySince = !isEnclosed;
      } else if (bodySince && this.#reachesTitle(index)) {
        // Head and title may take several blocks: the next one is another document's only behind a text.
        starts.push({ index, kind: 'enclosed', label: null, titleLines: 0 });
        bodySince = false;
      } else if (role !== undefined && !IS_HEAD.has(role)) bodySince = true;
    }
    return starts;
  }

  /** Whether a title stands at `index`, or below the letterhead and number of its own that stand there. */
  #reachesTitle(index: number): boolean {
    for (let at = index; at < index + MOST_OWN_HEAD; at += 1) {
      const role = this.#role(at);
      if (role === 'title') return true;
      if (role !== 'header' && role !== 'number') return false;
    }
    return false;
  }

  /** Whether a 附件 line heads an attachment, rather than naming one in a list of them. */
  #opens(index: number): boolean {
    const next = this.#role(index + 1);
    const label = this.#labels[index];
    if (next === undefined || label === null || label === undefined) return false;
    if (this.#role(index) === 'title' || this.#reachesTitle(index + 1)) return true;
    if (CLOSES_LIST.has(next) || FOOT.has(next) || next === 'attachment') return false;
    if (this.#isBare(index)) return !this.#beginsList(index);
    if (this.#labels[index + 1] !== null) return false;
    // 附件：… above the signature, or named again below, is a list of one.
    const end = this.#blocks[index]?.paragraph.end ?? label.end;
    const isNamedBelow = [this.#keyOf(label), this.#nameIn(this.#restOf(label, end), end)].some(
      (key) => (this.#lastWith.get(key) ?? -1) > index,
    );
    if (isNamedBelow) return false;
    return !this.#beginsList(index) && this.#role(index - 1) !== 'attachment';
  }

  /** 附件： with the names 1. 2. below it up to the signature, or to the attachment 附件1 itself. */
  #beginsList(index: number): boolean {
    const isCounted = this.#labels[index]?.ordinal !== null;
    for (let at = index + 1; at < Math.min(this.#blocks.length, index + LONGEST_LIST); at += 1) {
      const block = this.#blocks[at];
      if (block === undefined) return false;
      if (CLOSES_LIST.has(block.role)) return true;
      if (!isCounted && this.#labels[at]?.ordinal === 1 && this.#isBare(at)) return true;
      const { start, end } = block.paragraph;
      if ((block.role !== 'body' && block.role !== 'attachment') || end - start > LONGEST_LABEL_LINE)
        return false;
      if (isRow(this.#text, block.paragraph) || /[。；]$/.test(this.#text.slice(start, end))) return false;
      const mark = markAt(this.#text, start, end);
      if (mark?.style !== 'digit' && this.#labels[at] === null && block.role === 'body') return false;
    }
    return false;
  }

  /** Where the document's own foot begins behind `from`: copies and printing with no numbered text below; else `end`. */
  #footIn(from: number, end: number): number {
    let foot = end;
    for (let at = end - 1; at > from; at -= 1) {
      const block = this.#blocks[at];
      if (block === undefined) break;
      if (FOOT.has(block.role)) foot = at;
      else if (
        block.role === 'body' &&
        markAt(this.#text, block.paragraph.start, block.paragraph.end) !== null
      )
        break;
    }
    if (foot === end) return end;
    while (foot - 1 > from && BESIDE_FOOT.has(this.#role(foot - 1) ?? 'body')) foot -= 1;
    return foot;
  }

  /**
   * Attachments without a place of their own in the document's count belong to what stands before them. So do the
   * annexes of a law and of an enclosed document, be they documents by their form.
   */
  #place(sections: Section[], section: Section): void {
    const holder = sections.at(-1);
    const { label } = section;
    if (label === null || holder === undefined) {
      sections.push(section);
      return;
    }
    const isSheet = this.#isSheet(label) && holder.label !== null && !this.#isSheet(holder.label);
    if (isSheet || (holder.kind === 'enclosed' && this.#belongsTo(holder, label))) {
      const inner = holder.attachments.at(-1);
      const ofInner = inner?.label && this.#isSheet(label) && !this.#isSheet(inner.label);
      (ofInner ? inner : holder).attachments.push({ ...section, kind: 'attachment' });
    } else sections.push(this.#isLaw ? { ...section, kind: 'attachment' } : section);
  }

  /** Whether the page itself, before what it encloses, is made of articles. */
  #hasArticles(blocks: readonly Block[]): boolean {
    const articles = blocks.filter(({ role, paragraph: { start, end } }) => {
      const mark = role === 'body' ? markAt(this.#text, start, end) : null;
      return mark?.style === 'article' && !mark.doubtful;
    });
    return articles.length > 1;
  }

  /** 附表 and 附图, which 附件 have of their own. */
  #isSheet({ start }: Mark): boolean {
    return /[表图]/.test(this.#text.slice(start + 1, start + 3));
  }

  #belongsTo({ label, attachments }: Section, { ordinal }: Mark): boolean {
    const count = label?.ordinal ?? null;
    if (label === null || count === null) return label === null || ordinal !== null;
    if (ordinal === null || ordinal <= count) return true;
    return attachments.at(-1)?.label?.ordinal === ordinal - 1;
  }
}

/** The page divided into what is numbered for itself, in reading order; the sections cover `blocks`. Linear. */
export const sectionsOf = (text: string, blocks: readonly Block[], headEnd: number): readonly Section[] =>
  blocks.length === 0 ? [] : new SectionReader(text, blocks, headEnd).read();
