import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOfd } from '../../../src/document/formats/ofd.ts';
import { AppError } from '../../../src/errors.ts';
import {
  baseline,
  characterObjects,
  documentXml,
  LEFT,
  lineObject,
  ofdOf,
  ofdXml,
  PITCH,
  pageXml,
  partsOf,
  resXml,
  SIZE,
  setLines,
  widthOf,
} from './ofd/sample.ts';
import { zipOf } from './zip.ts';

const read = async (bytes: Uint8Array): Promise<string> => (await readOfd(bytes, '通知.ofd')).text;

const readPages = async (...args: Parameters<typeof ofdOf>): Promise<string> => read(await ofdOf(...args));

const codeOf = async (bytes: Promise<Uint8Array>): Promise<string> => {
  try {
    await readOfd(await bytes, '通知.ofd');
    return 'read';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.message).toContain('通知.ofd');
    return error.code;
  }
};

type Writer = (text: string, place: Readonly<{ x?: number; y: number; size?: number }>) => string;

/** Body paragraphs in lines of 28 characters, 22 to the page (GB/T 9704—2012 5.2). */
function setPages(paragraphs: readonly string[], write: Writer, number?: (page: number) => string): string[] {
  const lines = paragraphs.flatMap((paragraph) =>
    setLines(paragraph).map((text, index) => ({ text, indent: index === 0 ? 2 : 0 })),
  );
  const pages: string[] = [];
  for (let from = 0; from < lines.length; from += 22) {
    const objects = lines
      .slice(from, from + 22)
      .map(({ text, indent }, index) => write(text, { x: LEFT + indent * SIZE, y: baseline(index) }));
    pages.push(objects.join('') + (number?.(pages.length) ?? ''));
  }
  return pages;
}

const PARAGRAPHS = [
  '为深入贯彻落实党中央、国务院决策部署，进一步优化营商环境，经省人民政府同意，现就有关事项通知如下。',
  '一、总体要求',
  '（一）坚持问题导向。聚焦企业和群众反映强烈的突出问题，到2025年底前，实现“一网通办”事项占比达到95%以上，政务服务满意度稳步提升，企业开办时间压缩至1个工作日以内。',
  '（二）坚持协同推进。各地区各部门要加强统筹协调。',
  '二、主要任务',
  '（三）完善制度体系。按照《优化营商环境条例》（国务院令第722号）的要求，健全配套制度，明确责任分工，建立常态化督查机制，对工作推进不力的单位予以通报。',
];

