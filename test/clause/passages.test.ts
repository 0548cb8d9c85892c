import { describe, expect, it } from 'vitest';
import { parseClauses } from '../../src/clause/parse.ts';
import { makePassages } from '../../src/clause/passages.ts';
import { readingText } from '../../src/text/reading.ts';
import { corpusDocument } from '../document/corpus.ts';

const passagesOf = (text: string) => makePassages(text, parseClauses({ id: 'd', text }));

describe('makePassages', () => {
  it('packs whole sentences up to 200 characters', () => {
    // Sentences of 90 characters: two fit into 200, three do not.
    const sentence = `${'政'.repeat(89)}。`;
    const text = `一、要求\n${sentence.repeat(3)}`;
    expect(passagesOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      `要求\n${sentence.repeat(2)}`,
      sentence,
    ]);
  });

  it('cuts a longer sentence behind ；, or behind ， where there is none', () => {
    const half = '政'.repeat(149);
    const semicolon = `一、${half}；${half}。`;
    expect(passagesOf(semicolon).map(({ start, end }) => semicolon.slice(start, end))).toEqual([
      `${half}；`,
      `${half}。`,
    ]);
    const comma = `一、${half}，${half}。`;
    expect(passagesOf(comma).map(({ start, end }) => comma.slice(start, end))).toEqual([
      `${half}，`,
      `${half}。`,
    ]);
  });

  it('keeps a sentence whole over a page break, and the heading path beside it', () => {
    const document = corpusDocument('province');
    const found = makePassages(document.text, parseClauses(document)).filter((passage) =>
      readingText(document.text, passage).text.includes('推动全省营商环境持续优化，特别是相关设区市'),
    );
    expect(found.map(({ headingPath }) => headingPath)).toEqual([
      ['三、目标任务', '（四）着力打造更富温馨的“服务型”政府', '12. 大力推动营商环境优化升级'],
    ]);
  });

  it('gives the page’s own parts passages too', () => {
    const document = corpusDocument('province');
    const passages = makePassages(document.text, parseClauses(document));
    const copies = passages.filter(({ clauseId }) => clauseId === `${document.id}-copies`);
    expect(
      copies.map(
        ({ start, end }) => document.text.slice(start, start + 3) + document.text.slice(end - 5, end),
      ),
    ).toEqual(['抄送：新闻单位。']);
  });

  it('reads numbers within a paragraph with it, and those of lines of their own by themselves', () => {
    const runIn = '有下列情形之一的，不予受理：（一）材料不齐；（二）已经办结；（三）不属本部门职责。';
    const read = (text: string) => passagesOf(text).map(({ start, end }) => text.slice(start, end));
    expect(parseClauses({ id: 'd', text: runIn })[0]?.children).toHaveLength(3);
    expect(read(runIn)).toEqual([runIn]);
    expect(read('一、不予受理\n（一）材料不齐；\n（二）已经办结。')).toHaveLength(3);
    expect(read('抓好三件事：一是材料要齐全；二是办结要及时；三是职责要明确。')).toHaveLength(4);
    // What is responsible for a point stands in the point.
    expect(
      read('分工如下：（一）材料审核（牵头单位：县发改委）；（二）办结（牵头单位：县财政局）。').length,
    ).toBe(3);
  });

  it('gives none for chapter headings and for bare labels', () => {
    const text = '# 某某法\n<!-- INFO END -->\n## 第一章 总则\n第一条 甲。\n乙。';
    expect(passagesOf(text).map(({ clauseId }) => clauseId)).toEqual(['d-title', 'd-a1.1', 'd-a1.2']);
  });

  it('names an enclosed document where there are several', () => {
    const notice = ['关于印发某某办法的通知', '各单位：', '请执行。', '某某市人民政府', '2020年1月2日'];
    const first = ['某某办法', '第一条 甲。', '——乙的内容。'];
    const pathsOf = (...lines: string[]) =>
      passagesOf(lines.join('\n'))
        .map(({ headingPath }) => headingPath)
        .filter((path) => path.some((step) => step.includes('条')));
    expect(pathsOf(...notice, ...first)).toEqual([['第一条'], ['第一条', '第一点']]);
    expect(
      pathsOf(...notice, '附件1', '某某办法', '第一条 甲。', '附件2', '某某细则', '第一条 乙。'),
    ).toEqual([
      ['某某办法', '第一条'],
      ['某某细则', '第一条'],
    ]);
  });
});
