import { describe, expect, it } from 'vitest';
import { clauseLabel, clausePath } from '../../src/clause/label.ts';
import { parseClauses } from '../../src/clause/parse.ts';
import type { Clause } from '../../src/clause/schema.ts';
import { pathTo } from '../support/path-to.ts';

const parse = (...lines: string[]): readonly Clause[] => parseClauses({ id: 'd', text: lines.join('\n') });
type Shape = readonly (string | Shape)[];
const shape = (clauses: readonly Clause[]): Shape =>
  clauses.map(({ id, children }) =>
    children.length === 0 ? id.slice(2) : [id.slice(2), ...shape(children)],
  );
const label = (clauses: readonly Clause[], anchor: string): string =>
  clauseLabel(pathTo(clauses, `d-${anchor}`));

const LAW = parse(
  '# 某某法',
  '<!-- INFO END -->',
  '## 第一章 总则',
  '### 第一节 目的',
  '第一条 为了规范，制定本法。',
  '第二条 企业应当申请。',
  '申请书应当载明下列事项：',
  '（一）名称；',
  '（二）事由：',
  '1.时间；',
  '2.地点。',
  '债务人还应当提交清册。',
  '## 第二章 附则',
  '第二条之一 有下列情形之一的，从重：',
  '（一）甲情形；',
  '（二）乙情形。',
  '第三条规定的企业，另行制定办法。',
  '第三条 本法自公布之日起施行。',
);

describe('laws', () => {
  it('have chapters, sections, articles, 款 and 项', () => {
    expect(shape(LAW)).toEqual([
      'title',
      'divider',
      [
        'c1',
        ['c1.s1', 'a1', ['a2', 'a2.1', ['a2.2', 'a2.2.i1', ['a2.2.i2', 'a2.2.i2.1', 'a2.2.i2.2']], 'a2.3']],
      ],
      ['c2', ['a2-1', ['a2-1.1', 'a2-1.1.i1', 'a2-1.1.i2'], 'a2-1.2'], 'a3'],
    ]);
  });

  it('are cited by article, 款 and 项, without the chapter', () => {
    expect(label(LAW, 'a1')).toBe('第一条');
    expect(label(LAW, 'a2.2')).toBe('第二条第二款');
    expect(label(LAW, 'a2.2.i2')).toBe('第二条第二款第二项');
    expect(label(LAW, 'a2-1.1.i1')).toBe('第二条之一第一款第一项');
    expect(clausePath(pathTo(LAW, 'd-a2.2'))).toEqual(['第一章 总则', '第一节 目的', '第二条', '第二款']);
  });

  it('do not take a citation at the begin of a line for an article', () => {
    const third = pathTo(LAW, 'd-a3').at(-1);
    expect(third?.label).toBe('第三条');
    // 第三条规定的企业… is the second 款 of 第二条之一.
    expect(pathTo(LAW, 'd-a2-1.2')).toHaveLength(3);
  });

  it('have headings in brackets in some regions', () => {
    const [article] = parse(
      '第一条（目的和依据）',
      '为了加强管理，制定本办法。',
      '第二条（定义）',
      '所称甲，是指乙。',
      '所称丙，是指丁。',
    );
    expect([article?.heading, article?.children.length]).toEqual(['目的和依据', 0]);
  });
});

