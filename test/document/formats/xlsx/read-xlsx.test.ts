import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXlsx } from '../../../../src/document/formats/xlsx/read-xlsx.ts';
import { AppError } from '../../../../src/errors.ts';
import { zipOf } from '../zip.ts';

type Sheet = Readonly<{ name: string; xml: string; state?: string }>;

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** A workbook of sheets given by what stands inside `worksheet`. */
function workbook(sheets: readonly Sheet[], more: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  const list = sheets
    .map(
      ({ name, state }, index) =>
        `<sheet name="${name}" r:id="r${index}"${state ? ` state="${state}"` : ''}/>`,
    )
    .join('');
  const rels = sheets
    .map((_, index) => `<Relationship Id="r${index}" Target="worksheets/s${index}.xml"/>`)
    .join('');
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="x">${more.properties ?? ''}<sheets>${list}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${rels}</Relationships>`,
    ...(more.strings !== undefined && { 'xl/sharedStrings.xml': `<sst ${MAIN}>${more.strings}</sst>` }),
    ...(more.styles !== undefined && { 'xl/styles.xml': `<styleSheet ${MAIN}>${more.styles}</styleSheet>` }),
    ...Object.fromEntries(
      sheets.map(({ xml }, index) => [
        `xl/worksheets/s${index}.xml`,
        `<worksheet ${MAIN}>${xml}</worksheet>`,
      ]),
    ),
  });
}

const inline = (reference: string, text: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;

const textOf = async (bytes: Buffer): Promise<string> => (await readXlsx(bytes, '表.xlsx')).text;

describe('readXlsx', () => {
  it('gives the title as a line, then the table with its header', async () => {
    const rows = `<sheetData>
      <row r="1">${inline('A1', '政务服务事项清单')}</row>
      <row r="2">${inline('A2', '事项')}${inline('B2', '办理时限')}</row>
      <row r="3">${inline('A3', '企业开办')}${inline('B3', '1 个|工作日')}</row>
      <row r="4">${inline('B4', '3 个工作日')}</row>
      <row r="5">${inline('A5', '注：以受理之日起算')}</row></sheetData>
      <mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A5:B5"/></mergeCells>`;
    expect(await textOf(await workbook([{ name: 'Sheet1', xml: rows }]))).toBe(
      '政务服务事项清单\n\n| 事项 | 办理时限 |\n| 企业开办 | 1 个｜工作日 |\n|  | 3 个工作日 |\n\n注：以受理之日起算\n',
    );
  });

  it('shows numbers and dates as the sheet does', async () => {
    // Styles 0–4; day 44753 is 2022-07-11, counted from 1900.
    const styles = `<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="31"/><xf numFmtId="4"/></cellXfs>`;
    const cells = [
      ['A', '0.1', 0],
      ['B', '0.85', 1],
      ['C', '44753', 2],
      ['D', '44753', 3],
      ['E', '1234.5', 4],
    ]
      .map(([column, value, style]) => `<c r="${column}1" s="${style}"><v>${value}</v></c>`)
      .join('');
    const bytes = await workbook(
      [{ name: 'Sheet1', xml: `<sheetData><row r="1">${cells}</row></sheetData>` }],
      { styles },
    );
    expect(await textOf(bytes)).toBe('| 0.1 | 85% | 2022年7月11日 | 2022年7月11日 | 1,234.50 |\n');
  });

  it('counts days from 1904 where the workbook does', async () => {
    const styles = '<cellXfs><xf numFmtId="14"/></cellXfs>';
    // Day 0 of 1904 is 1904-01-01, so day 1 is the second.
    const xml = `<sheetData><row r="1"><c r="A1"><v>1</v></c>${inline('B1', '日')}</row></sheetData>`;
    const properties = '<workbookPr date1904="1"/>';
    expect(await textOf(await workbook([{ name: 'Sheet1', xml }], { styles, properties }))).toBe(
      '| 1904/1/2 | 日 |\n',
    );
  });

  it('reads shared strings without their reading, names sheets, leaves hidden ones out', async () => {
    const strings = '<si><r><t>甲</t></r><r><t>乙</t></r><rPh><t>jia</t></rPh></si><si><t>丙</t></si>';
    const xml =
      '<cols><col min="3" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>1</v></c></row><row r="2" hidden="1"><c r="A2" t="s"><v>1</v></c></row></sheetData>';
    const bytes = await workbook(
      [
        { name: '收费目录', xml },
        { name: '草稿', xml, state: 'hidden' },
      ],
      { strings },
    );
    expect(await textOf(bytes)).toBe('收费目录\n\n| 甲乙 | 丙 |\n');
  });

  it('joins a header of two rows and repeats what is merged downwards', async () => {
    const xml = `<sheetData><row r="1">${inline('A1', '单位')}${inline('B1', '联系')}</row>
      <row r="2">${inline('B2', '人')}${inline('C2', '电话')}</row>
      <row r="3">${inline('A3', '县局')}${inline('B3', '张')}${inline('C3', '1')}</row>
      <row r="4">${inline('B4', '李')}${inline('C4', '2')}</row></sheetData>
      <mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="A3:A4"/></mergeCells>`;
    expect(await textOf(await workbook([{ name: 'Sheet1', xml }]))).toBe(
      '| 单位 | 联系 人 | 联系 电话 |\n| 县局 | 张 | 1 |\n| 县局 | 李 | 2 |\n',
    );
  });

  it('is not misled by a lone cell far down and to the right', async () => {
    const xml = `<sheetData><row r="1">${inline('A1', '甲')}${inline('B1', '乙')}</row><row r="1048576">${inline('XFD1048576', '远')}</row></sheetData>`;
    expect(await textOf(await workbook([{ name: 'Sheet1', xml }]))).toBe('| 甲 | 乙 |\n');
  });

  it('refuses an archive without a workbook', async () => {
    await expect(readXlsx(await zipOf({ 'a.xml': '<a/>' }), '表.xlsx')).rejects.toMatchObject({
      code: 'unsupported_file',
    });
  });

  it('gives a text or an AppError for any bytes in the parts', async () => {
    const whole = await workbook([
      { name: 'Sheet1', xml: `<sheetData><row r="1">${inline('A1', '甲')}</row></sheetData>` },
    ]);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
        const bytes = Buffer.from(whole);
        bytes[at] = byte;
        try {
          expect(typeof (await readXlsx(bytes, '表.xlsx')).text).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 200 },
    );
  });
});
