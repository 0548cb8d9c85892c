import { describe, expect, it } from 'vitest';
import { numbered, paragraph, textOf } from './word.ts';

const level = (index: number, format: string, text: string, more = '', suffix = 'tab'): string =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:suff w:val="${suffix}"/>` +
  `<w:lvlText w:val="${text}"/></w:lvl>`;
const abstract = (id: number, ...content: readonly string[]): string =>
  `<w:abstractNum w:abstractNumId="${id}">${content.join('')}</w:abstractNum>`;
const num = (id: number, abstractId: number, ...overrides: readonly string[]): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstractId}"/>${overrides.join('')}</w:num>`;
const startAt = (index: number, start: number): string =>
  `<w:lvlOverride w:ilvl="${index}"><w:startOverride w:val="${start}"/></w:lvlOverride>`;

/** The levels of GB/T 9704—2012, 7.3.3. */
const OFFICIAL = abstract(
  0,
  level(0, 'chineseCounting', '%1、'),
  level(1, 'chineseCounting', '（%2）'),
  level(2, 'decimal', '%3.'),
  level(3, 'decimal', '（%4）'),
);

/** The labels of paragraphs, each given as list and level, whose text is x. */
async function labelsOf(
  numbering: string,
  places: readonly (readonly [numId: number, level: number])[],
): Promise<string[]> {
  const text = await textOf({
    body: places.map(([numId, at]) => numbered(numId, at, 'x')).join(''),
    numbering,
  });
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(0, -1));
}

describe('automatic numbers', () => {
  it('writes 一、（一）1.（1） and begins the lower levels anew, a blank only behind marks without room', async () => {
    const places = [
      [1, 0],
      [1, 1],
      [1, 2],
      [1, 2],
      [1, 3],
      [1, 1],
      [1, 2],
      [1, 0],
      [1, 1],
    ] as const;
    const expected = ['一、', '（一）', '1. ', '2. ', '（1）', '（二）', '1. ', '二、', '（一）'];
    expect(await labelsOf(OFFICIAL + num(1, 0), places)).toEqual(expected);
  });

  it('counts on through all lists of one definition, unless one says where it starts', async () => {
    const numbering = OFFICIAL + num(1, 0) + num(2, 0) + num(3, 0, startAt(0, 1));
    const places = [
      [1, 0],
      [2, 0],
      [3, 0],
      [3, 0],
      [1, 0],
    ] as const;
    expect(await labelsOf(numbering, places)).toEqual(['一、', '二、', '一、', '二、', '三、']);
  });

  it('uses the start of a list again when a level above restarts it (17.9.26)', async () => {
    const numbering = OFFICIAL + num(1, 0, startAt(1, 5));
    const places = [
      [1, 1],
      [1, 1],
      [1, 0],
      [1, 1],
    ] as const;
    // Level 0 was passed over and counts as 一 already.
    expect(await labelsOf(numbering, places)).toEqual(['（五）', '（六）', '二、', '（五）']);
  });

  it('takes the level that a list defines for itself', async () => {
    const own = `<w:lvlOverride w:ilvl="0">${level(0, 'decimal', '第%1项')}</w:lvlOverride>`;
    expect(await labelsOf(OFFICIAL + num(1, 0, own), [[1, 0]])).toEqual(['第1项 ']);
  });

  it('numbers articles through all chapters where the level never restarts, and after one level only', async () => {
    const law = abstract(
      0,
      level(0, 'chineseCountingThousand', '第%1章'),
      level(1, 'chineseCountingThousand', '第%2条', '<w:lvlRestart w:val="0"/>'),
      level(2, 'decimal', '%3)', '<w:lvlRestart w:val="1"/>'),
    );
    const places = [
      [1, 0],
      [1, 1],
      [1, 2],
      [1, 1],
      [1, 2],
      [1, 0],
      [1, 1],
      [1, 2],
    ] as const;
    const expected = ['第一章 ', '第一条 ', '1) ', '第二条 ', '2) ', '第二章 ', '第三条 ', '1) '];
    expect(await labelsOf(law + num(1, 0), places)).toEqual(expected);
  });

  it('names the levels above, in decimals for legal numbering', async () => {
    const report = abstract(
      0,
      level(0, 'chineseCounting', '第%1部分'),
      level(1, 'decimal', '%1.%2'),
      level(2, 'decimal', '%1.%2.%3', '<w:isLgl/>'),
    );
    const places = [
      [1, 0],
      [1, 1],
      [1, 2],
    ] as const;
    expect(await labelsOf(report + num(1, 0), places)).toEqual(['第一部分 ', '一.1 ', '1.1.1 ']);
  });

  it('counts a level that is passed over (as LibreOffice does for Word’s files)', async () => {
    const plain = abstract(
      0,
      level(0, 'decimal', '%1'),
      level(1, 'decimal', '%1.%2'),
      level(2, 'decimal', '%1.%2.%3'),
    );
    const places = [
      [1, 1],
      [1, 0],
      [1, 2],
      [1, 1],
    ] as const;
    expect(await labelsOf(plain + num(1, 0), places)).toEqual(['1.1 ', '2 ', '2.1.1 ', '2.2 ']);
  });

  it('writes nothing behind a number without suffix, and no label for a format without one', async () => {
    const numbering = abstract(
      0,
      level(0, 'decimal', '%1.', '', 'nothing'),
      level(1, 'none', '', '', 'nothing'),
    );
    const places = [
      [1, 0],
      [1, 1],
    ] as const;
    expect(await labelsOf(numbering + num(1, 0), places)).toEqual(['1.', '']);
  });

  it('reads formats that only newer programs know', async () => {
    const choice =
      '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, ..."/></mc:Choice>' +
      '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>';
    const numbering = abstract(
      0,
      `<w:lvl w:ilvl="0"><w:start w:val="8"/>${choice}<w:lvlText w:val="%1"/></w:lvl>`,
    );
    expect(await labelsOf(numbering + num(1, 0), [[1, 0]])).toEqual(['008 ']);
  });

  it('shows bullets of symbol fonts as characters', async () => {
    const bullet = (font: string, text: string): string =>
      `<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="${text}"/><w:rPr><w:rFonts w:ascii="${font}"/></w:rPr></w:lvl>`;
    const fonts = [
      ['Wingdings', '\uf06c'],
      ['Wingdings', 'u'],
      ['Symbol', '\uf0b7'],
      ['Courier New', 'o'],
      ['不知名字体', '\uf0b7'],
      ['宋体', '——'],
    ] as const;
    const numbering =
      fonts.map(([font, text], index) => abstract(index, bullet(font, text))).join('') +
      fonts.map((_, index) => num(index + 1, index)).join('');
    const places = fonts.map((_, index) => [index + 1, 0] as const);
    expect(await labelsOf(numbering, places)).toEqual(['● ', '◆ ', '• ', '○ ', '• ', '——']);
  });
});

