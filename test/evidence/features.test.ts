import { describe, expect, it } from 'vitest';
import { groupOf, SELECTION_FEATURES, selectionRow, sentenceTraits } from '../../src/evidence/features.ts';
import { openSelectionNetwork } from '../../src/evidence/select.ts';
import { ANSWER_TYPES } from '../../src/question/schema.ts';
import { NEUTRAL } from '../support/evidence.ts';
import { makeQuestion } from '../support/question.ts';

const traits = (text: string) => sentenceTraits(text, 0, 1, 0);

describe('sentenceTraits', () => {
  it('tells length and place', () => {
    // ln(1 + 6)
    expect(traits('企业应当申请').length).toBeCloseTo(1.94591, 5);
    const places = [0, 4, 8, 20].map((index) => sentenceTraits('甲', index, 21, 0));
    expect(places.map(({ position }) => position)).toEqual([0, 0.5, 1, 1]);
    expect(places.map(({ first, last }) => [first, last])).toEqual([
      [true, false],
      [false, false],
      [false, false],
      [false, true],
    ]);
    expect(traits('甲')).toMatchObject({ first: true, last: true });
  });

  it('tells whether there are quantities', () => {
    expect([0, 1, 3].map((count) => sentenceTraits('甲', 0, 1, count).quantity)).toEqual([false, true, true]);
  });

  it.each([
    ['introduces', '申请书应当载明下列事项:'],
    ['introduces', '具体安排:'],
    ['introduces', '现将有关事项通知如下'],
    ['modal', '企业应当申请'],
    ['modal', '任何人不得冒用'],
    ['modal', '公民有权查询'],
    ['defines', '本法所称甲,是指乙'],
    ['defines', '三个一定,即是一定要快'],
    ['reason', '为规范管理,制定本办法'],
    ['reason', '此举旨在减轻负担'],
    ['penalty', '处五百元以下罚款'],
    ['penalty', '依法承担责任'],
  ] as const)('%s: %s', (trait, text) => {
    expect(traits(text)[trait]).toBe(true);
    expect(traits('县发改委收集材料')[trait]).toBe(false);
  });

  it.each([
    ['introduces', '甲:乙'],
    ['modal', '应对突发事件'],
    ['defines', '立即办结'],
    ['reason', '作为代表为民服务'],
    ['reason', '为止损而停工'],
  ] as const)('not %s: %s', (trait, text) => {
    expect(traits(text)[trait]).toBe(false);
  });
});

describe('groupOf', () => {
  it('puts types together that look alike in a sentence', () => {
    const groups = ANSWER_TYPES.map((answerType) => [answerType, groupOf(makeQuestion({ answerType }))]);
    expect(Object.fromEntries(groups)).toEqual({
      ...{ time_limit: 'figure', count: 'figure', percentage: 'figure', amount: 'figure' },
      ...{ date: 'figure', time_of_day: 'figure' },
      ...{ organisation: 'body', person: 'body', place: 'body' },
      ...{ list: 'list', definition: 'definition', method: 'method', yes_no: 'yes_no', open: 'open' },
    });
  });
});

describe('selectionRow', () => {
  const columns = (row: readonly number[]) =>
    Object.fromEntries(SELECTION_FEATURES.map((name, at) => [name, row[at]]));

  it('has a number for each name, and names are different', () => {
    expect(new Set(SELECTION_FEATURES).size).toBe(SELECTION_FEATURES.length);
    const row = selectionRow(NEUTRAL, makeQuestion());
    expect(row).toHaveLength(SELECTION_FEATURES.length);
    // Nothing speaks for the sentence; it is short (ln(1 + n) below 2.5 is n up to 11), and nothing special is asked.
    expect(columns(row)).toEqual({
      ...Object.fromEntries(SELECTION_FEATURES.map((name) => [name, 0])),
      ...{ short: 1, asks_open: 1 },
    });
  });

  it('tells what type of answer the sentence holds', () => {
    const typed = ([1, 0, -1, -2] as const).map((type) => {
      const row = columns(selectionRow({ ...NEUTRAL, type }, makeQuestion()));
      return [row.typeMet, row.typeMissed, row.typeUnmistakable];
    });
    expect(typed).toEqual([
      [1, 0, 0],
      [0, 0, 0],
      [0, 1, 0],
      [0, 1, 1],
    ]);
  });

  it('brings reasons and penalties together with questions after them', () => {
    const rows = (normalised: string) => {
      const question = makeQuestion({ normalised, answerType: 'method' });
      const row = columns(selectionRow({ ...NEUTRAL, reason: true, penalty: true }, question));
      expect([row.reason, row.penalty, row.asks_method, row.asks_open]).toEqual([1, 1, 1, 0]);
      return [row.asksReason, row.reasonMet, row.asksConsequence, row.penaltyMet];
    };
    expect(rows('为什么制定本办法')).toEqual([1, 1, 0, 0]);
    expect(rows('冒用证件会怎样')).toEqual([0, 0, 1, 1]);
    expect(rows('怎样申请')).toEqual([0, 0, 0, 0]);
  });

  it('hands on what was measured, each in its own column', () => {
    const features = {
      ...NEUTRAL,
      ...{
        sentence: 0.1,
        heading: 0.2,
        clause: 0.3,
        identity: 0.4,
        document: 0.5,
        similar: 0.6,
        missing: 0.7,
      },
      ...{ keyMissing: 0.8, parts: 0.9, phrase: 0.15, cosine: 0.25, ranking: -3, rank: 0.35, lexical: 0.45 },
      ...{ length: 3, position: 0.55, echo: 0.65, level: -1 as const, elsewhere: true, higherLevel: true },
      ...{ first: true, last: true, introduces: true, modal: true, defines: true, quantity: true },
    };
    const { type: _, ...measured } = features;
    const row = columns(selectionRow(features, makeQuestion()));
    expect(row).toMatchObject(
      Object.fromEntries(Object.entries(measured).map(([name, value]) => [name, Number(value)])),
    );
    expect(row.short).toBe(0);
  });

  it('is what the selection network takes', () => {
    const scores = openSelectionNetwork().scores(Float32Array.from(selectionRow(NEUTRAL, makeQuestion())));
    expect(scores).toHaveLength(1);
    expect(scores.every(Number.isFinite)).toBe(true);
  });
});
