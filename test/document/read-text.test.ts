import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MAXIMUM_FILE_BYTES, readText } from '../../src/document/read-text.ts';
import { AppError } from '../../src/errors.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function codeOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'none';
}

/** 一、指导思想 in GB 18030, by the code table: 一 D2BB, 、 A1A2, 指 D6B8, 导 B5BC, 思 CBBC, 想 CFEB. */
const GB_HEADING = [0xd2, 0xbb, 0xa1, 0xa2, 0xd6, 0xb8, 0xb5, 0xbc, 0xcb, 0xbc, 0xcf, 0xeb];

describe('readText', () => {
  it('reads UTF-8 and names the document by its bytes', () => {
    const bytes = utf8('一、指导思想\r\n坚持');
    const document = readText(bytes, '意见.TXT');
    expect(document.text).toBe('一、指导思想\r\n坚持');
    expect(document.encoding).toBe('utf-8');
    expect(document.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(document.id).toBe(document.sha256.slice(0, 16));
  });

  it('leaves the byte order mark out of the stored text', () => {
    expect(readText(Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('通知')]), 'a.md').text).toBe('通知');
  });

  it('reads GB18030, four-byte characters included', () => {
    const document = readText(Uint8Array.from(GB_HEADING), 'a.txt');
    expect([document.text, document.encoding]).toEqual(['一、指导思想', 'gb18030']);
    // 㐂 (U+3402) is 8139EF31.
    expect(readText(Uint8Array.from([...GB_HEADING, 0x81, 0x39, 0xef, 0x31]), 'a.txt').text).toBe(
      '一、指导思想㐂',
    );
  });

  it('reads Big5 and UTF-16', () => {
    // 「行政院公報」: A6E6 AC46 B07C A4BD B3F8
    const big5 = Buffer.from('a6e6ac46b07ca4bdb3f8', 'hex');
    expect(readText(big5, 'a.txt')).toMatchObject({ text: '行政院公報', encoding: 'big5' });
    // 通知 behind a byte order mark
    const utf16 = Uint8Array.of(0xff, 0xfe, 0x1a, 0x90, 0xe5, 0x77);
    expect(readText(utf16, 'a.txt')).toMatchObject({ text: '通知', encoding: 'utf-16le' });
  });

  it.each([
    ['a.txt', Uint8Array.of(), 'empty_file'],
    ['a.txt', utf8(' \u3000\r\n\t\ufeff'), 'empty_file'],
    ['a.docx', utf8('通知'), 'unsupported_file'],
    ['a', utf8('通知'), 'unsupported_file'],
    ['a.txt', Uint8Array.of(0x50, 0x4b, 3, 4, 65, 66), 'unsupported_file'],
    ['a.txt', Uint8Array.of(65, 0, 66, 67), 'unsupported_file'],
    ['a.txt', Uint8Array.of(65, 1, 2, 3, 66, 67), 'unsupported_file'],
    // 0xFF is in no GB18030 character.
    ['a.txt', Uint8Array.of(0xd2, 0xbb, 0xff, 0x41), 'unsupported_file'],
    ['a.txt', utf8(`标题\n${'字'.repeat(1_000_001)}`), 'file_too_large'],
  ])('refuses %s, case %#', (fileName, bytes, code) => {
    expect(codeOf(() => readText(bytes, fileName))).toBe(code);
  });

  it('refuses a file over the limit before it decodes it', () => {
    expect(codeOf(() => readText(new Uint8Array(MAXIMUM_FILE_BYTES + 1).fill(65), 'a.txt'))).toBe(
      'file_too_large',
    );
  });

  it('says in Chinese what was found and what to do', () => {
    expect(() => readText(Uint8Array.of(65, 0, 66), '通知.txt')).toThrow(/通知\.txt.*编码.*请另存为/);
  });
});
