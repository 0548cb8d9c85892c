import { readingText } from '../../text/reading.ts';
import type { Span } from '../../text/schema.ts';
import { sentences } from '../../text/sentences.ts';
import { type FoundDocumentNumber, findDocumentNumbers } from '../document-number.ts';
import type { Layout } from '../layout.ts';
import type { Role } from '../page-line.ts';

/** Stands for one mention in {@link Statement.skeleton}: a private-use character that no text holds. */
export const MENTION = '\uE000';

/** A document as a sentence names it. `title` is without 《》; either it or `documentNumber` is not null. */
export type Mention = Readonly<{
  title: string | null;
  documentNumber: string | null;
  /** In the source, with 《》 and the number behind. */
  span: Span;
  /** What the text calls it from here on: （以下简称《办法》） → 办法. */
  shortName: string | null;
  /** Its place in the skeleton; -1 for a mention inside brackets or a quotation, which says nothing of its own. */
  at: number;
}>;

/**
 * A sentence ready for rules. In `skeleton` each mention is one {@link MENTION}, and brackets, blanks and long
 * quotations are gone, so that a rule sees 《A》（甲〔2001〕1号）和《B》同时废止 as ●和●同时废止.
 */
export type Statement = Readonly<{
  /** Index of its block in the layout. */
  block: number;
  role: Role;
  /** Whether it is the first one of its block. */
  begins: boolean;
  /** In the source. */
  span: Span;
  skeleton: string;
  mentions: readonly Mention[];
}>;

const LONGEST_TITLE = 160;
const LONGEST_BRACKET = 300;
/** In quotation marks: longer ones are wordings, not names (“五型”政府). */
const LONGEST_NAME = 40;
/** A list of two hundred repealed documents is one sentence; what is longer is no sentence. */
const LONGEST_SENTENCE = 20_000;
const CLOSING: Readonly<Record<string, string>> = { '（': '）', '(': ')', '《': '》' };

