import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrangePages } from '../../../../src/document/formats/page/arrange.ts';
import type { PositionedText } from '../../../../src/document/formats/page/lines.ts';
import { textOfPages as textOfLines } from '../../../../src/document/formats/page/text.ts';
import type { PageContent } from '../../../../src/document/formats/pdf/page-content.ts';

/** A4 in millimetres; the type area of GB/T 9704—2012 5.2: 156 mm from 28 mm, first baseline at 37 mm + one line. */
const WIDTH = 210;
const HEIGHT = 297;
const LEFT = 28;
/** 3号 (16 pt), 28 characters in 156 mm. */
const SIZE = 5.5;
const PITCH = 10;

type Style = Readonly<{ size?: number; left?: number; step?: number }>;

const readPage = (items: readonly PositionedText[], width: number, height: number): PageContent => ({
  items,
  aside: [],
  rules: [],
  width,
  height,
});

const textOfPages = (pages: readonly PageContent[]) => textOfLines(arrangePages(pages));

/** One item per character, as most OFD and some PDF writers give them; a blank takes its room and is no item. */
function chars(text: string, line: number, { size = SIZE, left = LEFT, step }: Style = {}): PositionedText[] {
  let x = left;
  return [...text].flatMap((character) => {
    const width = (/[\u0020-\u007e]/.test(character) ? 0.5 : 1) * size;
    const at = x;
    x += step ?? width;
    return /\s/.test(character) ? [] : [{ text: character, x: at, y: 47 + line * PITCH, width, size }];
  });
}

const indent = (text: string, line: number, style: Style = {}) =>
  chars(text, line, { left: LEFT + 2 * SIZE, ...style });

const centred = (text: string, line: number, size = SIZE) =>
  chars(text, line, { size, left: LEFT + (28 * SIZE - text.length * size) / 2 });

const page = (...items: readonly (readonly PositionedText[])[]): PageContent =>
  readPage(items.flat(), WIDTH, HEIGHT);

const read = (...pages: readonly PageContent[]): string => textOfPages(pages).text;

/** Running text of so many characters, without a mark that means anything. */
const filler = (length: number): string =>
  '各级政府应当加强组织领导明确责任分工推进工作落实到位'.repeat(20).slice(0, length);

/** A paragraph as GB/T 9704 sets it: 26 characters behind the indent, then 28 to the line. */
function paragraph(text: string, from: number): PositionedText[] {
  const lines = [text.slice(0, 26)];
  for (let at = 26; at < text.length; at += 28) lines.push(text.slice(at, at + 28));
  return lines.flatMap((line, index) => (index === 0 ? indent(line, from) : chars(line, from + index)));
}

describe('lines', () => {
  it('come from top to bottom and left to right, whatever the order of the pieces', () => {
    const items = [...indent('第一条甲。', 0), ...indent('第二条乙。', 1)];
    expect(read(page(items.toReversed()))).toBe('第一条甲。\n第二条乙。\n');
  });

  it('hold no blank for justified type, one between Latin words, one where a character is left free', () => {
    // 5.5 mm type set 7 mm apart: gaps of 1.5 mm are 27 % of the size.
    expect(read(page(chars('关于加强管理', 0, { step: 7 })))).toBe('关于加强管理\n');
    expect(read(page(chars('GB/T 9704 is a standard', 0)))).toBe('GB/T 9704 is a standard\n');
    expect(read(page([...chars('第一条', 0), ...chars('为了加强管理', 0, { left: LEFT + 4 * SIZE })]))).toBe(
      '第一条 为了加强管理\n',
    );
    expect(read(page(chars('在2023年1月底前', 0)))).toBe('在2023年1月底前\n');
  });

  it('part an article’s label from what follows, however narrow the gap or the next mark', () => {
    const behind = (gap: number, text: string) => chars(text, 0, { left: LEFT + (3 + gap) * SIZE });
    expect(read(page([...chars('第三条', 0), ...behind(0.5, '《居住证》载明')]))).toBe(
      '第三条 《居住证》载明\n',
    );
    expect(
      read(page([...chars('第一章', 0), ...behind(1, '总'), ...chars('则', 0, { left: LEFT + 7 * SIZE })])),
    ).toBe('第一章 总则\n');
    // Type set side by side is no label: a reference in running text.
    expect(read(page(chars('第三条规定的', 0)))).toBe('第三条规定的\n');
  });

  it('drop the gaps of letter-spaced words', () => {
    expect(read(page([...chars('目', 0), ...chars('录', 0, { left: LEFT + 3 * SIZE })]))).toBe('目录\n');
    expect(read(page(centred('通知', 0), chars('国务院办公厅', 1, { step: 11 })))).toBe(
      '通知\n国务院办公厅\n',
    );
  });

  it('take blanks within a piece by their width', () => {
    const piece = (text: string, width: number) => [{ text, x: LEFT, y: 47, width, size: SIZE }];
    expect(read(page(piece('第一章　总则', 6 * SIZE)))).toBe('第一章 总则\n');
    expect(read(page(piece('  2023 年 1 月', 6 * SIZE)))).toBe('2023年1月\n');
    expect(read(page(piece('one two', 3.5 * SIZE)))).toBe('one two\n');
  });

  it('hold once what is drawn twice for bold type, and raised characters in their place', () => {
    const bold = chars('总则', 0);
    const twice = [...bold, ...bold.map((item) => ({ ...item, x: item.x + 0.2 }))];
    expect(read(page(twice))).toBe('总则\n');
    const raised = { text: '2', x: LEFT + 1.5 * SIZE, y: 45, width: 1.5, size: 3 };
    expect(read(page([...chars('万m', 0), raised]))).toBe('万m2\n');
    // Repeated characters are no copies.
    expect(read(page(chars('人人有责', 0)))).toBe('人人有责\n');
  });
});

