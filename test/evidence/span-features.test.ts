import { describe, expect, it } from 'vitest';
import { openSpanNetwork } from '../../src/evidence/choose-span.ts';
import { SPAN_FEATURES, SpanReader } from '../../src/evidence/span-features.ts';
import type { PartRun } from '../../src/evidence/spans.ts';
import type { Question } from '../../src/question/schema.ts';
import { around, evidenceOf, lay, NEUTRAL } from '../support/evidence.ts';
import { makeQuestion, makeTerm } from '../support/question.ts';

/** Parts of 5, 12, 13 and 8 characters, 38 together; the second sentence has one of 5. */
const SENTENCE = '企业诉求：一般问题5个工作日办结，疑难问题10个工作日回复；由县发改委负责。';
const NEXT = '特此回复。';
const laid = lay([{ unit: 0, clauseId: 'a', text: SENTENCE + NEXT }]);

const question = makeQuestion({
  normalised: '疑难问题几天回复',
  terms: [makeTerm('疑难问题'), makeTerm('回复')],
  answerType: 'time_limit',
});

function rowOf(run: PartRun, asked: Question = question, seed: string = SENTENCE, text = laid) {
  const evidence = evidenceOf(text.search, 0, seed, {
    features: { ...NEUTRAL, sentence: 0.1, clause: 0.2, cosine: 0.3, ranking: -4 },
  });
  const importance = Float64Array.of(0.6, 0.4);
  const reader = new SpanReader(
    asked,
    around(text, 0, seed),
    evidence,
    { behind: -1.5, rank: 2 },
    importance,
  );
  const row = reader.row(run);
  expect(row).toHaveLength(SPAN_FEATURES.length);
  return Object.fromEntries(SPAN_FEATURES.map((name, at) => [name, row[at]]));
}

const close = (value: number) => expect.closeTo(value, 6);

describe('SpanReader', () => {
  it('has names that are different', () => {
    expect(new Set(SPAN_FEATURES).size).toBe(SPAN_FEATURES.length);
  });

  it('sees a part of a sentence', () => {
    // 疑难问题10个工作日回复；
    expect(rowOf({ first: 2, last: 2 })).toMatchObject({
      // Of the evidence: 1 / log2(2 + 2) for the third.
      ...{ behind: -1.5, rank: 0.5, sentence: 0.1, clause: 0.2, cosine: 0.3, ranking: -4 },
      ...{ partial: 1, whole: 0, several: 0, sentences: close(1 / 3), before: 0 },
      ...{ parts: close(1 / 5), share: close(13 / 38), length: close(Math.log(14)) },
      ...{ sentenceLength: close(Math.log(39)), short: 0, long: 0, atStart: 0, atEnd: 0 },
      // Both terms stand in it, and nowhere else.
      ...{ covered: close(1), left: 0, right: 0, bestPart: close(1), partBefore: 0, partBehind: 0 },
      // 疑难问题 and 回复 are six of its 13 characters.
      echo: close(6 / 13),
      // 5个工作日 stands outside.
      ...{ typeMet: 1, typeOutside: 1, typePartFirst: 1, quantities: close(1 / 4) },
      ...{ afterColon: 0, semicolonBehind: 1, semicolonsWithin: close(1 / 5), colonWithin: 0 },
      ...{ modalStart: 0, subjectStart: 0, conditionStart: 0, reasonStart: 0, quoted: 0, introduces: 0 },
      ...{ asks_figure: 1, partial_figure: 1, several_figure: 0, asks_open: 0, partial_open: 0 },
    });
  });

  it('sees a run of parts', () => {
    // 一般问题5个工作日办结，疑难问题10个工作日回复；
    expect(rowOf({ first: 1, last: 2 })).toMatchObject({
      ...{ parts: close(2 / 5), share: close(25 / 38), covered: close(1), bestPart: close(1) },
      // 问题 and 疑难问题回复 are eight of 25 characters.
      ...{ echo: close(8 / 25), typeOutside: 0, quantities: close(2 / 4), afterColon: 1 },
    });
    // 企业诉求：一般问题5个工作日办结，
    expect(rowOf({ first: 0, last: 1 })).toMatchObject({
      ...{ atStart: 1, atEnd: 0, covered: 0, left: 0, right: close(1), partBehind: close(1) },
      ...{ typeMet: 1, typePartFirst: 0, colonWithin: 1, semicolonBehind: 0 },
    });
  });

  it('sees what stands before the end of a sentence', () => {
    // 由县发改委负责。
    expect(rowOf({ first: 3, last: 3 })).toMatchObject({
      ...{ atStart: 0, atEnd: 1, covered: 0, left: close(1), partBefore: close(1), partBehind: 0 },
      // 回复 in the next sentence is no part behind this one.
      ...{ typeMet: 0, typeOutside: 1, quantities: 0, modalStart: 1, subjectStart: 1, short: 0 },
    });
  });

  it('sees a whole sentence, and several', () => {
    expect(rowOf({ first: 0, last: 3 })).toMatchObject({
      ...{ partial: 0, whole: 1, several: 0, share: close(1), atStart: 1, atEnd: 1, left: 0, right: 0 },
      ...{ parts: close(4 / 5), typeOutside: 0, asks_figure: 1, partial_figure: 0, several_figure: 0 },
    });
    expect(rowOf({ first: 0, last: 4 })).toMatchObject({
      ...{ partial: 0, whole: 0, several: 1, sentences: close(2 / 3), before: 0, share: close(1) },
      ...{ sentenceLength: close(Math.log(38 + 5 + 1)), several_figure: 1, partial_figure: 0 },
    });
    // The evidence is the second sentence, the run begins with the first.
    expect(rowOf({ first: 0, last: 4 }, question, NEXT)).toMatchObject({ before: 1, several: 1 });
    expect(rowOf({ first: 4, last: 4 }, question, NEXT)).toMatchObject({ before: 0, whole: 1, short: 1 });
  });

  it('sees marks: numbers, conditions, reasons, quotation marks, lists', () => {
    const text = '（一）加强“三公”经费管理，对餐饮、住宿、交通作出规定，为减轻负担，2.设立窗口。';
    const marked = lay([{ unit: 0, clauseId: 'a', text }]);
    const asked = makeQuestion({
      normalised: '哪三项',
      answerType: 'list',
      listSize: 3,
      terms: question.terms,
    });
    const row = (at: number) => rowOf({ first: at, last: at }, asked, text, marked);
    // Quotation marks are dropped where texts are normalised.
    expect(row(0)).toMatchObject({ numbered: 1, numberedBehind: 0, numberedBefore: 0, listSizeMet: 0 });
    expect(row(1)).toMatchObject({
      // 餐饮、住宿、交通: three, so (3 − 1) / 6
      ...{ numbered: 0, numberedBefore: 1, conditionStart: 1, enumeration: close(1 / 3), listSizeMet: 1 },
      ...{ asks_list: 1, partial_list: 1, asks_figure: 0 },
    });
    expect(row(2)).toMatchObject({ reasonStart: 1, numberedBehind: 1, enumeration: 0 });
    expect(row(3)).toMatchObject({ numbered: 1, reasonStart: 0 });
  });

  it('is what the span network takes', () => {
    const row = Object.values(rowOf({ first: 0, last: 3 })).map((value) => value ?? Number.NaN);
    const scores = openSpanNetwork().scores(Float32Array.from(row));
    expect(scores).toHaveLength(1);
    expect(scores.every(Number.isFinite)).toBe(true);
  });
});
