import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readOfd } from '../../../src/document/formats/ofd.ts';
import {
  baseline,
  characterObjects,
  documentXml,
  LEFT,
  lineObject,
  ofdOf,
  ofdXml,
  PARAGRAPHS,
  PITCH,
  pageXml,
  partsOf,
  resXml,
  SIZE,
  setLines,
  setPages,
  type Writer,
  widthOf,
} from './ofd/sample.ts';
import { zipOf } from './zip.ts';

const read = async (bytes: Uint8Array): Promise<string> => (await readOfd(bytes, '通知.ofd')).text;

const readPages = async (...args: Parameters<typeof ofdOf>): Promise<string> => read(await ofdOf(...args));

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

  it('keeps once what is drawn twice for bold type, and letters that stand close', async () => {
    const bold: Writer = (text, { x = LEFT, y }) =>
      [...text]
        .map((character, index) =>
          [0, 0.15].map((shift) => characterObjects(character, { x: x + index * SIZE + shift, y })).join(''),
        )
        .join('');
    expect(await readPages([pageXml(bold('总则人人有责', { y: 50 }))])).toBe('总则人人有责\n');
    // Advances of Helvetica in thousandths: w 722, i 222, l 222.
    const deltas = [0.722, 0.222, 0.222].map((advance) => advance * 5).join(' ');
    const will = `<ofd:TextObject Boundary="30 40 50 9" Font="3" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="${deltas}">will</ofd:TextCode></ofd:TextObject>`;
    expect(await readPages([pageXml(will)])).toBe('will\n');
  });

  it('reads ruled tables as rows, drawn by strokes or thin boxes, in the page or its template', async () => {
    const path = (box: string, data: string, attributes = ''): string =>
      `<ofd:PathObject ID="5" Boundary="${box}" LineWidth="0.25" ${attributes}><ofd:AbbreviatedData>${data}</ofd:AbbreviatedData></ofd:PathObject>`;
    // Columns at 30, 70, 130 and 180 mm, rows at 60, 72 and 84 mm; what stands above and below is text.
    const across = [60, 72, 84].map((y) => path(`30 ${y} 150 0.25`, 'M 0 0.1 L 150 0.1'));
    const down = [30, 70, 130, 180].map((x) =>
      path(`${x} 60 0.25 24`, 'M 0 0 L 0.25 0 L 0.25 24 L 0 24 C', 'Stroke="false" Fill="true"'),
    );
    const cell = (text: string, x: number, y: number) => lineObject(text, { x, y, size: 4 });
    const texts = [
      lineObject('现将任务分工印发如下。', { x: LEFT + 2 * SIZE, y: 50 }),
      cell('任务', 40, 68),
      cell('牵头单位', 80, 68),
      cell('时限', 140, 68),
      cell('简化工程建设项目审', 32, 77),
      cell('批流程', 32, 82),
      cell('省政务办', 80, 80),
      cell('2023年底前', 140, 80),
      lineObject('请认真贯彻执行。', { x: LEFT + 2 * SIZE, y: 100 }),
    ].join('');
    const expected =
      '现将任务分工印发如下。\n\n| 任务 | 牵头单位 | 时限 |\n| 简化工程建设项目审批流程 | 省政务办 | 2023年底前 |\n\n请认真贯彻执行。\n';
    const lines = [...across, ...down].join('');
    expect(await readPages([pageXml(lines + texts)])).toBe(expected);
    expect(
      await readPages([pageXml(texts, '<ofd:Template TemplateID="4"/>')], {
        common: '<ofd:TemplatePage ID="4" BaseLoc="T.xml"/>',
        extra: { 'Doc_0/T.xml': pageXml(lines) },
      }),
    ).toBe(expected);
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
