import { expect, it } from 'vitest';
import { documentReport } from '../../../src/evaluation/documents/report.ts';
import { compareRecord } from '../../../src/evaluation/table.ts';
import { NOTHING_STATED } from '../../support/metadata.ts';

const file = (name: string, title: string | null, agreed: string | null) => ({
  ...{ file: name, format: 'docx', refused: null },
  reading: { metadata: { ...NOTHING_STATED, title }, headings: ['一、甲'], articles: 2 },
  agreed: {
    ...{ file: name, title: agreed, documentNumber: null, issuer: null, date: null },
    ...{ topLevelHeadings: ['一、甲'], articles: name === 'b.docx' ? 3 : null },
  },
});

const FIGURES = {
  files: [
    file('a.docx', '甲办法', '甲办法'),
    file('b.docx', '乙', '乙办法'),
    file('c.docx', '丙', null),
    { file: 'd.pdf', format: 'pdf', reading: null, refused: 'scanned_file' as const, agreed: null },
  ],
  laws: [
    { file: 'x.md', lines: 100, articles: 99, fault: null },
    { file: 'y.md', lines: 100, articles: 100, fault: 'ends at 1, not 2' },
  ],
  policies: [
    ['某行', [{ file: 'p.txt', listed: '一号', found: null, inText: false, right: false }]] as const,
  ],
};

it('counts what was given, what is right, and what was read though the text has none', () => {
  const { tables, record, failures } = documentReport(FIGURES);
  const [read, fields, laws, numbers] = tables;
  expect(read).toEqual({
    columns: ['文件', '读出', '拒收（scanned_file）'],
    rows: [
      { name: '.docx', values: ['3', '3', '0'] },
      { name: '.pdf', values: ['1', '0', '1'] },
    ],
  });
  // a right, b wrong: 1 of 2 given; c has no title, and one was read.
  expect(fields?.rows[0]).toEqual({ name: '标题', values: ['2', '1', 0.5, '1', '1'] });
  expect(fields?.rows[1]).toEqual({ name: '文号', values: ['0', '0', null, '3', '0'] });
  // Headings are right in all three; the number of articles is given for b, and wrong.
  expect(fields?.rows.slice(4)).toEqual([
    { name: '一级标题', values: ['3', '3', 1, null, null] },
    { name: '条数', values: ['1', '0', 0, null, null] },
    { name: '一级标题和条数', values: ['3', '2', 2 / 3, null, null] },
  ]);
  // One article missing of 200 lines: 0.005.
  expect(laws?.rows[0]?.values).toEqual(['2', 200, 199, 0.005, '1', '1']);
  expect(numbers?.rows).toEqual([{ name: '某行', values: ['1', '0', '0', null] }]);
  expect(failures.split('\n')).toEqual([
    'b.docx 标题：乙，应为 乙办法',
    'c.docx 标题：丙，应为 null',
    'b.docx 一级标题或条数：2 条（应为 3）；一、甲',
    'x.md：100 行，99 条',
    'y.md：100 行，100 条；ends at 1, not 2',
  ]);
  // What is recorded is read back as it was measured.
  expect(compareRecord(record, tables)).toEqual([]);
});
