import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readDoc } from '../../../src/document/formats/doc.ts';
import { AppError } from '../../../src/errors.ts';
import { oleFile } from './doc/ole-file.ts';
import { listStructures, sprm, type TestFile, type TestParagraph, u32, wordFile } from './doc/word-file.ts';

const textOf = async (file: TestFile): Promise<string> => (await readDoc(wordFile(file), '测试.doc')).text;
const codeOf = async (bytes: Uint8Array): Promise<string> => {
  try {
    await readDoc(bytes, '测试.doc');
    return 'text';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
};

const IN_TABLE = sprm(0x2416, 1);
const inList = (use: number, level: number): readonly number[] => [
  ...sprm(0x460b, use, 0),
  ...sprm(0x260a, level),
];
const DELETED = sprm(0x0800, 1);
const HIDDEN = sprm(0x083c, 1);

/** The end of a row with cells of these right edges; the last bits of a cell: 0x20 goes on above, 0x60 begins that. */
function rowEnd(edges: readonly number[], merges: readonly number[] = [], depth = 1): readonly number[] {
  const cells = edges.length - 1;
  const operand = [
    cells,
    ...edges.flatMap((edge) => [edge & 0xff, edge >> 8]),
    ...Array.from({ length: cells }, (_, index) => [merges[index] ?? 0, ...Array<number>(19).fill(0)]).flat(),
  ];
  const size = operand.length + 1;
  return [
    ...IN_TABLE,
    ...(depth === 1 ? sprm(0x2417, 1) : [...sprm(0x6649, ...u32(depth)), ...sprm(0x244c, 1)]),
    ...sprm(0xd608, size & 0xff, size >> 8, ...operand),
  ];
}
const cell = (text: string): TestParagraph => ({ text: `${text}\u0007`, sprms: IN_TABLE });
const row = (texts: readonly string[], merges?: readonly number[]): readonly TestParagraph[] => [
  ...texts.map(cell),
  { text: '\u0007', sprms: rowEnd([0, ...texts.map((_, index) => (index + 1) * 2000)], merges) },
];

describe('readDoc', () => {
  it('reads paragraphs in two bytes and in one', async () => {
    expect(await textOf({ body: [{ text: '总则\r' }, { text: '第一条　为了规范。\r' }] })).toBe(
      '总则\n第一条　为了规范。\n',
    );
    // 0x93 and 0x94 are the quotation marks of [MS-DOC] 2.9.73.
    expect(await textOf({ body: [{ text: 'A \u0093b\u0094\r' }], compressed: true })).toBe('A “b”\n');
  });

  it('writes out the numbers that Word counts', async () => {
    const lists = listStructures(
      [
        [
          { format: 39, label: '\u0000、', follow: 2 },
          { format: 39, label: '（\u0001）' },
          { format: 0, label: '\u0000.\u0002', flags: 4 },
        ],
      ],
      [{ list: 1 }, { list: 1, starts: [[0, 8]] }],
    );
    const item = (text: string, level: number, use = 1): TestParagraph => ({
      text,
      sprms: inList(use, level),
    });
    const text = await textOf({
      ...lists,
      body: [
        item('要求\r', 0),
        item('甲\r', 1),
        item('乙\r', 1),
        item('细目\r', 2),
        item('任务\r', 0),
        item('丙\r', 1),
        item('另起\r', 0, 2),
        item('又\r', 0, 2),
        { text: '正文\r' },
      ],
    });
    // Counted by hand: level 1 begins anew behind 二、; “legal” shows 一 as 1; use 2 starts at 8.
    expect(text).toBe('一、要求\n（一）甲\n（二）乙\n1.1 细目\n二、任务\n（一）丙\n八、另起\n九、又\n正文\n');
  });

  it('numbers paragraphs by their style, and not those that say 0', async () => {
    // STSH: 2.9.271; style 0 is plain, style 1 is based on it and names list 1.
    const std = (base: number, papx: readonly number[]): readonly number[] => {
      const upx = [1, 0, ...papx];
      const bytes = [...[0, 0], 1 | ((base & 0xf) << 4), base >> 4, 2, 0, 0, 0, 0, 0, ...[0, 0], ...[0, 0]];
      const whole = [...bytes, upx.length, 0, ...upx, ...(upx.length % 2 === 0 ? [] : [0]), 0, 0];
      return [whole.length & 0xff, whole.length >> 8, ...whole];
    };
    const stsh = [
      18,
      0,
      2,
      0,
      10,
      0,
      ...Array<number>(14).fill(0),
      ...std(0xfff, []),
      ...std(0, sprm(0x460b, 1, 0)),
    ];
    const lists = listStructures([[{ format: 39, label: '第\u0000条', follow: 0 }]], [{ list: 1 }]);
    const text = await textOf({
      behind: lists.behind ?? {},
      structures: { ...lists.structures, 1: Uint8Array.from(stsh) },
      body: [
        { text: '　目的。\r', style: 1 },
        { text: '例外\r', style: 1, sprms: sprm(0x460b, 0, 0) },
        { text: '范围。\r', style: 1 },
      ],
    });
    expect(text).toBe('第一条 目的。\n例外\n第二条 范围。\n');
  });

  it('writes tables as rows, merged cells in each of theirs', async () => {
    const text = await textOf({
      body: [
        { text: '附表\r' },
        ...row(['事项', '情形', '时限']),
        ...row(['登记', '一般', '5|日'], [0x60, 0, 0]),
        ...row(['', '加急', '1日'], [0x20, 0, 0]),
        { text: '说明\r' },
      ],
    });
    expect(text).toBe(
      '附表\n\n| 事项 | 情形 | 时限 |\n| 登记 | 一般 | 5｜日 |\n| 登记 | 加急 | 1日 |\n\n说明\n',
    );
  });

  it('keeps what a frame of one cell holds as paragraphs', async () => {
    expect(await textOf({ body: [...row(['机关文件']), { text: '通知\r' }] })).toBe('机关文件\n通知\n');
  });

  it('flattens a table in a cell', async () => {
    const inner = (text: string): TestParagraph => ({
      text: `${text}\r`,
      sprms: [...IN_TABLE, ...sprm(0x6649, ...u32(2)), ...sprm(0x244b, 1)],
    });
    const text = await textOf({
      body: [
        ...row(['项目', '内容']),
        cell('甲'),
        inner('内一'),
        inner('内二'),
        { text: '\r', sprms: rowEnd([0, 500, 1000], [], 2) },
        cell('后文'),
        { text: '\u0007', sprms: rowEnd([0, 2000, 4000]) },
      ],
    });
    expect(text).toBe('| 项目 | 内容 |\n| 甲 | 内一 内二 后文 |\n');
  });

  it('leaves out deleted and hidden text, and joins paragraphs whose end is deleted', async () => {
    const text = await textOf({
      body: [
        {
          text: [
            { text: '保留' },
            { text: '删去', sprms: DELETED },
            { text: '隐藏', sprms: HIDDEN },
            { text: '文字\r' },
          ],
        },
        { text: [{ text: '前半' }, { text: '\r', sprms: DELETED }] },
        { text: '后半\r' },
      ],
    });
    expect(text).toBe('保留文字\n前半后半\n');
  });

  it('shows the results of fields, and what fields without a result show', async () => {
    const text = await textOf({
      body: [
        { text: '见\u0013 HYPERLINK "http://x" \u0014网站\u0015。\r' },
        { text: '\u0013 eq \\o\\ac(○,3) \u0015第三项\r' },
        { text: '只有开头\u0013的标记\r' },
      ],
    });
    expect(text).toBe('见网站。\n③第三项\n只有开头的标记\n');
  });

  it('reads special characters', async () => {
    const text = await textOf({
      body: [
        { text: 'A\u001eB\tC\u000bD\u001fE\u0001F\r' },
        {
          text: [
            { text: '(', sprms: [...sprm(0x0855, 1), ...sprm(0x6a09, 0, 0, 0xfe, 0xf0)] },
            { text: '是(否)\r' },
          ],
        },
        { text: '\ud800半个\r' },
      ],
      // SttbfFfn: one font, whose name begins at byte 39 of its record.
      structures: {
        15: Uint8Array.from([
          1,
          0,
          0,
          0,
          39 + 20,
          ...Array<number>(39).fill(0),
          ...[...'Wingdings\0'].flatMap((char) => [char.charCodeAt(0), 0]),
        ]),
      },
    });
    // 0xFE of Wingdings is a ticked box.
    expect(text).toBe('A-B C\nDEF\n☑是(否)\n\ufffd半个\n');
  });

  it('writes footnotes behind the body, text boxes at their mark', async () => {
    const text = await textOf({
      body: [{ text: '\u0008标题\r' }, { text: '正文\u0002。\r' }],
      footnotes: [{ text: '\u0002 脚注。\r' }, { text: '\r' }],
      textBoxes: [{ text: '红头文件\r' }, { text: '\r' }],
      structures: {
        // PlcffndTxt: two bounds of the text, one behind the last mark.
        3: Uint8Array.from([...u32(0), ...u32(6), ...u32(7)]),
        // PlcfSpa: the shape 7 at position 0. PlcftxbxTxt: its text is the characters 0 to 5.
        40: Uint8Array.from([...u32(0), ...u32(9), ...u32(7), ...Array<number>(22).fill(0)]),
        56: Uint8Array.from([
          ...u32(0),
          ...u32(5),
          ...u32(6),
          ...Array<number>(14).fill(0),
          ...u32(7),
          ...u32(0),
          ...Array<number>(22).fill(0),
        ]),
      },
    });
    expect(text).toBe('红头文件\n标题\n正文。\n注1：脚注。\n');
  });

  it('applies what a fast save changed in a piece', async () => {
    // Prm0: isprm 0x41 is sprmCFRMarkDel, its value 1.
    const file = wordFile({ body: [{ text: '删去\r' }], prm: (1 << 8) | (0x41 << 1) });
    expect(await codeOf(file)).toBe('empty_file');
  });

  it.each([
    ['encrypted_file', wordFile({ body: [{ text: '密\r' }], flags: 0x100 })],
    ['encrypted_file', oleFile({ EncryptedPackage: new Uint8Array(64), EncryptionInfo: new Uint8Array(64) })],
    ['unsupported_file', wordFile({ body: [{ text: '旧\r' }], version: 104 })],
    ['unsupported_file', oleFile({ Workbook: new Uint8Array(64) })],
    ['unsupported_file', oleFile({ MatOST: new Uint8Array(64) })],
    ['empty_file', wordFile({ body: [{ text: '  \r' }] })],
    ['scanned_file', wordFile({ body: [{ text: '\u0001\r' }] })],
    ['unreadable_file', new Uint8Array(2000)],
    ['unreadable_file', oleFile({ WordDocument: new Uint8Array(100) }).subarray(0, 700)],
  ])('refuses: %s', async (code, bytes) => {
    expect(await codeOf(bytes)).toBe(code);
  });

  it('names a program whose files it does not read', async () => {
    await expect(readDoc(oleFile({ Workbook: new Uint8Array(64) }), '表.xls')).rejects.toThrow('Excel');
    await expect(readDoc(oleFile({ MatOST: new Uint8Array(64) }), '旧.wps')).rejects.toThrow('Works');
  });

  it('reads the text of WPS under its own name', async () => {
    const text = '正文\r';
    const word = wordFile({ body: [{ text }] });
    const named = Buffer.from(word);
    const from = Buffer.from('WordDocument', 'utf16le');
    const at = named.indexOf(from);
    named.fill(0, at, at + 64);
    named.write('WpsWord', at, 'utf16le');
    // Two bytes for each of seven characters and of the final zero.
    named.writeUInt16LE(16, at + 64);
    expect((await readDoc(named, '公文.wps')).text).toBe('正文\n');
  });

  it('gives an AppError or text for damaged files', async () => {
    const lists = listStructures([[{ format: 39, label: '\u0000、' }]], [{ list: 1 }]);
    const whole = wordFile({ ...lists, body: [{ text: '一\r', sprms: inList(1, 0) }, ...row(['甲', '乙'])] });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 20 }),
        fc.nat(whole.length),
        async (changes, length) => {
          const bytes = Uint8Array.from(whole);
          for (const [at, value] of changes) bytes[at] = value;
          expect(await codeOf(bytes)).toBeTypeOf('string');
          expect(await codeOf(bytes.subarray(0, length))).toBeTypeOf('string');
        },
      ),
      { numRuns: 150 },
    );
  });
});

