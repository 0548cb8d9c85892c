import { visible } from './fold.ts';

const MARKER_BODY =
  '\\s*(?:\\^|来源|资料|条款|引用|注)?\\s*\\d{1,3}(?:\\s*[,，、;；\\-–~～至]\\s*\\d{1,3})*\\s*';
const MARKER = new RegExp(`[\\[［【]${MARKER_BODY}[\\]］】]`, 'gu');
/** A marker that may not be complete yet. */
const MARKER_BEGINS = /^[[［【][^\]］】]{0,40}$/u;
const MARKER_AT = new RegExp(`^[\\[［【]${MARKER_BODY}[\\]］】]`, 'u');

const OPENING = '“‘「『（《〈(';
const CLOSING = '”’」』）》〉)';
const ENDS = '。！？!?';
/** After a closing mark these go on with the sentence, as in sentences.ts. */
const GOES_ON = '，、；：,;。的';
/** A quotation that is not closed within this many units is taken for unclosed. */
const LONGEST_QUOTATION = 80;

/** A sentence as the model wrote it; `text` without its markers, `markers` as numbers in the order of their places. */
export type MarkedSentence = Readonly<{
  text: string;
  markers: readonly number[];
  /** The sentence with each run of markers written by `write`, those behind its full stop before it. */
  marked: (write: (numbers: readonly number[]) => string) => string;
}>;

/** 1,3-5 → 1 3 4 5. A range that falls or is longer than a list of sources is read as its ends. */
function numbersOf(marker: string): number[] {
  const numbers: number[] = [];
  for (const [, first = '', , last] of marker.matchAll(/(\d{1,3})(\s*[-–~～至]\s*(\d{1,3}))?/gu)) {
    const [from, to] = [Number(first), Number(last ?? first)];
    if (to < from || to - from > 30) numbers.push(from, to);
    else for (let number = from; number <= to; number += 1) numbers.push(number);
  }
  return numbers;
}

/** Marks of markdown, and the number or dash of a list: they are the model's, and nothing checks them. */
const withoutMarks = (line: string): string =>
  line
    .replaceAll(/\*\*|__|`/gu, '')
    .replace(
      /^\s*(?:#{1,6}\s+|>\s*|[-*•·]\s+|\d{1,2}[.．、)）]\s*(?!\d)|[（(]\d{1,2}[）)]\s*|[①-⑳]\s*)+/u,
      '',
    )
    .trim();

function readSentence(raw: string): MarkedSentence | null {
  const line = withoutMarks(visible(raw));
  const text = line.replaceAll(MARKER, '').trim();
  if (text === '') return null;
  const markers = [...line.matchAll(MARKER)].flatMap(([marker]) => numbersOf(marker));
  return {
    text,
    markers,
    marked: (write) => {
      const [, body = '', stop = '', behind = ''] =
        /^([\s\S]*?)([。！？!?；;]*)\s*((?:[[［【][^\]］】]*[\]］】]\s*)*)$/u.exec(line) ?? [];
      const tail = behind.replaceAll(/\s+/gu, '');
      return `${body}${tail}${stop}`
        .replaceAll(new RegExp(`\\s*(?:[\\[［【]${MARKER_BODY}[\\]］】]\\s*)+`, 'gu'), (run) =>
          write([...new Set([...run.matchAll(MARKER)].flatMap(([marker]) => numbersOf(marker)))]),
        )
        .trim();
    },
  };
}

/**
 * Cuts what a model writes into sentences while it comes in: 。！？ and a line end close one, with the closing quotation
 * marks and markers behind; not within a quotation or brackets. However the text is cut into pieces, the sentences are
 * the same.
 */
export class SentenceSplitter {
  #buffer = '';
  /** How far the buffer has been read, and what is open there. */
  #at = 0;
  #depth: { closing: string; at: number }[] = [];
  /** A full stop has been read; only closing marks and markers may follow. */
  #ended = false;

  push(piece: string): MarkedSentence[] {
    this.#buffer += piece;
    return this.#take(false);
  }

  /** What is left when no more comes. */
  end(): MarkedSentence[] {
    return this.#take(true);
  }

  #take(final: boolean): MarkedSentence[] {
    const found: MarkedSentence[] = [];
    const cut = (end: number): void => {
      const sentence = readSentence(this.#buffer.slice(0, end));
      if (sentence !== null) found.push(sentence);
      this.#buffer = this.#buffer.slice(end);
      this.#at = 0;
      this.#depth = [];
      this.#ended = false;
    };
    while (this.#at < this.#buffer.length) {
      const character = this.#buffer.charAt(this.#at);
      if (this.#ended) {
        const rest = this.#buffer.slice(this.#at, this.#at + 60);
        const marker = MARKER_AT.exec(rest);
        if (marker !== null) {
          this.#at += marker[0].length;
          continue;
        }
        if (!final && MARKER_BEGINS.test(rest)) return found;
        if (`${CLOSING}${ENDS} *`.includes(character)) {
          this.#at += 1;
          continue;
        }
        const before = this.#buffer.charAt(this.#at - 1);
        if (GOES_ON.includes(character) && CLOSING.includes(before)) this.#ended = false;
        else cut(this.#at);
        continue;
      }
      if (character === '\n' || character === '\r') {
        // A marker on the next line belongs to no sentence of its own.
        cut(this.#at + 1);
        continue;
      }
      const open = OPENING.indexOf(character);
      while (this.#depth.length > 0 && this.#at - (this.#depth.at(-1)?.at ?? 0) > LONGEST_QUOTATION)
        this.#depth.pop();
      if (open >= 0) this.#depth.push({ closing: CLOSING.charAt(open), at: this.#at });
      else if (this.#depth.at(-1)?.closing === character) this.#depth.pop();
      else if (ENDS.includes(character) && this.#depth.length === 0) this.#ended = true;
      if (
        CLOSING.includes(character) &&
        this.#depth.length === 0 &&
        ENDS.includes(this.#buffer.charAt(this.#at - 1))
      )
        this.#ended = true;
      this.#at += 1;
    }
    if (final && this.#buffer !== '') cut(this.#buffer.length);
    return found;
  }
}
