import { MENDED_WEIGHT, parseQuestion, type QuestionTools } from './parse.ts';
import type { Question, QuestionTerm } from './schema.ts';

/** What a term of an earlier question counts for beside the new question's own. */
const CARRIED_WEIGHT = 0.5;

/** From this weight on a term says what the question is about. */
const SUBJECT_WEIGHT = 0.6;

/** Fewer words of its own than this, and a question cannot stand alone. */
const ENOUGH_WORDS = 2;

const LEANING = /^(?:那么|那|它|其|该|这个|这|此|还有|另外|以及)|呢[?]?$|^(?:再|又)/u;

const GOES_ON = /呢[?]?$/u;

const words = (question: Question): number =>
  question.terms.filter(({ weight }) => weight >= MENDED_WEIGHT).length;

/** Whether `question` says too little by itself and so leans on the conversation. */
function leans(question: Question): boolean {
  if (question.documentNumbers.length + question.shortNumbers.length + question.titles.length > 0)
    return false;
  if (LEANING.test(question.normalised)) return true;
  return words(question) < ENOUGH_WORDS;
}

/** The terms of both, the new question's first; what both say counts as the new one's. */
function combineTerms(own: readonly QuestionTerm[], earlier: readonly QuestionTerm[]): QuestionTerm[] {
  const said = new Set(own.map(({ term }) => term));
  // Where the new question adds no subject of its own (牵头单位是谁), the earlier one's is the subject, undiminished.
  const carried = own.some(({ weight }) => weight >= SUBJECT_WEIGHT) ? CARRIED_WEIGHT : 1;
  return [
    ...own,
    ...earlier
      .filter(({ term }) => !said.has(term))
      .map((term) => ({ ...term, weight: term.weight * carried })),
  ];
}

/**
 * The last question of a conversation made complete: where it leans on what was asked before (那疑难问题呢, 牵头单位是谁),
 * it takes over the earlier terms, weighed down, the documents named, and the type where it has none of its own.
 * `history` holds the earlier questions, oldest first.
 */
export function parseInConversation(
  text: string,
  history: readonly string[],
  tools: QuestionTools,
): Question {
  const alone = parseQuestion(text, tools);
  const last = history.at(-1);
  if (last === undefined || !leans(alone)) return alone;
  const earlier = parseInConversation(last, history.slice(0, -1), tools);
  // 那第三条呢 goes on counting a list; by itself it would be an article of a law.
  const counted = earlier.ordinal === null ? text : text.replace(/条/u, '个');
  // 那责任单位呢, after what the leading units must do, asks what these must do, not who they are.
  const readsField = !(GOES_ON.test(alone.normalised) && earlier.clauseField === null);
  const question = { ...parseQuestion(counted, tools, { readsField }), text };
  return {
    ...question,
    content: `${question.content} ${earlier.content}`.trim(),
    terms: combineTerms(question.terms, earlier.terms),
    answerType: question.answerType === 'open' ? earlier.answerType : question.answerType,
    documentNumbers: earlier.documentNumbers,
    shortNumbers: earlier.shortNumbers,
    level: question.level ?? earlier.level,
    titles: earlier.titles,
    listSize: question.listSize ?? (question.ordinal === null ? null : earlier.listSize),
    followUp: true,
  };
}
