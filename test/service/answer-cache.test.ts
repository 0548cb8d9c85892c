import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/schema.ts';
import { AnswerCache, type AnswerKey } from '../../src/service/answer-cache.ts';

const MEGABYTE = 2 ** 20;

const key = (change: Partial<AnswerKey> = {}): AnswerKey => ({
  version: '1-a',
  request: { question: '企业诉求办结时限是多少', topK: 5 },
  history: [],
  audience: ['http', 'open'],
  ...change,
});

/** Makes answers that say which one they are, and counts them. */
function maker(text = '') {
  let made = 0;
  return {
    made: () => made,
    compute: async (): Promise<Answer> => {
      made += 1;
      return {
        id: `ans_${made}`,
        question: '问',
        status: 'answered',
        answer: `${made}${text}`,
        confidence: 1,
        citations: [],
        related: [],
        warnings: [],
        index: { version: '1-a', documents: 1, passages: 1 },
        timings: { questionMs: 1, retrievalMs: 1, evidenceMs: 1, totalMs: 3 },
      };
    },
  };
}

describe('AnswerCache', () => {
  it('computes once what is asked again', async () => {
    const cache = new AnswerCache({ sizeBytes: MEGABYTE });
    const { compute, made } = maker();
    const first = await cache.answer(key(), compute);
    const second = await cache.answer(key(), compute);
    expect(first).toMatchObject({ kept: false, answer: { answer: '1' } });
    expect(second).toEqual({ kept: true, answer: first.answer });
    expect(made()).toBe(1);
    expect(cache.figures).toMatchObject({ hits: 1, misses: 1, answers: 1 });
  });

  it.each<[string, Partial<AnswerKey>]>([
    ['the index', { version: '2-a' }],
    ['the question', { request: { question: '企业诉求办结时限是多少？', topK: 5 } }],
    ['topK', { request: { question: '企业诉求办结时限是多少', topK: 4 } }],
    ['a filter', { request: { question: '企业诉求办结时限是多少', topK: 5, filters: { region: '江西省' } } }],
    ['the conversation', { history: ['民生支出占比'] }],
    ['who asks', { audience: ['http', ['主动公开']] }],
  ])('computes anew where %s is another', async (_what, change) => {
    const cache = new AnswerCache({ sizeBytes: MEGABYTE });
    const { compute, made } = maker();
    await cache.answer(key(), compute);
    expect((await cache.answer(key(change), compute)).kept).toBe(false);
    expect(made()).toBe(2);
  });

  it('takes filters in any order, and one that is not given, for the same', async () => {
    const cache = new AnswerCache({ sizeBytes: MEGABYTE });
    const { compute, made } = maker();
    const question = '民生支出';
    const filters = { region: '江西省', issuer: '江西省人民政府' };
    const turned = { issuer: '江西省人民政府', region: '江西省', issuedFrom: undefined };
    await cache.answer(key({ request: { question, topK: 5, filters } }), compute);
    await cache.answer(key({ request: { question, topK: 5, filters: turned } }), compute);
    expect(made()).toBe(1);
  });

  it('does not tell the parts of a key apart by where one ends', async () => {
    const cache = new AnswerCache({ sizeBytes: MEGABYTE });
    const { compute, made } = maker();
    await cache.answer(key({ history: ['a","b'] }), compute);
    await cache.answer(key({ history: ['a', 'b'] }), compute);
    expect(made()).toBe(2);
  });

  it('computes anew on the next day, as documents come into force and expire', async () => {
    let day = '2026-12-31';
    const cache = new AnswerCache({ sizeBytes: MEGABYTE, clock: () => day });
    const { compute, made } = maker();
    await cache.answer(key(), compute);
    day = '2027-01-01';
    await cache.answer(key(), compute);
    expect(made()).toBe(2);
  });

  it('drops every answer of an older index', async () => {
    const cache = new AnswerCache({ sizeBytes: MEGABYTE });
    const { compute } = maker();
    await cache.answer(key(), compute);
    await cache.answer(key({ version: '2-a' }), compute);
    expect(cache.figures.answers).toBe(1);
  });

  it('does not keep what was made from an older index after a newer was asked', async () => {
    const cache = new AnswerCache({ sizeBytes: MEGABYTE });
    const { compute } = maker();
    let finish = () => {};
    const slow = cache.answer(
      key(),
      () => new Promise<Answer>((resolve) => (finish = () => void compute().then(resolve))),
    );
    await cache.answer(key({ version: '2-a' }), compute);
    finish();
    await slow;
    expect(cache.figures.answers).toBe(1);
    expect((await cache.answer(key({ version: '2-a' }), compute)).kept).toBe(true);
  });

  it('computes once for many who ask at the same time', async () => {
    const cache = new AnswerCache({ sizeBytes: MEGABYTE });
    const { compute, made } = maker();
    const answers = await Promise.all([1, 2, 3].map(() => cache.answer(key(), compute)));
    expect(made()).toBe(1);
    expect(answers.map(({ kept }) => kept)).toEqual([false, true, true]);
  });

  it('passes an error on to all who wait, and tries again afterwards', async () => {
    const cache = new AnswerCache({ sizeBytes: MEGABYTE });
    const fail = () => Promise.reject(new Error('broken'));
    const both = await Promise.allSettled([cache.answer(key(), fail), cache.answer(key(), fail)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await cache.answer(key(), maker().compute)).kept).toBe(false);
  });

  it('stays within its size, and drops what was least recently asked for', async () => {
    // An answer of 10,000 characters is 20,000 bytes and some; 50,000 hold two.
    const cache = new AnswerCache({ sizeBytes: 50_000 });
    const { compute } = maker('字'.repeat(10_000));
    const of = (question: string) => key({ request: { question, topK: 5 } });
    for (const question of ['一', '二', '一', '三']) await cache.answer(of(question), compute);
    expect(cache.figures.answers).toBe(2);
    expect(cache.figures.sizeBytes).toBeLessThanOrEqual(50_000);
    expect((await cache.answer(of('一'), compute)).kept).toBe(true);
    expect((await cache.answer(of('二'), compute)).kept).toBe(false);
  });

  it('keeps nothing where its size is 0', async () => {
    const cache = new AnswerCache({ sizeBytes: 0 });
    const { compute, made } = maker();
    await Promise.all([cache.answer(key(), compute), cache.answer(key(), compute)]);
    expect(made()).toBe(2);
  });
});
