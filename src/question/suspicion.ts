import { isHan } from '../text/characters.ts';
import type { Span } from '../text/schema.ts';
import type { Segmenter } from '../text/segment.ts';
import { QUESTION_PHRASES } from './question-words.ts';
import { LONGEST_WORD, SHORTEST_WORD } from './vocabulary.ts';

/**
 * A piece of a question as the segmenter cuts it. `known`: a word of the documents or of asking; `strange`: a word of
 * the dictionary that no document has; `single`: one character by itself; `particle`: one that asks or joins (的, 是);
 * `other`: no Chinese characters. Spans are in the normalised question.
 */
export type Piece = Span & Readonly<{ kind: 'known' | 'strange' | 'single' | 'particle' | 'other' }>;

export type KnownWords = Readonly<{
  segmenter: Segmenter;
  questionWords: ReadonlySet<string>;
  /** Whether a document, or the synonym file, has the word. */
  has: (word: string) => boolean;
}>;

/** Characters that join words and stand alone in any question, beside those that ask. */
const JOINING = '之所等着过地不';

/** Whether `word` asks by itself (什么, 多少, 如何). */
export const isAskingWord = (word: string): boolean => word.replace(QUESTION_PHRASES, '') === '';

/**
 * Cuts `normalised` into pieces that cover it. Two single characters whose pair stands in a document too (a name that
 * the dictionary lacks) are known.
 */
export function cutPieces(normalised: string, { segmenter, questionWords, has }: KnownWords): Piece[] {
  const asking = [...normalised.matchAll(QUESTION_PHRASES)].map(({ index, 0: phrase }) => ({
    start: index,
    end: index + phrase.length,
  }));
  const kindOf = (word: string, start: number): Piece['kind'] => {
    if (!isHan(word.charCodeAt(0))) return 'other';
    const asks = asking.some((phrase) => phrase.start < start + word.length && start < phrase.end);
    if (word.length === 1)
      return asks || questionWords.has(word) || JOINING.includes(word) ? 'particle' : 'single';
    return asks || questionWords.has(word) || has(word) ? 'known' : 'strange';
  };
  let at = 0;
  const pieces = segmenter.cut(normalised).map((word): Piece => {
    const start = at;
    at += word.length;
    return { start, end: at, kind: kindOf(word, start) };
  });
  const paired = new Set<number>();
  for (const [index, { start, kind }] of pieces.entries()) {
    const next = pieces[index + 1];
    if (kind !== 'single' || next?.kind !== 'single') continue;
    if (has(normalised.slice(start, next.end))) paired.add(index).add(index + 1);
  }
  return pieces.map((piece, index) => (paired.has(index) ? { ...piece, kind: 'known' } : piece));
}

/** Where `pieces` do not join to words that the documents know; particles between do not part them. */
export function findSuspicions(pieces: readonly Piece[]): Span[] {
  const found: Span[] = [];
  let open: { start: number; end: number } | null = null;
  for (const { start, end, kind } of pieces) {
    if (kind === 'strange' || kind === 'single') {
      if (open === null) open = { start, end };
      else open.end = end;
    } else if (open !== null && kind !== 'particle') {
      found.push(open);
      open = null;
    }
  }
  if (open !== null) found.push(open);
  return found;
}

/** The stretches of 2 to 6 Chinese characters that touch `suspicion` and cut no known word apart. */
export function* windowsAround(suspicion: Span, pieces: readonly Piece[]): Generator<Span> {
  const inside = new Set<number>();
  let from = 0;
  let to = pieces.at(-1)?.end ?? 0;
  for (const { start, end, kind } of pieces) {
    if (kind === 'other' && end <= suspicion.start) from = end;
    if (kind === 'other' && start >= suspicion.end) to = Math.min(to, start);
    if (kind === 'known') for (let at = start + 1; at < end; at += 1) inside.add(at);
  }
  for (let start = Math.max(from, suspicion.start - LONGEST_WORD + 1); start < suspicion.end; start += 1) {
    if (inside.has(start)) continue;
    const last = Math.min(to, start + LONGEST_WORD);
    for (let end = Math.max(suspicion.start + 1, start + SHORTEST_WORD); end <= last; end += 1) {
      if (!inside.has(end)) yield { start, end };
    }
  }
}
