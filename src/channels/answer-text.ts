import type { Answer, Citation } from '../answer/schema.ts';
import { bookTitle } from '../text/book-title.ts';
import { shorten } from './shorten.ts';

/** Longest answer that a chat shows, in UTF-16 code units, its sources not counted: some four screens of a phone. */
const ANSWER_MAX_LENGTH = 2000;

const CUT_SHORT = '……（后文从略，全文见出处）';

/** `[n]` in a text with the citation it stands for; a half-open range of UTF-16 code units. */
export type Marker = Readonly<{ citation: Citation; start: number; end: number }>;

/** An answer as a chat shows it. `shortened` where not all of it is there. */
export type AnswerText = Readonly<{ text: string; markers: readonly Marker[]; shortened: boolean }>;

export type AnswerTextOptions = Readonly<{
  /** PUBLIC_URL: what links begin with; without it there are none, as nobody but the server knows its address. */
  publicUrl?: string | undefined;
  /** Longest answer in UTF-16 code units, its sources not counted; ANSWER_MAX_LENGTH at most. */
  maxLength?: number | undefined;
}>;

/** The address of a citation: absolute where PUBLIC_URL is set, else as the API gives it. */
export const citationUrl = ({ url }: Pick<Citation, 'url'>, publicUrl: string | undefined): string =>
  publicUrl === undefined ? url : `${publicUrl.replace(/\/$/u, '')}${url}`;

/** 《title》（文号）三、（四）12. */
export function sourceName({ document, clause }: Pick<Citation, 'document' | 'clause'>): string {
  const number = document.documentNumber === null ? '' : `（${document.documentNumber}）`;
  return `${bookTitle(document.title ?? '无标题文件')}${number}${clause.label}`;
}

/** 《title》（文号）三、（四）12. with the link, where there is one. */
export function sourceLine(citation: Citation, publicUrl: string | undefined): string {
  const link = publicUrl === undefined ? '' : ` ${citationUrl(citation, publicUrl)}`;
  return `${sourceName(citation)}${link}`;
}

/** The citation that a marker `[n]` of the answer itself stands for; undefined for a mere number in brackets. */
const markedCitation = (digits: string, citations: readonly Citation[]): Citation | undefined =>
  citations.find(({ index }) => index === Number(digits));

const MARKER = /\[(\d{1,3})\]/gu;

/**
 * The answer's lines, each with its markers behind it. An extractive answer has a line for each citation, in their order
 * and without markers; one that has markers already keeps them.
 */
export function markedLines({ answer, citations }: Answer): { line: string; marks: string }[] {
  const lines = answer.split('\n').filter((line) => line.trim() !== '');
  const marked = [...answer.matchAll(MARKER)].some(
    ([, digits = '']) => markedCitation(digits, citations) !== undefined,
  );
  if (marked) return lines.map((line) => ({ line, marks: '' }));
  const eachItsOwn = lines.length === citations.length;
  return lines.map((line, at) => {
    const own = citations.filter((_, place) => (eachItsOwn ? place === at : at === lines.length - 1));
    return { line, marks: own.map(({ index }) => ` [${index}]`).join('') };
  });
}

/** As many lines as fit; the one that does not is cut at a sentence. A first line is always there. */
function fitLines(
  lines: readonly { line: string; marks: string }[],
  maxLength: number,
): { paragraphs: string[]; shortened: boolean } {
  const paragraphs: string[] = [];
  let room = maxLength;
  for (const { line, marks } of lines) {
    if (line.length <= room) {
      paragraphs.push(`${line}${marks}`);
      room -= line.length;
      continue;
    }
    const kept = shorten(line, room);
    // Less than a sentence is worth showing only where nothing else is.
    if (paragraphs.length === 0 || /[。！？；]$/u.test(kept)) paragraphs.push(`${kept}${CUT_SHORT}${marks}`);
    else paragraphs.push(CUT_SHORT);
    return { paragraphs, shortened: true };
  }
  return { paragraphs, shortened: false };
}

function findMarkers(text: string, citations: readonly Citation[]): Marker[] {
  return [...text.matchAll(MARKER)].flatMap((found) => {
    const citation = markedCitation(found[1] ?? '', citations);
    return citation === undefined
      ? []
      : [{ citation, start: found.index, end: found.index + found[0].length }];
  });
}

function nearest(related: readonly Citation[], publicUrl: string | undefined): string[] {
  if (related.length === 0) return [];
  return ['最接近的条款（未必相关，不是回答）：', ...related.map((one) => `- ${sourceLine(one, publicUrl)}`)];
}

/**
 * An answer with its sources as text that chat clients show, whether they read markdown or not: `[n]` behind each quote,
 * what the reader must know, and at the end `[n] 《title》（文号）clause`. Without evidence it says so, and what came nearest
 * bears no marker. Paragraphs stand apart by a blank line, as markdown joins lines.
 */
export function answerText(answer: Answer, { publicUrl, maxLength }: AnswerTextOptions = {}): AnswerText {
  const { citations, warnings, related, readAs = [] } = answer;
  const before = readAs.map(({ from, to }) => `（“${from}”按“${to}”理解）`);
  if (answer.status === 'no_evidence') {
    const text = [...before, `${answer.answer}。`, ...nearest(related, publicUrl)].join('\n\n');
    return { text, markers: [], shortened: false };
  }
  const longest = Math.min(maxLength ?? ANSWER_MAX_LENGTH, ANSWER_MAX_LENGTH);
  const { paragraphs, shortened } = fitLines(markedLines(answer), longest);
  const body = [...before, ...paragraphs, ...warnings.map(({ message }) => `注意：${message}`)].join('\n\n');
  const sources = citations.map((citation) => `[${citation.index}] ${sourceLine(citation, publicUrl)}`);
  return {
    text: [body, '出处：', ...sources].join('\n\n'),
    markers: findMarkers(body, citations),
    shortened,
  };
}
