import type { ClauseKind } from '../../clause/schema.ts';
import type {
  DocumentFormat,
  DocumentLevel,
  DocumentStatus,
  ReferenceRelation,
} from '../../document/schema.ts';
import type { StandingBody } from '../../http/schema.ts';

/** How things are called on the pages. */

/** In the order in which a filter offers them. */
export const STATUSES: readonly DocumentStatus[] = [
  'in_force',
  'amended',
  'not_yet_in_force',
  'repealed',
  'expired',
  'unknown',
];

export const LEVEL_NAMES: Readonly<Record<DocumentLevel, string>> = {
  national: '国家',
  province: '省级',
  city: '设区市级',
  county: '县级',
  township: '乡镇级',
  development_zone: '开发区',
};

/** Clauses that carry no number or heading of their own. */
export const KIND_NAMES: Readonly<Partial<Record<ClauseKind, string>>> = {
  header: '版头',
  number: '文号',
  title: '标题',
  addressees: '主送机关',
  preamble: '引言',
  contents: '目次',
  closing: '结语',
  signature: '署名',
  date: '日期',
  disclosure: '公开属性',
  copies: '抄送',
  printing: '印发',
  contact: '联系方式',
  attachment: '附件',
  attachment_list: '附件说明',
  enclosed: '所附文件',
  table: '表格',
  unplaced: '其他',
};

/** `confidence` from 0 to 1; `bars` from 1 to 3. */
export function confidenceInWords(confidence: number): Readonly<{ bars: 1 | 2 | 3; words: string }> {
  if (confidence >= 0.75) return { bars: 3, words: '依据明确' };
  if (confidence >= 0.5) return { bars: 2, words: '依据较明确，请核对原文' };
  return { bars: 1, words: '依据较弱，务必核对原文' };
}

export const titleOf = (summary: Readonly<{ title: string | null }>): string =>
  summary.title ?? '（无标题文件）';

/**
 * A stored text as one reads it: without the marks of markdown, and with the lines that a page break cut joined
 * again. For showing and copying only; offsets always count in the stored text.
 */
export function readable(text: string): string {
  return text
    .replaceAll('**', '')
    .replace(/^#{1,6}\s+/gmu, '')
    .replace(/([\x21-\x7e])\s*\n\s*(?=[\x21-\x7e])/gu, '$1 ')
    .replace(/\s*\n\s*/gu, '')
    .trim();
}

/** Quotation marks within quotation marks, and titles within titles (GB/T 15834—2011, 4.8.3.3 and 4.15.3.5). */
const nestQuotes = (text: string): string =>
  text.replaceAll('‘', '“').replaceAll('’', '”').replaceAll('“', '‘').replaceAll('”', '’');
const nestTitle = (text: string): string => text.replaceAll('《', '〈').replaceAll('》', '〉');

/**
 * The form used in official writing: 《标题》（文号）第十二条规定：“…”; a clause that is no article, as those of a speech or
 * of a bulletin, lays nothing down, so there it is 《标题》（文号）三、（四）12.：“…”
 */
export function officialCitation({
  document: { title, documentNumber },
  clause,
  quote,
}: Readonly<{
  document: Readonly<{ title: string | null; documentNumber: string | null }>;
  clause: Readonly<{ label: string }>;
  quote: string;
}>): string {
  const name = title === null ? '' : `《${nestTitle(readable(title))}》`;
  const number = documentNumber === null ? '' : `（${documentNumber}）`;
  const says = /第[^第]+[条款项目]$/u.test(clause.label) ? '规定' : '';
  return `${name}${number}${clause.label}${says}：“${nestQuotes(readable(quote))}”`;
}

/** How a document stands to another that it names, and that other to it. */
export const RELATION_NAMES: Readonly<
  Record<'references' | 'referenced_by', Readonly<Record<ReferenceRelation, string>>>
> = {
  references: {
    basis: '依据',
    repeals: '废止',
    amends: '修改',
    amended_by: '修改者',
    extends: '延期',
    issues: '印发',
    forwards: '转发',
    implements: '落实',
    replies_to: '答复',
    mention: '提及',
  },
  referenced_by: {
    basis: '以此为据',
    repeals: '将其废止',
    amends: '将其修改',
    amended_by: '受其修改',
    extends: '将其延期',
    issues: '印发它',
    forwards: '转发它',
    implements: '落实它',
    replies_to: '答复它',
    mention: '提及它',
  },
};

/** Why a document has its status; a day and a document may follow. */
export const STANDING_REASONS: Readonly<Record<StandingBody['reason'], string>> = {
  repealed_by: '被废止',
  superseded_by: '被新文件取代',
  amended_by: '被修改',
  extended_by: '经延期',
  in_effect: '已施行',
  not_yet_in_effect: '尚未到施行日期',
  term_ended: '有效期已满',
  revised_later: '后有修订',
  stated: '发布时注明',
  not_binding: '不是规范性文件',
  undated: '文中没有日期',
};

export const FORMAT_NAMES: Readonly<Record<DocumentFormat, string>> = {
  text: '文本',
  csv: 'CSV 表格',
  html: '网页',
  docx: 'Word（docx）',
  doc: 'Word（doc）、WPS',
  rtf: 'RTF',
  pdf: 'PDF',
  ofd: 'OFD',
  xlsx: 'Excel 表格',
};

const KILOBYTE = 1024;

/** 1234567 → 1.2 MB */
export function sizeInWords(sizeBytes: number): string {
  if (sizeBytes < KILOBYTE) return `${sizeBytes} 字节`;
  if (sizeBytes < KILOBYTE * KILOBYTE) return `${Math.round(sizeBytes / KILOBYTE)} KB`;
  return `${(sizeBytes / KILOBYTE / KILOBYTE).toFixed(1)} MB`;
}

/** A moment (ISO 8601) in the browser's own time: 2022年7月11日 09:05 */
export function momentInWords(moment: string): string {
  const at = new Date(moment);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}年${at.getMonth() + 1}月${at.getDate()}日 ${two(at.getHours())}:${two(at.getMinutes())}`;
}
