import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocx } from '../../../src/document/formats/docx.ts';
import { AppError } from '../../../src/errors.ts';
import { NAMESPACES, paragraph, relationships, run, textOf, wordOf } from './docx/word.ts';
import { zipOf } from './zip.ts';

describe('notes', () => {
  it('follow the body in the order of their references, footnotes first', async () => {
    const note = (kind: string, id: number, text: string): string =>
      `<w:${kind} w:id="${id}"><w:p><w:r><w:${kind}Ref/></w:r>${run(` ${text}`)}</w:p></w:${kind}>`;
    const refer = (kind: string, id: number): string => `<w:r><w:${kind}Reference w:id="${id}"/></w:r>`;
    const text = await textOf({
      body:
        `<w:p>${run('增长5')}${refer('footnote', 3)}${run('，')}${refer('endnote', 1)}${refer('footnote', 2)}</w:p>` +
        `<w:p>${run('下降')}${refer('footnote', 3)}</w:p>`,
      footnotes: `<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>${note('footnote', 2, '乙')}${note('footnote', 3, '甲')}${note('footnote', 4, '未引')}`,
      endnotes: note('endnote', 1, '尾'),
    });
    expect(text).toBe('增长5，\n下降\n注1：甲\n注2：乙\n注3：尾\n');
  });
});

describe('a document that is damaged or made to harm', () => {
  const isFine = async (bytes: Uint8Array): Promise<void> => {
    try {
      const { text } = await readDocx(bytes, '坏.docx');
      expect(text.endsWith('\n')).toBe(true);
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
    }
  };

  it('gives a text or an AppError for any bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), isFine));
  });

  it('gives a text or an AppError where bytes of a good file are changed', async () => {
    const good = await wordOf({
      body: paragraph('甲', '<w:numPr><w:numId w:val="1"/></w:numPr>'),
      numbering: '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    });
    const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const bytes = Uint8Array.from(good);
        for (const [at, value] of changes) bytes[at] = value;
        await isFine(bytes);
      }),
    );
  });

  it('gives a text or an AppError for any nesting of elements and any values', async () => {
    const NAMES = [
      ...[
        'p',
        'r',
        't',
        'tbl',
        'tr',
        'tc',
        'tcPr',
        'trPr',
        'pPr',
        'rPr',
        'numPr',
        'numId',
        'ilvl',
        'gridSpan',
        'vMerge',
      ],
      ...[
        'hMerge',
        'fldChar',
        'instrText',
        'txbxContent',
        'del',
        'ins',
        'sym',
        'footnoteReference',
        'abstractNum',
        'num',
      ],
      ...[
        'abstractNumId',
        'lvl',
        'lvlText',
        'start',
        'numFmt',
        'style',
        'basedOn',
        'numStyleLink',
        'lvlOverride',
        'gridBefore',
      ],
    ];
    const values = [
      '0',
      '1',
      '-1',
      '999999999',
      'x',
      '',
      '%1%2%9',
      'F0B7',
      'begin',
      'end',
      'restart',
      'bullet',
      'constructor',
    ];
    const { tree } = fc.letrec<{ tree: string; node: string }>((tie) => ({
      tree: fc.oneof({ maxDepth: 6 }, fc.constant('<w:t>文</w:t>'), tie('node')),
      node: fc
        .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...values), fc.array(tie('tree'), { maxLength: 4 }))
        .map(
          ([name, value, content]) =>
            `<w:${name} w:val="${value}" w:id="1" w:numId="1" w:abstractNumId="1" w:ilvl="0" w:char="${value}" ` +
            `w:fldCharType="${value}" w:styleId="1">${content.join('')}</w:${name}>`,
        ),
    }));
    const part = fc.array(tree, { maxLength: 6 }).map((elements) => elements.join(''));
    await fc.assert(
      fc.asyncProperty(part, part, part, async (body, numbering, styles) => {
        await isFine(await wordOf({ body, numbering, styles, footnotes: body }));
      }),
    );
  });

  it('does not multiply a text without bound by merged cells', async () => {
    const cell = (text: string, merge: string): string =>
      `<w:tc><w:tcPr><w:vMerge${merge}/></w:tcPr>${paragraph(text)}</w:tc><w:tc>${paragraph('x')}</w:tc>`;
    const body = `<w:tbl><w:tr>${cell('长'.repeat(20_000), ' w:val="restart"')}</w:tr>${`<w:tr>${cell('', '')}</w:tr>`.repeat(2_000)}</w:tbl>`;
    await expect(textOf(body)).rejects.toMatchObject({ code: 'file_too_large' });
  });

  it('reads a cell of very many paragraphs', async () => {
    const body = `<w:tbl><w:tr><w:tc>${'<w:p><w:r><w:t>文</w:t></w:r></w:p>'.repeat(150_000)}</w:tc></w:tr></w:tbl>`;
    expect((await textOf(body)).length).toBe(300_000);
  });
});

describe('templates and macros', () => {
  it('are read like documents', async () => {
    const bytes = await zipOf({
      '_rels/.rels': relationships({ officeDocument: 'word/document.xml' }),
      'word/document.xml': `<w:document ${NAMESPACES} xml:space="preserve"><w:body><w:p><w:r><w:t> 甲</w:t></w:r></w:p></w:body></w:document>`,
      'word/vbaProject.bin': 'x',
    });
    expect(await readDocx(bytes, '模板.dotm')).toEqual({ text: ' 甲\n', encoding: null, pageStarts: [] });
  });
});

const DOCUMENTS = fileURLToPath(new URL('../../../../shared/data/documents/', import.meta.url));
const isHere = existsSync(DOCUMENTS);

type Expected = Readonly<{
  file: string;
  topLevelHeadings: readonly string[] | null;
  articles: number | null;
}>;
const isExpected = (value: unknown): value is Expected =>
  typeof value === 'object' &&
  value !== null &&
  'file' in value &&
  'topLevelHeadings' in value &&
  'articles' in value;

const expectations = (isHere ? readFileSync(`${DOCUMENTS}expected.jsonl`, 'utf8') : '')
  .split('\n')
  .filter((line) => line.includes('.docx'))
  .map((line): unknown => JSON.parse(line))
  .filter(isExpected);

const bare = (text: string): string => text.replaceAll(/\s/g, '').replaceAll('(', '（').replaceAll(')', '）');

describe.skipIf(!isHere)(
  `20 documents of governments${isHere ? '' : ' (skipped: ../shared/data is not here)'}`,
  () => {
    it.each(expectations)(
      '$file: its headings and articles begin lines',
      async ({ file, topLevelHeadings, articles }) => {
        const { text } = await readDocx(readFileSync(DOCUMENTS + file), file);
        const lines = text.split('\n').map(bare);
        const missing = (topLevelHeadings ?? []).filter((heading) => {
          const wanted = bare(heading.replace(/…$/, ''));
          return !lines.some((line) => line.startsWith(wanted));
        });
        expect(missing).toEqual([]);
        const found = new Set(
          lines.map((line) => /^第[〇零一二三四五六七八九十百]+条/.exec(line)?.[0]).filter(Boolean),
        );
        if (articles !== null) expect(found.size).toBe(articles);
      },
    );
  },
);
