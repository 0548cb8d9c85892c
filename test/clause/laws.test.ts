import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseClauses } from '../../src/clause/parse.ts';
import { makePassages } from '../../src/clause/passages.ts';
import type { Clause } from '../../src/clause/schema.ts';
import { readingText } from '../../src/text/reading.ts';
import { CORPUS_NAMES, corpusDocument } from '../document/corpus.ts';

const ID = '0123456789abcdef';
const parse = (text: string): readonly Clause[] => parseClauses({ id: ID, text });
const all = (clauses: readonly Clause[]): Clause[] =>
  clauses.flatMap((clause) => [clause, ...all(clause.children)]);

/** What must hold of the tree of any text. */
function expectWhole(text: string, clauses: readonly Clause[]): void {
  const covers = (siblings: readonly Clause[], from: number, to: number): void => {
    let at = from;
    for (const clause of siblings) {
      expect(clause.start).toBe(at);
      expect(clause.end).toBeGreaterThanOrEqual(clause.start);
      at = clause.end;
      const first = clause.children[0];
      if (first === undefined) continue;
      expect(first.start).toBeGreaterThanOrEqual(clause.start);
      covers(clause.children, first.start, clause.end);
    }
    expect(at).toBe(to);
  };
  if (text === '') expect(clauses).toEqual([]);
  else covers(clauses, 0, text.length);
  const ids = all(clauses).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
}

function expectPassages(text: string, clauses: readonly Clause[]): void {
  const owner = new Map(all(clauses).map((clause) => [clause.id, clause]));
  for (const { clauseId, start, end } of makePassages(text, clauses)) {
    const clause = owner.get(clauseId);
    expect(start).toBeGreaterThanOrEqual(clause?.start ?? Number.NaN);
    expect(end).toBeLessThanOrEqual(clause?.end ?? Number.NaN);
    // Only what is within a paragraph is read with it.
    const inside = clause?.children.filter((child) => child.start < end) ?? [];
    expect(inside.every((child) => child.kind === 'point')).toBe(true);
    expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
    expect(end).toBeGreaterThan(start);
    // 200, and one more where a surrogate pair stands at the cut.
    expect(readingText(text, { start, end }).text.length).toBeLessThanOrEqual(201);
  }
}

/** Fragments that the parser reacts to, so that random documents have structure. */
const fragment = fc.constantFrom(
  '一、',
  '二、',
  '（一）',
  '(二)',
  '1.',
  '2、',
  '（1）',
  '①',
  '第一章 ',
  '第二节 ',
  '第一条 ',
  '第二条',
  '第一编 ',
  '一是',
  '二是',
  '三是',
  '第一，',
  '第二，',
  '首先，',
  '——',
  '【要闻】',
  '附件1',
  '附件：',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  ' ',
  '　',
  '#',
  '## ',
  '**',
  '*',
  '。',
  '，',
  '；',
  '：',
  '“',
  '”',
  '（',
  '）',
  '《',
  '》',
  '关于做好工作的通知',
  '各市人民政府：',
  '2022年10月1日',
  '赣府发〔2022〕16号',
  '印发',
  '抄送：省委',
  '（此件主动公开）',
  '江西省人民政府',
  '江西省人民政府文件',
  '目录',
  '---',
  '<!-- INFO END -->',
  '坚持以人民为中心的发展思想',
  '突',
  '突破性',
  '县级',
  'a',
  '1',
  '\ud800',
  '\u200b',
  '（牵头单位：县发改委）',
  '电话:0791',
  '\n| 事项 | 时限 |\n',
  '\n|---|---|\n',
  '| 1.甲 |',
  '\n附件2：登记表\n',
  '\n附表\n',
  '\n某某管理办法\n',
  '2020年1月2日\n',
  '第一章 总则……1\n',
  '㈠',
  '⑴',
  'Ⅰ、',
  'a)',
  '二，',
  '；（2）甲乙丙丁',
  '：（1）甲乙丙丁',
  '同志们：',
);
const structured = fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join(''));

