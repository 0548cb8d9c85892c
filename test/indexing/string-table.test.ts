import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeSections, SectionReader } from '../../src/indexing/section-file.ts';
import { StringTable, StringTableBuilder } from '../../src/indexing/string-table.ts';

function stored(strings: readonly string[]): StringTable {
  const builder = new StringTableBuilder();
  for (const string of strings) builder.add(string);
  const bytes = Buffer.concat(encodeSections(builder.sections('table')));
  return StringTable.read(new SectionReader(new Uint8Array(bytes), 'test'), 'table');
}

/** Any UTF-16 code units, unpaired surrogates too. */
const anyString = fc
  .array(fc.oneof(fc.constantFrom('甲', '乙', 'ab', '', '\ud83d', '\ude00'), fc.string()))
  .map((parts) => parts.join(''));

describe('StringTable', () => {
  it('gives every string back exactly', () => {
    fc.assert(
      fc.property(fc.array(anyString), (strings) => {
        const table = stored(strings);
        expect(table.length).toBe(strings.length);
        expect(strings.map((_, number) => table.at(number))).toEqual(strings);
        expect(table.all()).toEqual(strings);
      }),
    );
  });

  it('finds the strings that hold a part, and none where it runs over an end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[甲乙]{0,5}$/)),
        fc.stringMatching(/^[甲乙]{1,3}$/),
        (strings, part) => {
          const expected = strings.flatMap((string, number) => (string.includes(part) ? [number] : []));
          expect(stored(strings).holding(part)).toEqual(expected);
        },
      ),
    );
  });

  it('does not mistake two half characters for one', () => {
    // 一 is 4E00, 丁 4E01: the bytes 00 4E 01 4E hold 4E 01 = U+014E at an odd place.
    expect(stored(['一丁']).holding('\u014e')).toEqual([]);
  });
});
