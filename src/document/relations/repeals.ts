import { findDates } from '../date.ts';
import { chainEndingAt, chainStartingAt, type Link, lastPiece, ownPiece } from './chains.ts';

/** What a rule says of one mention of the sentence, by its index among the links. */
export type Verdict = Readonly<{ relation: 'repeals' | 'amends'; date: string | null }>;

const ENDS =
  '(?:废止|停止执行|停止施行|停止实施|停止适用|停止使用|不再执行|不再施行|不再适用|不再有效|不再实行|终止执行|终止实施|作废|失效)';

/** What may stand between the last document of a list and the verb: 等5件文件自…之日起同时予以. Nothing else. */
const FILLER =
  /^(?:等[^，。；]{0,40}?)?(?:的?(?:文件|文|规定|通知|规章|规范性文件|及其[^，。；、]{1,12}|(?:及|和|以及)(?:其他)?与本[^，。；]{0,20}(?:不一致|抵触)[^，。；]{0,20}?))?[，,]?(?:(?:自|从|于|在)[^，。；]{1,50}?(?:起|后|时|日|$))?[，,]?(?:同时|同步|即行|即时|立即|即|均|都|相应|一并|随之|现|全部|全文|也|亦|自行|自动|自然|宣布|决定|予以|停止)*$/;

/** 第三条, 中有关…的规定: a part of the document. */
const PART =
  /^(?:等[^，。；]{0,16})?(?:中|的|内)?[^，。；]{0,60}?(?:第[零〇一二三四五六七八九十百千\d]+(?:条|款|项|章|节|部分|点)|中|有关|关于|相关|部分|除)/;

/** Words that make of 废止 a noun, a wish or a past event. */
const NOT_DONE =
  /(?:不|未|没有|不得|不予|尚未|应当|应该|可以|可|能够|须|需要?|拟|建议|提请|提出|申请|要求|或者|或|是否|已|已经|已被|被|曾|曾经|均已|早已|修改和|修改、|制定、?|清理、|关于|及时|依法|适时|按程序|视为|视同)$/;
const CONDITION = /(?:^|[，。；：、条款])(?:如果?|若|倘若|待|一旦|凡|除非)[^，。；]{2,40}(?:，|的|时|后|前)/;

/** 的决定, 的规章, 前, 后: what follows when the verb is not the sentence's own. */
const GOES_ON = /^(?:的|前|后|之日|之后|时|日期|情形|或者|程序|手续|通知书|目录)/;

/** 依照●第五十二条关于销售失效…: applied, not ended. */
const APPLIED = /(?:根据|依据|按照|依照|违反)(?!.*(?:修正|修订|修改|通过|批准|发布|公布)的?$)/;

const END_VERB = new RegExp(ENDS, 'g');
const ACTIVE = /(?:废止|停止执行|停止施行|停止实施|终止执行|不再执行)([^，。；：]{0,80})$/;

/** The date that the sentence gives for the end: 自2016年1月1日起废止. */
function statedDate(piece: string): string | null {
  const dates = findDates(piece);
  const last = dates.at(-1);
  return last !== undefined && /^起?/.test(piece.slice(last.span.end)) && /[自从]/.test(piece)
    ? last.date
    : null;
}

/** ●和●同时废止: the verb behind the list. */
function passive(links: readonly Link[], index: number, verdicts: Map<number, Verdict>): void {
  const { after, before } = links[index] ?? { after: '', before: '' };
  for (const match of after.slice(0, 220).matchAll(END_VERB)) {
    const filler = after.slice(0, match.index);
    if (/[。；：]/.test(filler)) return;
    const behind = after.slice(match.index + match[0].length);
    if (GOES_ON.test(behind) || (behind.startsWith('、') && !behind.startsWith('、失效'))) return;
    if (NOT_DONE.test(filler) || APPLIED.test(lastPiece(before))) return;
    const whole = FILLER.test(filler);
    if (!whole && (!PART.test(filler) || /[，]/.test(filler.replace(/，(?=同时|一并|自)/g, '')))) continue;
    if (CONDITION.test(before)) return;
    const chain = chainEndingAt(links, index).filter((link) => !/除$/.test(links[link]?.before ?? ''));
    const date = statedDate(filler);
    // Of a list only the last one is repealed in part: ●和●第三条同时废止.
    for (const link of chain) {
      const isPart = link === index ? !whole : PART.test(ownPiece(links[link]?.after ?? ''));
      verdicts.set(link, { relation: isPart ? 'amends' : 'repeals', date });
    }
    return;
  }
}

