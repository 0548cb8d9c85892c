import { findDates, wholeDate } from './date.ts';
import { normaliseDocumentNumber } from './document-number.ts';
import { isIssuingBody } from './issuer.ts';

/** What a paragraph is on the page (GB/T 9704—2012 7.2—7.4); `body` is what the clause tree is made of. */
export type Role =
  | 'header'
  | 'number'
  | 'title'
  | 'addressees'
  | 'contents'
  | 'signature'
  | 'date'
  | 'disclosure'
  | 'copies'
  | 'printing'
  | 'contact'
  | 'attachment'
  | 'divider'
  | 'body';

const LONGEST_PAGE_LINE = 60;

const DIVIDER = /^(?:[-*_=─—]{3,}|<!--.*-->)$/;
const DISCLOSURE =
  /^(?:[（(]?(?:此件|本件|本文)?.{0,3}(?:主动公开|公开发布|依申请公开|不予公开)[）)]?|(?:信息)?公开(?:选项|属性|类别|方式)[:：].*)$/;
const COPIES = /^(?:抄送|抄报|分送|报送|内部发送)(?:单位|机关)?\s*[:：]/;
const PRINTED = /印发[。]?$/;
const EDITED = /(?:办公室|办公厅|编辑部|委员会|办|局)(?:主?编印?|编发|编制)$/;
const CONTACT =
  /^(?:联\s*系|咨询|监督|举报|投诉|服务|办公)?(?:电\s*话|人(?:及电话)?|方式|地址|传\s*真|邮编|邮政编码|邮箱|电子邮[箱件]|网址)\s*[:：]/;
const ATTACHMENT_LIST = /^附(?:件|表|录|图)?\s*[:：]./;
const SUBJECT_WORDS = /^主\s*题\s*词\s*[:：]?/;

const FOOT_WORDS = /^(?:抄送|抄报|分送|报送|内部发|主题词)/;

/**
 * The role of a line that shows wherever it stands: date, disclosure, copies, printing, contact, list of attachments,
 * divider. Null for any other line.
 */
export function footRole(line: string): Role | null {
  if (line.length > LONGEST_PAGE_LINE) return FOOT_WORDS.test(line) && COPIES.test(line) ? 'copies' : null;
  if (DIVIDER.test(line)) return 'divider';
  if (DISCLOSURE.test(line)) return 'disclosure';
  if (COPIES.test(line)) return 'copies';
  if (SUBJECT_WORDS.test(line)) return 'printing';
  if (
    PRINTED.test(line) &&
    !line.includes('关于') &&
    (findDates(line).length > 0 || /(?:办公[厅室]|秘书[处科])/.test(line))
  )
    return 'printing';
  if (EDITED.test(line) && !/[，。；]/.test(line)) return 'printing';
  if (CONTACT.test(line)) return 'contact';
  if (ATTACHMENT_LIST.test(line)) return 'attachment';
  if (line.includes('日') && wholeDate(line) !== null) return 'date';
  return null;
}

const NOTE = /^[（(].*(?:通过|公布|发布|修订|修正|批准|施行|实施|印发|原标题)/;
const PAGE_JUNK =
  /[|｜>＞[\]【】]|^(?:信息来源|来源|发布|发表|发文|名称|标题|资料|新闻|您的位置|当前位置|首页|日期|时间|索引号|主题分类|发文机关|标题|发布日期|文章来源|浏览|字体|打印)/;

/** A line under the title that tells when a law was passed or issued. */
export const isNote = (line: string): boolean => NOTE.test(line);

/** Menus, bylines and buttons that a web page left in its copy. */
export const isPageJunk = (line: string): boolean => PAGE_JUNK.test(line);

const NUMBER_FIELD = /^(?:发文字号|文号|发文文号)\s*[:：]/;

/** A line that is the document's number, or names it (发文字号：…). */
export const isNumberLine = (line: string): boolean =>
  line.length <= 40 && (NUMBER_FIELD.test(line) || normaliseDocumentNumber(line) !== null);

/** Running text, as against titles, names and other lines that are whole without punctuation. */
export const isProse = (line: string): boolean =>
  line.endsWith('。') ||
  (line.length > 25 && line.includes('。')) ||
  (line.length > 80 && /[，,]/.test(line));

const PERSON =
  /^(?:代?(?:省|市|县|区|州)长|主席|总理|行长|部长|主任|局长|署长|院长|检察长|委员长|厅长)[\s:：]*[一-龥·]/;

/** A line that may sign a document: an issuing body, or an office with the name of its holder. */
export function isSignatureLine(line: string): boolean {
  if (line.length > 45 || /[，。；：;？！]/.test(line.replace(/^行\s*长[:：]/, ''))) return false;
  return isIssuingBody(line) || PERSON.test(line);
}
