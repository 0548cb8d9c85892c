import { describe, expect, it } from 'vitest';
import { clauseAtAddress } from '../../src/answer/article.ts';
import { clauseLabel, clausePath } from '../../src/clause/label.ts';
import { pathTo } from '../support/path-to.ts';
import { all, parse, shape } from './shape.ts';

const NOTICE = [
  '关于印发某某管理办法的通知',
  '某政发〔2020〕1号',
  '各县人民政府：',
  '现将《某某管理办法》印发给你们，请遵照执行。',
  '某某市人民政府',
  '2020年1月2日',
];
const MEASURES = [
  '某某管理办法',
  '第一条 为了甲，制定本办法。',
  '第二条 申请人应当：',
  '（一）乙；',
  '（二）丙。',
];
const FOOT = ['抄送：市委办公室。', '某某市人民政府办公室2020年1月3日印发'];

describe('an enclosed document', () => {
  const clauses = parse(...NOTICE, ...MEASURES, ...FOOT);
  const enclosed = clauses.find(({ kind }) => kind === 'enclosed');

  it('is one clause of the notice, from its title to the foot', () => {
    expect(clauses.map(({ kind }) => kind)).toEqual([
      'title',
      'number',
      'addressees',
      'preamble',
      'signature',
      'date',
      'enclosed',
      'copies',
      'printing',
    ]);
    expect(enclosed?.heading).toBe('某某管理办法');
    expect(shape(enclosed === undefined ? [] : [enclosed])).toEqual([
      ['e1', 'e1.title', 'e1.a1', ['e1.a2', 'e1.a2.i1', 'e1.a2.i2']],
    ]);
  });

  it('is asked for by its articles', () => {
    const article = { article: 2, inserted: null, paragraph: null, item: 2 };
    expect(clauseAtAddress(clauses, article)?.id).toBe('d-e1.a2.i2');
  });

  it('is named where its clauses are cited', () => {
    const path = pathTo(clauses, 'd-e1.a2.i1');
    expect(clauseLabel(path)).toBe('《某某管理办法》第二条第一项');
    expect(clauseLabel(path, { naming: false })).toBe('第二条第一项');
    expect(clausePath(path)).toEqual(['某某管理办法', '第二条', '第一项']);
  });

  it('begins with the 附件 line above its title', () => {
    const labelled = parse(...NOTICE, '附件', ...MEASURES);
    const found = labelled.find(({ kind }) => kind === 'enclosed');
    expect([found?.label, found?.heading, found?.children.length]).toEqual(['附件', '某某管理办法', 3]);
  });

  it('is known by its name where only the 附件 line tells it from the notice', () => {
    const inline = parse(
      ...NOTICE.slice(0, 4),
      '二、请于年底前报送。',
      '附件：某某管理办法',
      ...MEASURES.slice(1),
    );
    expect(inline.at(-1)).toMatchObject({ kind: 'enclosed', label: '附件', heading: '某某管理办法' });
  });

  it.each([
    ['two', ['附件1', ...MEASURES, '附件2', '某某实施细则', '第一条 丁。', '第二条 戊。'], ['e1', 'e2']],
    ['one with an annex of its own', [...MEASURES, '附件', '某某评定细则', '第一条 丁。'], ['e1']],
  ])('%s', (_, lines, expected) => {
    const tops = parse(...NOTICE, ...lines).filter(({ kind }) => kind === 'enclosed');
    expect(tops.map(({ id }) => id.slice(2))).toEqual(expected);
    const articles = all(tops).filter(({ kind }) => kind === 'article');
    expect(articles.map(({ ordinal }) => ordinal).slice(0, 3)).toEqual([1, 2, 1]);
    expect(new Set(articles.map(({ id }) => id)).size).toBe(articles.length);
  });
});