/** Characters without one of which a block names no document and says nothing about validity. */
const WORTH_READING = /[《号施执效废试订修延期]/;
const SHORT_NAME = /(?:简称|下称|以下称)(?:为)?[“"]?《?([^《》“”"，,。（）()]{2,24})[》”"]?/;
const KIND_BEFORE = /(?:通知|公告|通告|意见|办法|规定|决定|细则|函|批复|方案|通报|请示|报告)$/;
/** What runs into the number in running text: 现对甲公告〔2015〕第9号, 2000年1月29日国务院令第278号. */
const LEADING =
  /^(?:日|第[零〇一二三四五六七八九十百千]+[条款项]|(?:现|将|对|以|经|原|已|据|凡|因|即|且|当|同时|决定|停止)+)(?=[^令]{2,})/;
const ISSUED_UNDER = /(?:文|文件)?(?:的|(?:公布|发布|印发|颁布|下发|颁发)(?:的|了)?)?$/;

/** Where the bracket that opens at `at` closes, nested ones counted, or -1 where it does not within `most` units. */
function closingOf(text: string, at: number, most: number): number {
  const opening = text.charAt(at);
  const closing = CLOSING[opening] ?? '';
  let depth = 0;
  const last = Math.min(text.length, at + most);
  for (let index = at; index < last; index += 1) {
    const unit = text.charAt(index);
    // Brackets of both widths close each other in sloppy texts: （2001)1号.
    if (unit === opening || (opening === '（' && unit === '(') || (opening === '(' && unit === '（'))
      depth += 1;
    else if (unit === closing || (opening !== '《' && (unit === '）' || unit === ')'))) {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  // 《A、《B》: the first one was never closed.
  return opening === '《' && last === text.length ? text.slice(0, last).indexOf(closing, at) : -1;
}

/** The parts of a paragraph that it quotes as wording (修改为：“…”), which state nothing of their own. Linear. */
function quotedParts(text: string): Span[] {
  const parts: Span[] = [];
  for (let at = text.indexOf('“'); at >= 0; at = text.indexOf('“', at + 1)) {
    if (at > 0 && !'：:为”；。'.includes(text.charAt(at - 1))) continue;
    let depth = 0;
    let end = at;
    for (; end < text.length; end += 1) {
      if (text.charAt(end) === '“') depth += 1;
      else if (text.charAt(end) === '”') depth -= 1;
      if (depth === 0) break;
    }
    parts.push({ start: at, end });
    at = end;
  }
  return parts;
}

type Sentence = Readonly<{ text: string; sourceSpan: (start: number, end: number) => Span }>;

/** Builds the skeleton of one sentence from left to right. */
class SkeletonBuilder {
  readonly mentions: Mention[] = [];
  skeleton = '';
  readonly #sentence: Sentence;
  readonly #numbers: readonly FoundDocumentNumber[];

  constructor(sentence: Sentence) {
    this.#sentence = sentence;
    this.#numbers = findDocumentNumbers(sentence.text).flatMap(({ documentNumber, span }) => {
      if (/^第\d+期$/.test(documentNumber)) return [];
      const extra = LEADING.exec(documentNumber)?.[0].length ?? 0;
      return [{ documentNumber: documentNumber.slice(extra), span: { ...span, start: span.start + extra } }];
    });
  }

  /** Reads `[from, to)`; `isInner` where it stands in brackets or in a quotation. */
  read(from: number, to: number, isInner: boolean): void {
    const { text } = this.#sentence;
    let nextNumber = this.#numbers.findIndex(({ span }) => span.start >= from);
    for (let at = from; at < to; at += 1) {
      const unit = text.charAt(at);
      let number = nextNumber < 0 ? undefined : this.#numbers[nextNumber];
      while (number !== undefined && number.span.start < at) {
        nextNumber += 1;
        number = this.#numbers[nextNumber];
      }
      if (number !== undefined && number.span.start === at && number.span.end <= to) {
        this.#add(null, number, number.span, null, isInner);
        at = number.span.end - 1;
        continue;
      }
      if (unit === '《') {
        const close = closingOf(text, at, LONGEST_TITLE);
        if (close > at + 1 && close < to) {
          at = this.#addTitle(at, close, to, isInner) - 1;
          continue;
        }
      }
      if (unit === '（' || unit === '(') {
        const close = closingOf(text, at, LONGEST_BRACKET);
        if (close > at && close < to) {
          // A note that is one bracket as a whole is read like a sentence.
          const isWhole = at === from && close >= to - 2;
          if (!isInner && !isWhole && this.#addBracketed(at, close)) {
            at = close;
            continue;
          }
          this.read(at + 1, close, isInner || !isWhole);
          at = close;
          continue;
        }
      }
      if (unit === '“' && !isInner) {
        const close = text.indexOf('”', at);
        const isWording = '：:为'.includes(text.charAt(at - 1)) && at > 0;
        if (close < to && close > at && (isWording || close - at > LONGEST_NAME)) {
          this.read(at + 1, close, true);
          at = close;
          continue;
        }
      }
      if (!isInner && unit !== ' ') this.skeleton += unit;
    }
  }

  /** The title in `[at, close]` with the bracket behind it. Returns where reading goes on. */
  #addTitle(at: number, close: number, to: number, isInner: boolean): number {
    const { text } = this.#sentence;
    const title = text.slice(at + 1, close);
    const behind = text.charAt(close + 1);
    const bracket = behind === '（' || behind === '(' ? closingOf(text, close + 1, LONGEST_BRACKET) : -1;
    if (bracket < 0 || bracket >= to) {
      // 甲发〔2001〕1号《A》, 以甲令第1号公布的《A》: the number before belongs to the title.
      const before = this.mentions.at(-1);
      const between = before === undefined || before.at < 0 ? null : this.skeleton.slice(before.at + 1);
      if (
        before?.title === null &&
        between !== null &&
        !isInner &&
        ISSUED_UNDER.exec(between)?.[0] === between
      ) {
        this.mentions.pop();
        this.skeleton = this.skeleton.slice(0, before.at);
        const span = { start: before.span.start, end: this.#sentence.sourceSpan(at, close + 1).end };
        this.#push(title, before.documentNumber, span, this.#outerShortName(close + 1), isInner);
      } else this.#add(title, null, { start: at, end: close + 1 }, this.#outerShortName(close + 1), isInner);
      return close + 1;
    }
    const inside = text.slice(close + 2, bracket);
    const number = this.#numbers.find(({ span }) => span.start > close && span.end <= bracket);
    const shortName = SHORT_NAME.exec(inside)?.[1] ?? this.#outerShortName(bracket + 1);
    const end = number === undefined ? close + 1 : bracket + 1;
    this.#add(title, number ?? null, { start: at, end }, shortName, isInner);
    // The title's number is read; further ones (…修订) and titles are named beside it.
    this.read(number === undefined ? close + 2 : number.span.end, bracket, true);
    return bracket + 1;
  }

  /** 国家计委关于…的通知（计价格〔2001〕585号): a document by its number, behind its title without 《》. */
  #addBracketed(open: number, close: number): boolean {
    if (!KIND_BEFORE.test(this.skeleton)) return false;
    const number = this.#numbers.find(({ span }) => span.start > open && span.end <= close);
    if (number === undefined) return false;
    this.#add(null, number, { start: open, end: close + 1 }, null, false);
    return true;
  }

  /** 《A》，以下简称《办法》 without brackets. */
  #outerShortName(from: number): string | null {
    const next = this.#sentence.text.slice(from, from + 40);
    return /^[，,]\s*以下/.test(next) ? (SHORT_NAME.exec(next)?.[1] ?? null) : null;
  }

  #add(
    title: string | null,
    number: FoundDocumentNumber | null,
    within: Span,
    shortName: string | null,
    isInner: boolean,
  ): void {
    const span = this.#sentence.sourceSpan(within.start, within.end);
    const documentNumber = number?.documentNumber ?? null;
    this.#push(title, documentNumber, span, shortName, isInner);
  }

  #push(
    title: string | null,
    documentNumber: string | null,
    span: Span,
    shortName: string | null,
    isInner: boolean,
  ): void {
    const at = isInner ? -1 : this.skeleton.length;
    this.mentions.push({ title, documentNumber, span, shortName, at });
    if (!isInner) this.skeleton += MENTION;
  }
}

