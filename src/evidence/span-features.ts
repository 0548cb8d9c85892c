import type { Question } from '../question/schema.ts';
import { typeAgreement } from './expected-type.ts';
import { groupOf, TYPE_GROUPS } from './features.ts';
import type { Evidence } from './schema.ts';
import type { PartRun, Surroundings } from './spans.ts';
import { matchDegrees } from './term-match.ts';

/** What the span network sees of a run of parts, whatever is asked. */
const OWN = [
  /** Score of the evidence behind the best one's, and its rank. */
  'behind',
  'rank',
  'sentence',
  'clause',
  'cosine',
  'ranking',
  /** The run is a part of a sentence, one whole sentence, or several. */
  'partial',
  'whole',
  'several',
  'sentences',
  'before',
  /** Parts, and their share of the sentence's; ln(1 + characters), of the run and of its sentence. */
  'parts',
  'share',
  'length',
  'sentenceLength',
  'short',
  'long',
  /** It begins with its sentence, or ends with it. */
  'atStart',
  'atEnd',
  /** Share of the question's terms in the run, left of it in its sentence, right of it. */
  'covered',
  'left',
  'right',
  /** Best share of the terms in one part of the run, in the part before and in the part behind it. */
  'bestPart',
  'partBefore',
  'partBehind',
  /** Share of the run's characters that the question says too. */
  'echo',
  /** The kind of answer that is asked for stands in the run, or in the rest of the sentence. */
  'typeMet',
  'typeOutside',
  'typePartFirst',
  'quantities',
  /** How it begins and what stands before and behind it. */
  'numbered',
  'numberedBehind',
  'numberedBefore',
  'introduces',
  'afterColon',
  'semicolonBehind',
  'semicolonsWithin',
  'colonWithin',
  'modalStart',
  'subjectStart',
  'conditionStart',
  'reasonStart',
  'quoted',
  'enumeration',
  'listSizeMet',
] as const;
type OwnFeature = (typeof OWN)[number];

/** {@link OWN}, and the type asked for: by itself, for a part of a sentence, for several sentences. */
export const SPAN_FEATURES: readonly string[] = [
  ...OWN,
  ...['asks', 'partial', 'several'].flatMap((when) => TYPE_GROUPS.map((group) => `${when}_${group}`)),
];

const NUMBERED =
  /^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九]是|第[一二三四五六七八九十]+[,，、]|[①-⑩])/u;
const MODAL_START = /^(?:应当|应|要|须|必须|不得|可以|可|由|将|按|依法|给予|处)/u;
const CONDITION_START = /^(?:对|凡|经|如|若|有下列|在|自|从|根据|按照|依照|属于)/u;
const REASON_START = /^(?:为|因|由于|以|旨在|促进|推动)/u;

const at = <T>(items: readonly T[], index: number, otherwise: T): T => items[index] ?? otherwise;

/** Computes rows of {@link SPAN_FEATURES} for runs around one piece of evidence. */
export class SpanReader {
  readonly #question: Question;
  readonly #around: Surroundings;
  readonly #evidence: Evidence;
  readonly #standing: Readonly<{ behind: number; rank: number }>;
  /** By part: share of the question's importance of each term. */
  readonly #degrees: readonly Float64Array[];
  readonly #importance: Float64Array;
  readonly #shares: readonly number[];
  /** By part, read when a run first touches it: finding quantities is the dearest part of a row. */
  readonly #types: (number | undefined)[] = [];
  readonly #echoes: readonly number[];

  /** `importance` is that of the question's terms, summing to 1. */
  constructor(
    question: Question,
    around: Surroundings,
    evidence: Evidence,
    standing: Readonly<{ behind: number; rank: number }>,
    importance: Float64Array,
  ) {
    this.#question = question;
    this.#around = around;
    this.#evidence = evidence;
    this.#standing = standing;
    this.#importance = importance;
    this.#degrees = around.parts.map(({ text }) => matchDegrees(question.terms, text));
    this.#shares = this.#degrees.map((degrees) => this.#shareOf(degrees));
    const said = new Set(question.normalised);
    this.#echoes = around.parts.map(({ text }) => [...text].filter((letter) => said.has(letter)).length);
  }

