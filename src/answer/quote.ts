import type { Clause } from '../clause/schema.ts';
import { typeAgreement } from '../evidence/expected-type.ts';
import { sentenceParts } from '../evidence/parts.ts';
import { matchDegrees } from '../evidence/term-match.ts';
import type { AnswerType, Question } from '../question/schema.ts';
import { normalise } from '../text/normalise.ts';
import type { Span } from '../text/schema.ts';
import { sourceSentences } from '../text/source-sentences.ts';

/** An answer holds one to three sentences or about 200 characters, whichever is longer. */
export const ANSWER_LENGTH = 200;
const ANSWER_SENTENCES = 3;

/** A sentence up to this long is quoted whole: cutting it gains nothing. */
const SHORT_SENTENCE = 40;

/** Types whose answer is a figure or a name: the part of the sentence that holds it says all. */
const POINTED: ReadonlySet<AnswerType> = new Set([
  'time_limit',
  'count',
  'percentage',
  'amount',
  'date',
  'time_of_day',
]);

/** The span of a clause's own words, before its first child. */
export const ownSpan = (clause: Clause): Span => ({
  start: clause.start,
  end: clause.children[0]?.start ?? clause.end,
});

const normalisedSlice = (text: string, { start, end }: Span): string =>
  normalise(text.slice(start, end)).text;

/**
 * The shortest run of parts of the sentence that holds as much of the question as the whole sentence does, and the
 * kind of answer asked for. The whole sentence where nothing shorter does.
 */
export function pointedPart(question: Question, text: string, sentence: Span): Span {
  if (sentence.end - sentence.start <= SHORT_SENTENCE) return sentence;
  const parts = sentenceParts(text, sentence);
  const whole = matchDegrees(question.terms, normalisedSlice(text, sentence));
  const wanted = typeAgreement(question, normalisedSlice(text, sentence));
  let best = sentence;
  for (let first = 0; first < parts.length; first += 1) {
    for (let last = first; last < parts.length; last += 1) {
      const start = parts[first]?.start ?? sentence.start;
      const end = parts[last]?.end ?? sentence.end;
      if (end - start >= best.end - best.start) break;
      const slice = normalisedSlice(text, { start, end });
      const degrees = matchDegrees(question.terms, slice);
      if (
        degrees.every((degree, index) => degree >= (whole[index] ?? 0)) &&
        typeAgreement(question, slice) >= wanted
      ) {
        best = { start, end };
        break;
      }
    }
  }
  return best;
}

/** Whether a sentence only announces what follows: a heading, or “…如下：”. */
const announces = (text: string, clause: Clause, sentence: Span): boolean =>
  (clause.headingSpan !== null && sentence.end <= clause.headingSpan.end + 1) ||
  /[：:]$/u.test(text.slice(sentence.start, sentence.end).trim());

/**
 * What to quote where `sentence` of `clause` is the evidence: for a figure the part that holds it, for a heading the
 * sentences under it, else the sentence.
 */
export function quoteSentence(question: Question, text: string, clause: Clause, sentence: Span): Span {
  if (POINTED.has(question.answerType)) return pointedPart(question, text, sentence);
  if (!announces(text, clause, sentence)) return sentence;
  const own = sourceSentences(text, ownSpan(clause));
  const first = own.findIndex(({ end }) => end >= sentence.end);
  let { end } = sentence;
  for (let count = 1; count < ANSWER_SENTENCES; count += 1) {
    const next = own[first + count];
    if (first < 0 || next === undefined) break;
    if (count > 1 && next.end - sentence.start > ANSWER_LENGTH) break;
    end = next.end;
  }
  return { start: sentence.start, end };
}