describe('laws of the clause tree', () => {
  it('hold of the five documents', () => {
    for (const name of CORPUS_NAMES) {
      const { text } = corpusDocument(name);
      expectWhole(text, parse(text));
      expectPassages(text, parse(text));
    }
  });

  it('hold of random documents', () => {
    fc.assert(
      fc.property(structured, (text) => {
        const clauses = parse(text);
        expectWhole(text, clauses);
        expectPassages(text, clauses);
      }),
      { numRuns: 1000 },
    );
  });

  it('hold of any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expectWhole(text, parse(text));
        expectPassages(text, parse(text));
      }),
      { numRuns: 300 },
    );
  });

  it('give the same ids each time', () => {
    fc.assert(
      fc.property(structured, (text) => {
        expect(parse(text)).toEqual(parse(text));
      }),
      { numRuns: 100 },
    );
  });

  it('hold of the five documents with \\r\\n', () => {
    for (const name of CORPUS_NAMES) {
      const { text } = corpusDocument(name);
      const windows = text.replaceAll('\n', '\r\n');
      expectWhole(windows, parse(windows));
      const shape = (clauses: readonly Clause[]): unknown[] =>
        clauses.map(({ id, heading, children }) => [id, heading, shape(children)]);
      expect(shape(parse(windows))).toEqual(shape(parse(text)));
    }
  });

  it('put every letter and numeral of the body into a passage, but for labels', () => {
    for (const name of CORPUS_NAMES) {
      const { text } = corpusDocument(name);
      const clauses = parse(text);
      const covered = new Uint8Array(text.length);
      for (const { start, end } of makePassages(text, clauses)) covered.fill(1, start, end);
      for (const clause of all(clauses)) {
        if (clause.label === null) continue;
        const at = text.indexOf(clause.label, clause.start);
        covered.fill(1, at, at + clause.label.length);
      }
      const left = [...text]
        .filter((unit, index) => covered[index] === 0 && /[\p{L}\p{N}]/u.test(unit))
        .join('');
      // What a page break doubled is said once: 突 before 突破性, 献 before 献。”.
      expect(['', '突', '献']).toContain(left);
    }
  });

  it.each([
    ['a line of 100,000 characters', `一、${'坚持'.repeat(50_000)}`],
    ['sentences without end', '一是坚持。二是'.repeat(20_000)],
    ['opening brackets', '【（《“'.repeat(25_000)],
    ['numbers', '（一）1.一、第一条 \n'.repeat(10_000)],
    ['half-open points', `${'一是甲乙丙丁，第一，甲乙丙丁，第二，甲乙丙丁，'.repeat(5_000)}二是戊`],
    ['rows', '| 甲 | 乙 |\n'.repeat(20_000)],
    ['attachments', '附件1\n甲表\n内容。\n'.repeat(10_000)],
    ['enclosed documents', '某某市人民政府\n2020年1月2日\n某某办法\n第一条 甲。\n'.repeat(5_000)],
    ['chapters in a line', '第一章 总则第一条 甲。第二条 乙。'.repeat(10_000)],
    ['lines of contents', '第一章 总则……1\n'.repeat(10_000)],
    ['run-in numbers', `一、${'：（1）甲乙丙；（2）丁戊己。'.repeat(8_000)}`],
    ['unnumbered paragraphs', '甲乙丙丁。\n'.repeat(30_000)],
    ['doubled line ends', `${'全省各级要加强，推进工\n\n工'.repeat(5_000)}`],
  ])('%s takes linear time', (_, text) => {
    const started = performance.now();
    const clauses = parse(text);
    makePassages(text, clauses);
    expect(clauses.at(-1)?.end).toBe(text.length);
    // 100,000 to 250,000 characters take 20 to 200 ms; a quadratic step takes minutes.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
