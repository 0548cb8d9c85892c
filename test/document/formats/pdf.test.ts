import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { readPdf } from '../../../src/document/formats/pdf.ts';
import { AppError } from '../../../src/errors.ts';
import { type Page, pdfOf, typeLines } from './pdf/pdf-file.ts';

const read = (pages: readonly Page[]) => readPdf(pdfOf(pages), 'a.pdf');

const codeOf = async (bytes: Uint8Array): Promise<string> => {
  try {
    await readPdf(bytes, 'a.pdf');
    return 'text';
  } catch (error) {
    return error instanceof AppError ? error.code : `bug: ${String(error)}`;
  }
};

/** 28 characters, as a line of GB/T 9704—2012 holds. */
const FULL = '各部门要加强组织领导，明确责任分工，健全工作机制，抓好各项';

/** A page of body lines with its number at the outer edge, 7 mm below the type area (GB/T 9704—2012 7.5). */
const numbered = (page: number, lines: readonly string[]): Page => ({
  shown: [...typeLines(lines), { text: `— ${page} —`, x: page % 2 === 1 ? 460 : 95, y: 88, size: 14 }],
});

describe('readPdf: text', () => {
  it('joins the lines of a paragraph, across a page break too, and leaves page numbers out', async () => {
    const { text, pageStarts, encoding } = await read([
      numbered(1, [
        `  一、加强领导`,
        `  ${FULL.slice(0, 26)}`,
        `任务落实，确保取得实效。`,
        `  （一）${FULL.slice(0, 23)}`,
        FULL,
      ]),
      numbered(2, ['工作落实到位。', `  二、强化保障`, `  ${FULL.slice(0, 26)}`, '经费落实。']),
    ]);
    const second = `（一）${FULL.slice(0, 23)}${FULL}`;
    expect(text).toBe(
      [
        '一、加强领导',
        `${FULL.slice(0, 26)}任务落实，确保取得实效。`,
        `${second}工作落实到位。`,
        '二、强化保障',
        `${FULL.slice(0, 26)}经费落实。`,
        '',
      ].join('\n'),
    );
    expect(pageStarts).toEqual([0, text.indexOf('工作落实到位')]);
    expect(encoding).toBeNull();
  });

  it('keeps title, addressees, signature and date lines of their own', async () => {
    const { text } = await read([
      {
        shown: [
          { text: '市人民政府关于加强', x: 200, y: 740, size: 22 },
          { text: '安全生产工作的通知', x: 200, y: 708, size: 22 },
          { text: '各区县人民政府：', x: 79, y: 660 },
          { text: FULL.slice(0, 26), x: 111, y: 632 },
          { text: '工作。', x: 79, y: 604 },
          { text: '市人民政府', x: 380, y: 540 },
          { text: '2016年3月1日', x: 370, y: 512 },
        ],
      },
    ]);
    expect(text.split('\n')).toEqual([
      '市人民政府关于加强',
      '安全生产工作的通知',
      '各区县人民政府：',
      `${FULL.slice(0, 26)}工作。`,
      '市人民政府',
      '2016年3月1日',
      '',
    ]);
  });

  it('leaves running titles out that repeat at the same place, and no line of the body', async () => {
    const page = (body: string): Page => ({
      shown: [
        { text: '某市人民政府公报', x: 240, y: 805, size: 10 },
        ...typeLines([`  ${body}`, '  请各单位认真执行并按时报送。']),
      ],
    });
    const { text } = await read([
      page('第一部分说明财政预算的安排。'),
      page('第二部分说明项目建设的进度。'),
      page('第三部分说明督查工作的要求。'),
    ]);
    expect(text).toBe(
      '第一部分说明财政预算的安排。\n请各单位认真执行并按时报送。\n第二部分说明项目建设的进度。\n请各单位认真执行并按时报送。\n第三部分说明督查工作的要求。\n请各单位认真执行并按时报送。\n',
    );
  });

  it('reads both columns of a page one after the other', async () => {
    // Columns of 13 characters of 16 points: 79–287 and 311–519. Their baselines differ.
    const column = (name: string, x: number, y: number) =>
      Array.from({ length: 8 }, (_, at) => ({
        text: at < 7 ? `${name}${'一二三四五六七八'.charAt(at)}本办法适用于全市范围` : '结束。',
        x,
        y: y - 28 * at,
      }));
    const { text } = await read([{ shown: [...column('左栏', 79, 700), ...column('右栏', 311, 700)] }]);
    expect(text.indexOf('结束')).toBeLessThan(text.indexOf('右栏'));
    expect(text.replaceAll('\n', '')).toContain('左栏一本办法适用于全市范围左栏二');
  });

  it('writes ordinary characters for radicals, compatibility characters and ligatures', async () => {
    // U+2F08 人, U+2EA0 民, U+F92C 郎, U+FB01 fi; full-width digits stay.
    const { text } = await read([
      { shown: typeLines(['  中华⼈⺠共和国\uf92c先生阅读ﬁle第１号文件并认真贯彻执行。']) },
    ]);
    expect(text).toBe('中华人民共和国郎先生阅读file第１号文件并认真贯彻执行。\n');
  });

  it('reads fonts that name their characters by a predefined CMap', async () => {
    const shown = typeLines([`  ${FULL.slice(0, 26)}`, '工作。']).map((line) => ({
      ...line,
      font: 'gb' as const,
    }));
    expect((await read([{ shown }])).text).toBe(`${FULL.slice(0, 26)}工作。\n`);
  });

  it('puts no blank into justified type, and one between Latin words', async () => {
    const spread = [...FULL.slice(0, 24)].map((text, at) => ({ text, x: 79 + 18.5 * at, y: 720 }));
    const { text } = await read([
      {
        shown: [
          ...spread,
          { text: '工作。', x: 79, y: 692 },
          { text: 'Hello', x: 79, y: 640, font: 'latin' },
          { text: 'World', x: 125, y: 640, font: 'latin' },
        ],
      },
    ]);
    expect(text).toBe(`${FULL.slice(0, 24)}工作。\nHello World\n`);
  });

  it('keeps text once that is drawn twice for bold type', async () => {
    const line = { text: '关于进一步加强全市安全生产工作的若干意见及其实施办法', x: 79, y: 700 };
    const { text } = await read([{ shown: [line, { ...line, x: 79.4 }, { ...line, x: 79.4, y: 699.7 }] }]);
    expect(text).toBe(`${line.text}\n`);
  });

  it('leaves watermarks out: slanted ones, and large ones on every page', async () => {
    const page = (name: string): Page => ({
      shown: [
        ...typeLines([`  第${name}页${FULL.slice(0, 23)}`, '工作。']),
        { text: '内部资料', x: 200, y: 300, size: 24, angle: 30 },
        { text: '样本', x: 220, y: 520, size: 90 },
      ],
    });
    const names = ['一', '二', '三'];
    const { text } = await read(names.map(page));
    expect(text).toBe(names.map((name) => `第${name}页${FULL.slice(0, 23)}工作。\n`).join(''));
  });

  it('reads pages that are turned, and pages whose text is', async () => {
    // Turned by 90° anticlockwise, the text runs up the page; /Rotate 90 turns the page clockwise for reading.
    const lines = ['第一行的内容应当在上面，认真执行。', '第二行的内容应当在下面，不得有误。'];
    const shown = lines.map((text, at) => ({ text, x: 200 + 28 * at, y: 100, angle: 90 }));
    for (const rotate of [0, 90] as const) {
      expect((await read([{ shown, rotate }])).text).toBe(`${lines.join('\n')}\n`);
    }
  });
});

