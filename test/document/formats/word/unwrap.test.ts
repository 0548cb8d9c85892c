import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../../../src/document/formats/word/block.ts';
import { unwrap } from '../../../../src/document/formats/word/unwrap.ts';

const blocksOf = (...texts: readonly string[]): Block[] => texts.map((text) => ({ kind: 'paragraph', text }));
const textOf = (blocks: readonly Block[]): string =>
  blocks.map((block) => (block.kind === 'paragraph' ? block.text : '|')).join('\n');

/** A paragraph of `length` characters, indented and broken after 28 characters, as a page of A4 is. */
function wrapped(length: number): string {
  const whole = `　　${'政'.repeat(length - 1)}。`;
  return whole.replaceAll(/.{28}(?=.)/gu, '$&\n');
}
const whole = (length: number): string => wrapped(length).replaceAll('\n', '');

describe('lines broken to fit a page', () => {
  it('are joined, whether they are line breaks or paragraphs', () => {
    const lengths = [100, 70, 40, 120];
    const expected = lengths.map(whole).join('\n');
    expect(textOf(unwrap(blocksOf(...lengths.map(wrapped))))).toBe(expected);
    expect(textOf(unwrap(blocksOf(...lengths.flatMap((length) => wrapped(length).split('\n')))))).toBe(
      expected,
    );
  });

  it('stay where they begin with a number', () => {
    const text = [...[100, 70, 90].map(wrapped), `（一）${'政'.repeat(25)}`, `（二）${'策'.repeat(25)}`].join(
      '\n',
    );
    const lines = textOf(unwrap(blocksOf(text))).split('\n');
    expect(lines.slice(-2).map((line) => line.slice(0, 3))).toEqual(['（一）', '（二）']);
    expect(lines).toHaveLength(5);
  });

  it('stay in a list of equally long lines, and in paragraphs that are not indented', () => {
    const list = Array.from({ length: 20 }, (_, index) => `某某单位${String(index).padStart(40, '0')}`).join(
      '\n',
    );
    const plain = Array.from({ length: 20 }, (_, index) => '政'.repeat(20 + 3 * index)).join('\n');
    expect(textOf(unwrap(blocksOf(list)))).toBe(list);
    expect(textOf(unwrap(blocksOf(plain)))).toBe(plain);
    const introduced = `　　${'政'.repeat(21)}：\n${list}`;
    expect(textOf(unwrap(blocksOf(introduced)))).toBe(introduced);
  });

  it('never lose or change a character but line ends', () => {
    const line = fc.oneof(
      fc.constantFrom(...wrapped(200).split('\n')),
      fc.string({ maxLength: 30 }).filter((text) => !text.includes('\n')),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const bare = (text: string): string => text.replaceAll(/\s/g, '');
        expect(bare(textOf(unwrap(blocksOf(...lines))))).toBe(bare(lines.join('')));
      }),
    );
  });
});
