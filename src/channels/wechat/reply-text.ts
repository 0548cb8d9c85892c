import type { Answer, Citation } from '../../answer/schema.ts';
import { citationUrl, markedLines, sourceName } from '../answer-text.ts';
import { shorten } from '../shorten.ts';

/** How much a platform takes: bytes of UTF-8 in one message, and messages for one answer. */
export type ReplyShape = Readonly<{
  maxBytes: number;
  maxMessages: number;
  /** PUBLIC_URL: without it there are no links. */
  publicUrl: string | undefined;
}>;

const CUT_SHORT = '……（后文从略，见原文）';
const NEAREST = '最接近的条款（未必相关，不是回答）：';
const MOST_NEAREST = 3;
/** Room for {@link leftOut}. */
const LEFT_OUT_BYTES = 50;
const leftOut = (count: number): string => `（另有 ${count} 处出处未列出）`;

const bytesOf = (text: string): number => Buffer.byteLength(text);
const sumOf = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + bytesOf(text) + bytesOf('\n\n'), 0);

/** `text` where it has at most `maxBytes` in UTF-8, else as many whole sentences as fit (see {@link shorten}). Linear. */
export function shortenToBytes(text: string, maxBytes: number): string {
  let bytes = 0;
  let units = 0;
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > maxBytes) return units === 0 ? '' : shorten(text, units);
    units += character.length;
  }
  return text;
}

/** Both platforms read `<a>` in a text as a link; one that comes from a document must not become one. */
const withoutLinks = (text: string): string => text.replace(/<(?=\/?a\b)/giu, '＜');

/** Collects texts into as few messages as they fit in. */
class Messages {
  readonly #messages: string[] = [];
  readonly #shape: ReplyShape;

  constructor(shape: ReplyShape) {
    this.#shape = shape;
  }

  get all(): readonly string[] {
    return this.#messages;
  }

  /** False where it does not fit; `reserved` bytes of the last message stay free. */
  add(text: string, separator: string, reserved = 0): boolean {
    const { maxBytes, maxMessages } = this.#shape;
    const last = this.#messages.at(-1);
    const isLast = this.#messages.length === maxMessages;
    const joined = last === undefined ? text : `${last}${separator}${text}`;
    if (last !== undefined && bytesOf(joined) <= maxBytes - (isLast ? reserved : 0)) {
      this.#messages[this.#messages.length - 1] = joined;
      return true;
    }
    if (isLast || bytesOf(text) > maxBytes) return false;
    this.#messages.push(text);
    return true;
  }
}

/** 《title》（文号）三、（四）12. and a link; at most half of a message. */
function sourceText(citation: Citation, { publicUrl, maxBytes }: ReplyShape): string {
  const most = Math.floor(maxBytes / 4);
  const whole = withoutLinks(sourceName(citation));
  const name = bytesOf(whole) <= most ? whole : `${shortenToBytes(whole, most - bytesOf('……'))}……`;
  if (publicUrl === undefined) return name;
  const link = ` <a href="${citationUrl(citation, publicUrl).replaceAll('"', '%22')}">查看原文</a>`;
  return bytesOf(link) <= most ? `${name}${link}` : name;
}

/** As many lines as fit into `room` bytes; the one that does not is cut at a sentence. Something of the first is always there. */
function fitLines(lines: readonly { line: string; marks: string }[], room: number): string {
  const fitting: string[] = [];
  let left = room;
  for (const { line, marks } of lines) {
    const whole = `${line}${marks}`;
    left -= bytesOf(whole) + 1;
    if (left >= -1) {
      fitting.push(whole);
      continue;
    }
    const end = `${CUT_SHORT}${marks}`;
    const kept = shortenToBytes(line, left + bytesOf(whole) + 1 - bytesOf(end));
    if (kept !== '' && (fitting.length === 0 || /[。！？；]$/u.test(kept))) fitting.push(`${kept}${end}`);
    else fitting.push(CUT_SHORT);
    break;
  }
  return fitting.join('\n');
}

function noEvidence(answer: Answer, lead: string, shape: ReplyShape): readonly string[] {
  const messages = new Messages({ ...shape, maxMessages: 1 });
  messages.add(`${lead}${answer.answer}。`, '');
  for (const [at, citation] of answer.related.slice(0, MOST_NEAREST).entries()) {
    const source = `- ${sourceText(citation, shape)}`;
    if (at === 0 ? !messages.add(`${NEAREST}\n${source}`, '\n\n') : !messages.add(source, '\n')) break;
  }
  return messages.all;
}

/**
 * An answer as messages of plain text with `<a>`, none longer than the platform takes: the answer, cut at a sentence where
 * it is too long, what the reader must know, and the sources, of which the first is never left out. With several sources
 * `[n]` stands behind what each is for.
 */
export function replyMessages(answer: Answer, shape: ReplyShape): readonly string[] {
  const { maxBytes, maxMessages } = shape;
  const readAs = (answer.readAs ?? []).map(({ from, to }) => `（“${from}”按“${to}”理解）\n`).join('');
  const lead = withoutLinks(bytesOf(readAs) <= maxBytes / 8 ? readAs : '');
  if (answer.status === 'no_evidence') return noEvidence(answer, lead, shape);

  const several = answer.citations.length > 1;
  const [first = '', ...others] = answer.citations.map((citation) => {
    const source = sourceText(citation, shape);
    return several ? `[${citation.index}] ${source}` : source;
  });
  const sources = `出处：${several ? '\n' : ''}${first}`;
  const warnings = answer.warnings.map(({ message }) =>
    withoutLinks(`注意：${shortenToBytes(message, Math.floor(maxBytes / 8))}`),
  );
  const lines = markedLines(answer).map(({ line, marks }) => ({
    line: withoutLinks(line),
    marks: several ? marks : '',
  }));

  const messages = new Messages(shape);
  const behind = maxMessages > 1 ? 0 : sumOf([sources, ...warnings]) + (several ? LEFT_OUT_BYTES : 0);
  const room = Math.max(maxBytes - behind, Math.floor(maxBytes / 3)) - bytesOf(lead);
  messages.add(`${lead}${fitLines(lines, room)}`, '');
  for (const warning of warnings) messages.add(warning, '\n\n', sumOf([sources]) + LEFT_OUT_BYTES);
  messages.add(sources, '\n\n');
  const missing = others.findIndex(
    (source, at) => !messages.add(source, '\n', at < others.length - 1 ? LEFT_OUT_BYTES : 0),
  );
  if (missing >= 0) messages.add(leftOut(others.length - missing), '\n');
  return messages.all;
}
