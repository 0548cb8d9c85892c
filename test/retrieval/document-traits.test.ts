import { describe, expect, it } from 'vitest';
import type { DocumentMetadata } from '../../src/document/schema.ts';
import { type DocumentTraits, plainTitle, readDocumentTraits } from '../../src/retrieval/document-traits.ts';
import { StubIndex } from '../support/stub-index.ts';

const traitsOf = (...documents: readonly Partial<DocumentMetadata>[]): readonly DocumentTraits[] =>
  readDocumentTraits(
    new StubIndex(
      documents.map((metadata) => ({ metadata })),
      [],
    ),
  );

const span = { start: 0, end: 1 };
const place = { span, sentence: span, date: null };
const byTitle = (title: string) => ({ relation: 'mention' as const, documentNumber: null, title, ...place });
const byNumber = (documentNumber: string) => ({
  relation: 'basis' as const,
  documentNumber,
  title: null,
  ...place,
});

describe('plainTitle', () => {
  it.each([
    ['中华人民共和国行政许可法', '行政许可法'],
    ['《中华人民共和国 刑法》', '刑法'],
    ['最高人民法院关于适用〈中华人民共和国民法典〉的解释', '最高人民法院关于适用民法典的解释'],
    ['“五型”政府建设简报', '五型政府建设简报'],
    ['', ''],
  ])('%s → %s', (title, expected) => {
    expect(plainTitle(title)).toBe(expected);
  });
});

describe('readDocumentTraits', () => {
  it.each([
    ['中华人民共和国刑法', 'law'],
    ['中华人民共和国民法典物权编', 'law'],
    ['中华人民共和国宪法', 'law'],
    ['物业管理条例', 'regulation'],
    ['道路运输条例(试行)', 'regulation'],
    ['山东省流动人口服务管理办法', 'rules'],
    ['关于规范执法的若干规定（试行）', 'rules'],
    ['道路交通安全法实施细则', 'rules'],
    ['最高人民法院关于适用民法典的解释', 'interpretation'],
    ['最高人民检察院工作报告', 'interpretation'],
    ['关于同意设立自由贸易试验区的批复', 'interpretation'],
    // A decision on a law is no law, and one of the court no interpretation.
    ['关于修改〈中华人民共和国行政许可法〉的决定', 'decision'],
    ['中华人民共和国刑法修正案(十一)', 'decision'],
    ['最高人民法院关于废止部分司法解释的决定', 'decision'],
    ['关于做好社会保障工作的通知', 'notice'],
    ['“五型”政府建设工作要点', 'notice'],
    ['在全区动员部署会议上的讲话', 'other'],
    ['', 'other'],
  ])('%s is a %s', (title, form) => {
    expect(traitsOf({ title })[0]).toMatchObject({ form, title: plainTitle(title) });
  });

  it('takes a document for older where a later one has its title', () => {
    const traits = traitsOf(
      { title: '中华人民共和国消防法', issuedOn: '1998-04-29' },
      { title: '《消防法》', issuedOn: '2021-04-29' },
      // Of printing, where no date of issue is stated.
      { title: '消防法', printedOn: '2008-10-28' },
      { title: '消防法' },
      { title: '消防条例', issuedOn: '1990-01-01' },
      // What has no title is no version of another.
      { issuedOn: '1980-01-01' },
      { issuedOn: '2020-01-01' },
    );
    expect(traits.map(({ older }) => older)).toEqual([true, false, true, true, false, false, false]);
  });

  it('counts the documents that name one by title or by 文号, each once for either', () => {
    const traits = traitsOf(
      { title: '中华人民共和国消防法', documentNumber: '国发〔2022〕1号' },
      { title: '甲', references: [byTitle('《消防法》'), byTitle('中华人民共和国消防法')] },
      { title: '乙', references: [byNumber('国发〔2022〕1号'), byTitle('甲')] },
      { title: '丙', references: [byTitle('消防法'), byNumber('国发〔2022〕2号')] },
    );
    // 消防法: by title in 甲 and 丙, by number in 乙; 甲 by 乙.
    expect(traits.map(({ namedBy }) => namedBy)).toEqual([3, 1, 0, 0]);
  });

  it('does not take what has neither title nor number for named', () => {
    const traits = traitsOf({}, { title: '甲', references: [byTitle('《》'), byTitle('乙')] });
    expect(traits.map(({ namedBy }) => namedBy)).toEqual([0, 0]);
  });

  it('tells the age in decades before the newest document, 2 where unknown, at most 5', () => {
    const traits = traitsOf(
      { issuedOn: '2022-07-11' },
      { issuedOn: '2010-12-31', printedOn: '2021-01-01' },
      { printedOn: '2002-01-01' },
      {},
      { issuedOn: '1954-09-20' },
    );
    expect(traits.map(({ year }) => year)).toEqual([2022, 2010, 2002, null, 1954]);
    // (2022 − 2010) / 10 = 1.2; (2022 − 1954) / 10 = 6.8 → 5
    expect(traits.map(({ age }) => age)).toEqual([0, 1.2, 2, 2, 5]);
  });

  it('hands on the level', () => {
    expect(traitsOf({ level: 'city' }, {}).map(({ level }) => level)).toEqual(['city', null]);
    expect(traitsOf()).toEqual([]);
  });
});
