import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Block, type LaidOut, layOut, type Piece } from '../../../src/web/reader/layout.ts';

const piecesOf = (blocks: readonly Block[]): readonly Piece[] =>
  blocks.flatMap((block) => (block.block === 'section' ? piecesOf(block.blocks) : block.pieces));
const textOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');

/** What texts are made of: words, numbering, marks of markdown, blanks and line breaks, and a pair of surrogates. */
const words = fc
  .array(
    fc.constantFrom(
      '企业诉求',
      '一、',
      '（一）',
      '12. ',
      '**',
      '## ',
      '---',
      '\n',
      '\n\n',
      '\r\n',
      '  ',
      '　',
      '。',
      ',',
      '𠮷',
      '<b>',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

const clause = (
  id: string,
  start: number,
  end: number,
  children: readonly LaidOut[] = [],
  kind: LaidOut['kind'] = 'section',
): LaidOut => ({
  id,
  kind,
  headingSpan: end - start > 4 ? { start: start + 1, end: start + 3 } : null,
  start,
  end,
  children,
});

it('holds the stored text unit for unit, and marks exactly the quote, whatever the clauses', () => {
  fc.assert(
    fc.property(
      words,
      fc.array(fc.nat(200), { minLength: 4, maxLength: 4 }),
      fc.tuple(fc.nat(200), fc.nat(200)),
      (text, cuts, quoteAt) => {
        const within = (at: number) => at % (text.length + 1);
        const [a = 0, b = 0, c = 0, d = 0] = cuts.map(within).sort((x, y) => x - y);
        const [start = 0, end = 0] = quoteAt.map(within).sort((x, y) => x - y);
        // One clause with a child, and text before, between and after that belongs to none.
        const clauses = a < d ? [clause('1', a, d, b < c ? [clause('1.1', b, c)] : [])] : [];
        const pieces = piecesOf(layOut(text, clauses, start < end ? { start, end } : null));
        expect(textOf(pieces)).toBe(text);
        expect(textOf(pieces.filter(({ marked }) => marked))).toBe(text.slice(start, end));
      },
    ),
    { numRuns: 1000 },
  );
});

const paragraphs = (text: string, kind: LaidOut['kind'] = 'preamble') =>
  layOut(text, [clause('1', 0, text.length, [], kind)], null).flatMap((block) =>
    block.block === 'section'
      ? block.blocks.flatMap((inner) =>
          inner.block === 'paragraph'
            ? [textOf(inner.pieces.filter(({ style }) => style !== 'gap' && style !== 'markup'))]
            : [],
        )
      : [],
  );

it.each([
  ['a line cut in mid-sentence goes on', '影响广\n\n泛深远。', ['影响广泛深远。']],
  ['a full stop ends a paragraph', '第一句。\n第二句。', ['第一句。', '第二句。']],
  ['numbering begins one', '如下\n一、目标', ['如下', '一、目标']],
  ['marks of markdown are set apart', '## **标题**\n正文', ['标题正文']],
  ['a line that is all markup shows no words', '甲。\n---', ['甲。', '']],
])('%s', (_, text, expected) => {
  expect(paragraphs(text)).toEqual(expected);
});

it('keeps the lines of a signature and of a date', () => {
  expect(paragraphs('江西省人民政府办公厅秘书处\n2022年7月11日印发', 'printing')).toEqual([
    '江西省人民政府办公厅秘书处',
    '2022年7月11日印发',
  ]);
});

it('sets the heading apart from what follows it', () => {
  const text = '12. 优化。推行企业诉求';
  const [section] = layOut(
    text,
    [{ id: '12', kind: 'item', headingSpan: { start: 4, end: 6 }, start: 0, end: text.length, children: [] }],
    null,
  );
  const pieces = section === undefined ? [] : piecesOf([section]);
  expect(pieces.map(({ style, text: words }) => [style, words])).toEqual([
    ['heading', '12. 优化'],
    ['plain', '。推行企业诉求'],
  ]);
});
