import { describe, expect, it } from 'vitest';
import { formatByCode } from '../../../../src/document/formats/doc/number-format.ts';

/** The codes are those of [MS-OSHARED] 2.2.1.3, in hexadecimal there. */
describe('formatByCode', () => {
  it.each([
    [0x00, 12, '12'],
    [0x01, 4, 'IV'],
    [0x03, 27, 'AA'],
    [0x0a, 10, '一〇'],
    [0x0b, 11, '十一'],
    [0x0e, 3, '３'],
    [0x12, 3, '③'],
    [0x16, 3, '03'],
    [0x1a, 3, '⒊'],
    [0x1b, 3, '⑶'],
    [0x1c, 3, '③'],
    [0x1e, 3, '丙'],
    [0x1f, 3, '寅'],
    [0x20, 3, '丙寅'],
    [0x25, 21, '二十一'],
    [0x26, 12, '壹拾贰'],
    [0x27, 21, '二十一'],
    [0x28, 3, '3'],
    [0x39, 3, '- 3 -'],
    [0x17, 3, ''],
    [0xff, 3, ''],
    [0xc8, 3, '3'],
  ])('code %i writes %i as %s', (code, value, text) => {
    expect(formatByCode(code, value)).toBe(text);
  });
});