describe('numbering', () => {
  it('nests 1. over （一） where the document does so throughout', () => {
    const clauses = parse(
      '1. 总体要求',
      '（一）目标。到年底完成。',
      '（二）原则。坚持稳妥。',
      '2. 主要任务',
      '（一）做好甲。',
      '3. 保障措施',
      '加强领导。',
    );
    expect(shape(clauses)).toEqual([['1', '1.1', '1.2'], ['2', '2.1'], '3']);
  });

  it('reads 1, 1.1, 1.1.1 where they count on, and no amounts at the begin of lines', () => {
    const clauses = parse(
      '某某市粮食应急预案',
      '1 总则',
      '1.1 编制目的',
      '为了应对，制定本预案。',
      '1.2 适用范围',
      '2.5亿元以上的项目。',
      '2 组织机构',
      '2.1 指挥部',
      '2.1.1 成员',
      '各部门。',
      '（1）甲。',
      '（2）乙。',
    );
    expect(shape(clauses)).toEqual([
      'title',
      ['1', '1.1', '1.2'],
      ['2', ['2.1', ['2.1.1', '2.1.1.1', '2.1.1.2']]],
    ]);
    expect(label(clauses, '2.1.1')).toBe('2.1.1');
    expect(label(clauses, '2.1.1.2')).toBe('2.1.1（2）');
    expect(clausePath(pathTo(clauses, 'd-2.1'))).toEqual(['2 组织机构', '2.1 指挥部']);
    // Two amounts are no numbering.
    expect(shape(parse('一、要求', '1.2亿元用于教育。', '1.3亿元用于卫生。', '二、保障'))).toEqual([
      '1',
      '2',
    ]);
  });

  it('reads a citation behind a page break as text', () => {
    const clauses = parse(
      '一、要求',
      '各单位要严格执行，按照《某某条例》',
      '第十二条的规定办理。',
      '二、保障',
    );
    expect(shape(clauses)).toEqual(['1', '2']);
  });

  it('only counts 一是 where 二是 follows', () => {
    const one = parse('一、要求', '一是加强领导，务求实效。其他照旧。', '二、保障');
    expect(shape(one)).toEqual(['1', '2']);
    const two = parse('一、要求', '要做好两点：一是加强领导；二是务求实效。', '二、保障');
    expect(shape(two)).toEqual([['1', '1.p1', '1.p2'], '2']);
  });

  it('does not take 第一、第二、第三产业 for points', () => {
    expect(shape(parse('一、要求', '统筹推进，第一、第二、第三产业协调发展。', '二、保障'))).toEqual([
      '1',
      '2',
    ]);
  });

  it('tells repeated numbers apart in reading order', () => {
    expect(shape(parse('一、甲', '内容。', '一、乙', '内容。'))).toEqual(['1', '1~2']);
  });

  it('puts text below a list of points into a clause of its own', () => {
    const clauses = parse(
      '一、原则',
      '——坚持甲。内容。',
      '——坚持乙。内容。',
      '以上原则应当遵守。',
      '二、任务',
      '内容。',
    );
    expect(shape(clauses)).toEqual([['1', '1.d1', '1.d2', '1.t1'], '2']);
    expect(label(clauses, '1.d2')).toBe('一、第二点');
  });

  it('closes the document behind numbered paragraphs', () => {
    const clauses = parse('一、甲的内容很多。', '二、乙的内容很多。', '本通知自印发之日起施行。');
    expect(clauses.map(({ kind }) => kind)).toEqual(['part', 'part', 'closing']);
  });

  it('leaves further paragraphs to the clause that they belong to', () => {
    expect(shape(parse('一、甲', '第一段。', '第二段。', '二、乙', '第一段。', '第二段。'))).toEqual([
      '1',
      '2',
    ]);
  });

  it('keeps an annex with its own articles apart', () => {
    const clauses = parse('第一条 甲。', '第二条 乙。', '附件1', '第一条 丙。');
    expect(shape(clauses)).toEqual(['a1', 'a2', ['x1', 'x1.a1']]);
  });
});

describe('texts without numbers', () => {
  it('are body, paragraph by paragraph', () => {
    const clauses = parse('国务院关于同意的批复', '教育部：', '你部请示收悉。', '同意建立制度。');
    expect(clauses.map(({ kind }) => kind)).toEqual(['title', 'addressees', 'body', 'body']);
  });

  it('are kept even where they are blank', () => {
    expect(parse(' ', '').map(({ kind, start, end }) => [kind, start, end])).toEqual([['unplaced', 0, 2]]);
  });

  it('keep what stands behind the printing line, unplaced', () => {
    const clauses = parse(
      '关于做好工作的通知',
      '各单位：',
      '请执行。',
      '江西省人民政府办公厅2012年6月6日印发',
      '打印本页 关闭窗口',
    );
    expect(clauses.at(-1)?.kind).toBe('unplaced');
  });
});

describe('fields', () => {
  it('are read from brackets, several of them, and from lines of their own', () => {
    const [item] = parse(
      '1. 推进改革，加快发展。（牵头单位：市发改委；责任单位：各县（市、区））',
      '完成时限：2022年12月',
    );
    expect(item?.fields.map(({ name, value }) => [name, value])).toEqual([
      ['牵头单位', '市发改委'],
      ['责任单位', '各县（市、区）'],
      ['完成时限', '2022年12月'],
    ]);
  });

  it('are none where the words are running text', () => {
    const [item] = parse('1. 明确责任单位：各部门，并抓好落实。');
    expect(item?.fields).toEqual([]);
  });
});
