import { expect, it } from 'vitest';
import { attachmentDisposition } from '../../src/http/attachment.ts';

it.each([
  // Percent encoding by hand: 通 is E9 80 9A, 知 is E7 9F A5.
  ['通知.txt', `attachment; filename="__.txt"; filename*=UTF-8''%E9%80%9A%E7%9F%A5.txt`],
  ['a b.txt', `attachment; filename="a_b.txt"; filename*=UTF-8''a%20b.txt`],
  ['../../etc/passwd', `attachment; filename="passwd"; filename*=UTF-8''passwd`],
  ['C:\\文件\\a.txt', `attachment; filename="a.txt"; filename*=UTF-8''a.txt`],
  [
    'a"b\r\nSet-Cookie: x=1.txt',
    `attachment; filename="a_bSet-Cookie__x_1.txt"; filename*=UTF-8''a%22bSet-Cookie%3A%20x%3D1.txt`,
  ],
  ["o'(1)!*.txt", `attachment; filename="o__1___.txt"; filename*=UTF-8''o%27%281%29%21%2A.txt`],
  ['/', `attachment; filename="document"; filename*=UTF-8''document`],
  // Half of a surrogate pair has no UTF-8; U+FFFD is EF BF BD.
  ['\ud83d.txt', `attachment; filename="_.txt"; filename*=UTF-8''%EF%BF%BD.txt`],
])('%j', (name, header) => {
  expect(attachmentDisposition(name)).toBe(header);
  expect(() => new Headers({ 'Content-Disposition': header })).not.toThrow();
});
