import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knowledge } from '../../src/answer/schema.ts';
import { SearchRequest, SearchResponse } from '../../src/retrieval/schema.ts';
import { openCorpus } from '../support/corpus.ts';

let knowledge: Knowledge;
let remove: () => void;
beforeAll(async () => {
  ({ knowledge, remove } = await openCorpus());
});
afterAll(() => remove());

const search = (query: string, rest: object = {}) =>
  knowledge.search(SearchRequest.parse({ query, ...rest }));

describe('search', () => {
  it('finds the clause by its own words, each clause once, best first', async () => {
    const response = await search('企业诉求 疑难问题 工作日回复', { topK: 20 });
    expect(SearchResponse.parse(response)).toEqual(response);
    const { hits } = response;
    expect(hits[0]?.document.documentNumber).toBe('赣府发〔2022〕16号');
    expect(hits[0]?.clause.label).toBe('三、（四）12.');
    expect(hits[0]?.matchedTerms).toEqual(expect.arrayContaining(['企业诉求', '疑难问题']));
    expect(new Set(hits.map(({ clause }) => clause.id)).size).toBe(hits.length);
    expect(hits.map(({ rank }) => rank)).toEqual(hits.map((_, index) => index + 1));
    for (const [index, hit] of hits.entries())
      expect(hit.score).toBeLessThanOrEqual(hits[index - 1]?.score ?? Number.POSITIVE_INFINITY);
  });

  it('shows the whole clause and the passage as they stand in the text', async () => {
    const { hits } = await search('帮代办 容缺办');
    for (const { document, clause, passage } of hits) {
      const text = knowledge.catalogue.text(document.id) ?? '';
      expect(text.slice(passage.start, passage.end)).toBe(passage.text);
      expect(clause.text).toContain(passage.text);
      expect(text).toContain(clause.text);
    }
  });

  it('leaves to each side what it finds', async () => {
    const lexical = await search('办结', { mode: 'lexical' });
    expect(
      lexical.hits.every(({ clause }) => clause.text.includes('办结') || clause.text.includes('办理')),
    ).toBe(true);
    const dense = await search('困难户怎么帮', { mode: 'dense' });
    expect(dense.hits.length).toBe(10);
    expect(dense.hits.every(({ scores, score }) => scores.dense === score)).toBe(true);
    const { hits } = await search('企业诉求办结');
    expect(hits[0]?.scores.features?.lexical).toBeCloseTo(hits[0]?.scores.lexical ?? 0, 4);
    // Only the ranking model has features to explain itself by.
    expect(dense.hits.every(({ scores }) => scores.features === undefined)).toBe(true);
  });

  it('searches only the document that a 文号 names, however it is written, and none for an unknown one', async () => {
    for (const query of [
      '宜区管发〔2022〕1号 诉求',
      '宜区管发[2022]1号 诉求',
      '宜区管发（２０２２）１号 诉求',
    ]) {
      const { hits } = await search(query);
      expect(hits.length).toBeGreaterThan(0);
      expect(hits.every(({ document }) => document.documentNumber === '宜区管发〔2022〕1号')).toBe(true);
    }
    expect((await search('宜区管发〔2021〕9号 诉求')).hits).toEqual([]);
  });

  it('takes a number as it is spoken of', async () => {
    const { hits } = await search('16号文 诉求');
    expect(hits.every(({ document }) => document.documentNumber === '赣府发〔2022〕16号')).toBe(true);
  });

  it('honours filters, a 文号 in any form among them', async () => {
    const { hits } = await search('政府建设', { filters: { documentNumber: '兴五型办字[2021]4号' } });
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.every(({ document }) => document.documentNumber === '兴五型办字〔2021〕4号')).toBe(true);
    const none = await search('政府建设', { filters: { issuedFrom: '2030-01-01' } });
    expect(none.hits).toEqual([]);
  });
});