  #typeOf(part: number): number {
    const known = this.#types[part] ?? typeAgreement(this.#question, this.#around.parts[part]?.text ?? '');
    this.#types[part] = known;
    return known;
  }

  #typesOf(first: number, end: number): number[] {
    return Array.from({ length: Math.max(0, end - first) }, (_, at) => this.#typeOf(first + at));
  }

  #shareOf(degrees: Float64Array): number {
    let share = 0;
    for (const [index, degree] of degrees.entries()) share += degree * (this.#importance[index] ?? 0);
    return share;
  }

  /** Share of the terms that stand in any of the parts `[first, end)`. */
  #covered(first: number, end: number): number {
    const most = new Float64Array(this.#importance.length);
    for (let part = first; part < end; part += 1) {
      for (const [index, degree] of (this.#degrees[part] ?? []).entries()) {
        if (degree > (most[index] ?? 0)) most[index] = degree;
      }
    }
    return this.#shareOf(most);
  }

  row({ first, last }: PartRun): number[] {
    const { parts, firstPart, sentences, seed } = this.#around;
    const question = this.#question;
    const firstSentence = parts[first]?.sentence ?? seed;
    const lastSentence = parts[last]?.sentence ?? seed;
    const sentenceStart = at(firstPart, firstSentence, 0);
    const sentenceEnd = at(firstPart, lastSentence + 1, parts.length);
    const text = parts
      .slice(first, last + 1)
      .map((part) => part.text)
      .join('');
    const several = lastSentence > firstSentence;
    const partial = first > sentenceStart || last + 1 < sentenceEnd;
    const sentenceText = sentences
      .slice(firstSentence, lastSentence + 1)
      .reduce((sum, one) => sum + one.text.length, 0);
    const before = parts[first - 1]?.text ?? '';
    const behind = parts[last + 1]?.text ?? '';
    const opening = parts[first]?.text ?? '';
    const types = this.#typesOf(first, last + 1);
    const outside = [...this.#typesOf(sentenceStart, first), ...this.#typesOf(last + 1, sentenceEnd)];
    const echo = this.#echoes.slice(first, last + 1).reduce((sum, count) => sum + count, 0);
    const group = groupOf(question);
    const listed = text.split(/[、;]/u).filter((item) => item !== '').length;
    const { features } = this.#evidence;
    const row: Record<OwnFeature, number> = {
      behind: this.#standing.behind,
      rank: 1 / Math.log2(2 + this.#standing.rank),
      sentence: features.sentence,
      clause: features.clause,
      cosine: features.cosine,
      ranking: features.ranking,
      partial: Number(partial),
      whole: Number(!partial && !several),
      several: Number(several),
      sentences: (lastSentence - firstSentence + 1) / 3,
      before: seed - firstSentence,
      parts: Math.min(10, last - first + 1) / 5,
      share: text.length / Math.max(1, sentenceText),
      length: Math.log1p(text.length),
      sentenceLength: Math.log1p(sentenceText),
      short: Number(text.length < 8),
      long: Number(text.length > 120),
      atStart: Number(first === sentenceStart),
      atEnd: Number(last + 1 === sentenceEnd),
      covered: this.#covered(first, last + 1),
      left: this.#covered(sentenceStart, first),
      right: this.#covered(last + 1, sentenceEnd),
      bestPart: Math.max(0, ...this.#shares.slice(first, last + 1)),
      partBefore: first > sentenceStart ? at(this.#shares, first - 1, 0) : 0,
      partBehind: last + 1 < sentenceEnd ? at(this.#shares, last + 1, 0) : 0,
      echo: echo / Math.max(1, text.length),
      typeMet: Number(types.some((type) => type > 0)),
      typeOutside: Number(outside.some((type) => type > 0)),
      typePartFirst: Number((types[0] ?? 0) > 0),
      quantities: Math.min(4, (text.match(/\d+/gu) ?? []).length) / 4,
      numbered: Number(NUMBERED.test(opening)),
      numberedBehind: Number(NUMBERED.test(behind)),
      numberedBefore: Number(NUMBERED.test(parts[sentenceStart]?.text ?? '') && first > sentenceStart),
      introduces: Number(/[:]$|下列|以下|如下/u.test(text)),
      afterColon: Number(before.endsWith(':')),
      semicolonBehind: Number(text.endsWith(';')),
      semicolonsWithin: Math.min(5, text.split(';').length - 1) / 5,
      colonWithin: Number(/:(?!$)/u.test(text)),
      modalStart: Number(MODAL_START.test(opening)),
      subjectStart: Number(/^[\u4e00-\u9fff]{2,12}(?:应当|应|负责|可以|不得)/u.test(opening)),
      conditionStart: Number(CONDITION_START.test(opening)),
      reasonStart: Number(REASON_START.test(opening)),
      quoted: Number(/《/u.test(text)),
      enumeration: Math.min(6, listed - 1) / 6,
      listSizeMet: Number(question.listSize !== null && listed === question.listSize),
    };
    const asks = TYPE_GROUPS.map((one) => Number(one === group));
    const whenPartial = asks.map((one) => one * Number(partial));
    const whenSeveral = asks.map((one) => one * Number(several));
    return [...OWN.map((name) => row[name]), ...asks, ...whenPartial, ...whenSeveral];
  }
}