/** A grid of lines: xs from left to right, ys from top to bottom, in points from the lower left corner. */
const gridLines = (xs: readonly number[], ys: readonly number[]): [number, number, number, number][] => [
  ...ys.map((y): [number, number, number, number] => [xs[0] ?? 0, y, xs.at(-1) ?? 0, y]),
  ...xs.map((x): [number, number, number, number] => [x, ys[0] ?? 0, x, ys.at(-1) ?? 0]),
];

describe('readPdf: tables', () => {
  const cell = (text: string, x: number, y: number) => ({ text, x: x + 6, y: y + 8, size: 12 });

  it('writes ruled tables as rows between blank lines; a cell that wraps is one', async () => {
    const { text } = await read([
      {
        shown: [
          ...typeLines(['  补贴标准见下表，由各区县认真执行：']),
          ...[cell('项目', 80, 640), cell('标准', 200, 640)],
          ...[cell('一次性创业', 80, 620), cell('补贴', 80, 604), cell('5000元', 200, 612)],
          { text: '以上标准自发布之日起执行。', x: 111, y: 560 },
        ],
        lines: gridLines([80, 160, 300], [664, 636, 600]),
      },
    ]);
    expect(text).toBe(
      '补贴标准见下表，由各区县认真执行：\n\n| 项目 | 标准 |\n| 一次性创业补贴 | 5000元 |\n\n以上标准自发布之日起执行。\n',
    );
  });

  it('says in each row what spans several, and goes on across pages with one head', async () => {
    const head = (y: number) => [cell('类别', 80, y), cell('等级', 200, y), cell('分值', 320, y)];
    const { text } = await read([
      {
        shown: [
          ...typeLines(['  积分标准见下表，由各区县认真执行：']),
          ...head(180),
          ...[cell('学历', 80, 140), cell('本科', 200, 160), cell('80分', 320, 160)],
          ...[cell('大专', 200, 130), cell('60分', 320, 130)],
          { text: '— 1 —', x: 280, y: 80, size: 14 },
        ],
        lines: [
          ...[200, 176, 124].map((y): [number, number, number, number] => [80, y, 440, y]),
          [200, 150, 440, 150],
          ...[80, 200, 320, 440].map((x): [number, number, number, number] => [x, 200, x, 124]),
        ],
      },
      {
        shown: [
          ...head(700),
          ...[cell('技能', 80, 676), cell('高级', 200, 676), cell('70分', 320, 676)],
          { text: '— 2 —', x: 280, y: 80, size: 14 },
        ],
        lines: gridLines([80, 200, 320, 440], [720, 696, 672]),
      },
    ]);
    expect(text.split('\n')).toEqual([
      '积分标准见下表，由各区县认真执行：',
      '',
      '| 类别 | 等级 | 分值 |',
      '| 学历 | 本科 | 80分 |',
      '| 学历 | 大专 | 60分 |',
      '| 技能 | 高级 | 70分 |',
      '',
    ]);
  });

  it('takes a frame around text for no table', async () => {
    const { text } = await read([
      { shown: typeLines([`  ${FULL.slice(0, 26)}`, '工作。']), lines: gridLines([60, 535], [760, 600]) },
    ]);
    expect(text).toBe(`${FULL.slice(0, 26)}工作。\n`);
  });
});

