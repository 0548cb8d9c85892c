import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { articlesByAddress, readArticles } from '../../src/evaluation/articles.ts';
import { type OpenTexts, openTexts } from '../../src/evaluation/open-texts.ts';
import { LAWS } from './public-fixture.ts';

let laws: OpenTexts;
beforeAll(async () => {
  laws = await openTexts(Object.values(LAWS), readConfig({}));
});
afterAll(() => laws.close());

describe('readArticles', () => {
  it('puts paragraphs and items of an article together, as stored', () => {
    const { list, ofPassage } = readArticles(laws.tools);
    const ferryLaw = laws.tools.search.documentNumberOf(laws.idOf(LAWS['渡口管理条例.md'] ?? ''));
    const ferry = list.filter(({ document, number }) => document === ferryLaw && number !== null);
    expect(ferry.map(({ number }) => number)).toEqual(['第一条', '第二条', '第三条', '第四条']);
    expect(ferry[1]?.text).toMatch(/^设立渡口应当具备下列条件：\s+（一）选址.*由县交通运输部门制定。$/su);
    for (const [passage, article] of ofPassage.entries()) {
      const [{ text = '?', document = -1 } = {}] = laws.tools.search.passages([passage]);
      expect(list[article]?.text).toContain(text);
      expect(list[article]?.document).toBe(document);
    }
  });

  it('are found by law and number, whatever the law is called in full', () => {
    const articles = readArticles(laws.tools);
    const find = articlesByAddress(articles, laws.tools.search);
    const texts = find('《中华人民共和国果园灌溉办法》', '第一条').map((at) => articles.list[at]?.text);
    expect(texts).toEqual(['果园灌溉应当优先采用滴灌、喷灌等节水方式。']);
    expect(find('果园灌溉办法', '第九条')).toEqual([]);
  });
});
