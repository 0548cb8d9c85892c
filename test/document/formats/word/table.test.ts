import { describe, expect, it } from 'vitest';
import { numbered, paragraph, textOf } from '../docx/word.ts';

const cell = (content: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content.startsWith('<w:') ? content : paragraph(content)}</w:tc>`;
const row = (...cells: readonly string[]): string =>
  `<w:tr>${cells.map((text) => (text.startsWith('<w:tc>') ? text : cell(text))).join('')}</w:tr>`;
const table = (...rows: readonly string[]): string => `<w:tbl><w:tblPr/>${rows.join('')}</w:tbl>`;
const across = (span: number, text: string): string => cell(text, `<w:gridSpan w:val="${span}"/>`);
const begins = (text: string): string => cell(text, '<w:vMerge w:val="restart"/>');
const below = cell('', '<w:vMerge/>');

describe('tables', () => {
  it('are rows between blank lines, a cell on one line', async () => {
    const body =
      paragraph('前') +
      table(row('事项', '时限'), row('受理|审查', paragraph('5个') + paragraph('工作日'))) +
      paragraph('后');
    expect(await textOf(body)).toBe('前\n\n| 事项 | 时限 |\n| 受理｜审查 | 5个 工作日 |\n\n后\n');
  });

  it('join a word of the header that was broken to fit', async () => {
    const body = table(row(paragraph('办理') + paragraph('时限'), '事项'), row('5天', '受理'));
    expect(await textOf(body)).toBe('| 办理时限 | 事项 |\n| 5天 | 受理 |\n');
  });

  it('repeat a cell merged downwards in every row', async () => {
    const body = table(row('类', '项'), row(begins('甲'), '一'), row(below, '二'), row('乙', '三'));
    expect(await textOf(body)).toBe('| 类 | 项 |\n| 甲 | 一 |\n| 甲 | 二 |\n| 乙 | 三 |\n');
  });

  it('repeat a header over its columns, and keep columns aligned elsewhere', async () => {
    const body = table(
      row(begins('项目'), across(2, '标准')),
      row(below, '个人', '单位'),
      row('医保', across(2, '免缴')),
      row('养老', '8%', '16%'),
    );
    expect(await textOf(body)).toBe(
      '| 项目 | 标准 | 标准 |\n| 项目 | 个人 | 单位 |\n| 医保 | 免缴 |  |\n| 养老 | 8% | 16% |\n',
    );
  });

  it('do not repeat the value of a form’s first row', async () => {
    const body = table(row('名称：', across(3, '甲公司')), row('电话：', '1', '邮编：', '2'));
    expect(await textOf(body)).toBe('| 名称： | 甲公司 |  |  |\n| 电话： | 1 | 邮编： | 2 |\n');
  });

  it('shift no cell where the row begins later', async () => {
    const late = `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${cell('二')}</w:tr>`;
    expect(await textOf(table(row('类', '项'), row('甲', '一'), late))).toBe(
      '| 类 | 项 |\n| 甲 | 一 |\n|  | 二 |\n',
    );
  });

  it('take borders that lie askew for one', async () => {
    const grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="60"/><w:gridCol w:w="1940"/></w:tblGrid>';
    const body = `<w:tbl>${grid}${row('事项', across(2, '时限'))}${row(across(2, '受理'), '5天')}</w:tbl>`;
    expect(await textOf(body)).toBe('| 事项 | 时限 |\n| 受理 | 5天 |\n');
  });

  it('leave titles and remarks over the whole width outside', async () => {
    const body = table(row(across(2, '附表')), row('类', '项'), row('甲', '一'), row(across(2, '注：试行')));
    expect(await textOf(body)).toBe('附表\n\n| 类 | 项 |\n| 甲 | 一 |\n\n注：试行\n');
  });

  it('are paragraphs where they only arrange them: one column, one row, room beside, or a page in a cell', async () => {
    expect(await textOf(table(row('甲'), row('乙')))).toBe('甲\n乙\n');
    expect(await textOf(table(row('某政发〔2020〕1号', '签发人：张三')))).toBe(
      '某政发〔2020〕1号\n签发人：张三\n',
    );
    expect(await textOf(table(row('', '甲', ''), row('', '乙', '')))).toBe('\n甲\n\n乙\n'.trimStart());
    const page = Array.from({ length: 20 }, (_, index) => paragraph(`${index}${'文'.repeat(100)}`)).join('');
    const framed = await textOf(table(row('栏目', '导航'), row('首页', page)));
    expect(framed).toContain(`首页\n0${'文'.repeat(100)}\n1文`);
    expect(framed).not.toContain('|');
  });

  it('are flattened within a cell, merged cells once', async () => {
    const inner = table(row(begins('丙'), '丁'), row(below, '戊'));
    const body = table(row('甲', '乙'), row('一', inner + paragraph('己')));
    expect(await textOf(body)).toBe('| 甲 | 乙 |\n| 一 | 丙 丁 戊 己 |\n');
  });

  it('count automatic numbers in their cells', async () => {
    const numbering =
      '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1"/></w:lvl>' +
      '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';
    const body = table(row('序号', '事项'), row(numbered(1, 0, ''), '甲'), row(numbered(1, 0, ''), '乙'));
    expect(await textOf({ body, numbering })).toBe('| 序号 | 事项 |\n| 1 | 甲 |\n| 2 | 乙 |\n');
  });

  it('leave out rows that were deleted or hold nothing, and read rows in controls', async () => {
    const deleted = `<w:tr><w:trPr><w:del/></w:trPr>${cell('删')}${cell('除')}</w:tr>`;
    const inControl = `<w:sdt><w:sdtContent>${row('乙', '二')}</w:sdtContent></w:sdt>`;
    const body = table(row('类', '项'), deleted, row('', ''), row('甲', '一'), inControl);
    expect(await textOf(body)).toBe('| 类 | 项 |\n| 甲 | 一 |\n| 乙 | 二 |\n');
  });
});
