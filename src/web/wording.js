/** How things are called on the pages. */

export const STATUS_NAMES = {
  in_force: '现行有效',
  amended: '已修订',
  repealed: '已废止',
  expired: '已失效',
  not_yet_in_force: '尚未施行',
  unknown: '效力未注明',
};

export const LEVEL_NAMES = {
  national: '国家',
  province: '省级',
  city: '设区市级',
  county: '县级',
  township: '乡镇级',
  development_zone: '开发区',
};

/** Clauses that carry no number or heading of their own. */
export const KIND_NAMES = {
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
  unplaced: '其他',
};

/** 2022-07-11 → 2022年7月11日 */
export function dateInWords(date) {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** @param {number} confidence 0 to 1 */
export function confidenceInWords(confidence) {
  if (confidence >= 0.75) return { bars: 3, words: '依据明确' };
  if (confidence >= 0.5) return { bars: 2, words: '依据较明确，请核对原文' };
  return { bars: 1, words: '依据较弱，务必核对原文' };
}

export const titleOf = (summary) => summary.title ?? '（无标题文件）';

/**
 * A stored text as one reads it: without the marks of markdown, and with the lines that a page break cut joined
 * again. For showing and copying only; offsets always count in the stored text.
 */
export function readable(text) {
  return text
    .replaceAll('**', '')
    .replace(/^#{1,6}\s+/gmu, '')
    .replace(/([\x21-\x7e])\s*\n\s*(?=[\x21-\x7e])/gu, '$1 ')
    .replace(/\s*\n\s*/gu, '')
    .trim();
}

/** Quotation marks within quotation marks, and titles within titles (GB/T 15834—2011, 4.8.3.3 and 4.15.3.5). */
const nestQuotes = (text) =>
  text.replaceAll('‘', '“').replaceAll('’', '”').replaceAll('“', '‘').replaceAll('”', '’');
const nestTitle = (text) => text.replaceAll('《', '〈').replaceAll('》', '〉');

/** The form used in official writing: 《标题》（文号）三、（四）12.：“…” */
export function officialCitation({ document: { title, documentNumber }, clause, quote }) {
  const name = title === null ? '' : `《${nestTitle(readable(title))}》`;
  const number = documentNumber === null ? '' : `（${documentNumber}）`;
  return `${name}${number}${clause.label}：“${nestQuotes(readable(quote))}”`;
}