/** 决定废止●、●: the verb before the list. */
function active(links: readonly Link[], index: number, verdicts: Map<number, Verdict>): void {
  const { before } = links[index] ?? { before: '' };
  const verb = ACTIVE.exec(before);
  if (verb === null) return;
  const gap = verb[1] ?? '';
  const ahead = lastPiece(before.slice(0, verb.index));
  if (/^(?:了|后|前|的|或者|和|、|程序|规定)/.test(gap) || NOT_DONE.test(ahead)) return;
  if (/(?:规定|办法|文件|等)的?$/.test(gap) || CONDITION.test(before)) return;
  const chain = chainStartingAt(links, index);
  const behind = links[chain.at(-1) ?? index]?.after ?? '';
  if (/^(?:等[^，。；]{0,24})?的(?:决定|通知|议案|建议|请示|报告|公告|说明|意见|时|，)/.test(behind)) return;
  for (const link of chain) {
    const isPart =
      PART.test(ownPiece(links[link]?.after ?? '')) && !/^的?(?:通知|文件)/.test(links[link]?.after ?? '');
    verdicts.set(link, { relation: isPart ? 'amends' : 'repeals', date: statedDate(ahead) });
  }
}

/**
 * Which documents a sentence ends, by the index of their links: 同时废止, 予以废止, 废止●, 停止执行, 失效. Where it ends
 * a part only, that amends. Wishes, conditions, negations and past events end nothing.
 */
export function readRepeals(links: readonly Link[]): ReadonlyMap<number, Verdict> {
  const verdicts = new Map<number, Verdict>();
  for (let index = links.length - 1; index >= 0; index -= 1) {
    if (verdicts.has(index)) continue;
    passive(links, index, verdicts);
    if (!verdicts.has(index)) active(links, index, verdicts);
  }
  return verdicts;
}

/** Whether what follows a document's name limits what is said to a part of it: 第三条, 中有关…的规定. */
export const namesPart = (behind: string): boolean => PART.test(behind);

/** Whether the sentence announces a list of documents that it ends: 下列文件予以废止：, 决定废止以下规章. */
export function announcesRepeals(skeleton: string): boolean {
  if (!/[：:]$/.test(skeleton)) return false;
  const verb = new RegExp(`${ENDS}[^。；]{0,30}[：:]$`).exec(skeleton);
  if (verb === null) return false;
  const ahead = skeleton.slice(0, verb.index);
  if (NOT_DONE.test(ahead) || /情形|条件|程序|情况|行为|之一/.test(skeleton)) return false;
  return /下列|以下|如下/.test(skeleton) || /(?:决定|现|将|同时|予以|宣布|对)/.test(ahead);
}

/** 下列文件同时废止：●；●。 — a list within the sentence itself, by the index of its links. */
export function readInlineList(links: readonly Link[]): ReadonlyMap<number, Verdict> {
  const verdicts = new Map<number, Verdict>();
  let isListed = false;
  for (const [index, { before, after }] of links.entries()) {
    const colon = Math.max(before.lastIndexOf('：'), before.lastIndexOf(':'));
    if (colon >= 0) isListed = before.length - colon < 20 && announcesRepeals(before.slice(0, colon + 1));
    else if (isListed && index > 0)
      isListed = !/施行|执行|以及其他|根据|按照/.test(before) && before.length < 60;
    if (isListed)
      verdicts.set(index, { relation: PART.test(ownPiece(after)) ? 'amends' : 'repeals', date: null });
  }
  return verdicts;
}
