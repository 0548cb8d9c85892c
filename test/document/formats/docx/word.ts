import { readDocx } from '../../../../src/document/formats/docx.ts';
import { zipOf } from '../zip.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
export const NAMESPACES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
].join(' ');

/** The inner XML of the parts of a document; those left out are not in it. */
export type Parts = Readonly<{
  body: string;
  styles?: string;
  numbering?: string;
  footnotes?: string;
  endnotes?: string;
}>;

export const relationships = (targets: Readonly<Record<string, string>>, base = OFFICE): string =>
  `<Relationships xmlns="${PACKAGE}">${Object.entries(targets)
    .map(
      ([kind, target], index) => `<Relationship Id="r${index}" Type="${base}/${kind}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

/** The bytes of a .docx with these parts (ECMA-376 Part 2). */
export function wordOf({ body, ...parts }: Parts): Promise<Buffer> {
  const named = Object.entries(parts);
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relationships({ officeDocument: 'word/document.xml' }),
    'word/document.xml': `<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': relationships(
      Object.fromEntries(named.map(([kind]) => [kind, `${kind}.xml`])),
    ),
    ...Object.fromEntries(
      named.map(([kind, content]) => [`word/${kind}.xml`, `<w:${kind} ${NAMESPACES}>${content}</w:${kind}>`]),
    ),
  });
}

/** The text that is read out of these parts. */
export async function textOf(parts: Parts | string): Promise<string> {
  const bytes = await wordOf(typeof parts === 'string' ? { body: parts } : parts);
  return (await readDocx(bytes, '通知.docx')).text;
}

export const run = (text: string, properties = ''): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;

/** A paragraph of one run with these paragraph properties. */
export const paragraph = (text: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr>${text === '' ? '' : run(text)}</w:p>`;

export const numbered = (numId: number, level: number, text: string): string =>
  paragraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr>`);