/**
 * The sentences of the document that name documents or may speak of validity, in reading order, those of `contents`
 * left out. Mentions are in reading order too. Linear.
 */
export function readStatements(text: string, layout: Layout): Statement[] {
  const statements: Statement[] = [];
  for (const [block, { role, paragraph }] of layout.blocks.entries()) {
    const span = { start: paragraph.start, end: paragraph.end };
    if (role === 'contents') continue;
    // Notes under a title tell dates in few words; elsewhere most paragraphs of a law are passed over.
    if (role !== 'header' && !WORTH_READING.test(text.slice(span.start, span.end))) continue;
    const reading = readingText(text, span);
    const quoted = quotedParts(reading.text);
    let quotation = 0;
    let begins = true;
    for (const { start, end } of sentences(reading.text)) {
      const sentence = reading.text.slice(start, Math.min(end, start + LONGEST_SENTENCE));
      const builder = new SkeletonBuilder({
        text: sentence,
        sourceSpan: (from, to) => reading.sourceSpan(start + from, start + to),
      });
      while ((quoted[quotation]?.end ?? end) < end - 1) quotation += 1;
      const isQuoted = (quoted[quotation]?.start ?? end) <= start;
      builder.read(0, sentence.length, isQuoted);
      const { mentions, skeleton } = builder;
      statements.push({ block, role, begins, span: reading.sourceSpan(start, end), skeleton, mentions });
      begins = false;
    }
  }
  return statements;
}
