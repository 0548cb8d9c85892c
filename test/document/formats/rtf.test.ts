import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRtf } from '../../../src/document/formats/rtf.ts';
import { AppError } from '../../../src/errors.ts';

const bytesOf = (rtf: string): Uint8Array => Uint8Array.from(Buffer.from(rtf, 'latin1'));
const FONTS =
  "{\\fonttbl{\\f0\\fcharset0 Times New Roman;}{\\f1\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}{\\f2\\fcharset2 Wingdings;}}";
const textOf = async (body: string): Promise<string> =>
  (await readRtf(bytesOf(`{\\rtf1\\ansi\\ansicpg936\\deff1${FONTS}${body}}`), '测试.rtf')).text;
const codeOf = async (bytes: Uint8Array): Promise<string> => {
  try {
    await readRtf(bytes, '测试.rtf');
    return 'text';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
};

/** Characters as \u with a question mark for older programs. */
const u = (text: string): string =>
  [...text].map((char) => `\\u${(char.charCodeAt(0) << 16) >> 16}?`).join('');

describe('readRtf', () => {
  it('reads bytes of GBK, one of them written as itself', async () => {
    // 通知 is CD A8 D6 AA in GBK; 丂 is 81 40, and 0x40 is @.
    expect(await textOf("\\pard \\'cd\\'a8\\'d6\\'aa\\'81@\\par")).toBe('通知丂\n');
  });

  it('takes bytes that cannot be GBK for Western ones', async () => {
    // 0x96 is the dash of Windows-1252 and only the first half of a character in GBK.
    expect(await textOf("\\f0 1\\'962\\par")).toBe('1–2\n');
  });

  it('reads \\u with as many characters behind it as \\uc says', async () => {
    expect(await textOf(`${u('第一条')}\\par`)).toBe('第一条\n');
    // 关 is U+5173, B9 D8 in GBK; \u takes numbers above 32767 as negative: U+FF0C is -244.
    expect(await textOf("{\\uc2\\u20851\\'b9\\'d8}\\uc0\\u-244 a\\par")).toBe('关，a\n');
  });

  it('writes the number that the file says for a paragraph, without its tab', async () => {
    const label = (text: string): string => `{\\listtext\\pard\\plain ${u(text)}\\tab}`;
    expect(await textOf(`${label('一、')}${u('总则')}\\par ${label('第一条')}${u('目的')}\\par`)).toBe(
      '一、总则\n第一条 目的\n',
    );
    expect(await textOf("{\\pntext\\f2\\'fe\\tab}{\\*\\pn\\pnlvlblt{\\pntxtb x}}a\\par")).toBe('☑ a\n');
  });

  it('writes tables as rows, merged cells in each of theirs', async () => {
    const shape = '\\trowd\\cellx1000\\cellx2000\\cellx3000';
    const text = await textOf(
      `a\\par${shape}\\pard\\intbl x\\cell y\\cell z\\cell\\row
\\trowd\\clvmgf\\cellx1000\\cellx2000\\cellx3000 m\\cell 1|\\cell 2\\par 3\\cell\\row
\\trowd\\clvmrg\\cellx1000\\cellx2000\\cellx3000\\cell 4\\cell 5\\cell\\row\\pard b\\par`,
    );
    expect(text).toBe('a\n\n| x | y | z |\n| m | 1｜ | 2 3 |\n| m | 4 | 5 |\n\nb\n');
  });

  it('flattens a table in a cell', async () => {
    const inner =
      '\\pard\\intbl\\itap2 p\\nestcell q\\nestcell{\\*\\nesttableprops\\trowd\\cellx500\\cellx900\\nestrow}{\\nonesttables\\par}';
    const shape = '\\trowd\\cellx1000\\cellx2000';
    const text = await textOf(
      `${shape}\\pard\\intbl\\itap1 h\\cell i\\cell\\row ${shape}\\pard\\intbl k\\cell ${inner}\\pard\\intbl\\itap1 r\\cell${shape}\\row\\pard`,
    );
    expect(text).toBe('| h | i |\n| k | p q r |\n');
  });

  it('leaves out deleted and hidden text, headers, comments and what no one knows', async () => {
    const text = await textOf(
      'a{\\deleted b}{\\v c}{\\header d}{\\*\\annotation e}{\\*\\unknown f}{\\info{\\title g}}{\\pict 0102}\\plain h{\\bin3 }}}\\par',
    );
    expect(text).toBe('ah\n');
  });

  it('shows the results of fields, and circled numbers made by fields', async () => {
    expect(
      await textOf(
        '{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt y}}{\\field{\\*\\fldinst eq \\\\o\\\\ac(\\u9675?,3)}{\\fldrslt }}\\par',
      ),
    ).toBe('y③\n');
  });

  it('writes footnotes behind the text and text boxes at their paragraph', async () => {
    const text = await textOf(
      '{\\shp{\\*\\shpinst{\\sp{\\sn gtextUNICODE}{\\sv red}}{\\sp{\\sn other}{\\sv no}}{\\shptxt box\\par}}{\\shprslt twice}}title\\par a{\\footnote note\\par}{\\footnote\\ftnalt end}b\\par{\\footnote two}',
    );
    expect(text).toBe('red\nbox\ntitle\nab\n注1：note\n注2：two\n注3：end\n');
  });

  it.each([
    ['unsupported_file', '通知'],
    ['empty_file', '{\\rtf1 \\par}'],
    ['scanned_file', '{\\rtf1{\\pict 0102}\\par}'],
    ['unreadable_file', '{\\rtf1 a{\\b b{\\i c'],
    ['text', '{\\rtf1 a'],
  ])('refuses or reads: %s %s', async (code, rtf) => {
    expect(await codeOf(bytesOf(rtf))).toBe(code);
  });

  it('gives an AppError or text for any tokens', async () => {
    const token = fc.constantFrom(
      ...[
        '{',
        '}',
        '\\*',
        '\\par',
        '\\cell',
        '\\row',
        '\\trowd',
        '\\cellx9',
        '\\intbl',
        '\\itap3',
        '\\nestcell',
      ],
      ...[
        '\\nestrow',
        '\\field',
        '\\fldinst',
        '\\fldrslt',
        '\\footnote',
        '\\shptxt',
        '\\listtext',
        '\\u-3 ',
        '\\uc9 ',
      ],
      ...[
        "\\'ff",
        "\\'8",
        '\\bin99999 ',
        '\\sn',
        '\\sv',
        '\\ud',
        '\\upr',
        '\\f7',
        '\\v',
        'x',
        '\\',
        '\\fonttbl',
      ],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(token, { maxLength: 80 }), async (tokens) => {
        expect(await codeOf(bytesOf(`{\\rtf1${tokens.join('')}}`))).toBeTypeOf('string');
      }),
      { numRuns: 300 },
    );
  });
});
