import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeSections, SectionReader } from '../../src/indexing/section-file.ts';

describe('section files', () => {
  it('give arrays of every kind back', () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.int8Array(),
        fc.uint16Array(),
        fc.uint32Array(),
        fc.float32Array(),
        fc.nat(8),
        (a, b, c, d, e, shift) => {
          const bytes = Buffer.concat(encodeSections({ a, b, c, d, e }));
          // At any place of its buffer, aligned or not.
          const shifted = new Uint8Array(bytes.length + shift).subarray(shift);
          shifted.set(bytes);
          const file = new SectionReader(shifted, 'test');
          expect(file.u8('a')).toEqual(a);
          expect(file.i8('b')).toEqual(b);
          expect(file.u16('c')).toEqual(c);
          expect(file.u32('d')).toEqual(d);
          expect(file.f32('e')).toEqual(e);
        },
      ),
    );
  });

  it('refuse another kind, another name, and files cut short anywhere', () => {
    const bytes = Buffer.concat(encodeSections({ a: Uint8Array.of(1, 2, 3), b: Uint32Array.of(7) }));
    const whole = new SectionReader(bytes, 'x.bin');
    expect(() => whole.u32('a')).toThrow('x.bin');
    expect(() => whole.u8('c')).toThrow('损坏');
    // The last array ends 4 bytes before the padding of its 8 does.
    for (let length = 0; length < bytes.length - 4; length += 1)
      expect(() => new SectionReader(bytes.subarray(0, length), 'x.bin'), `${length}`).toThrow('损坏');
  });
});
