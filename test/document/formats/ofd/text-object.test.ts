import { describe, expect, it } from 'vitest';
import { IDENTITY } from '../../../../src/document/formats/ofd/matrix.ts';
import { runsOf } from '../../../../src/document/formats/ofd/text-object.ts';
import { parseXml } from '../../../../src/document/formats/xml.ts';

const runs = (attributes: string, codes: string) =>
  runsOf(
    parseXml(new TextEncoder().encode(`<TextObject ${attributes}>${codes}</TextObject>`), 'x.ofd', 'x'),
    IDENTITY,
  );
const text = (codes: string): string =>
  runs('Size="4"', codes)
    .flatMap((run) => run.glyphs.map((glyph) => glyph.text))
    .join('');
/** Origins of the glyphs, to a hundredth of a millimetre. */
const origins = (attributes: string, codes: string) =>
  runs(attributes, codes).flatMap(({ glyphs }) =>
    glyphs.map(({ text: own, x, y }) => [own, Math.round(x * 100) / 100, Math.round(y * 100) / 100]),
  );

describe('runsOf', () => {
  it('places characters by Boundary, X, Y and the offsets', () => {
    expect(
      origins('Boundary="10 20 50 6" Size="5"', '<TextCode X="1" Y="4" DeltaX="5 6">甲乙丙</TextCode>'),
    ).toEqual([
      ['甲', 11, 24],
      ['乙', 16, 24],
      ['丙', 22, 24],
    ]);
  });

  it('scales by the CTM before the Boundary moves it', () => {
    // (1, 30) · 0.5 + (2, 3) = (2.5, 18), then + (100, 200).
    const [run] = runs(
      'Boundary="100 200 50 6" CTM="0.5 0 0 0.5 2 3" Size="12"',
      '<TextCode X="1" Y="30" DeltaX="g 1 12">甲乙</TextCode>',
    );
    expect(run?.glyphs.map(({ x, y }) => [x, y])).toEqual([
      [102.5, 218],
      [108.5, 218],
    ]);
    expect(run?.size).toBe(6);
    expect(run?.direction).toBe('right');
  });

  it('takes X and Y from the TextCode before where they are absent', () => {
    expect(
      origins(
        'Size="5"',
        '<TextCode X="3" Y="4">甲</TextCode><TextCode Y="9">乙</TextCode><TextCode X="8">丙</TextCode>',
      ),
    ).toEqual([
      ['甲', 3, 4],
      ['乙', 3, 9],
      ['丙', 8, 9],
    ]);
  });

  it('keeps a text whole whose characters have no places', () => {
    expect(runs('Size="5"', '<TextCode X="0" Y="5">甲a 乙</TextCode>')[0]?.glyphs).toEqual([
      // Widths 1 + 0.5 + 0.5 + 1 of 5 mm.
      { text: '甲a 乙', x: 0, y: 5, width: 15 },
    ]);
    // Offsets that lay all characters on each other are none.
    expect(runs('Size="5"', '<TextCode X="0" Y="5" DeltaX="0 0">人人人</TextCode>')[0]?.glyphs).toHaveLength(
      1,
    );
    expect(runs('Size="5" HScale="0.5"', '<TextCode X="0" Y="5">甲乙</TextCode>')[0]?.glyphs[0]?.width).toBe(
      5,
    );
  });

  it('reads escapes, placeholders and formatted XML', () => {
    expect(text('<TextCode>A\\0020B\\7532</TextCode>')).toBe('A B甲');
    expect(text('<TextCode>甲¤乙</TextCode>')).toBe('甲乙');
    expect(text('<TextCode>\n    只要\n  </TextCode>')).toBe('只要');
    expect(text('<TextCode>¤¤</TextCode><TextCode> </TextCode>')).toBe('');
    // A placeholder keeps its offset.
    expect(origins('Size="5"', '<TextCode X="0" Y="0" DeltaX="5 5">甲¤乙</TextCode>')).toEqual([
      ['甲', 0, 0],
      ['乙', 10, 0],
    ]);
    expect(
      text(
        '<CGTransform CodePosition="0" CodeCount="2" GlyphCount="1"><Glyphs>7</Glyphs></CGTransform><TextCode>ﬁ甲</TextCode>',
      ),
    ).toBe('ﬁ甲');
  });

  it('counts blanks among the offsets, but for writers that leave them out', () => {
    const places = (deltas: string) =>
      origins('Size="5"', `<TextCode X="0" Y="0" DeltaX="${deltas}">甲 乙丙</TextCode>`);
    expect(places('5 5 5').at(-1)).toEqual(['丙', 15, 0]);
    expect(places('9 5').at(-1)).toEqual(['丙', 14, 0]);
  });

  it('tells where the line runs', () => {
    const line = (attributes: string, deltas = 'DeltaX="5 5"') =>
      runs(`Size="5" ${attributes}`, `<TextCode X="0" Y="0" ${deltas}>甲乙丙</TextCode>`).map(
        ({ direction, stacked }) => [direction, stacked],
      )[0];
    expect(line('')).toEqual(['right', false]);
    // Columns of (a b; c d): the x axis goes down the page.
    expect(line('CTM="0 1 -1 0 0 0"')).toEqual(['down', false]);
    expect(line('CTM="0 -1 1 0 0 0"')).toEqual(['up', false]);
    expect(line('CTM="0.7071 0.7071 -0.7071 0.7071 0 0"')).toEqual(['slanted', false]);
    // Italics made by shearing run level.
    expect(line('CTM="1 0 -0.3 1 0 0"')).toEqual(['right', false]);
    expect(line('', 'DeltaY="5 5"')).toEqual(['down', true]);
    expect(line('ReadDirection="90"', '')).toEqual(['down', true]);
    expect(line('ReadDirection="90" CharDirection="90"')).toEqual(['down', false]);
    expect(line('ReadDirection="180"')).toEqual(['left', false]);
    expect(line('ReadDirection="270" CharDirection="270"', '')).toEqual(['up', false]);
  });

  it('marks what does not show', () => {
    const invisible = (attributes: string, child = '') =>
      runs(`Size="5" ${attributes}`, `${child}<TextCode X="0" Y="0">甲</TextCode>`)[0]?.invisible;
    expect(invisible('')).toBe(false);
    expect(invisible('Alpha="0"')).toBe(true);
    expect(invisible('Alpha="76"')).toBe(false);
    expect(invisible('Fill="false"')).toBe(true);
    expect(invisible('Fill="false" Stroke="true"')).toBe(false);
    expect(invisible('', '<FillColor Value="0 0 0" Alpha="0"/>')).toBe(true);
  });

  it('takes attributes that make no sense for absent', () => {
    expect(
      origins('Size="x" Boundary="1 2" CTM="a b" HScale="-1"', '<TextCode X="?" Y="1e99">甲</TextCode>'),
    ).toEqual([['甲', 0, 0]]);
  });
});
