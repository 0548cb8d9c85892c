import { readAs, readingText, readLine, readsAsItStands } from '../text/reading.ts';
import type { Span } from '../text/schema.ts';
import { sentences } from '../text/sentences.ts';
import type { ClauseField, ClauseKind } from './schema.ts';

/** Headings are short; in bold type they may be longer. Characters as read. */
const LONGEST_HEADING = 40;
const LONGEST_BOLD_HEADING = 70;
const LONGEST_HEADING_LINE = 60;

/** A line that is one sentence is a heading only where it is very short, text follows below, and it rules nothing. */
const LONGEST_SENTENCE_LINE = 30;
const RULE = /应当|不得|必须|可以|禁止|给予|按照|由.*负责/;

export type Heading = Readonly<{ heading: string; span: Span }>;

/** A numbered line that is a heading as a whole: 一、指导思想. It says no sentence and ends without punctuation. */
function headingLine(read: string): boolean {
  return read.length <= LONGEST_HEADING_LINE && !/[。！？]|[；：，、;:,]$/.test(read);
}

/**
 * The heading at the begin of a numbered paragraph: the whole line, or its first sentence where it is short and more
 * follows (注重加强政治建设。坚持把…). `content` is the paragraph behind its label; `followed`: more text or clauses
 * stand below it in the same clause. Null where it has none.
 */
export function readHeading(
  text: string,
  content: Span,
  kind: ClauseKind,
  { bold, followed }: Readonly<{ bold: boolean; followed: boolean }>,
): Heading | null {
  if (content.start >= content.end) return null;
  if (kind === 'article') return readArticleHeading(text, content);
  if (kind === 'law_item' || kind === 'law_subitem' || kind === 'paragraph') return null;
  const source = text.slice(content.start, content.end);
  const reading = readsAsItStands(source) ? null : readingText(text, content);
  const read = reading?.text ?? source;
  const spanOf = (start: number, end: number): Span =>
    reading?.sourceSpan(start, end) ?? { start: content.start + start, end: content.start + end };
  const spaced = readSpacedHeading(text, content, kind);
  if (spaced !== null) return spaced;
  if (headingLine(read)) return { heading: read, span: spanOf(0, read.length) };
  const limit = bold ? LONGEST_BOLD_HEADING : LONGEST_HEADING;
  // Looked at alone, so that a long paragraph is not cut into sentences for its heading.
  const first = sentences(read.slice(0, limit + 20))[0];
  if (first === undefined || first.end > limit || read.charAt(first.end - 1) !== '。') return null;
  const alone = read.slice(first.end).trim() === '';
  if (alone && !(followed && first.end <= LONGEST_SENTENCE_LINE && !RULE.test(read))) return null;
  return { heading: read.slice(first.start, first.end - 1), span: spanOf(first.start, first.end - 1) };
}

const SPACED_KINDS: ReadonlySet<ClauseKind> = new Set(['chapter', 'law_section', 'part', 'section', 'item']);
const SPACED_HEADING = /^([一-龥、“”《》]{2,20})([ \t\u3000]+)(?=[一-龥“《（(\d])/;
/** What follows a heading on its own line is a text, not the rest of it. */
const SHORTEST_TEXT = 15;

/**
 * 一、总则　为了规范…: a heading with the text behind it on the same line. One narrow blank parts them only where the
 * line has no other: else it is spacing.
 */
function readSpacedHeading(text: string, content: Span, kind: ClauseKind): Heading | null {
  if (!SPACED_KINDS.has(kind)) return null;
  const match = SPACED_HEADING.exec(text.slice(content.start, Math.min(content.end, content.start + 40)));
  const [whole, heading, blank] = match ?? [];
  if (whole === undefined || heading === undefined || blank === undefined) return null;
  const rest = text.slice(content.start + whole.length, content.end);
  if (rest.length < SHORTEST_TEXT || !/[，。；：]/.test(rest)) return null;
  if (blank === ' ' && /[ \t\u3000]/.test(rest)) return null;
  return { heading, span: { start: content.start, end: content.start + heading.length } };
}

/** 第一条（目的和依据） and 第一条【目的】为了…: the articles of some regions and of drafts have headings in brackets. */
function readArticleHeading(text: string, content: Span): Heading | null {
  const source = text.slice(content.start, Math.min(content.end, content.start + 40));
  const match = /^\s*(?:（([^（）]{2,30})）(?=\s|$)|【([^【】]{2,30})】)/.exec(source);
  const inner = match?.[1] ?? match?.[2];
  if (match === null || inner === undefined) return null;
  const start = content.start + match[0].indexOf(inner);
  const span = { start, end: start + inner.length };
  return { heading: readLine(text, span), span };
}

const FIELD_NAME =
  '(?:牵头|责任|主办|协办|配合|承办|参加|参与|实施|主管|落实|负责)(?:单位|部门|机构|领导|人)|责任主体|完成时限|完成时间|时间节点|办理时限';
const FIELD = new RegExp(
  `(${FIELD_NAME})[ \\t]*[：:]((?:[^；;。（）()\\n]|（[^（）\\n]*）|\\([^()\\n]*\\))+)`,
  'g',
);

/** Fields stand in brackets, or begin a line. In running text the same words are words. */
const FIELD_BEFORE = /(?:^|[（(；;，,\n\r])[ \t\u3000]*$/;

/** （牵头单位：县发改委；责任单位：…） in a clause's own text. Spans run from the name to the end of the value. */
export function readFields(text: string, own: Span): ClauseField[] {
  const fields: ClauseField[] = [];
  const slice = text.slice(own.start, own.end);
  if (!slice.includes('：') && !slice.includes(':')) return fields;
  for (const match of slice.matchAll(FIELD)) {
    const [whole, name = '', value = ''] = match;
    if (!FIELD_BEFORE.test(slice.slice(Math.max(0, match.index - 3), match.index))) continue;
    const start = own.start + match.index;
    const end = start + whole.trimEnd().length;
    const read = readAs(text, { start: start + whole.length - value.length, end });
    if (read !== '') fields.push({ name, value: read, start, end });
  }
  return fields;
}
