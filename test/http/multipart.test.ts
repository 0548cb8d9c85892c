import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundaryOf, readMultipart } from '../../src/http/multipart.ts';

/** `text` in pieces of the lengths given, again and again. */
async function* chunks(bytes: Uint8Array, lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

async function read(bytes: Uint8Array, boundary: string, lengths: readonly number[] = [1000]) {
  const parts: { field: string; fileName: string | null; body: Buffer }[] = [];
  for await (const { field, fileName, body } of readMultipart(chunks(bytes, lengths), boundary)) {
    const pieces: Uint8Array[] = [];
    for await (const piece of body) pieces.push(piece);
    parts.push({ field, fileName, body: Buffer.concat(pieces) });
  }
  return parts;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** One part with this disposition, as a client writes it. */
const one = (disposition: string): Uint8Array =>
  bytesOf(`--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\nx\r\n--b--\r\n`);

describe('readMultipart', () => {
  it('reads what fetch writes, whatever the pieces in which it comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
        async (contents, lengths) => {
          const form = new FormData();
          for (const [number, content] of contents.entries()) {
            form.append('file', new Blob([new Uint8Array(content)]), `第${number}号"通知".docx`);
          }
          form.append('replace', '\r\n--');
          const response = new Response(form);
          const boundary = boundaryOf(response.headers.get('content-type') ?? '');
          const parts = await read(new Uint8Array(await response.arrayBuffer()), boundary, lengths);
          expect(parts.slice(0, -1)).toEqual(
            contents.map((content, number) => ({
              field: 'file',
              fileName: `第${number}号"通知".docx`,
              body: Buffer.from(content),
            })),
          );
          expect(parts.at(-1)).toEqual({ field: 'replace', fileName: null, body: Buffer.from('\r\n--') });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('takes what looks like a boundary and is none for content', async () => {
    const body = 'a\r\n--bo\r\n--boundary-not\r\r\n--b';
    const parts = await read(
      bytesOf(
        `--boundary\r\nContent-Disposition: form-data; name="f"\r\n\r\n${body.replace('--boundary-not', '--bound-not')}\r\n--boundary--`,
      ),
      'boundary',
      [3],
    );
    expect(parts.map((part) => part.body.toString())).toEqual(['a\r\n--bo\r\n--bound-not\r\r\n--b']);
  });

  it.each([
    ['name="file"; filename="通知.docx"', '通知.docx'],
    // curl
    ['name="file"; filename="a \\"b\\".txt"', 'a "b".txt'],
    ['name=file; filename=a.txt', 'a.txt'],
    // RFC 8187: 通知 is E9 80 9A E7 9F A5
    ['name="file"; filename="x"; filename*=UTF-8\'\'%E9%80%9A%E7%9F%A5.txt', '通知.txt'],
    ['name="file"; filename="x.txt"; filename*=UTF-8\'\'%E9%80', 'x.txt'],
    ['name="file"', null],
  ])('reads the name of %s', async (disposition, fileName) => {
    const [part] = await read(one(disposition), 'b');
    expect(part).toEqual({ field: 'file', fileName, body: Buffer.from('x') });
  });

  it('reads a name in GBK', async () => {
    // 关于 in GBK is B9 D8 D3 DA.
    const [before = '', after = ''] = Buffer.from(one('name="file"; filename="@@@@.txt"'))
      .toString('latin1')
      .split('@@@@');
    const bytes = Buffer.from(`${before}\xb9\xd8\xd3\xda${after}`, 'latin1');
    expect((await read(bytes, 'b'))[0]?.fileName).toBe('关于.txt');
  });

  it('goes on with the next part where a reader has left one', async () => {
    const bytes = bytesOf(
      '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n0123456789\r\n--b\r\nContent-Disposition: form-data; name="c"\r\n\r\n\r\n--b--',
    );
    const fields: string[] = [];
    for await (const { field, body } of readMultipart(chunks(bytes, [4]), 'b')) {
      fields.push(field);
      for await (const _piece of body) break;
    }
    expect(fields).toEqual(['a', 'c']);
  });

  it.each([
    ['cut off in a file', '--b\r\nContent-Disposition: form-data; name="f"\r\n\r\nabc'],
    ['cut off in the headers', '--b\r\nContent-Disp'],
    ['cut off after a boundary', '--b\r\nContent-Disposition: form-data; name="f"\r\n\r\nabc\r\n--b'],
    ['without a boundary', 'hello'],
    ['empty', ''],
    ['without a name', '--b\r\nContent-Type: text/plain\r\n\r\nabc\r\n--b--'],
    ['with endless headers', `--b\r\nX: ${'x'.repeat(40_000)}\r\n\r\nabc\r\n--b--`],
  ])('refuses a body %s', async (_what, body) => {
    await expect(read(bytesOf(body), 'b')).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('says so where the connection breaks', async () => {
    async function* breaking() {
      yield bytesOf('--b\r\n');
      throw new Error('aborted');
    }
    await expect(readMultipart(breaking(), 'b').next()).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('连接断了'),
    });
  });
});

describe('boundaryOf', () => {
  it.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['multipart/form-data; boundary="a b"', 'a b'],
    ['Multipart/Form-Data; charset=utf-8; Boundary=abc; x=y', 'abc'],
  ])('reads %s', (header, boundary) => expect(boundaryOf(header)).toBe(boundary));

  it.each([undefined, 'application/json', 'multipart/form-data', 'multipart/mixed; boundary=a'])(
    'refuses %s',
    (header) => expect(() => boundaryOf(header)).toThrow('multipart/form-data'),
  );
});
