import { digitValue, formatNumeral, parseNumeral } from '../text/numeral.ts';
import type { Span } from '../text/schema.ts';

export type FoundDocumentNumber = Readonly<{ documentNumber: string; span: Span }>;

const DIGITS = '[0-9０-９]';
const OPEN = '[〔［\\[（(【﹝]';
const CLOSE = '[〕］\\]）)】﹞]';
const BLANKS = '[ \\t\\u3000\\u00a0]*';
/** Before 2000 many wrote two digits in the brackets: 银发〔98〕25号. Below 50 they count other things. */
const YEAR = `${DIGITS}{4}|[5-9５-９]${DIGITS}`;
const HAN_NUMERALS = '[零〇一二三四五六七八九十百千]';

/**
 * 赣府发〔2022〕16号 (GB/T 9704—2012 7.2.5: abbreviation of the issuer, year in 〔〕, number without leading zeros or
 * 第). Documents break that in brackets, blanks, digits and 第; people leave the brackets out: 赣府发2022年16号.
 */
const WITH_YEAR = `([一-龥]{2,20})${BLANKS}(?:${OPEN}${BLANKS}(${YEAR})${BLANKS}年?${BLANKS}${CLOSE}|[  ]?(${DIGITS}{4})(?:年|[ \\-—－]))${BLANKS}第?${BLANKS}(${DIGITS}{1,5})${BLANKS}号`;
/** 国务院令第322号, 中华人民共和国主席令第六十二号, 常务委员会公告（第55号）, 第 253 号 on a line after 令. */
const ORDER = `([一-龥]{2,24}(?:令|公告))\\s*${OPEN}?${BLANKS}第${BLANKS}(${DIGITS}{1,5}|${HAN_NUMERALS}{1,6})${BLANKS}号${CLOSE}?`;
/** The older form with the year in front: （96）汇资函字第187号, 〔2005〕民立他字第8号. */
const YEAR_FIRST = `${OPEN}(${YEAR})${CLOSE}${BLANKS}([一-龥]{1,12}字)${BLANKS}第${BLANKS}(${DIGITS}{1,5})${BLANKS}号`;
/** 第 13 期 of a bulletin. */
const ISSUE = `第${BLANKS}(${DIGITS}{1,4})${BLANKS}期`;