describe('paragraphs', () => {
  it('are joined where the lines are full and begin with an indent', () => {
    const first = `${filler(60)}。`;
    const second = `${filler(30)}。`;
    expect(read(page(paragraph(first, 0), paragraph(second, 3)))).toBe(`${first}\n${second}\n`);
  });

  it('go on where a sentence ends at the right margin', () => {
    // 26 characters, the last a full stop, then a flush line: the paragraph goes on.
    const text = `${filler(25)}。${filler(28)}${filler(9)}。`;
    expect(
      read(page(paragraph(text, 0), paragraph(`${filler(8)}。`, 3), paragraph(`${filler(8)}。`, 4))),
    ).toBe(`${text}\n${filler(8)}。\n${filler(8)}。\n`);
  });

  it('go on across a page break, and the page begins within', () => {
    const text = `${filler(70)}。`;
    const pages = [
      page(paragraph(`${filler(20)}。`, 0), paragraph(text.slice(0, 54), 1)),
      page(chars(text.slice(54), 0), paragraph(`${filler(12)}。`, 1)),
    ];
    const result = textOfPages(pages);
    expect(result.text).toBe(`${filler(20)}。\n${text}\n${filler(12)}。\n`);
    // 20 characters, a full stop and a line end, then 54 of the paragraph.
    expect(result.pageStarts).toEqual([0, 22 + 54]);
  });

  it('begin at a numbering mark and at an indent, though the line above is full', () => {
    const heading = filler(26);
    expect(read(page(indent(heading, 0), indent('（一）加强领导。', 1), chars('二、其他', 2)))).toBe(
      `${heading}\n（一）加强领导。\n二、其他\n`,
    );
  });

  it('keep the margin of the body where menus and titles reach further', () => {
    // Ten lines fill 26 characters, two are of 30.
    const text = `${filler(24)}${filler(26)}${filler(10)}。`;
    const cuts = [0, 24, 50, 61];
    const body = [3, 6, 9, 12, 15].flatMap((top) =>
      [0, 1, 2].flatMap((index) =>
        chars(text.slice(cuts[index], cuts[index + 1]), top + index, {
          left: LEFT + (index === 0 ? 2 : 0) * SIZE,
        }),
      ),
    );
    const menu = [0, 1].flatMap((line) => chars(`${filler(29)}。`, line));
    expect(read(page(menu, body)).endsWith(`\n${`${text}\n`.repeat(5)}`)).toBe(true);
  });

  it('do not go on from a date at the right margin to a title at the left one', () => {
    const lines = [
      ...paragraph(`${filler(60)}。`, 0),
      ...chars('２０１２年１０月２６日', 3, { left: LEFT + 17 * SIZE }),
      ...chars('某某法', 4),
    ];
    expect(read(page(lines))).toBe(`${filler(60)}。\n２０１２年１０月２６日\n某某法\n`);
  });

  it('are told by their distance where they have no indent, though most lines are paragraphs', () => {
    // Lines of a paragraph 6 mm apart, paragraphs 12 mm; the first ends with a full stop at the margin.
    const at = (text: string, y: number) => chars(text, 0).map((item) => ({ ...item, y }));
    const lines = [
      ...at(`${filler(27)}。`, 50),
      ...at(filler(28), 62),
      ...at(`${filler(9)}。`, 68),
      ...[80, 92, 104, 116].flatMap((y) => at(`${filler(12)}。`, y)),
    ];
    expect(read(page(lines)).split('\n').slice(0, 2)).toEqual([
      `${filler(27)}。`,
      `${filler(28)}${filler(9)}。`,
    ]);
  });

  it('leave titles, addressees, signatures and dates alone', () => {
    const text = `${filler(40)}。`;
    const lines = [
      ...centred('某省人民政府关于加强', 0, 7.7),
      ...centred('安全生产工作的通知', 1, 7.7),
      ...chars('各市、县人民政府，省政府各部门：', 3),
      ...paragraph(text, 4),
      ...chars('某省人民政府', 8, { left: LEFT + 18 * SIZE }),
      ...chars('2023年1月5日', 9, { left: LEFT + 18 * SIZE }),
    ];
    expect(read(page(lines))).toBe(
      `某省人民政府关于加强\n安全生产工作的通知\n各市、县人民政府，省政府各部门：\n${text}\n某省人民政府\n2023年1月5日\n`,
    );
  });

  it('join what hangs below an attachment’s mark', () => {
    const name = filler(22);
    const lines = [
      ...paragraph(`${filler(40)}。`, 0),
      ...indent(`附件：1.${name}`, 2),
      ...chars('的通知', 3, { left: LEFT + 6 * SIZE }),
      ...chars('2.另一附件', 4, { left: LEFT + 5 * SIZE }),
    ];
    expect(read(page(lines))).toBe(`${filler(40)}。\n附件：1.${name}的通知\n2.另一附件\n`);
  });

  it('put a blank between Latin words that the margin parts, none behind a hyphen', () => {
    const line = 'The quick brown fox jumps over the lazy dog and then runs';
    const style = { size: SIZE, left: LEFT };
    expect(read(page(chars(line, 0, style), chars('away again.', 1, style)))).toBe(`${line} away again.\n`);
  });

  it('leave rows of cells and entries of contents alone', () => {
    const row = (cells: readonly string[], line: number) =>
      cells.flatMap((cell, index) => chars(cell, line, { left: LEFT + index * 10 * SIZE }));
    expect(
      read(page(row(['任务名称', '牵头单位', '完成时限日期到月'], 0), row(['建设', '交通部门', '年底'], 1))),
    ).toBe('任务名称 牵头单位 完成时限日期到月\n建设 交通部门 年底\n');
    const entry = `总则${'…'.repeat(25)}1`;
    expect(read(page(chars(entry, 0), chars(`分则${'…'.repeat(25)}3`, 1)))).toBe(
      `${entry}\n分则${'…'.repeat(25)}3\n`,
    );
  });
});

