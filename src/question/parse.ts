import { findDocumentNumbers } from '../document/document-number.ts';
import { isHan } from '../text/characters.ts';
import { normalise } from '../text/normalise.ts';
import { findQuantities } from '../text/quantity.ts';
import type { Segmenter } from '../text/segment.ts';
import type { Synonyms } from '../text/synonyms.ts';
import { findAnswerType, findListNoun, findListSize, findMeasure, findOrdinal } from './answer-type.ts';
import { ADDRESS_WORDS, findArticle } from './article.ts';
import { findLevel } from './level.ts';
import type { Mender } from './mend.ts';
import { QUESTION_PHRASES } from './question-words.ts';
import type { DocumentTopic, Mending, Question, QuestionTerm } from './schema.ts';
import { asksForSource, findTopic, TOPIC_WORDS } from './topic.ts';

/** A single character says little, and a bigram of single characters may be no word at all. */
const CHARACTER_WEIGHT = 0.2;
const BIGRAM_WEIGHT = 0.6;

/** What the documents themselves put in 《》 or “” (三个一定, 一号改革工程) is rarely said of anything else. */
const NAME_WEIGHT = 1.5;

/** A word that a typing error was read as may not be the one meant. */
export const MENDED_WEIGHT = 0.9;

/** 牵头, 单位 … say which field of the clause is asked for, not which clause. */
const FIELD_WORD_WEIGHT = 0.3;
const FIELD_WORDS = /牵头|责任|配合|承办|主管|协办|负责|单位|部门|机构|主体/u;

/** 第二个 says which item of a list is asked for, not which list. */
const ORDINAL_WORDS =
  /第[\d一二三四五六七八九十]{1,3}(?:个|项|点|类|种|大|方面|件|是|要|条)?|最后一(?:个|项|点|条)/gu;

/** What follows 什么 or 哪些 is what the answer must be one of: 什么执法模式. */
const ASKED_NOUN = /(?:什么|哪(?:些|个|几个|几项|几|种|一种)?|多少个?|几个)([\u4e00-\u9fff]{2,6})/gu;
const ASKED_WEIGHT = 1.5;

/** 16号文, 16号文件: a 文号 as it is spoken of. */
const SHORT_NUMBER = /(?<![\d()])(\d{1,4})号(?:文件|文|通知|意见)/gu;

/** The field must be what is asked for: 牵头部门要做什么 asks for something else. */
const CLAUSE_FIELD =
  /(牵头|责任|配合|承办|主管|协办|实施)(?:的)?(?:单位|部门|机构|主体|.位)?(?:都|分别)?(?:是|有|为)?(?:谁|哪|什么(?:单位|部门)|呢|[?]|$)|(?:谁|哪(?:个|些|几个|几家|家)?(?:单位|部门|机构)?)(?:来)?(牵头|负责|配合|主管)/u;

export type QuestionTools = Readonly<{
  segmenter: Segmenter;
  synonyms: Synonyms;
  questionWords: ReadonlySet<string>;
  /** Without it, or without an index, words are taken as they are written. */
  mender?: Mender;
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
    terms.set(word, {
      term: word,
      weight,
      alternatives: alternatives.get(word) ?? [],
      place: weight >= 1 && segmenter.isPlace(word),
    });
  }
  for (const name of segmenter.namesIn(content)) {
    terms.set(name, {
      term: name,
      weight: NAME_WEIGHT,
      alternatives: alternatives.get(name) ?? [],
      place: false,
    });
  }
  return [...terms.values()];
}

/** Weighs down the terms that only mending brought in, and lets the form as written do as well. */
function markMended(
  terms: readonly QuestionTerm[],
  mended: readonly Mending[],
  written: string,
): QuestionTerm[] {
  return terms.map((term) => {
    if (written.includes(term.term)) return term;
    const forms = mended.filter(({ to }) => to.includes(term.term) || term.term.includes(to));
    return {
      ...term,
      weight: term.weight * MENDED_WEIGHT,
      alternatives: [...term.alternatives, ...forms.map(({ from }) => from)],
    };
  });
}

function clauseField(normalised: string): string | null {
  const match = CLAUSE_FIELD.exec(normalised);
  const stem = match?.[1] ?? match?.[2];
  if (stem === undefined) return null;
  return stem === '负责' || stem === '主管' ? '责任单位' : `${stem}单位`;
}

/**
 * Reads one question. `text` has been checked at the border (not blank, at most 2,000 units). Total: every string
 * gives a question, if one without terms. Without `readsField`, 责任单位 is a word like others.
 */
export function parseQuestion(
  text: string,
  tools: QuestionTools,
  { readsField = true }: Readonly<{ readsField?: boolean }> = {},
): Question {
  const { text: normalised } = normalise(text);
  const documentNumbers = findDocumentNumbers(text);
  const titles = [...text.matchAll(/《([^《》]{2,80})》/gu)].map((match) => normalise(match[1] ?? '').text);
  const shortNumbers = [...normalised.matchAll(SHORT_NUMBER)].map((match) => Number(match[1]));
  let body = text;
  for (const { span } of [...documentNumbers].reverse()) {
    body = `${body.slice(0, span.start)}|${body.slice(span.end)}`;
  }
  const written = normalise(body).text.replace(SHORT_NUMBER, '|');
  const { text: read, mended } = tools.mender?.mend(written) ?? { text: written, mended: [] };
  const topic: DocumentTopic | null =
    findTopic(normalised, documentNumbers.length > 0) ?? (mended.length > 0 ? findTopic(read) : null);
  const content = read.replace(QUESTION_PHRASES, '|');
  const ordinal = findOrdinal(normalised);
  const field = readsField ? (clauseField(normalised) ?? clauseField(read)) : null;
  const answerType = findAnswerType(normalised);
  let asked = topic === null ? content : content.replace(TOPIC_WORDS, '|');
  const article = ordinal === null ? findArticle(normalised) : null;
  if (article !== null) asked = asked.replace(ADDRESS_WORDS, '|');
  if (ordinal !== null) asked = asked.replace(ORDINAL_WORDS, '|');
  const nouns = [...read.matchAll(ASKED_NOUN)].map((match) => match[1] ?? '');
  const weighed = findTerms(asked, tools).map((term) =>
    term.weight >= 1 &&
    nouns.some((noun) => noun.startsWith(term.term) || noun.slice(0, 4).includes(term.term))
      ? { ...term, weight: term.weight * ASKED_WEIGHT }
      : term,
  );
  const terms = markMended(weighed, mended, written);
  return {
    text,
    normalised,
    content: content.replaceAll('|', ' ').trim(),
    terms:
      field === null
        ? terms
        : terms.map((term) =>
            FIELD_WORDS.test(term.term) ? { ...term, weight: term.weight * FIELD_WORD_WEIGHT } : term,
          ),
    answerType: answerType === 'open' && mended.length > 0 ? findAnswerType(read) : answerType,
    quantities: findQuantities(normalised).map((quantity) => quantity.text),
    listSize: findListSize(normalised),
    listNoun: findListNoun(normalised),
    measure: findMeasure(normalised),
    level: findLevel(normalised),
    ordinal,
    article,
    clauseField: field,
    topic: topic ?? (asksForSource(normalised) ? 'source' : null),
    documentNumbers: [...new Set(documentNumbers.map(({ documentNumber }) => documentNumber))],
    shortNumbers,
    titles,
    mended,
    followUp: false,
  };
}