const DOCUMENTS = fileURLToPath(new URL('../../../../shared/data/documents/', import.meta.url));
const Expected = z.object({ file: z.string(), title: z.string(), articles: z.number().nullable() });

describe.skipIf(!existsSync(DOCUMENTS))('documents as they were published', () => {
  const expected = existsSync(DOCUMENTS)
    ? readFileSync(join(DOCUMENTS, 'expected.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => Expected.parse(JSON.parse(line)))
        .filter(({ file }) => file.endsWith('.doc'))
    : [];

  it.each(expected)('$file has its title and its articles', async ({ file, title, articles }) => {
    const { text } = await readDoc(readFileSync(join(DOCUMENTS, file)), file);
    const squeezed = text.replaceAll(/\s/g, '');
    expect(squeezed).toContain(title.replaceAll(/\s/g, ''));
    expect(text.match(/^[\s\u3000]*第[一二三四五六七八九十百零]+条/gm)?.length ?? 0).toBe(articles);
  });

  it('are read or refused when bytes are wrong', async () => {
    for (const name of readdirSync(DOCUMENTS).filter((file) => file.endsWith('.doc'))) {
      const bytes = readFileSync(join(DOCUMENTS, name));
      const broken = Uint8Array.from(bytes);
      for (let at = 30; at < broken.length; at += 97) broken[at] = (broken[at] ?? 0) ^ (1 << (at % 8));
      expect(await codeOf(broken), basename(name)).toBeTypeOf('string');
      expect(await codeOf(bytes.subarray(0, bytes.length / 2)), basename(name)).not.toBe('');
    }
  });
});