describe('readOfd', () => {
  it('rebuilds paragraphs from one object per line', async () => {
    const pages = setPages(PARAGRAPHS, lineObject);
    expect(await readPages(pages.map((page) => pageXml(page)))).toBe(`${PARAGRAPHS.join('\n')}\n`);
  });

  it('rebuilds the same from one object per character, scaled by the CTM', async () => {
    const pages = setPages(PARAGRAPHS, characterObjects);
    expect(await readPages(pages.map((page) => pageXml(page)))).toBe(`${PARAGRAPHS.join('\n')}\n`);
  });

  it('reads lines whose characters have no places, and repeated offsets', async () => {
    const whole: Writer = (text, place) => lineObject(text, place).replace(/ DeltaX="[^"]*"/, '');
    const repeated: Writer = (text, place) =>
      lineObject(text, place).replace(/ DeltaX="([^"]*)"/, (_, list: string) => {
        const steps = list.split(' ').map((step) => `g 1 ${step}`);
        return ` DeltaX="${steps.join(' ')}"`;
      });
    for (const write of [whole, repeated]) {
      expect(await readPages(setPages(PARAGRAPHS, write).map((page) => pageXml(page)))).toBe(
        `${PARAGRAPHS.join('\n')}\n`,
      );
    }
  });

  it('leaves out header and page number of a template and of the page, joins across pages, and says where pages begin', async () => {
    const long = Array.from({ length: 9 }, () => PARAGRAPHS).flat();
    const pages = setPages(long, lineObject, (page) =>
      lineObject(`— ${page + 1} —`, { x: 160, y: 272, size: 4.9 }),
    );
    const template = pageXml(lineObject('某省人民政府文件汇编', { x: 80, y: 17, size: 3.7 }));
    const bytes = await ofdOf(
      pages.map((page) => pageXml(page, '<ofd:Template TemplateID="4" ZOrder="Background"/>')),
      {
        common: '<ofd:TemplatePage ID="4" BaseLoc="Temps/Temp_0/Content.xml" ZOrder="Background"/>',
        extra: { 'Doc_0/Temps/Temp_0/Content.xml': template },
      },
    );
    const { text, pageStarts, encoding } = await readOfd(bytes, '通知.ofd');
    expect(text).toBe(`${long.join('\n')}\n`);
    expect(encoding).toBeNull();
    expect(pages.length).toBeGreaterThan(3);
    expect(pageStarts).toHaveLength(pages.length);
    // Each page begins with the first line that was set on it.
    const lines = long.flatMap((paragraph) => setLines(paragraph));
    for (const [index, start] of pageStarts.entries()) {
      expect(text.slice(start)).toMatch(
        new RegExp(`^${lines[index * 22]?.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`),
      );
    }
  });

  it('reads a notice in the form of GB/T 9704—2012 with its head, signature and foot', async () => {
    const centre = (text: string, size: number): number =>
      LEFT + (156 - [...text].reduce((sum, character) => sum + widthOf(character) * size, 0)) / 2;
    const head = [
      lineObject('某省人民政府文件', { x: centre('某省人民政府文件', 14), y: 75, size: 14 }),
      lineObject('某府发〔2023〕5号', { x: centre('某府发〔2023〕5号', SIZE), y: 95 }),
      lineObject('某省人民政府关于进一步优化营商环境', {
        x: centre('某省人民政府关于进一步优化营商环境', 7.76),
        y: 120,
        size: 7.76,
      }),
      lineObject('更好服务市场主体的通知', { x: centre('更好服务市场主体的通知', 7.76), y: 132, size: 7.76 }),
      lineObject('各市、县（区）人民政府，省政府各部门：', { y: 150 }),
    ];
    const first = setLines(PARAGRAPHS[0] ?? '').map((text, index) =>
      lineObject(text, { x: LEFT + (index === 0 ? 2 * SIZE : 0), y: 160 + index * PITCH }),
    );
    const foot = [
      lineObject('（此件公开发布）', { x: LEFT + 2 * SIZE, y: 150 }),
      lineObject('抄送：省委各部门，省人大常委会办公厅，省政协办公厅，省监委，省法院，省检', {
        x: LEFT + 4.9,
        y: 235,
        size: 4,
      }),
      lineObject('察院，各民主党派省委。', { x: LEFT + 4.9 + 12, y: 242, size: 4 }),
      lineObject('某省人民政府办公厅', { x: LEFT + 4.9, y: 252, size: 4 }),
      lineObject('2023年3月6日印发', { x: LEFT + 105, y: 252, size: 4 }),
    ];
    const last = [
      ...setLines(PARAGRAPHS[2] ?? '').map((text, index) =>
        lineObject(text, { x: LEFT + (index === 0 ? 2 * SIZE : 0), y: baseline(index) }),
      ),
      lineObject('某省人民政府', { x: LEFT + 18 * SIZE, y: 120 }),
      lineObject('2023年3月5日', { x: LEFT + 18 * SIZE, y: 130 }),
    ];
    expect(
      await readPages([pageXml([...head, ...first].join('')), pageXml([...last, ...foot].join(''))]),
    ).toBe(
      [
        '某省人民政府文件',
        '某府发〔2023〕5号',
        '某省人民政府关于进一步优化营商环境',
        '更好服务市场主体的通知',
        '各市、县（区）人民政府，省政府各部门：',
        PARAGRAPHS[0],
        PARAGRAPHS[2],
        '某省人民政府',
        '2023年3月5日',
        '（此件公开发布）',
        '抄送：省委各部门，省人大常委会办公厅，省政协办公厅，省监委，省法院，省检察院，各民主党派省委。',
        '某省人民政府办公厅 2023年3月6日印发',
        '',
      ].join('\n'),
    );
  });

  it('reads page blocks and composite objects within each other, wherever their resources lie', async () => {
    const unit = (id: number, content: string): string =>
      `<ofd:CompositeGraphicUnit ID="${id}" Width="100" Height="100"><ofd:Content>${content}</ofd:Content></ofd:CompositeGraphicUnit>`;
    const use = (id: number, ctm: string, boundary: string): string =>
      `<ofd:CompositeObject ID="8" ResourceID="${id}" CTM="${ctm}" Boundary="${boundary}"/>`;
    // Half as large: 甲 at (20, 40) + 0.5 · (10, 20) = (25, 50); 丙 at twice half its size below, y = 60.
    const inner = unit(51, lineObject('甲乙。', { x: 10, y: 20, size: 10 }));
    const outer = unit(50, `<ofd:PageBlock>${use(51, '0.5 0 0 0.5 0 0', '20 40 90 90')}</ofd:PageBlock>`);
    const page = pageXml(
      `<ofd:PageBlock><ofd:PageBlock>${lineObject('丙丁。', { x: 25, y: 60, size: 5 })}</ofd:PageBlock></ofd:PageBlock>${use(50, '1 0 0 1 0 0', '0 0 210 297')}`,
      '<ofd:PageRes>PageRes.xml</ofd:PageRes>',
    );
    const text = await readPages([page], {
      common:
        '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>/Doc_0/Res/DocumentRes.xml</ofd:DocumentRes>',
      extra: {
        'Doc_0/PublicRes.xml': resXml(''),
        'Doc_0/Res/DocumentRes.xml': resXml(inner),
        'Doc_0/Pages/Page_0/PageRes.xml': resXml(outer),
      },
    });
    expect(text).toBe('甲乙。\n丙丁。\n');
  });

  it('reads several documents one after the other', async () => {
    const page = (text: string) => pageXml(lineObject(text, { y: 50 }));
    const { text, pageStarts } = await readOfd(
      await zipOf({
        'OFD.xml': ofdXml(['Doc_0/Document.xml', '/Doc_1/Document.xml']),
        'Doc_1/Document.xml': documentXml(['/Doc_1/Pages/P.xml']),
        'Doc_1/Pages/P.xml': page('第二份。'),
        'Doc_0/Document.xml': documentXml(['Pages/P.xml', 'Doc_0/Pages/Q.xml']),
        'Doc_0/Pages/P.xml': page('第一份。'),
        'Doc_0/Pages/Q.xml': page('第二页。'),
      }),
      '通知.ofd',
    );
    expect(text).toBe('第一份。\n第二页。\n第二份。\n');
    expect(pageStarts).toEqual([0, 5, 10]);
  });

  it('reads a package that was packed with its folder, and names that differ by case', async () => {
    const parts = partsOf([pageXml(lineObject('甲。', { y: 50 }))]);
    const moved = Object.fromEntries(Object.entries(parts).map(([name, part]) => [`通知/${name}`, part]));
    expect(await read(await zipOf(moved))).toBe('甲。\n');
    const other = Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name.replace('Doc_0/Pages', 'doc_0/pages'), part]),
    );
    expect(await read(await zipOf(other))).toBe('甲。\n');
  });

  it('leaves out watermarks, hidden objects, annotations and turned page numbers', async () => {
    const objects = [
      lineObject('正文。', { x: LEFT + 2 * SIZE, y: 50 }),
      lineObject('内部资料', { y: 150, size: 20, attributes: 'CTM="0.866 -0.5 0.5 0.866 0 0"' }),
      lineObject('隐藏', { y: 160, attributes: 'Visible="false"' }),
      lineObject('透明', { y: 170, attributes: 'Alpha="0"' }),
      lineObject('— 12 —', { x: 20, y: 150, size: 4.9, attributes: 'CTM="0 1 -1 0 0 0"' }),
    ];
    const annotation = `<ofd:PageAnnot xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Annot Type="Watermark"><ofd:Appearance>${lineObject('水印', { y: 50 })}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>`;
    expect(
      await readPages([pageXml(objects.join(''))], {
        extra: { 'Doc_0/Annots/Page_0/Annotation.xml': annotation },
      }),
    ).toBe('正文。\n');
  });

  it('turns pages whose lines run down or up', async () => {
    const turned = (text: string, x: number, ctm: string) =>
      `<ofd:TextObject CTM="${ctm}" Boundary="${x} 40 20 200" Font="3" Size="5"><ofd:TextCode X="0" Y="0" DeltaX="g ${text.length - 1} 5">${text}</ofd:TextCode></ofd:TextObject>`;
    // Clockwise: the first line is the rightmost. Counter-clockwise: the leftmost.
    const down = ['一、全省重点任务。', '二、全省重点项目。'].map((text, index) =>
      turned(text, 150 - 10 * index, '0 1 -1 0 0 0'),
    );
    expect(await readPages([pageXml(down.toReversed().join(''))])).toBe(
      '一、全省重点任务。\n二、全省重点项目。\n',
    );
    const up = ['一、全省重点任务。', '二、全省重点项目。'].map((text, index) =>
      turned(text, 50 + 10 * index, '0 -1 1 0 0 200'),
    );
    expect(await readPages([pageXml(up.toReversed().join(''))])).toBe(
      '一、全省重点任务。\n二、全省重点项目。\n',
    );
    const stacked = ['一、全省重点任务。', '二、全省重点项目。'].map(
      (text, index) =>
        `<ofd:TextObject Boundary="${150 - 10 * index} 40 5 200" Font="3" Size="5" ReadDirection="90"><ofd:TextCode X="0" Y="5" DeltaY="g ${text.length - 1} 5">${text}</ofd:TextCode></ofd:TextObject>`,
    );
    expect(await readPages([pageXml(stacked.toReversed().join(''))])).toBe(
      '一、全省重点任务。\n二、全省重点项目。\n',
    );
  });
});

