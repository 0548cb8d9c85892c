import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/document/formats/detect.ts';
import { readFile } from '../../src/document/read-file.ts';
import { oleFile } from './formats/doc/ole-file.ts';
import { wordFile } from './formats/doc/word-file.ts';
import { paragraph, wordOf } from './formats/docx/word.ts';
import { characterObjects, ofdOf, pageXml, setPages } from './formats/ofd/sample.ts';
import { pdfOf, typeLines } from './formats/pdf/pdf-file.ts';
import { zipOf } from './formats/zip.ts';

const TYPES = { '[Content_Types].xml': '<Types/>' };
const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const CELLS = ['一', '二']
  .map((text, row) => `<row><c r="A${row + 1}" t="inlineStr"><is><t>${text}</t></is></c></row>`)
  .join('');

/** One paragraph 关于甲的通知, or a table, in each format. */
const FILES: readonly (readonly [string, () => Promise<Uint8Array> | Uint8Array])[] = [
  ['docx', async () => wordOf({ body: paragraph('关于甲的通知') })],
  ['doc', () => wordFile({ body: [{ text: '关于甲的通知\r' }] })],
  ['rtf', () => Buffer.from("{\\rtf1\\ansi\\ansicpg936\\deff0 \\'cd\\'a8\\'d6\\'aa\\par}", 'latin1')],
  [
    'pdf',
    () =>
      pdfOf([{ shown: typeLines(['　　关于甲的通知', '各单位：', '　　请按照执行，并把执行情况报来。']) }]),
  ],
  ['ofd', () => ofdOf(setPages(['关于甲的通知'], characterObjects).map((objects) => pageXml(objects)))],
  [
    'xlsx',
    () =>
      zipOf({
        ...TYPES,
        'xl/workbook.xml': `<workbook ${NS} xmlns:r="x"><sheets><sheet name="a" r:id="r0"/></sheets></workbook>`,
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="r0" Target="worksheets/s0.xml"/></Relationships>',
        'xl/worksheets/s0.xml': `<worksheet ${NS}><sheetData>${CELLS}</sheetData></worksheet>`,
      }),
  ],
  ['html', () => Buffer.from('<!DOCTYPE html><html><body><p>关于甲的通知</p></body></html>')],
];

describe('a file', () => {
  // Sites name web pages .doc and Word files .txt: what the bytes are decides.
  it.each(FILES)('of %s is read as such under any name', async (format, make) => {
    const bytes = await make();
    for (const fileName of [`通知.${format}`, '通知.txt', '通知.doc', '通知']) {
      const source = await readFile(bytes, fileName);
      expect(source).toMatchObject({ fileName, format });
      expect(source.text).toMatch(/通知|一/);
    }
  });

  it('has an id from its bytes, whatever its format', async () => {
    const bytes = await wordOf({ body: paragraph('关于甲的通知') });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await readFile(bytes, 'a.docx')).toMatchObject({ sha256, id: sha256.slice(0, 16) });
  });

  it('that is text is told by its extension only', async () => {
    const bytes = Buffer.from('甲,乙\n1,2\n');
    expect(await detectFormat(bytes, '表.CSV')).toBe('csv');
    expect(await detectFormat(bytes, '表.tsv')).toBe('csv');
    expect(await detectFormat(bytes, '表.md')).toBe('text');
    expect(await detectFormat(bytes, '页.shtml')).toBe('html');
    expect(await detectFormat(Buffer.from('\ufeff <HTML><p>甲'), '页.txt')).toBe('html');
    expect(await detectFormat(Buffer.from('MIME-Version: 1.0\r\n\r\n'), '页.doc')).toBe('html');
  });

  it.each([
    ['图.docx', [0x89, 0x50, 0x4e, 0x47, 1, 2], 'PNG 图片'],
    ['图.pdf', [0xff, 0xd8, 0xff, 0xe0, 1, 2], 'JPEG 图片'],
    ['包.zip', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07, 0], 'RAR 压缩包'],
    ['包.txt', [0x1f, 0x8b, 0x08, 0], 'GZIP 压缩包'],
    ['程序.doc', [0x4d, 0x5a, 0x90, 0], 'Windows 程序'],
  ])('that is no document is refused by what it is: %s', async (fileName, bytes, found) => {
    await expect(readFile(Uint8Array.from(bytes), fileName)).rejects.toMatchObject({
      code: 'unsupported_file',
      message: expect.stringContaining(found),
    });
  });

  it.each([
    ['演示文稿', { ...TYPES, 'ppt/presentation.xml': '<p/>' }],
    ['OpenDocument', { mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<o/>' }],
    ['Office', { ...TYPES, 'visio/document.xml': '<v/>' }],
  ])('of another office program is refused by its name: %s', async (found, entries) => {
    await expect(readFile(await zipOf(entries), '通知.docx')).rejects.toMatchObject({
      code: 'unsupported_file',
      message: expect.stringContaining(found),
    });
  });

  it('of Excel 97 is refused by its name', async () => {
    const book = oleFile({ Workbook: new Uint8Array(5000) });
    await expect(readFile(book, '表.doc')).rejects.toMatchObject({
      code: 'unsupported_file',
      message: expect.stringContaining('.xls'),
    });
  });

  it('that is an archive of files is none, and is told how to be taken in', async () => {
    await expect(readFile(await zipOf({ '甲.txt': '甲' }), '一批.docx')).rejects.toMatchObject({
      code: 'unsupported_file',
      message: expect.stringContaining('.zip'),
    });
  });

  it.each([
    ['nothing', new Uint8Array(), '甲.docx'],
    ['no text', Buffer.from('<html><body> \u3000</body></html>'), '甲.html'],
  ])('with %s is empty', async (_, bytes, fileName) => {
    await expect(readFile(bytes, fileName)).rejects.toMatchObject({ code: 'empty_file' });
  });

  it('of an unknown extension that its content does not tell is refused', async () => {
    for (const fileName of ['通知.xyz', '通知', '通知.docx'])
      await expect(readFile(Buffer.from('关于甲的通知'), fileName)).rejects.toMatchObject({
        code: 'unsupported_file',
      });
  });
});
