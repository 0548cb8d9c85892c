import { describe, expect, it } from 'vitest';
import { clauseLabel, clausePath } from '../../src/clause/label.ts';
import { parseClauses } from '../../src/clause/parse.ts';
import type { Clause } from '../../src/clause/schema.ts';
import { type CorpusName, corpusDocument } from '../document/corpus.ts';
import { pathTo } from '../support/path-to.ts';

/** Counts and headings are read from the documents themselves, none from the program. */
const clausesOf = (name: CorpusName): readonly Clause[] => parseClauses(corpusDocument(name));
const all = (clauses: readonly Clause[]): Clause[] =>
  clauses.flatMap((clause) => [clause, ...all(clause.children)]);
const partsOf = (name: CorpusName): Clause[] => all(clausesOf(name)).filter(({ kind }) => kind === 'part');
const kinds = (clauses: readonly Clause[]): string[] => clauses.map(({ kind }) => kind);
const ordinals = (clauses: readonly Clause[]): (number | null)[] => clauses.map(({ ordinal }) => ordinal);
const headings = (clauses: readonly Clause[]): (string | null)[] => clauses.map(({ heading }) => heading);
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
const textOf = (name: CorpusName, { start, end }: Clause): string =>
  corpusDocument(name).text.slice(start, end).trim();
const only = (clauses: readonly Clause[], kind: string): Clause => {
  const found = clauses.filter((clause) => clause.kind === kind);
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`${found.length} clauses of kind ${kind}`);
  return found[0];
};
const anchored = (name: CorpusName, anchor: string): readonly Clause[] =>
  pathTo(clausesOf(name), `${corpusDocument(name).id}-${anchor}`);

describe('赣府发〔2022〕16号', () => {
  const parts = partsOf('province');

  it('is made of the parts of its page, each on its own', () => {
    expect(kinds(clausesOf('province'))).toEqual([
      'header',
      'number',
      'title',
      'addressees',
      'preamble',
      'part',
      'part',
      'part',
      'part',
      'disclosure',
      'copies',
      'printing',
    ]);
  });

  it('has four parts: no children, five bullets, five sections, four sections', () => {
    expect(headings(parts)).toEqual(['指导思想', '基本原则', '目标任务', '保障措施']);
    expect(parts.map(({ children }) => kinds(children))).toEqual([
      [],
      ['bullet', 'bullet', 'bullet', 'bullet', 'bullet'],
      ['section', 'section', 'section', 'section', 'section'],
      ['section', 'section', 'section', 'section'],
    ]);
    expect(headings(parts[1]?.children ?? [])).toEqual([
      '坚持对表看齐、与时俱进',
      '坚持拉高标杆、争创一流',
      '坚持问题导向、精准聚焦',
      '坚持服务为本、人民至上',
      '坚持建章立制、常态长效',
    ]);
  });

  it('numbers its items 1 to 18 through the five sections of part three', () => {
    const sections = parts[2]?.children ?? [];
    expect(sections.map(({ children }) => ordinals(children))).toEqual([
      range(1, 3),
      range(4, 7),
      range(8, 11),
      range(12, 15),
      range(16, 18),
    ]);
  });

  it('reads (一) and （四） as the same level and prints them alike', () => {
    expect(parts[2]?.children.map(({ label }) => label)).toEqual(['(一)', '(二)', '(三)', '（四）', '(五)']);
    expect(clauseLabel(anchored('province', '3.1'))).toBe('三、（一）');
  });

  it('has 三、（四）12. where the question about enterprises is answered', () => {
    const path = anchored('province', '3.4.12');
    expect(clauseLabel(path)).toBe('三、（四）12.');
    expect(clausePath(path)).toEqual([
      '三、目标任务',
      '（四）着力打造更富温馨的“服务型”政府',
      '12. 大力推动营商环境优化升级',
    ]);
    const text = textOf('province', path.at(-1) ?? only([], 'item'));
    expect(text).toContain(
      '推行企业诉求“1 个工作日电话联系、一般问题 5 个工作日办结、疑难问题 10 个工作日回复”',
    );
    // Its last sentence runs over a page break.
    expect(text.endsWith('力争进入第一方阵。')).toBe(true);
  });
});

describe('宜区管发〔2022〕1号', () => {
  const parts = partsOf('zone');

  it('is made of the parts of its page', () => {
    expect(kinds(clausesOf('zone'))).toEqual([
      'header',
      'number',
      'title',
      'addressees',
      'preamble',
      'part',
      'part',
      'part',
      'part',
      'date',
      'disclosure',
      'divider',
      'printing',
    ]);
  });

  it('has four parts in spite of their wrong # marks', () => {
    expect(parts.map(({ children }) => [kinds(children)[0], children.length])).toEqual([
      ['section', 3],
      ['point', 5],
      ['section', 5],
      ['section', 4],
    ]);
  });

  it('has five points 一是 to 五是 in part two, with their bold headings', () => {
    const points = parts[1]?.children ?? [];
    expect(points.map(({ label }) => label)).toEqual(['一是', '二是', '三是', '四是', '五是']);
    expect(headings(points)).toEqual([
      '彰显引领性、时代性',
      '展现新境界、新气象',
      '增强针对性、实效性',
      '提升认可度、满意度',
      '促使规范化、制度化',
    ]);
  });

  it('numbers its items 1 to 16 through the five sections of part three', () => {
    expect(parts[2]?.children.map(({ children }) => ordinals(children))).toEqual([
      range(1, 3),
      range(4, 7),
      range(8, 10),
      range(11, 13),
      range(14, 16),
    ]);
  });

  it('does not take 1.8% or 80% for numbers of items', () => {
    expect(all(clausesOf('zone')).filter(({ kind }) => kind === 'item')).toHaveLength(16);
  });
});

