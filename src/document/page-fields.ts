import { type FoundField, fieldsOfLine, type HeadField } from './head-fields.ts';
import type { Block, Layout } from './layout.ts';
import { marksOfLine, type PageMarks, signerOfLine } from './page-marks.ts';
import { type Found, spanOfBlock } from './page-reader.ts';

const headBlocks = (layout: Layout): readonly Block[] =>
  layout.blocks.slice(0, layout.headEnd).filter(({ role }) => role === 'header' || role === 'number');

/** The value of a label at the head of the page (发文机关：…); the first one that is not empty. */
export function headField(text: string, layout: Layout, wanted: HeadField): Found | null {
  let label: FoundField | null = null;
  for (const block of headBlocks(layout)) {
    const { start, end } = block.paragraph;
    const fields: FoundField[] = [];
    for (const line of block.paragraph.lines) {
      const from = line.start;
      for (const field of fieldsOfLine(text.slice(from, line.end))) {
        fields.push({ ...field, span: { start: from + field.span.start, end: from + field.span.end } });
      }
    }
    // A label alone on its line: the value is the line below.
    if (fields.length === 0 && label !== null) {
      return { value: text.slice(start, end), spans: [{ start, end }] };
    }
    label = null;
    for (const field of fields) {
      if (field.field !== wanted) continue;
      if (field.value !== '') return { value: field.value, spans: [field.span] };
      if (fields.length === 1) label = field;
    }
  }
  return null;
}

/** 特提 of 等级　特提·明电　某政办明电〔2020〕1号 (of telegrams). */
function besideNumber(block: Block, raw: string, name: keyof PageMarks): string | null {
  if (block.role !== 'number' || name === 'copyNumber') return null;
  const parts = raw.split(/[\s\u3000·]+/).slice(0, -1);
  return parts.map((part) => marksOfLine(part)?.[name] ?? null).find((value) => value !== null) ?? null;
}

/** 份号, 紧急程度 or 签发人 at the head of the page, each from a line that says nothing else. */
export function pageMark(text: string, layout: Layout, name: keyof PageMarks): Found | null {
  for (const block of headBlocks(layout)) {
    const raw = text.slice(block.paragraph.start, block.paragraph.end);
    const value =
      marksOfLine(raw)?.[name] ?? (name === 'signer' ? signerOfLine(raw) : besideNumber(block, raw, name));
    if (value !== null) return { value, spans: [spanOfBlock(block)] };
  }
  if (name !== 'urgency' && name !== 'classification') return null;
  const field = headField(text, layout, name);
  const value = field === null ? null : (marksOfLine(field.value)?.[name] ?? null);
  return field === null || value === null ? null : { value, spans: field.spans };
}

/**
 * The secrecy of a document (密级和保密期限, GB/T 9704—2012 7.2.2; 保守国家秘密法, art. 20): 机密, 机密★10年, 绝密★长期. Only
 * from the head of the page, where it stands alone or beside copy number, urgency and signer, or in the table of fields;
 * text about secrets is none. Null for a document that states none.
 */
export const readClassification = (text: string, layout: Layout): Found | null =>
  pageMark(text, layout, 'classification');
