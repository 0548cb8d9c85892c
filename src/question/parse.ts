import { findDocumentNumbers } from '../document/document-number.ts';
import { isHan } from '../text/characters.ts';
import { normalise } from '../text/normalise.ts';
import type { Segmenter } from '../text/segment.ts';
import type { Synonyms } from '../text/synonyms.ts';
import { findAnswerType, findListSize, findOrdinal } from './answer-type.ts';
import { QUESTION_PHRASES } from './question-words.ts';
import type { DocumentTopic, Question, QuestionTerm } from './schema.ts';
import { asksForSource, findTopic, TOPIC_WORDS } from './topic.ts';

/** A single character says little, and a bigram of single characters may be no word at all. */
const CHARACTER_WEIGHT = 0.2;
const BIGRAM_WEIGHT = 0.6;

const CLAUSE_FIELD =
  /(牵头|责任|配合|承办|主管|协办|实施)(?:的)?(?:单位|部门|机构|主体)|(?:谁|哪(?:个|些|几个|几家|家)?(?:单位|部门|机构)?)(?:来)?(牵头|负责|配合|主管)|(牵头|负责|主管)的/u;

export type QuestionTools = Readonly<{
  segmenter: Segmenter;
  synonyms: Synonyms;
  questionWords: ReadonlySet<string>;
}>;

/** The terms of `content`, each once, with weights and synonyms; question words left out. */
export function findTerms(content: string, tools: QuestionTools): QuestionTerm[] {
  const { segmenter, synonyms, questionWords } = tools;
  const alternatives = new Map<string, readonly string[]>();
  const terms = new Map<string, QuestionTerm>();
  for (const { word, alternatives: others } of synonyms.find(content)) {
    for (const part of segmenter.words(word)) alternatives.set(part, others);
    alternatives.set(word, others);
  }
  for (const word of segmenter.words(content)) {
    if (questionWords.has(word)) continue;
    const han = isHan(word.charCodeAt(0));
    if (han && word.length === 2 && [...word].some((character) => questionWords.has(character))) {
      // 作的, 了新: a bigram over a particle is never a word that the dictionary has missed.
      if (!tools.segmenter.knows(word)) continue;
    }
    const weight = !han
      ? 1
      : word.length === 1
        ? CHARACTER_WEIGHT
        : segmenter.knows(word)
          ? 1
          : BIGRAM_WEIGHT;
    terms.set(word, { term: word, weight, alternatives: alternatives.get(word) ?? [] });
  }
  return [...terms.values()];
}

function clauseField(normalised: string): string | null {
  const match = CLAUSE_FIELD.exec(normalised);
  const stem = match?.[1] ?? match?.[2] ?? match?.[3];
  if (stem === undefined) return null;
  return stem === '负责' || stem === '主管' ? '责任单位' : `${stem}单位`;
}

/**
 * Reads one question. `text` has been checked at the border (not blank, at most 2,000 units). Total: every string
 * gives a question, if one without terms.
 */
export function parseQuestion(text: string, tools: QuestionTools): Question {
  const { text: normalised } = normalise(text);
  const documentNumbers = findDocumentNumbers(text);
  const titles = [...text.matchAll(/《([^《》]{2,80})》/gu)].map((match) => normalise(match[1] ?? '').text);
  const topic: DocumentTopic | null = findTopic(normalised);
  let body = text;
  for (const { span } of [...documentNumbers].reverse()) {
    body = `${body.slice(0, span.start)}|${body.slice(span.end)}`;
  }
  const content = normalise(body).text.replace(QUESTION_PHRASES, '|');
  const asked = topic === null ? content : content.replace(TOPIC_WORDS, '|');
  return {
    text,
    normalised,
    content: content.replaceAll('|', ' ').trim(),
    terms: findTerms(asked, tools),
    answerType: findAnswerType(normalised),
    listSize: findListSize(normalised),
    ordinal: findOrdinal(normalised),
    clauseField: clauseField(normalised),
    topic: topic ?? (asksForSource(normalised) ? 'source' : null),
    documentNumbers: [...new Set(documentNumbers.map(({ documentNumber }) => documentNumber))],
    titles,
    followUp: false,
  };
}
