import type { Question, QuestionTerm } from '../../src/question/schema.ts';

/** A question that asks for nothing special, with the fields given. */
export const makeQuestion = (fields: Partial<Question> = {}): Question => ({
  text: fields.normalised ?? '',
  normalised: '',
  content: fields.normalised ?? '',
  terms: [],
  answerType: 'open',
  quantities: [],
  listSize: null,
  listNoun: null,
  measure: null,
  level: null,
  ordinal: null,
  article: null,
  clauseField: null,
  topic: null,
  documentNumbers: [],
  shortNumbers: [],
  titles: [],
  mended: [],
  followUp: false,
  ...fields,
});

export const makeTerm = (term: string, fields: Partial<QuestionTerm> = {}): QuestionTerm => ({
  term,
  weight: 1,
  alternatives: [],
  place: false,
  ...fields,
});