describe('readPdf: refusals', () => {
  const body = (page: number): Page => numbered(page, [`  ${FULL.slice(0, 26)}`, '工作。']);

  it('refuses scans, also those with a few stray characters on each page', async () => {
    expect(await codeOf(pdfOf([{ image: true }, { image: true }]))).toBe('scanned_file');
    const stamped = { image: true, shown: [{ text: '扫描全能王 创建', x: 200, y: 20, size: 8 }] };
    expect(await codeOf(pdfOf([stamped]))).toBe('scanned_file');
    await expect(readPdf(pdfOf([stamped]), 'a.pdf')).rejects.toThrow('扫描件，无文字层');
  });

  it('reads the text of a file of which some pages are scans', async () => {
    const { text, pageStarts } = await read([body(1), { image: true }, body(3)]);
    expect(text).toBe(`${FULL.slice(0, 26)}工作。\n`.repeat(2));
    // The scanned page begins where the next one does.
    expect(pageStarts).toEqual([0, text.length / 2, text.length / 2]);
  });

  it('refuses a text layer of private characters', async () => {
    const shown = typeLines([`  ${'\ue123\ue456'.repeat(13)}`]);
    await expect(read([{ shown }])).rejects.toThrow('乱码');
    expect(await codeOf(pdfOf([{ shown }]))).toBe('scanned_file');
  });

  it('refuses passwords, other bytes, and nothing', async () => {
    expect(await codeOf(pdfOf([body(1)], { encrypt: true }))).toBe('encrypted_file');
    expect(await codeOf(new Uint8Array(0))).toBe('empty_file');
    expect(await codeOf(new TextEncoder().encode('这不是一个 PDF 文件。'.repeat(50)))).toBe(
      'unreadable_file',
    );
    expect(await codeOf(pdfOf([body(1)]).subarray(0, 300))).toBe('unreadable_file');
  });

  it('refuses more than 3,000 pages, and a page of more than 50,000 pieces', async () => {
    const piece = { text: '字', x: 79, y: 720 };
    const many = Array.from({ length: 50_001 }, (_, at) => ({ ...piece, y: 720 - 40 * (at % 2) }));
    await expect(read([{ shown: many }])).rejects.toThrow('第 1 页的文字超过 50000 块');
    expect(await codeOf(pdfOf(Array.from({ length: 3001 }, () => ({}))))).toBe('file_too_large');
  });
});