describe('numbering', () => {
  it('starts anew in each document, levels included', () => {
    // The notice nests 1. over （一）, the measures （一） over 1.
    const clauses = parse(
      '关于做好工作的通知',
      '各单位：',
      '1. 甲',
      '（一）甲一。',
      '（二）甲二。',
      '2. 乙',
      '某某市人民政府',
      '2020年1月2日',
      '某某工作方案',
      '（一）丙',
      '1.丙一。',
      '2.丙二。',
      '（二）丁',
    );
    expect(shape(clauses.slice(2))).toEqual([
      ['1', '1.1', '1.2'],
      '2',
      'signature',
      'date',
      ['e1', 'e1.title', ['e1.1', 'e1.1.1', 'e1.1.2'], 'e1.2'],
    ]);
  });
});

describe('attachments', () => {
  it('count anew and are named by the line below', () => {
    const clauses = parse(
      '一、甲',
      '二、乙',
      '附件1',
      '某某登记表',
      '一、丙',
      '附件2：联系方式汇总表',
      '内容。',
    );
    expect(shape(clauses)).toEqual(['1', '2', ['x1', 'x1.1'], 'x2']);
    expect(clauses.slice(2).map(({ label, heading }) => [label, heading])).toEqual([
      ['附件1', '某某登记表'],
      ['附件2', '联系方式汇总表'],
    ]);
    expect(clauseLabel(pathTo(clauses, 'd-x1.1'))).toBe('附件1一、');
    expect(clausePath(pathTo(clauses, 'd-x1.1'))).toEqual(['附件1 某某登记表', '一、丙']);
  });

  it('of a law are its annexes, even those with articles and a name of their own', () => {
    const clauses = parse('第一条 甲。', '第二条 乙。', '附件一：', '某某评审规则', '第一条 丙。');
    expect(shape(clauses)).toEqual(['a1', 'a2', ['x1', 'x1.title', 'x1.a1']]);
  });

  it('of an enclosed document belong to it', () => {
    const clauses = parse(
      ...NOTICE,
      ...MEASURES,
      '附件1',
      '申请表',
      '姓名：',
      '附件2',
      '承诺书',
      '本人承诺。',
      ...FOOT,
    );
    const tops = clauses.map(({ id }) => id.slice(2));
    expect(tops.slice(-3)).toEqual(['e1', 'copies', 'printing']);
    expect(clauses.at(-3)?.children.map(({ id }) => id.slice(2))).toEqual([
      'e1.title',
      'e1.a1',
      'e1.a2',
      'e1.x1',
      'e1.x2',
    ]);
  });

  it('have sheets of their own', () => {
    const clauses = parse(
      '一、甲',
      '二、乙',
      '附件1',
      '某某情况说明',
      '说明如下。',
      '附表1',
      '某某统计表',
      '数字。',
    );
    expect(shape(clauses)).toEqual(['1', '2', ['x1', 'x1.x1']]);
  });

  it.each([
    ['above the signature', ['附件：1.甲表', '2.乙表', '某某市人民政府', '2020年1月2日']],
    ['on lines of their own', ['附件：', '1.甲表', '2.乙表', '某某市人民政府', '2020年1月2日']],
    ['labelled one by one', ['附件1：甲表', '附件2：乙表', '某某市人民政府', '2020年1月2日']],
    ['at the very end', ['附件1：甲表', '附件2：乙表']],
  ])('are not the list of them %s', (_, lines) => {
    const clauses = parse('关于做好工作的通知', '各单位：', '一、甲。', '二、乙。', ...lines);
    expect(clauses.map(({ kind }) => kind)).not.toContain('attachment');
    expect(clauses.map(({ kind }) => kind)).not.toContain('enclosed');
  });

  it('are told from the list that names them', () => {
    const clauses = parse(
      '一、甲。',
      '二、乙。',
      '附件：1.甲表',
      '2.乙表',
      '2020年1月2日',
      '附件1',
      '甲表',
      '附件2',
      '乙表',
    );
    expect(shape(clauses)).toEqual(['1', '2', 'attachment_list', 'date', 'x1', 'x2']);
  });

  it('are told from the title that a list names', () => {
    const named = parse(
      '关于印发《某某管理办法》的通知',
      '各单位：',
      '一、请执行。',
      '附件：《某某管理办法》',
      '主题词：办法 通知',
      ...MEASURES,
    );
    expect(named.filter(({ kind }) => kind === 'enclosed')).toHaveLength(1);
    expect(named.map(({ kind }) => kind)).toContain('attachment_list');
  });
});
