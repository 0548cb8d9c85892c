import { zipOf } from '../zip.ts';

/** Builds OFD packages from the structure of GB/T 33190—2016, as no library here writes them. Millimetres. */

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const NS = 'xmlns:ofd="http://www.ofdspec.org/2016"';

/** 3号, 16 pt: 28 characters in the 156 mm of GB/T 9704—2012 5.2. */
export const SIZE = 156 / 28;
export const LEFT = 28;
/** 22 lines in 225 mm, the first baseline one line below the 37 mm of the head margin. */
export const PITCH = 225 / 22;
export const baseline = (line: number): number => 37 + (line + 1) * PITCH - 2;

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const round = (value: number): string => String(Number(value.toFixed(4)));

export const widthOf = (character: string): number => (/[\u0020-\u007e]/.test(character) ? 0.5 : 1);

type Place = Readonly<{ x?: number; y: number; size?: number; attributes?: string }>;

/** A line as one TextObject with an offset for each character, the way Suwell and WPS write it. */
export function lineObject(text: string, { x = LEFT, y, size = SIZE, attributes = '' }: Place): string {
  const steps = [...text].slice(0, -1).map((character) => round(widthOf(character) * size));
  const deltas = steps.length === 0 ? '' : ` DeltaX="${steps.join(' ')}"`;
  return `<ofd:TextObject ID="1" Boundary="${round(x)} ${round(y - size)} 160 ${round(size * 1.2)}" Font="3" Size="${round(size)}" ${attributes}><ofd:TextCode X="0" Y="${round(size)}"${deltas}>${escapeXml(text)}</ofd:TextCode></ofd:TextObject>`;
}

/** A line as one TextObject per character, the way printer drivers write it: points, scaled by the CTM. */
export function characterObjects(text: string, { x = LEFT, y, size = SIZE }: Place): string {
  const unit = 0.3528;
  let at = x;
  return [...text]
    .map((character) => {
      const left = at;
      at += widthOf(character) * size;
      return `<ofd:TextObject ID="1" CTM="${unit} 0 0 ${unit} 0 0" Boundary="${round(left)} ${round(y - size)} ${round(size)} ${round(size)}" Font="3" Size="${round(size / unit)}"><ofd:TextCode X="0" Y="${round(size / unit)}">${escapeXml(character)}</ofd:TextCode></ofd:TextObject>`;
    })
    .join('');
}

/** Pages/Page_n/Content.xml of these objects; `head` stands before Content (Template, PageRes, Area). */
export const pageXml = (objects: string, head = ''): string =>
  `${XML}<ofd:Page ${NS}>${head}<ofd:Content><ofd:Layer ID="2">${objects}</ofd:Layer></ofd:Content></ofd:Page>`;

export const resXml = (units: string): string =>
  `${XML}<ofd:Res ${NS} BaseLoc="Res"><ofd:CompositeGraphicUnits>${units}</ofd:CompositeGraphicUnits></ofd:Res>`;

export const ofdXml = (roots: readonly string[]): string =>
  `${XML}<ofd:OFD ${NS} Version="1.0" DocType="OFD">${roots
    .map(
      (root) =>
        `<ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>${root}</ofd:DocRoot></ofd:DocBody>`,
    )
    .join('')}</ofd:OFD>`;

export const documentXml = (locations: readonly string[], common = ''): string =>
  `${XML}<ofd:Document ${NS}><ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>${common}</ofd:CommonData><ofd:Pages>${locations
    .map((location, index) => `<ofd:Page ID="${index + 10}" BaseLoc="${location}"/>`)
    .join('')}</ofd:Pages></ofd:Document>`;

/** The parts of a package of one document with these pages; `common` stands in CommonData, `extra` beside. */
export function partsOf(
  pages: readonly string[],
  { common = '', extra = {} }: Readonly<{ common?: string; extra?: Readonly<Record<string, string>> }> = {},
): Record<string, string> {
  const names = pages.map((_, index) => `Pages/Page_${index}/Content.xml`);
  return {
    'OFD.xml': ofdXml(['Doc_0/Document.xml']),
    'Doc_0/Document.xml': documentXml(names, common),
    ...Object.fromEntries(pages.map((page, index) => [`Doc_0/${names[index]}`, page])),
    ...extra,
  };
}

export const ofdOf = (...args: Parameters<typeof partsOf>): Promise<Buffer> => zipOf(partsOf(...args));

const NO_LINE_START = '，。、；：！？）》”’】〕%';

/** Breaks a paragraph as type is set: an indent of two, 28 to the line, no closing punctuation at a line's begin. */
export function setLines(paragraph: string, indent = 2, measure = 28): string[] {
  const lines: string[] = [];
  let line = '';
  let width = indent;
  for (const character of paragraph) {
    if (width + widthOf(character) > measure + 0.01) {
      // Words and numbers are not cut; one character goes down with the punctuation that may not begin the line.
      const word = /^[\u0021-\u007e]$/.test(character) ? (/[\u0021-\u007e]+$/.exec(line)?.[0] ?? '') : '';
      const clinging = NO_LINE_START.includes(character) ? line.slice(-1) : word;
      const taken = clinging.length < line.length ? clinging : '';
      lines.push(line.slice(0, line.length - taken.length));
      line = taken;
      width = [...taken].reduce((sum, own) => sum + widthOf(own), 0);
    }
    line += character;
    width += widthOf(character);
  }
  lines.push(line);
  return lines;
}

export type Writer = (text: string, place: Readonly<{ x?: number; y: number; size?: number }>) => string;

/** Body paragraphs in lines of 28 characters, 22 to the page (GB/T 9704—2012 5.2). */
export function setPages(
  paragraphs: readonly string[],
  write: Writer,
  number?: (page: number) => string,
): string[] {
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

/** Body paragraphs with marks, brackets, quotation marks, numbers and a percentage. */
export const PARAGRAPHS = [
  '为深入贯彻落实党中央、国务院决策部署，进一步优化营商环境，经省人民政府同意，现就有关事项通知如下。',
  '一、总体要求',
  '（一）坚持问题导向。聚焦企业和群众反映强烈的突出问题，到2025年底前，实现“一网通办”事项占比达到95%以上，政务服务满意度稳步提升，企业开办时间压缩至1个工作日以内。',
  '（二）坚持协同推进。各地区各部门要加强统筹协调。',
  '二、主要任务',
  '（三）完善制度体系。按照《优化营商环境条例》（国务院令第722号）的要求，健全配套制度，明确责任分工，建立常态化督查机制，对工作推进不力的单位予以通报。',
];