describe('readPdf: manners', () => {
  it('leaves the bytes, the console and the global scope as they are', async () => {
    const bytes = pdfOf([numbered(1, [`  ${FULL.slice(0, 26)}`, '工作。'])]);
    const before = new Set(Object.getOwnPropertyNames(globalThis));
    const copy = bytes.slice();
    const spies = (['log', 'info', 'warn', 'error'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => undefined),
    );
    const texts = await Promise.all([1, 2, 3].map(() => readPdf(bytes, 'a.pdf')));
    await codeOf(bytes.subarray(0, bytes.length - 400));
    expect(spies.map((spy) => spy.mock.calls)).toEqual([[], [], [], []]);
    for (const spy of spies) spy.mockRestore();
    expect(texts[1]).toEqual(texts[0]);
    expect(bytes).toEqual(copy);
    const left = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name));
    expect(left.filter((name) => /pdf|DOMMatrix|ImageData|Path2D|navigator/i.test(name))).toEqual([]);
  });

  it('answers damaged files with text or an AppError', async () => {
    const whole = pdfOf([
      numbered(1, [`  ${FULL.slice(0, 26)}`, FULL, '工作。']),
      { shown: typeLines(['  项目']), lines: gridLines([80, 160, 300], [664, 636, 600]) },
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 }),
        fc.boolean(),
        async (length, changes, cut) => {
          const bytes = whole.slice(0, cut ? length : whole.length);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          expect(await codeOf(bytes)).toMatch(
            /^(?:text|unreadable_file|empty_file|scanned_file|encrypted_file|file_too_large)$/,
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});

const SHARED = fileURLToPath(new URL('../../../../shared/data/documents/', import.meta.url));
const here = existsSync(SHARED);

const Expected = z.object({
  file: z.string(),
  title: z.string(),
  topLevelHeadings: z.array(z.string()).nullable(),
  articles: z.number().nullable(),
});

/** 第1条 begins again in an annex of this file, from 第一条 to 第八条 (expected.jsonl, `unsure`). */
const ANNEX_ARTICLES: Readonly<Record<string, number>> = { 'pdf-05.pdf': 8 };

describe.skipIf(!here)(
  `readPdf on files as issued${here ? '' : ' (skipped: ../shared/data is not here)'}`,
  () => {
    const rows = here
      ? readFileSync(join(SHARED, 'expected.jsonl'), 'utf8')
          .trim()
          .split('\n')
          .map((line) => Expected.parse(JSON.parse(line)))
          .filter(({ file }) => file.endsWith('.pdf'))
      : [];
    const squeeze = (text: string): string => text.replaceAll(/\s/g, '');

    it.each(rows.map((row) => [row.file, row] as const))('reads %s', async (file, row) => {
      const bytes = new Uint8Array(readFileSync(join(SHARED, file)));
      if (row.topLevelHeadings === null) {
        expect(await codeOf(bytes)).toBe('scanned_file');
        return;
      }
      const { text, pageStarts } = await readPdf(bytes, file);
      const lines = text.split('\n').map(squeeze);
      expect(squeeze(text)).toContain(squeeze(row.title));
      for (const heading of row.topLevelHeadings) {
        const wanted = squeeze(heading).replace(/…$/, '');
        const found = lines.some((line) =>
          heading.endsWith('…') ? line.startsWith(wanted) : line === wanted,
        );
        expect(found, heading).toBe(true);
      }
      const articles = text.match(/^第[一二三四五六七八九十百]+条/gmu)?.length ?? 0;
      expect(articles).toBe((row.articles ?? 0) + (ANNEX_ARTICLES[file] ?? 0));
      expect(text).not.toMatch(/^[—–-]\s*\d+\s*[—–-]$/m);
      expect(text).not.toMatch(/[\u2e80-\u2fdf]/);
      expect(pageStarts[0]).toBe(0);
      expect([...pageStarts].sort((a, b) => a - b)).toEqual(pageStarts);
      expect(pageStarts.every((start) => start <= text.length)).toBe(true);
    });

    it('knows all PDF files there', () => {
      expect(rows.length).toBe(readdirSync(SHARED).filter((name) => name.endsWith('.pdf')).length);
    });
  },
);