describe('headers, footers and page numbers', () => {
  const body = (index: number) => paragraph(`第${'甲乙丙丁'.charAt(index)}段${filler(50)}。`, 0);
  /** 7 mm below the type area (GB/T 9704—2012 7.5), 4号 type. */
  const footer = (text: string): PositionedText[] => [{ text, x: 170, y: 272, width: 14, size: 4.9 }];
  const header = (text: string): PositionedText[] => [{ text, x: 80, y: 18, width: 50, size: 3.7 }];
  const all = (...marks: readonly ((index: number) => PositionedText[])[]) =>
    textOfPages([0, 1, 2].map((index) => page(body(index), ...marks.map((mark) => mark(index))))).text;
  const plain = [0, 1, 2].map((index) => `第${'甲乙丙丁'.charAt(index)}段${filler(50)}。\n`).join('');

  it('are left out', () => {
    for (const number of [
      (index: number) => `— ${index + 1} —`,
      (index: number) => `－${index + 1}－`,
      (index: number) => `第${index + 4}页 共10页`,
      (index: number) => `${index + 1}/3`,
      (index: number) => `${index + 7}`,
      (index: number) => ['i', 'ii', 'iii'][index] ?? '',
    ]) {
      expect(all((index) => footer(number(index)))).toBe(plain);
    }
    expect(all(() => header('某省人民政府公报'))).toBe(plain);
    expect(all((index) => header(`某省人民政府公报 第${index + 1}页`))).toBe(plain);
    expect(all((index) => footer(`${index + 1} of 3 2015-11-18`))).toBe(plain);
  });

  it('are kept where they may be text: once only, at another place, or numbers that do not count', () => {
    expect(all((index) => (index === 0 ? header('内部资料') : []))).toContain('内部资料\n');
    expect(all((index) => footer(['500', '120', '380'][index] ?? ''))).toContain('500\n');
    expect(all((index) => header(`附件${index + 1}`))).toContain('附件2\n');
    const inBody = textOfPages(
      [0, 1, 2].map((index) => page(body(index), indent('— 3 —', 8), indent('其他事项。', 9))),
    ).text;
    expect(inBody.match(/— ?3 ?—/g)).toHaveLength(3);
  });
});