describe('兴五型办字〔2021〕4号', () => {
  it('is a notice that holds, below its date, the 工作要点 as a document of its own', () => {
    expect(kinds(clausesOf('county'))).toEqual([
      'number',
      'title',
      'addressees',
      'preamble',
      'date',
      'enclosed',
    ]);
    const enclosed = only(clausesOf('county'), 'enclosed');
    expect(kinds(enclosed.children)).toEqual(['title', 'preamble', 'part', 'part', 'part', 'part', 'part']);
    expect(enclosed.heading).toBe('2021年全县“五型”政府建设工作要点');
  });

  it('has five parts, the first of them written 1、', () => {
    const parts = partsOf('county');
    expect(parts.map(({ label }) => label)).toEqual(['1、', '二、', '三、', '四、', '五、']);
    expect(headings(parts)).toEqual([
      '紧扣中心，强攻坚、促发展',
      '优化环境，补短板、勇争先',
      '聚焦难题，办实事、惠民生',
      '持续发力，浓氛围、强推进',
      '健全机制，通路径、聚合力',
    ]);
    expect(parts.map(({ children }) => ordinals(children))).toEqual([
      range(1, 2),
      range(3, 5),
      range(6, 8),
      range(9, 14),
      range(15, 17),
    ]);
  });

  it('keeps 牵头单位 of items 1 to 14 and 责任单位 of 15 to 17 as fields', () => {
    const items = partsOf('county').flatMap(({ children }) => children);
    expect(items.map(({ fields }) => fields.map(({ name }) => name))).toEqual([
      ...range(1, 14).map(() => ['牵头单位']),
      ...range(15, 17).map(() => ['责任单位']),
    ]);
    const [field] = items[4]?.fields ?? [];
    expect(field?.value).toBe('县工信局、县商务局、县发改委');
    expect(corpusDocument('county').text.slice(field?.start, field?.end)).toBe(
      '牵头单位：县工信局、县商务局、县发改委',
    );
  });

  it('takes no whole sentence for a heading', () => {
    const items = partsOf('county').flatMap(({ children }) => children);
    expect(headings(items)).toEqual(range(1, 17).map(() => null));
  });
});

describe('the speech', () => {
  it('has a salutation, three parts and a closing of its own', () => {
    expect(kinds(clausesOf('speech'))).toEqual(['addressees', 'preamble', 'part', 'part', 'part', 'closing']);
    expect(textOf('speech', only(clausesOf('speech'), 'closing')).startsWith('同志们，时代呼唤担当')).toBe(
      true,
    );
  });

  it('has 首先, 第二, 第三 in part one', () => {
    expect(partsOf('speech')[0]?.children.map(({ label }) => label)).toEqual(['首先，', '第二，', '第三，']);
    expect(ordinals(partsOf('speech')[0]?.children ?? [])).toEqual([1, 2, 3]);
  });

  it('has 第一 to 第五 in part two, each with 一是 to 三是', () => {
    const points = partsOf('speech')[1]?.children ?? [];
    expect(headings(points)).toEqual([
      '要突出政治引领，争做忠诚的好干部',
      '坚持创新驱动，争做创新的领跑者',
      '突出作风保障，争做担当的实干家',
      '着力环境优化，争做发展的服务员',
      '守住廉政底线，争做廉洁的表率',
    ]);
    expect(points.map(({ children }) => children.map(({ label }) => label))).toEqual(
      range(1, 5).map(() => ['一是', '二是', '三是']),
    );
    expect(clauseLabel(anchored('speech', '2.p4.p2'))).toBe('二、第四，二是');
  });

  it('has 一是 to 三是, in paragraphs of their own, in part three', () => {
    expect(headings(partsOf('speech')[2]?.children ?? [])).toEqual([
      '工作责任要明',
      '效果评价要实',
      '督察考核要严',
    ]);
  });
});

describe('the bulletin', () => {
  const brackets = clausesOf('bulletin').filter(({ kind }) => kind === 'bracket');

  it('is made of the parts of its page', () => {
    expect(kinds(clausesOf('bulletin'))).toEqual([
      'title',
      'number',
      'header',
      'date',
      'bracket',
      'bracket',
      'printing',
      'contact',
    ]);
    expect(headings(brackets)).toEqual(['领导批示', '本期要闻']);
  });

  it('ends 【领导批示】 behind the doubled end of its quotation', () => {
    const [instruction] = brackets;
    if (instruction === undefined) throw new Error('no bracket');
    expect(textOf('bulletin', instruction).endsWith('献。”')).toBe(true);
  });

  it('keeps the three shortcomings and the five tasks of 【本期要闻】 in their own paragraphs', () => {
    const lists = (brackets[1]?.children ?? []).filter(({ children }) => children.length > 0);
    expect(lists.map(({ children }) => children.map(({ label }) => label))).toEqual([
      ['一是', '二是', '三是'],
      ['一是', '二是', '三是', '四是', '五是'],
    ]);
    expect(headings(lists[1]?.children ?? [])).toEqual([
      '务必提高政治站位,在深入务实上用功',
      '务必聚焦解决问题，在取得实效上铆劲',
      '务必做好结合文章，在提升工作上实干',
      '务必深化改革创新，在优化环境上发力',
      '务必强化总结宣传，在扩大参与上使劲',
    ]);
  });
});
