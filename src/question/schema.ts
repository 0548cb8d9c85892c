import type { DocumentLevel } from '../document/schema.ts';
import type { ArticleAddress } from './article.ts';

/**
 * What kind of answer a question wants: 时限, 数量, 比例, 金额, 日期, 钟点, 单位, 人, 地点, 名单, 定义, 办法, 是否.
 * `open` wants whatever the clause says.
 */
export const ANSWER_TYPES = [
  'time_limit',
  'count',
  'percentage',
  'amount',
  'date',
  'time_of_day',
  'organisation',
  'person',
  'place',
  'list',
  'definition',
  'method',
  'yes_no',
  'open',
] as const;
export type AnswerType = (typeof ANSWER_TYPES)[number];

/** A fact about a document itself, asked for: answered from its header and footer. `source`: 依据的是哪个文件. */
export type DocumentTopic =
  | 'documentNumber'
  | 'issuedOn'
  | 'addressees'
  | 'copies'
  | 'telephone'
  | 'issuer'
  | 'title'
  | 'references'
  | 'disclosure'
  | 'source';

/**
 * One term to look for. `weight` is 1 for a word, less for what the segmenter could not make a word of and for terms
 * carried over from earlier questions. `alternatives` are normalised synonyms, any of which will do.
 */
export type QuestionTerm = Readonly<{
  term: string;
  weight: number;
  alternatives: readonly string[];
  /** The name of a place: a document that does not know it is about another one. */
  place: boolean;
}>;

/** A word of the question, normalised, and the word of the documents that it is read as (素求 → 诉求). */
export type Mending = Readonly<{ from: string; to: string }>;

export type Question = Readonly<{
  /** As asked. */
  text: string;
  normalised: string;
  /** The question without its question words, for the embedding. */
  content: string;
  terms: readonly QuestionTerm[];
  answerType: AnswerType;
  /** The quantities that the question itself says, as written. */
  quantities: readonly string[];
  /** 三个必须, 哪两大集群: how many things the list should have; null where the question does not say. */
  listSize: number | null;
  /** What is listed, as the question names it (三个必须 → 必须), or null. */
  listNoun: string | null;
  /** The measure that a count is asked in (多少名 → 名), or null. */
  measure: string | null;
  /** Whose document is meant (省里 → province), or null. */
  level: DocumentLevel | null;
  /** 第二个是什么: which one of a list; null where none is asked for. */
  ordinal: number | null;
  /** The article of a law that it names (第十二条第二款), or null. */
  article: ArticleAddress | null;
  /** 牵头单位, 责任单位 …: the field of a clause that is asked for. */
  clauseField: string | null;
  topic: DocumentTopic | null;
  /** 文号 that the question names, normalised. */
  documentNumbers: readonly string[];
  /** Numbers said without year and issuer, as staff speak of them (16号文): 16. */
  shortNumbers: readonly number[];
  /** Titles in 《》 that the question names. */
  titles: readonly string[];
  /** What was taken for a typing error, as written, and the word that it is read as. */
  mended: readonly Mending[];
  /** True where it leans on an earlier question (那疑难问题呢). */
  followUp: boolean;
}>;
