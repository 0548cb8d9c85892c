import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, encodingNamed } from '../../../src/document/formats/character-encoding.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const hex = (digits: string): Uint8Array => Buffer.from(digits.replaceAll(' ', ''), 'hex');
const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** 一、指导思想 by the code table of GB 2312: 一 D2BB, 、 A1A2, 指 D6B8, 导 B5BC, 思 CBBC, 想 CFEB. */
const GB = hex('d2bb a1a2 d6b8 b5bc cbbc cfeb');
/** 行政院公報 by the code table of Big5. */
const BIG5 = hex('a6e6 ac46 b07c a4bd b3f8');

describe('decodeText', () => {
  it('goes by the byte order mark, which is no part of the text', () => {
    expect(decodeText(Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8('通知')))).toEqual({
      text: '通知',
      encoding: 'utf-8',
    });
    expect(decodeText(hex('fffe 1a90 e577'))).toEqual({ text: '通知', encoding: 'utf-16le' });
    expect(decodeText(hex('feff 901a 77e5'), { declared: 'gb2312' })).toEqual({
      text: '通知',
      encoding: 'utf-16be',
    });
  });

  it('tells UTF-8, GB18030 and Big5 by their content', () => {
    expect(decodeText(utf8('各县（区）人民政府：'))?.encoding).toBe('utf-8');
    expect(decodeText(ascii('plain'))?.encoding).toBe('utf-8');
    expect(decodeText(GB)).toEqual({ text: '一、指导思想', encoding: 'gb18030' });
    expect(decodeText(BIG5)).toEqual({ text: '行政院公報', encoding: 'big5' });
    // 㐂 (U+3402) has four bytes in GB18030.
    expect(decodeText(Uint8Array.of(...GB, 0x81, 0x39, 0xef, 0x31))?.text).toBe('一、指导思想㐂');
  });

  it('通知 in GBK is valid UTF-8 of two foreign letters, and read as GBK', () => {
    // 通 CDA8, 知 D6AA: as UTF-8 U+0368 and U+05AA.
    expect(decodeText(hex('cda8 d6aa'))).toEqual({ text: '通知', encoding: 'gb18030' });
    // × and © are signs that Chinese text in UTF-8 holds.
    expect(decodeText(utf8('10×10 © 2020'))?.encoding).toBe('utf-8');
  });

  it('reads UTF-16 without a mark', () => {
    const text = '关于印发办法的通知\r\n各单位：\r\n现将有关工作通知如下。2020年1月1日';
    const little = Buffer.from(text, 'utf16le');
    expect(decodeText(little)).toEqual({ text, encoding: 'utf-16le' });
    expect(decodeText(Buffer.from(little).swap16())).toEqual({ text, encoding: 'utf-16be' });
    const withoutAscii = '关于印发办法的通知各单位现将有关工作通知如下';
    expect(decodeText(Buffer.from(withoutAscii, 'utf16le'))?.text).toBe(withoutAscii);
  });

  it('a declaration counts between readings, and loses against the bytes', () => {
    expect(decodeText(utf8('各单位：通知'), { declared: 'GB2312' })?.encoding).toBe('utf-8');
    expect(decodeText(GB, { declared: 'utf-8' })?.encoding).toBe('gb18030');
    expect(decodeText(GB, { declared: 'big5' })?.encoding).toBe('gb18030');
    expect(decodeText(BIG5, { declared: 'gb2312' })?.encoding).toBe('big5');
    // A page that can be scanned for its declaration is not in UTF-16, whatever it declares.
    expect(decodeText(utf8('<meta charset=utf-16>通知'), { declared: 'utf-16' })?.encoding).toBe('utf-8');
  });

  it.each([
    ['NUL bytes', hex('41 00 42 43')],
    ['0xFF, which is in no character', hex('d2bb ff41')],
    ['UTF-8 cut within a character', utf8('各单位通知').subarray(0, 14)],
    ['half a surrogate behind a mark', hex('fffe 00d8')],
  ])('gives nothing for %s', (_, bytes) => {
    expect(decodeText(bytes)).toBeNull();
  });

  it('lets a few broken bytes pass where asked to', () => {
    const page = Uint8Array.of(...utf8(`摘要${'字'.repeat(2000)}`), 0xe9, 0x80, 0x0a, ...utf8('通知'));
    expect(decodeText(page)).toBeNull();
    expect(decodeText(page, { tolerant: true })?.text.endsWith('\ufffd\n通知')).toBe(true);
    expect(decodeText(hex('ffff fefe ffff fefe 80ff ffff'), { tolerant: true })).toBeNull();
  });

  it('gives back what UTF-8 and UTF-16 with a mark hold, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (made) => {
        const text = `各${made.replaceAll('\0', '')}`;
        expect(decodeText(utf8(text))?.text).toBe(text);
        expect(decodeText(Buffer.from(`\ufeff${text}`, 'utf16le'))?.text).toBe(text);
      }),
    );
  });

  it('never throws on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.boolean(), (bytes, tolerant) => {
        const found = decodeText(bytes, { tolerant });
        expect(found === null || typeof found.text === 'string').toBe(true);
      }),
    );
  });
});

describe('encodingNamed', () => {
  it('takes GB2312 and GBK for GB18030, and leaves others to the content', () => {
    expect(['gb2312', 'GBK', ' x-gbk ', 'GB18030', 'gb_2312-80'].map(encodingNamed)).toEqual(
      Array(5).fill('gb18030'),
    );
    expect([encodingNamed('UTF8'), encodingNamed('Big5-HKSCS')]).toEqual(['utf-8', 'big5']);
    expect([encodingNamed('iso-8859-1'), encodingNamed(null), encodingNamed('')]).toEqual([null, null, null]);
  });
});
