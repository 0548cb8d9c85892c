import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOfd } from '../../../../src/document/formats/ofd.ts';
import { AppError } from '../../../../src/errors.ts';
import { zipOf } from '../zip.ts';
import {
  documentXml,
  lineObject,
  ofdOf,
  ofdXml,
  PARAGRAPHS,
  pageXml,
  partsOf,
  resXml,
  setPages,
} from './sample.ts';

const codeOf = async (bytes: Promise<Uint8Array>): Promise<string> => {
  try {
    await readOfd(await bytes, '通知.ofd');
    return 'read';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.message).toContain('通知.ofd');
    return error.code;
  }
};

describe('what is refused', () => {
  const image = '<ofd:ImageObject ID="4" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="5"/>';

  it('scans without text, but not scans with a text layer', async () => {
    expect(await codeOf(ofdOf([pageXml(image), pageXml(image)]))).toBe('scanned_file');
    expect(await codeOf(ofdOf([pageXml(image + lineObject('印章', { y: 50 }))]))).toBe('scanned_file');
    const layer = lineObject('各市人民政府，省政府各部门：', { y: 50, attributes: 'Alpha="0"' });
    expect((await readOfd(await ofdOf([pageXml(layer + image)]), '通知.ofd')).text).toBe(
      '各市人民政府，省政府各部门：\n',
    );
    await expect(readOfd(await ofdOf([pageXml(image)]), 'x.ofd')).rejects.toThrow('扫描件，无文字层');
    // A drawing may be text in outline.
    expect(await codeOf(ofdOf([pageXml('<ofd:PathObject ID="3" Boundary="0 0 1 1"/>')]))).toBe(
      'scanned_file',
    );
  });

  it('files without text, encrypted ones, and what is no OFD', async () => {
    expect(await codeOf(ofdOf([pageXml('')]))).toBe('empty_file');
    expect(await codeOf(ofdOf([pageXml('')], { extra: { 'Encryptions.xml': '<Encryptions/>' } }))).toBe(
      'encrypted_file',
    );
    expect(await codeOf(zipOf({ 'word/document.xml': '<a/>' }))).toBe('unsupported_file');
    expect(await codeOf(zipOf({ 'OFD.xml': '<html/>' }))).toBe('unsupported_file');
  });

  it('damaged packages', async () => {
    const parts = partsOf([pageXml(lineObject('甲。', { y: 50 }))]);
    const { 'Doc_0/Pages/Page_0/Content.xml': page, ...withoutPage } = parts;
    const { 'Doc_0/Document.xml': document, ...withoutDocument } = parts;
    expect(page).toBeDefined();
    expect(document).toBeDefined();
    expect(await codeOf(zipOf(withoutPage))).toBe('unreadable_file');
    expect(await codeOf(zipOf(withoutDocument))).toBe('unreadable_file');
    expect(await codeOf(zipOf({ ...parts, 'OFD.xml': ofdXml([]) }))).toBe('unreadable_file');
    expect(await codeOf(zipOf({ ...parts, 'Doc_0/Document.xml': '<a><b></a>' }))).toBe('unreadable_file');
    expect(await codeOf(Promise.resolve(Buffer.from('no archive')))).toBe('unreadable_file');
    // Locations lead nowhere outside, not even to come back.
    expect(await codeOf(zipOf({ ...parts, 'OFD.xml': ofdXml(['../Doc_0/Document.xml']) }))).toBe(
      'unreadable_file',
    );
  });

  it('too many pages, and units that hold each other without end', async () => {
    const names = Array.from({ length: 3001 }, () => 'Pages/Page_0/Content.xml');
    const parts = partsOf([pageXml('')]);
    expect(await codeOf(zipOf({ ...parts, 'Doc_0/Document.xml': documentXml(names) }))).toBe(
      'file_too_large',
    );
    const unit = `<ofd:CompositeGraphicUnit ID="5"><ofd:Content>${'<ofd:CompositeObject ResourceID="5"/>'.repeat(10)}</ofd:Content></ofd:CompositeGraphicUnit>`;
    expect(
      await codeOf(
        ofdOf([pageXml('<ofd:CompositeObject ResourceID="5"/>')], {
          common: '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>',
          extra: { 'Doc_0/PublicRes.xml': resXml(unit) },
        }),
      ),
    ).toBe('file_too_large');
  });

  it('a page of more than a million characters', async () => {
    const text = '甲'.repeat(1_000_001);
    expect(
      await codeOf(
        ofdOf([
          pageXml(
            `<ofd:TextObject Size="1"><ofd:TextCode X="0" Y="0">${text}</ofd:TextCode></ofd:TextObject>`,
          ),
        ]),
      ),
    ).toBe('file_too_large');
  });
});

describe('broken input', () => {
  it('gives text or an AppError, whatever is changed in the XML', async () => {
    const unit = `<ofd:CompositeGraphicUnit ID="5"><ofd:Content>${lineObject('复合', { y: 90 })}</ofd:Content></ofd:CompositeGraphicUnit>`;
    const parts = partsOf(
      [
        pageXml(
          `${setPages(PARAGRAPHS.slice(0, 2), lineObject).join('')}<ofd:CompositeObject ResourceID="5" Boundary="0 0 9 9"/>`,
          '<ofd:Template TemplateID="4"/>',
        ),
      ],
      {
        common: '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:TemplatePage ID="4" BaseLoc="T.xml"/>',
        extra: { 'Doc_0/PublicRes.xml': resXml(unit), 'Doc_0/T.xml': pageXml(lineObject('模板', { y: 20 })) },
      },
    );
    const names = Object.keys(parts);
    const junk = fc.constantFrom('', '"', '<', 'g', '-', '1e308', '0', 'NaN', '\\', 'ofd:', '甲', ' ');
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.nat(12), junk, async (part, at, length, insert) => {
        const name = names[part % names.length] ?? '';
        const xml = parts[name] ?? '';
        const from = at % xml.length;
        const changed = xml.slice(0, from) + insert + xml.slice(from + length);
        const code = await codeOf(zipOf({ ...parts, [name]: changed }));
        expect(['read', 'unreadable_file', 'unsupported_file', 'empty_file', 'file_too_large']).toContain(
          code,
        );
      }),
      { numRuns: 400 },
    );
  });

  it('gives text or an AppError, wherever the archive is cut or changed', async () => {
    const bytes = await ofdOf(setPages(PARAGRAPHS, lineObject).map((page) => pageXml(page)));
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), async (at, value, cut) => {
        const changed = Buffer.from(cut ? bytes.subarray(0, at) : bytes);
        if (!cut) changed[at] = value;
        await codeOf(Promise.resolve(changed));
      }),
      { numRuns: 300 },
    );
  });
});
