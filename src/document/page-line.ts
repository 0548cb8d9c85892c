import { findDates, wholeDate } from './date.ts';
import { isIssuingBody, isSigner, officerOf, splitBodies, withoutSeal } from './issuing-body.ts';

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

/** Rules, and numbers of pages between dashes (GB/T 9704—2012 7.5). */
const DIVIDER = /^(?:[-*_=─—━]{3,}|[-—–－]\s*\d{1,4}\s*[-—–－]|<!--.*-->)$/;
const DISCLOSURE =
  /^(?:[（(]?(?:此件|本件|本文)?.{0,3}(?:主动公开|公开发布|依申请公开|不予公开)[）)]?|[（(](?:此件|本件).{2,24}[）)]|(?:信息)?公开(?:选项|属性|类别|方式)[:：].*)$/;
const COPIES = /^(?:抄送|抄报|分送|报送|内部发送)(?:单位|机关)?\s*[:：]/;
const PRINTED = /印发[。]?$/;
const EDITED = /(?:办公室|办公厅|编辑部|委员会|办|局)(?:主?编印?|编发|编制)$/;
const CONTACT =
  /^[（(]?(?:联\s*系|咨询|监督|举报|投诉|服务|办公)?(?:电\s*话|人(?:及电话)?|方式|地址|传\s*真|邮编|邮政编码|邮箱|电子邮[箱件]|网址)\s*[:：]/;
const ATTACHMENT_LIST = /^附(?:件|表|录|图)?\s*[:：]./;
const SUBJECT_WORDS = /^主\s*题\s*词\s*[:：]?/;
const PRINT_RUN = /^[（(]?共印\d+份[）)]?$/;

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
  if (SUBJECT_WORDS.test(line) || PRINT_RUN.test(line)) return 'printing';
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
const DATED_NOTE = /^[（(][^（）()]{0,30}年[^（）()]{0,6}月[^（）()]{0,6}日?[）)]$/;
const PAGE_JUNK =
  /[|｜>＞[\]【】]|^(?:信息来源|文章来源|来源|发布|发布时间|发布日期|发表|发文|发文机关|名称|标题|资料|新闻|日期|时间|索引号|主题分类)(?:\s*[:：]|$)|^(?:您(?:现在)?的位置|当前位置|首页|浏览|字体|打印)/;

/** A line under the title that tells when a law was passed or issued, or who wrote the text and when. */
export const isNote = (line: string): boolean =>
  NOTE.test(line) || (line.length <= LONGEST_PAGE_LINE && DATED_NOTE.test(line));

/** Menus, bylines and buttons that a web page left in its copy. */
export const isPageJunk = (line: string): boolean => PAGE_JUNK.test(line);

/** Running text, as against titles, names and other lines that are whole without punctuation. */
export const isProse = (line: string): boolean =>
  line.endsWith('。') ||
  (line.length > 25 && line.includes('。')) ||
  (line.length > 80 && /[，,]/.test(line));

const INTRODUCES =
  /(?:如下|以下|下列|规定|意见|通知|公告|决定|部署|修改|批复|答复|函复|函告|通报|要求|精神|说明|解释|条件|情形|之一)[:：]$/;
const BEGINS_TEXT =
  /^(?:为了?|根据|按照|依照|依据|经|现将|现就|现予|现公布|近[期日年来]|鉴于|随着|自[\d二]|据|由于|《)/;
const LONGEST_ADDRESSEES = 800;

/** A line that names those to whom the document goes (主送机关, 7.3.2): it ends with a colon and does not lead into the text. */
export const isAddressees = (line: string): boolean =>
  /[：:]$/.test(line) &&
  line.length <= LONGEST_ADDRESSEES &&
  !line.includes('。') &&
  !isPageJunk(line) &&
  !INTRODUCES.test(line) &&
  !BEGINS_TEXT.test(line);

/** A line that ends with a colon and leads into the text: 现就有关事项通知如下：. */
export const isIntroduction = (line: string): boolean =>
  /[：:]$/.test(line) && (INTRODUCES.test(line) || BEGINS_TEXT.test(line) || line.length > 25);

/** 附件, 附件1, 附表二： alone on a line: what follows is attached. */
export const isAttachmentMark = (line: string): boolean =>
  /^[（(【]?附\s*(?:件|表|录|图)?\s*[一二三四五六七八九十\d０-９]{0,3}\s*[）)】]?\s*[:：]?$/.test(line);

/** The number of an order on a line of its own, below the order's name: 第253号, （2019）第24号, 〔2010〕第14号, （第55号）. */
export const isOrderNumber = (line: string): boolean =>
  /^[（(〔]?第[\d０-９〇零一二三四五六七八九十百千]{1,8}号[）)〕]?$|^第?[〔［[（(【]?[\d０-９]{4}[〕］\]）)】]?年?第?[\d０-９]{1,5}号$/.test(
    line.replaceAll(/[\s\u3000]/g, ''),
  );

/** A line that may sign a document: issuing bodies, in columns too, or an office with the name of its holder. */
export function isSignatureLine(read: string, stored: string = read): boolean {
  const line = withoutSeal(read);
  if (line.length > 120 || /[，。；：；？！]/.test(line.replace(/^[一-龥]{2,6}[:：]/, ''))) return false;
  const isName = line.length <= 45 && isIssuingBody(line);
  return isName || officerOf(line) !== null || splitBodies(withoutSeal(stored)).length > 0;
}

/** The same directly above a date, where companies, schools and party bodies sign as well. */
export function isSignerLine(read: string, stored: string): boolean {
  const line = withoutSeal(read);
  const isName = line.length <= 45 && isSigner(line);
  return isSignatureLine(read, stored) || isName || splitBodies(withoutSeal(stored), isSigner).length > 0;
}
