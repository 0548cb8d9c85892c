import { describe, expect, it } from 'vitest';
import { readDocx } from '../../../../src/document/formats/docx.ts';
import { zipOf } from '../zip.ts';
import { paragraph, relationships } from './word.ts';

const STRICT = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
const document = (namespace: string): string =>
  `<x:document xmlns:x="${namespace}"><x:body><x:p><x:r><x:t>正文</x:t></x:r></x:p></x:body></x:document>`;
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

const codeOf = (bytes: Uint8Array): Promise<unknown> =>
  readDocx(bytes, '通知.docx').then(
    ({ text }) => text,
    (error) => (error instanceof Error && 'code' in error ? error.code : error),
  );

describe('Word packages', () => {
  it('are read by their relationships, whatever the parts are called, strict ones too', async () => {
    const bytes = await zipOf({
      '_rels/.rels': relationships({ officeDocument: '/Inhalt/./Text.XML' }, STRICT),
      'inhalt/text.xml': document('http://purl.oclc.org/ooxml/wordprocessingml/main'),
    });
    expect(await codeOf(bytes)).toBe('正文\n');
  });

  it('are read by their content types where relationships are missing', async () => {
    const types =
      '<Types><Override PartName="/a/b.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>';
    expect(await codeOf(await zipOf({ '[Content_Types].xml': types, 'a/b.xml': document(W) }))).toBe(
      '正文\n',
    );
  });

  it('are refused where they hold no Word document', async () => {
    expect(await codeOf(await zipOf({ 'a.txt': 'x' }))).toBe('unsupported_file');
    const sheet = {
      '_rels/.rels': relationships({ officeDocument: 'xl/workbook.xml' }),
      'xl/workbook.xml': '<workbook/>',
    };
    expect(await codeOf(await zipOf(sheet))).toBe('unsupported_file');
  });

  it('are refused where they are damaged', async () => {
    expect(await codeOf(Buffer.from('PK\u0003\u0004'))).toBe('unreadable_file');
    const torn = {
      '_rels/.rels': relationships({ officeDocument: 'd.xml' }),
      'd.xml': '<w:document><w:body>',
    };
    expect(await codeOf(await zipOf(torn))).toBe('unreadable_file');
  });

  it('with a password are OLE files and said to be so, others of that kind not', async () => {
    const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    expect(await codeOf(Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]))).toBe(
      'encrypted_file',
    );
    expect(await codeOf(Buffer.concat([ole, Buffer.from('WordDocument', 'utf16le')]))).toBe(
      'unsupported_file',
    );
  });

  it('without text are empty, or scanned where they hold pictures', async () => {
    const wrap = (body: string): Promise<Buffer> =>
      zipOf({
        '_rels/.rels': relationships({ officeDocument: 'd.xml' }),
        'd.xml': `<w:document xmlns:w="${W}" xmlns:a="a"><w:body>${body}</w:body></w:document>`,
      });
    expect(await codeOf(await wrap(paragraph('')))).toBe('empty_file');
    expect(await codeOf(await wrap('<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>'))).toBe(
      'scanned_file',
    );
  });
});