describe('what is refused', () => {
  const image = '<ofd:ImageObject ID="4" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="5"/>';

  it('scans without text, but not scans with a text layer', async () => {
    expect(await codeOf(ofdOf([pageXml(image), pageXml(image)]))).toBe('scanned_file');
    expect(await codeOf(ofdOf([pageXml(image + lineObject('印章', { y: 50 }))]))).toBe('scanned_file');
    const layer = lineObject('各市人民政府，省政府各部门：', { y: 50, attributes: 'Alpha="0"' });
    expect(await readPages([pageXml(layer + image)])).toBe('各市人民政府，省政府各部门：\n');
    await expect(readOfd(await ofdOf([pageXml(image)]), 'x.ofd')).rejects.toThrow('扫描件，无文字层');
    // A drawing may be text in outline.
    expect(await codeOf(ofdOf([pageXml('<ofd:PathObject ID="3" Boundary="0 0 1 1"/>')]))).toBe(
      'scanned_file',
    );
  });

  it('files without text, encrypted ones, and what is no OFD', async () => {
    expect(await codeOf(ofdOf([pageXml('')]))).toBe('empty_file');
    expect(await codeOf(ofdOf([pageXml('')], { extra: { 'Encryptions.xml': '<Encryptions/>' } }))).toBe(
      'encrypted_file',
    );
    expect(await codeOf(zipOf({ 'word/document.xml': '<a/>' }))).toBe('unsupported_file');
    expect(await codeOf(zipOf({ 'OFD.xml': '<html/>' }))).toBe('unsupported_file');
  });

  it('damaged packages', async () => {
    const parts = partsOf([pageXml(lineObject('甲。', { y: 50 }))]);
    const { 'Doc_0/Pages/Page_0/Content.xml': page, ...withoutPage } = parts;
    const { 'Doc_0/Document.xml': document, ...withoutDocument } = parts;
    expect(page).toBeDefined();
    expect(document).toBeDefined();
    expect(await codeOf(zipOf(withoutPage))).toBe('unreadable_file');
    expect(await codeOf(zipOf(withoutDocument))).toBe('unreadable_file');
    expect(await codeOf(zipOf({ ...parts, 'OFD.xml': ofdXml([]) }))).toBe('unreadable_file');
    expect(await codeOf(zipOf({ ...parts, 'Doc_0/Document.xml': '<a><b></a>' }))).toBe('unreadable_file');
    expect(await codeOf(Promise.resolve(Buffer.from('no archive')))).toBe('unreadable_file');
    // Locations lead nowhere outside.
    expect(await codeOf(zipOf({ ...parts, 'OFD.xml': ofdXml(['../../etc/passwd']) }))).toBe(
      'unreadable_file',
    );
  });

  it('too many pages, and units that hold each other without end', async () => {
    const names = Array.from({ length: 3001 }, () => 'Pages/Page_0/Content.xml');
    const parts = partsOf([pageXml('')]);
    expect(await codeOf(zipOf({ ...parts, 'Doc_0/Document.xml': documentXml(names) }))).toBe(
      'file_too_large',
    );
    const unit = `<ofd:CompositeGraphicUnit ID="5"><ofd:Content>${'<ofd:CompositeObject ResourceID="5"/>'.repeat(10)}</ofd:Content></ofd:CompositeGraphicUnit>`;
    expect(
      await codeOf(
        ofdOf([pageXml('<ofd:CompositeObject ResourceID="5"/>')], {
          common: '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>',
          extra: { 'Doc_0/PublicRes.xml': resXml(unit) },
        }),
      ),
    ).toBe('file_too_large');
  });

  it('a page of more than a million characters', async () => {
    const text = '甲'.repeat(1_000_001);
    expect(
      await codeOf(
        ofdOf([
          pageXml(
            `<ofd:TextObject Size="1"><ofd:TextCode X="0" Y="0">${text}</ofd:TextCode></ofd:TextObject>`,
          ),
        ]),
      ),
    ).toBe('file_too_large');
  });
});

