import { isBlank } from '../text/characters.ts';
import { readingText, readsAsItStands } from '../text/reading.ts';
import type { Span } from '../text/schema.ts';
import { sentences } from '../text/sentences.ts';
import { ABOVE_ARTICLES } from './kinds.ts';
import { clausePath } from './label.ts';
import type { Clause, ClauseKind, Passage } from './schema.ts';

/** Characters as read. Sentences of Chinese policy texts have 60 on average, so a passage holds about three. */
export const LONGEST_PASSAGE = 200;
/** A long sentence is not cut before this many characters, so that no piece says next to nothing. */
const SHORTEST_PIECE = 60;

/** They say nothing that their children's heading paths do not say. */
const WITHOUT_PASSAGES: ReadonlySet<ClauseKind> = new Set([...ABOVE_ARTICLES, 'contents', 'divider']);

/**
 * Cuts one sentence into pieces of at most LONGEST_PASSAGE, behind ； (or the cell of a row) if possible, else behind ，
 * or 、, else anywhere.
 */
function cutSentence(text: string, sentence: Span): Span[] {
  const pieces: Span[] = [];
  let { start } = sentence;
  while (sentence.end - start > LONGEST_PASSAGE) {
    const piece = text.slice(start, start + LONGEST_PASSAGE);
    const endOf = (mark: string): number => piece.lastIndexOf(mark) + 1;
    const semicolon = Math.max(endOf('；'), endOf(';'), endOf('|'));
    const comma = Math.max(endOf('，'), endOf(','));
    const length = [semicolon, comma, endOf('、')].find((end) => end >= SHORTEST_PIECE) ?? LONGEST_PASSAGE;
    // A surrogate pair is one character.
    const low = text.charCodeAt(start + length);
    const end = start + length + (low >= 0xdc00 && low <= 0xdfff ? 1 : 0);
    pieces.push({ start, end });
    start = end;
    while (start < sentence.end && isBlank(text.charCodeAt(start))) start += 1;
  }
  if (start < sentence.end) pieces.push({ start, end: sentence.end });
  return pieces;
}

/** Runs of whole sentences of `text`, as long as LONGEST_PASSAGE allows. Dividers (---) and blank runs give none. */
function pack(text: string): Span[] {
  const runs: Span[] = [];
  let open: Span | undefined;
  const saysSomething = /[\p{L}\p{N}]/u;
  for (const sentence of sentences(text)) {
    for (const piece of cutSentence(text, sentence)) {
      if (open !== undefined && piece.end - open.start <= LONGEST_PASSAGE) {
        open = { start: open.start, end: piece.end };
        continue;
      }
      if (open !== undefined) runs.push(open);
      open = piece;
    }
  }
  if (open !== undefined) runs.push(open);
  return runs.filter((run) => saysSomething.test(text.slice(run.start, run.end)));
}

/** （一） 1. ①, not 一是 and 第一， */
const NUMBER_LABEL = /^[（(\d０-９\u2460-\u249b\u3220-\u3229]/u;
/** A longer point with a heading says enough by itself. */
const SHORT_POINT = 100;

/** A number within a paragraph whose words are read with those around them: alone they say next to nothing. */
const isReadWithItsParagraph = ({ kind, label, start, end, heading, fields, children }: Clause): boolean =>
  kind === 'point' &&
  NUMBER_LABEL.test(label ?? '') &&
  children.length === 0 &&
  fields.length === 0 &&
  (heading === null || end - start <= SHORT_POINT);

function beginsLine(text: string, { start }: Span): boolean {
  let before = start - 1;
  while (before >= 0 && text[before] !== '\n' && isBlank(text.charCodeAt(before))) before -= 1;
  return before < 0 || text[before] === '\n';
}

/** The children that have passages of their own, behind those that are read with the clause. */
function separateChildren(text: string, { children }: Clause): readonly Clause[] {
  const first = children.findIndex((child) => !isReadWithItsParagraph(child) || beginsLine(text, child));
  return first < 0 ? [] : children.slice(first);
}

/** A clause's own text behind its label, up to the first of its separate children. */
function ownText(text: string, clause: Clause): Span {
  const end = separateChildren(text, clause)[0]?.start ?? clause.end;
  if (clause.label === null) return { start: clause.start, end };
  const label = text.indexOf(clause.label, clause.start);
  const start = label < 0 || label + clause.label.length > end ? clause.start : label + clause.label.length;
  return { start, end };
}

function passagesOf(text: string, clause: Clause): Span[] {
  const own = ownText(text, clause);
  let { start, end } = own;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  if (start >= end) return [];
  const source = text.slice(start, end);
  if (readsAsItStands(source)) {
    return pack(source).map((run) => ({ start: start + run.start, end: start + run.end }));
  }
  const reading = readingText(text, { start, end });
  return pack(reading.text).map((run) => reading.sourceSpan(run.start, run.end));
}

/**
 * The passages of a clause tree, in reading order: runs of whole sentences of one clause's own text, each at most
 * about 200 characters as read, with the clause's heading path. A longer sentence is cut behind ； or ，. Spans are in
 * `text`, without outer blanks. The title of an enclosed document is in the path where there are several to tell apart:
 * that of the only one stands in the title of the notice, which each passage has already. Numbered points within one
 * paragraph are read with it. Linear.
 */
export function makePassages(text: string, clauses: readonly Clause[]): Passage[] {
  const passages: Passage[] = [];
  const several = clauses.filter(({ kind }) => kind === 'enclosed').length > 1;
  const visit = (clause: Clause, above: readonly Clause[]): void => {
    const path = [...above, clause];
    const unnamed = !several && path[0]?.kind === 'enclosed' && path[0].heading !== null;
    if (!WITHOUT_PASSAGES.has(clause.kind)) {
      let headingPath: readonly string[] | undefined;
      for (const span of passagesOf(text, clause)) {
        headingPath ??= clausePath(path).slice(unnamed ? 1 : 0);
        passages.push({ clauseId: clause.id, ...span, headingPath });
      }
    }
    for (const child of separateChildren(text, clause)) visit(child, path);
  };
  for (const clause of clauses) visit(clause, []);
  return passages;
}
