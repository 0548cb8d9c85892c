import { describe, expect, it } from 'vitest';
import { childNamed, descendants, parseXml, textOf } from '../../../src/document/formats/xml.ts';

const parse = (xml: string) => parseXml(new TextEncoder().encode(xml), 'x.docx', 'x.xml');

describe('parseXml', () => {
  it('gives elements and attributes by local name, text and CDATA in order', () => {
    const root = parse('<w:a xmlns:w="u" w:n="1"><w:b>甲</w:b>乙<w:c><w:b><![CDATA[丙<]]></w:b></w:c></w:a>');
    expect(root.name).toBe('a');
    expect(root.attributes.n).toBe('1');
    expect(textOf(root)).toBe('甲乙丙<');
    expect(descendants(root, 'b').map(textOf)).toEqual(['甲', '丙<']);
    expect(childNamed(root, 'c')?.children).toHaveLength(1);
  });

  it('reads UTF-16 and GB18030 by mark and declaration', () => {
    const utf16 = Buffer.from('\ufeff<a>甲</a>', 'utf16le');
    expect(textOf(parseXml(utf16, 'x', 'x'))).toBe('甲');
    // 甲 is BC D7 in GBK.
    const gbk = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="GB2312"?><a>'),
      Buffer.from([0xbc, 0xd7]),
      Buffer.from('</a>'),
    ]);
    expect(textOf(parseXml(gbk, 'x', 'x'))).toBe('甲');
  });

  it('expands no declared entity, and says what is not well-formed', () => {
    const laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>';
    for (const xml of [laughs, '<a><b></a>', '', 'text'])
      expect(() => parse(xml)).toThrow(expect.objectContaining({ code: 'unreadable_file' }));
  });

  it('bounds depth', () => {
    expect(() => parse('<a>'.repeat(300) + '</a>'.repeat(300))).toThrow(
      expect.objectContaining({ code: 'file_too_large' }),
    );
  });
});