describe('broken input', () => {
  it('gives text or an AppError, whatever is changed in the XML', async () => {
    const unit = `<ofd:CompositeGraphicUnit ID="5"><ofd:Content>${lineObject('复合', { y: 90 })}</ofd:Content></ofd:CompositeGraphicUnit>`;
    const parts = partsOf(
      [
        pageXml(
          `${setPages(PARAGRAPHS.slice(0, 2), lineObject).join('')}<ofd:CompositeObject ResourceID="5" Boundary="0 0 9 9"/>`,
          '<ofd:Template TemplateID="4"/>',
        ),
      ],
      {
        common: '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:TemplatePage ID="4" BaseLoc="T.xml"/>',
        extra: { 'Doc_0/PublicRes.xml': resXml(unit), 'Doc_0/T.xml': pageXml(lineObject('模板', { y: 20 })) },
      },
    );
    const names = Object.keys(parts);
    const junk = fc.constantFrom('', '"', '<', 'g', '-', '1e308', '0', 'NaN', '\\', 'ofd:', '甲', ' ');
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.nat(12), junk, async (part, at, length, insert) => {
        const name = names[part % names.length] ?? '';
        const xml = parts[name] ?? '';
        const from = at % xml.length;
        const changed = xml.slice(0, from) + insert + xml.slice(from + length);
        const code = await codeOf(zipOf({ ...parts, [name]: changed }));
        expect(['read', 'unreadable_file', 'unsupported_file', 'empty_file', 'file_too_large']).toContain(
          code,
        );
      }),
      { numRuns: 400 },
    );
  });

  it('gives text or an AppError, wherever the archive is cut or changed', async () => {
    const bytes = await ofdOf(setPages(PARAGRAPHS, lineObject).map((page) => pageXml(page)));
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), async (at, value, cut) => {
        const changed = Buffer.from(cut ? bytes.subarray(0, at) : bytes);
        if (!cut) changed[at] = value;
        await codeOf(Promise.resolve(changed));
      }),
      { numRuns: 300 },
    );
  });
});

const POLICIES = fileURLToPath(
  new URL('../../../../shared/data/train/policies/statecouncil/', import.meta.url),
);

describe.skipIf(!existsSync(POLICIES))('set and read again: documents of the State Council', () => {
  it('give their paragraphs back', async () => {
    let paragraphs = 0;
    let same = 0;
    for (const name of readdirSync(POLICIES).filter((file) => file.endsWith('.txt'))) {
      const source = readFileSync(join(POLICIES, name), 'utf8')
        .split('\n')
        .map((line) => line.replace(/\s+/gu, ''))
        .filter((line) => line !== '');
      const pages = setPages(source, lineObject, (page) =>
        lineObject(`— ${page + 1} —`, { x: page % 2 === 0 ? 165 : 30, y: 272, size: 4.9 }),
      );
      const found = new Set((await readPages(pages.map((page) => pageXml(page)))).split('\n'));
      paragraphs += source.length;
      same += source.filter((paragraph) => found.has(paragraph)).length;
    }
    expect(paragraphs).toBeGreaterThan(1000);
    expect(same / paragraphs).toBeGreaterThan(0.98);
  });
});
