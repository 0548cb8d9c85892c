import type { Span } from '../text/schema.ts';
import type { Piece } from './suspicion.ts';
import type { TypingError } from './typing-error.ts';
import { SHORTEST_WORD } from './vocabulary.ts';

/** `word` for what is written at the span gives the question `text`. Scores are sums of the weights of this file. */
export type Candidate = Span & Readonly<{ word: string; text: string; score: number }>;

/** How readily each error is believed, before anything else is known. Input by sound makes most errors. */
const BELIEF: Readonly<Record<TypingError, number>> = {
  sound: 4,
  swapped: 3.5,
  near_sound: 2.6,
  shape: 2.6,
  doubled: 2.5,
  left_out: 1.5,
  added: 1,
  other: -1,
};

/** Where what is written is a word of the dictionary, if one that no document has, it may well be meant. */
const MEANT_WORD: Readonly<Record<TypingError, number>> = {
  sound: -4.5,
  swapped: -4,
  near_sound: -5,
  shape: -5,
  doubled: -4,
  left_out: -5,
  added: -5,
  other: -5,
};

/** Where it begins or ends within such a word, that word must be a chance. */
const CUT_APART = -1.5;

/** How far a character that often stands by itself in the documents (市, 区) is the one that is meant. */
const MEANT_CHARACTER = -0.7;

/** Each character of a word beyond two makes a chance likeness less likely. */
const LENGTH_BELIEF = 1.2;

/**
 * The word stands in the passages that the rest of the question finds, or in none of them; it stands there beside the
 * same neighbour.
 */
const IN_CONTEXT = 2;
const OUT_OF_CONTEXT = -1;
/** The rest of the question finds nothing, or there is no rest. */
const NO_CONTEXT = 0.5;
const BESIDE_NEIGHBOUR = 2;

/** What a word gains at most by being common. */
const MOST_COMMON = 1.5;

/**
 * What a mending needs, and by how much it must be better than another. Fitted by hand to the question sets of
 * test/evaluation with injected errors, and to 1,000 questions about what the documents do not hold.
 */
const ENOUGH = 5;
const CLEARLY = 0.8;

/** What the context can add at most is not enough below this. */
export const HOPELESS = ENOUGH - IN_CONTEXT - BESIDE_NEIGHBOUR;

/** 0 for a word that stands in no passage, {@link MOST_COMMON} from about 20 on. */
export const commonness = (passageFrequency: number): number =>
  Math.min(MOST_COMMON, Math.log1p(passageFrequency) / 2);

const cutsApart = ({ start, end }: Piece, at: number): boolean => start < at && at < end;

/** Belief in the error by itself. `wrongCommonness` is that of the character at fault. */
export function errorBelief(
  error: TypingError,
  { start, end }: Span,
  pieces: readonly Piece[],
  wordLength: number,
  wrongCommonness: number,
): number {
  const word = pieces.some((piece) => piece.kind === 'strange' && piece.start === start && piece.end === end);
  const cuts = pieces.filter((piece) => cutsApart(piece, start) || cutsApart(piece, end)).length;
  const character = error === 'swapped' ? 0 : MEANT_CHARACTER * wrongCommonness;
  return (
    BELIEF[error] +
    LENGTH_BELIEF * (wordLength - SHORTEST_WORD) +
    CUT_APART * cuts +
    (word ? MEANT_WORD[error] : character)
  );
}

/**
 * Whether the error may lie at `wrong`: words that the documents know and particles are taken as meant. What can stand
 * as it is lacks nothing, though a character more would make it another word (抓落实, 狠抓落实; 办不, 办不成).
 */
export function mayErr(
  error: TypingError,
  wrong: number,
  { start, end }: Span,
  pieces: readonly Piece[],
): boolean {
  if (error !== 'left_out') {
    const last = error === 'swapped' ? wrong + 1 : wrong;
    return pieces.every(
      (piece) =>
        piece.end <= wrong || piece.start > last || piece.kind === 'strange' || piece.kind === 'single',
    );
  }
  const within = pieces.filter((piece) => start <= piece.start && piece.end <= end);
  if (within.some(({ kind }) => kind === 'particle')) return false;
  if (wrong !== start && wrong !== end) return true;
  return (
    end - start > SHORTEST_WORD &&
    within.every((piece) => piece.kind !== 'known' || piece.end - piece.start === 1)
  );
}

/** How well `word` at the span agrees with `context`: passages that the rest of the question finds, best first. */
export function contextBelief(
  normalised: string,
  { start, end }: Span,
  word: string,
  context: readonly string[],
): number {
  const before = start === 0 ? null : normalised.charAt(start - 1) + word;
  const after = end === normalised.length ? null : word + normalised.charAt(end);
  let within = 0;
  let beside = 0;
  for (const [rank, text] of context.entries()) {
    if (!text.includes(word)) continue;
    const weight = 1 / (1 + rank / 5);
    within = Math.max(within, weight);
    if ((before !== null && text.includes(before)) || (after !== null && text.includes(after)))
      beside = Math.max(beside, weight);
  }
  if (context.length === 0) return NO_CONTEXT;
  if (within === 0) return OUT_OF_CONTEXT;
  return IN_CONTEXT * within + BESIDE_NEIGHBOUR * beside;
}

/**
 * The best candidate, if it is good enough and none that gives another question comes near. Of those that give the
 * same one, the longest that takes no word along that the documents know by itself (素求, not 企业素求).
 */
export function clearest(candidates: readonly Candidate[], pieces: readonly Piece[]): Candidate | null {
  const ranked = [...candidates].sort((a, b) => b.score - a.score);
  const best = ranked[0];
  if (best === undefined || best.score < ENOUGH) return null;
  if (ranked.some(({ text, score }) => text !== best.text && score > best.score - CLEARLY)) return null;
  const takenAlong = ({ start, end }: Span) =>
    pieces.filter((piece) => piece.kind === 'known' && start <= piece.start && piece.end <= end).length;
  return ranked
    .filter(({ text }) => text === best.text)
    .reduce((chosen, one) => {
      const more = takenAlong(one) - takenAlong(chosen);
      return more < 0 || (more === 0 && one.word.length > chosen.word.length) ? one : chosen;
    });
}