describe('numbers through styles', () => {
  const style = (id: string, basedOn: string, numPr: string, type = 'paragraph'): string =>
    `<w:style w:type="${type}" w:styleId="${id}"><w:basedOn w:val="${basedOn}"/><w:pPr>${numPr}</w:pPr></w:style>`;
  const of = (id: string, text: string, more = ''): string =>
    paragraph(text, `<w:pStyle w:val="${id}"/>${more}`);

  it('come from the style, from the one it is based on, and by the level that names the style', async () => {
    const text = await textOf({
      body: of('h1', '总则') + of('h2', '目的') + of('sub', '依据') + of('off', '无') + of('h1', '附则'),
      styles:
        style('h1', '', '<w:numPr><w:numId w:val="1"/></w:numPr>') +
        style('h2', '', '<w:numPr><w:ilvl w:val="5"/><w:numId w:val="1"/></w:numPr>') +
        style('sub', 'h2', '') +
        style('off', 'h2', '<w:numPr><w:numId w:val="0"/></w:numPr>'),
      numbering:
        abstract(
          0,
          level(0, 'chineseCounting', '第%1章', '<w:pStyle w:val="h1"/>'),
          level(1, 'decimal', '%2.', '<w:pStyle w:val="h2"/>'),
        ) + num(1, 0),
    });
    expect(text).toBe('第一章 总则\n1. 目的\n2. 依据\n无\n第二章 附则\n');
  });

  it('are switched off by list 0 in the paragraph', async () => {
    const text = await textOf({
      body: of('h', '有') + of('h', '无', '<w:numPr><w:numId w:val="0"/></w:numPr>'),
      styles: style('h', '', '<w:numPr><w:numId w:val="1"/></w:numPr>'),
      numbering: OFFICIAL + num(1, 0),
    });
    expect(text).toBe('一、有\n无\n');
  });

  it('find the levels of a numbering style, which both links name', async () => {
    const text = await textOf({
      body: numbered(2, 0, '甲') + numbered(1, 0, '乙'),
      styles: style('L', '', '<w:numPr><w:numId w:val="1"/></w:numPr>', 'numbering'),
      numbering:
        abstract(0, '<w:styleLink w:val="L"/>', level(0, 'upperLetter', '%1.')) +
        abstract(1, '<w:numStyleLink w:val="L"/>') +
        num(1, 0) +
        num(2, 1),
    });
    expect(text).toBe('A. 甲\nB. 乙\n');
  });

  it('end where styles are based on each other, and links lead in a circle', async () => {
    const text = await textOf({
      body: of('a', '甲') + numbered(1, 0, '乙'),
      styles:
        style('a', 'b', '') + style('b', 'a', '') + style('L', '', '<w:numPr><w:numId w:val="2"/></w:numPr>'),
      numbering:
        abstract(0, '<w:numStyleLink w:val="L"/>') +
        abstract(1, '<w:numStyleLink w:val="M"/>') +
        num(1, 0) +
        num(2, 1),
    });
    expect(text).toBe('甲\n乙\n');
  });
});
