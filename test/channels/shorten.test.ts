import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shorten } from '../../src/channels/shorten.ts';

describe('shorten', () => {
  it.each([
    ['一二三。四五六。', 8, '一二三。四五六。'],
    ['一二三。四五六。', 7, '一二三。'],
    ['一二三。四五六。', 4, '一二三。'],
    ['一二。三四。五六七。', 6, '一二。三四。'],
    // The first sentence alone is too long: it is cut at a pause in the second half of the room, …
    ['一二三，四五六七八。', 6, '一二三，'],
    // … else anywhere.
    ['一，二三四五六七八。', 6, '一，二三四五'],
    // A full stop within a quotation that goes on ends nothing.
    ['他说：“走。”，然后走了。她留下。', 15, '他说：“走。”，然后走了。'],
  ])('%s to %i', (text, length, expected) => {
    expect(shorten(text, length)).toBe(expected);
  });

  it('never cuts a character in two', () => {
    expect(shorten('𠮷𠮷𠮷', 3)).toBe('𠮷');
  });

  it('gives a beginning of the text that fits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('政', '。', '，', '“', '”', '\n', ' ', 'a')),
        fc.nat(30),
        (parts, room) => {
          const text = parts.join('');
          const short = shorten(text, room + 1);
          expect(text.startsWith(short)).toBe(true);
          expect(short.length).toBeLessThanOrEqual(room + 1);
          if (text.length > 0) expect(short.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