/** Several issue one order: 中国人民银行 财政部公告（2011）第6号. Only where it is the whole line. */
const JOINT = new RegExp(
  `^((?:[一-龥]{2,24}[ \\t\\u3000、]+){1,12}[一-龥]{2,24}?(?:令|公告))${BLANKS}(?:${OPEN}?(${DIGITS}{4})年?${CLOSE}?)?${BLANKS}第?${BLANKS}(${DIGITS}{1,5})${BLANKS}号$`,
);
/** 主席令 counts anew with each congress, which some copies name: 主席令（十届第41号）. */
const SESSION = /[（(](?:第?[一二三四五六七八九十]+届)(第[^（()）]{1,8}号)[)）]$/;
/** What a line says beside its number: 签发人：张三 (GB/T 9704—2012 7.2.6), 发文时间：… of a web page. */
const BESIDE = /[\s\u3000]+[一-龥][一-龥\s]{1,8}[:：].*$/;
/** The regulation that an order publishes, in brackets behind its number: …令〔2018〕第2号（某某办法）. */
const SUBJECT = /(?<=(?:令|公告)[^（()）]{0,20}号)[）)]?\s*[（(].{4,80}[）)]$/;
const NUMBER_FIELD =
  /^[【[]?\s*(?:发文字号|发布文号|发文文号|文\s*号|文件编号)\s*[】\]]?\s*[:：]?\s*(?=[一-龥〔［[（(])/;

const DOCUMENT_NUMBER = new RegExp(`${WITH_YEAR}|${ORDER}|${ISSUE}|${YEAR_FIRST}`, 'g');
const WHOLE_NUMBER = new RegExp(`^(?:${WITH_YEAR}|${ORDER}|${ISSUE}|${YEAR_FIRST})$`);

/**
 * Words that stand before a number in running text and in questions, without a blank between: 根据赣府发〔2022〕16号.
 * None of them begins the abbreviation of an issuer.
 */
const LEADING =
  /^.*(?:根据|依据|按照|依照|请问|查询|查找|查一下|查|关于|文号为|文号是|文号|文件|印发的|印发|发布的|公布的|转发|废止|修订|修改|落实|执行|参照|参见|见|以及|及其|我想问|我问|想问|问一下|问|说明|解释|介绍|一下|什么是|哪些|对于|对照|比较|对比|其中|通知|意见|办法|的|和|与|跟|在|对|看|请|由|以|为|按|从|并|及|或|了|于|你|我|这个|那个|该)/;

/** The same before an order, whose issuer is written out and may hold 和 itself (住房和城乡建设部令). */
const LEADING_OF_ORDER =
  /^.*(?:根据|依据|按照|依照|请问|查询|查|关于|文号|参照|以及|转发|废止|修订|修改|印发的|的)/;

/** How many units at the begin of `prefix` belong to the sentence around the number, not to the number. */
function leadingLength(prefix: string): number {
  const leading = /(?:令|公告)$/.test(prefix) ? LEADING_OF_ORDER : LEADING;
  return leading.exec(prefix)?.[0].length ?? 0;
}

/** 令 of an issuer written out is numbered with 第 (河北省人民政府令〔2010〕第14号), an abbreviated one is not (浙政令). */
const FORMAL_ORDER = /(?:政府|国务院|银行|委员会|主席|部|总局|总署|法院|检察院|署|会)(?:令|公告)$/;

function arabic(text: string): string {
  let value = '';
  for (let index = 0; index < text.length; index += 1) value += digitValue(text.charCodeAt(index));
  return value.replace(/^0+(?=\d)/, '');
}

/** The number of an order: Arabic, but for 主席令, which is always numbered in characters (第六十二号). */
function orderNumber(issuer: string, number: string): string | null {
  const value = parseNumeral(digitValue(number.charCodeAt(0)) >= 0 ? arabic(number) : number);
  if (value === null || value === 0 || value > 99_999) return null;
  return issuer.endsWith('主席令') && value <= 9999 ? formatNumeral(value) : String(value);
}

/** Four digits; two are of the twentieth century. */
function fullYear(text: string): string {
  const year = arabic(text);
  return year.length === 2 ? `19${year}` : year;
}

function canonical(match: RegExpMatchArray): { text: string; dropped: number } | null {
  const [, prefix, bracketYear, bareYear, number, order, orderText, issue, yearFirst, series, inSeries] =
    match;
  if (issue !== undefined) return { text: `第${arabic(issue)}期`, dropped: 0 };
  if (order !== undefined && orderText !== undefined) {
    const dropped = leadingLength(order);
    const issuer = order.slice(dropped);
    const value = orderNumber(issuer, orderText);
    return value === null || issuer.length < 2 ? null : { text: `${issuer}第${value}号`, dropped };
  }
  if (yearFirst !== undefined && series !== undefined && inSeries !== undefined)
    return { text: `${series}〔${fullYear(yearFirst)}〕${arabic(inSeries)}号`, dropped: 0 };
  const year = bracketYear ?? bareYear;
  if (prefix === undefined || year === undefined || number === undefined) return null;
  const dropped = leadingLength(prefix);
  const issuer = prefix.slice(dropped);
  if (issuer.length < 2) return null;
  return {
    text: `${issuer}〔${fullYear(year)}〕${FORMAL_ORDER.test(issuer) ? '第' : ''}${arabic(number)}号`,
    dropped,
  };
}

/**
 * The document numbers (文号, numbers of orders, issues of bulletins) in a document or a question, in reading order,
 * in canonical form: 赣府发〔2022〕16号, 国务院令第322号, 第13期; （96）汇资函字第187号 is 汇资函字〔1996〕187号. Spans are in
 * `text`.
 */
export function findDocumentNumbers(text: string): FoundDocumentNumber[] {
  const found: FoundDocumentNumber[] = [];
  if (!text.includes('号') && !text.includes('期')) return found;
  for (const match of text.matchAll(DOCUMENT_NUMBER)) {
    const number = canonical(match);
    if (number === null) continue;
    const span = { start: match.index + number.dropped, end: match.index + match[0].length };
    found.push({ documentNumber: number.text, span });
  }
  return found;
}

function jointNumber(line: string): string | null {
  const [, issuers, year, number] = JOINT.exec(line) ?? [];
  if (issuers === undefined || number === undefined) return null;
  const names = issuers.split(/[\s\u3000、]+/).join(' ');
  return `${names}${year === undefined ? '' : `〔${arabic(year)}〕`}第${arabic(number)}号`;
}

/**
 * The number that a line at the head of a document is, with what may stand beside it: its label (文号：), the signer,
 * brackets, blanks between the characters. Null for any other line.
 */
export function numberOfLine(line: string): string | null {
  const number = line.trim().replace(BESIDE, '').replace(NUMBER_FIELD, '').replace(SUBJECT, '');
  return normaliseDocumentNumber(number) ?? normaliseDocumentNumber(number.replaceAll(/[\s\u3000]/g, ''));
}

/**
 * The number at the end of a line of the head that begins with other marks: 等级　特提·明电　某政办明电〔2020〕1号 (of telegrams).
 * Null where what stands before it is text.
 */
export function numberAtEnd(line: string): string | null {
  if (line.length > 60 || /[，。；：《]/.test(line)) return null;
  const parts = line.trim().split(/[\s\u3000]+/);
  return parts.length > 1 ? normaliseDocumentNumber(parts.at(-1) ?? '') : null;
}

/**
 * The canonical form of a text that is a document number as a whole (赣府发[2022]第16号 → 赣府发〔2022〕16号), or null.
 * Outer blanks and brackets are left out.
 */
export function normaliseDocumentNumber(text: string): string | null {
  const trimmed = text.replace(/^[\s（(【[]+|[\s]+$/g, '').replace(/号[）)】\]]$/, '号');
  const match = WHOLE_NUMBER.exec(trimmed) ?? WHOLE_NUMBER.exec(text.trim().replace(SESSION, '$1'));
  if (match === null) return jointNumber(trimmed);
  const number = canonical(match);
  return number === null || number.dropped > 0 ? null : number.text;
}

/**
 * The key by which a canonical number is looked up: orders of the state are cited with and without the country's name
 * (中华人民共和国国务院令第322号, 国务院令第322号).
 */
export const documentNumberKey = (documentNumber: string): string =>
  documentNumber.replaceAll(' ', '').replace(/^中华人民共和国(?=.*令)/, '');