describe('footnotes', () => {
  it('follow the text, so that the sentence goes on behind the page break', () => {
    const text = `${filler(30)}①${filler(60)}。`;
    const note = { size: 3.2 };
    const pages = [
      page(
        paragraph(text.slice(0, 54), 0),
        chars('①见《中华人民共和国立法法》', 18, note),
        chars('第八条。', 19, note),
        chars('②略。', 20, note),
      ),
      page(chars(text.slice(54, 82), 0), chars(text.slice(82), 1), indent(`${filler(9)}。`, 2)),
    ];
    expect(textOfPages(pages)).toEqual({
      text: `${text}\n${filler(9)}。\n注1：见《中华人民共和国立法法》第八条。\n注2：略。\n`,
      pageStarts: [0, 54],
    });
  });

  it('are none where the text of the page does not hold their mark', () => {
    const small = chars('①建设项目', 18, { size: 3.2 });
    expect(read(page(paragraph(`${filler(40)}。`, 0), small))).toBe(`${filler(40)}。\n①建设项目\n`);
  });
});

describe('columns', () => {
  const column = (text: string, left: number, from: number, width: number) =>
    Array.from({ length: Math.ceil(text.length / width) }, (_, index) =>
      chars(text.slice(index * width, (index + 1) * width), from + index, { size: 4, left }),
    ).flat();

  it('of running text are read one after the other, below the title', () => {
    const left = `甲${filler(150)}。`;
    const right = `乙${filler(150)}。`;
    const title = centred('某省人民政府公报', 0, 7.7);
    expect(read(page(title, column(left, LEFT, 2, 18), column(right, LEFT + 82, 2, 18)))).toBe(
      `某省人民政府公报\n${left}\n${right}\n`,
    );
  });

  it('with baselines of their own are columns, too', () => {
    const left = `甲${filler(150)}。`;
    const right = `乙${filler(150)}。`;
    const shifted = column(right, LEFT + 82, 0, 18).map((item) => ({ ...item, y: item.y + 5 }));
    expect(read(page(column(left, LEFT, 0, 18), shifted))).toBe(`${left}\n${right}\n`);
  });

  it('of a table are not', () => {
    const row = (line: number) => [
      ...chars(filler(4 + line), line),
      ...chars('交通运输部门', line, { left: LEFT + 16 * SIZE }),
    ];
    const text = read(page(...Array.from({ length: 6 }, (_, line) => row(line))));
    expect(text.split('\n')[0]).toBe(`${filler(4)} 交通运输部门`);
  });
});

describe('textOfPages', () => {
  it('counts pages without text, and gives nothing for none', () => {
    expect(textOfPages([])).toEqual({ text: '', pageStarts: [] });
    expect(textOfPages([page(), page(indent('甲。', 0)), page()])).toEqual({
      text: '甲。\n',
      pageStarts: [0, 0, 3],
    });
  });

  it('keeps every character once and the page starts in order, wherever they stand', () => {
    // Away from the margins, where page numbers and running heads are looked for.
    const place = fc.record({
      x: fc.double({ min: -50, max: 300, noNaN: true }),
      y: fc.double({ min: 40, max: 240, noNaN: true }),
      width: fc.double({ min: 0, max: 40, noNaN: true }),
      size: fc.double({ min: 0.5, max: 20, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(place, { maxLength: 40 }), { maxLength: 5 }), (pages) => {
        let next = 0x4e00;
        const pieces = pages.map((places) =>
          places.map((own): PositionedText => {
            next += 1;
            return { ...own, text: String.fromCharCode(next) };
          }),
        );
        const { text, pageStarts } = textOfPages(pieces.map((items) => readPage(items, WIDTH, HEIGHT)));
        expect(pageStarts).toHaveLength(pages.length);
        expect([...pageStarts].sort((a, b) => a - b)).toEqual(pageStarts);
        const given = pieces.flat().map((piece) => piece.text);
        expect([...text.replace(/\s/g, '')].sort()).toEqual(given);
        // A page's characters stand between its start and the next one's.
        for (const [index, items] of pieces.entries()) {
          const own = text.slice(pageStarts[index], pageStarts[index + 1]);
          expect(items.every((piece) => own.includes(piece.text))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
