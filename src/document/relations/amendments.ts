import { chainEndingAt, chainStartingAt, type Link, lastPiece } from './chains.ts';

const ORDINAL = '第[零〇一二三四五六七八九十百千\\d]+(?:条|款|项|章|节|编|部分|点)';

/** Up to the verb no other clause of the sentence may begin, but for parts of the document (第五条、第六条第一款). */
const PARTS = `(?:[^，。；：]{0,80}?|[^。；：]{0,80}?${ORDINAL}[^。；：]{0,40}?)`;

/** 将●第五条修改为, 对●作如下修改, ●修改如下. */
const CHANGED = new RegExp(
  `^${PARTS}(?:(?<!要求|应当|需要)(?:修改|修订|修正|改|调整|变更|统一改)为|作(?:出|了)?(?:如下|以下|部分|相应|适当)*(?:修改|修订|修正|调整)|(?:予以|加以|进行)(?:如下|以下|部分|相应)*(?:修改|修订|修正)|(?:修改|修订|修正)如下|(?:后|中|前)?增加(?:一|二|两|三|以下|如下|第|“)|删去|删除)`,
);

/** 修改●, 删去●第五条, 停止执行●第三条. */
const CHANGES =
  /(?:^|[，。；：、\s]|决定|现|拟定?|同时|对|将|并|一并|[一二三四五六七八九十]、)(?:修改|修订|修正|删去|删除)$/;

const PAST = /^(?:了|过)|已经?$/;
const NOT_DONE =
  /(?:不得|不|未|应当|可以|建议|提请|拟|需要?|如需|或者|根据|依据|依照|关于|是否|已|已经|申请|及时|正在|抓紧|继续)[^，。；]{0,6}$/;
const BEHIND_NOUN =
  /^(?:等[^，。；]{0,24})?的(?:决定|通知|议案|建议|请示|报告|说明|意见|过程|程序|时|，|精神|要求)/;

/** 修订●，建立…机制 is a plan; what amends ends there or names the part. */
const ENDS_OR_PART = /^(?:$|[。：；:;]|，?(?:具体|现|将|主要)|第|中|部分|的?部分|等|如下|作|有关|相关)/;

/** Which documents a sentence amends, by the index of their links. Reports of earlier amendments amend nothing. */
export function readAmendments(links: readonly Link[]): ReadonlySet<number> {
  const amended = new Set<number>();
  for (const [index, { before, after }] of links.entries()) {
    if (amended.has(index)) continue;
    const ahead = lastPiece(before);
    if (CHANGES.test(before) && !NOT_DONE.test(ahead.replace(/(?:修改|修订|修正|删去|删除)$/, ''))) {
      const chain = chainStartingAt(links, index);
      const behind = links[chain.at(-1) ?? index]?.after ?? '';
      if (BEHIND_NOUN.test(behind) || !ENDS_OR_PART.test(behind)) continue;
      for (const link of chain) amended.add(link);
      continue;
    }
    const changed = CHANGED.exec(after.slice(0, 260));
    if (changed === null || PAST.test(after.slice(changed[0].length))) continue;
    if (
      NOT_DONE.test(changed[0].replace(/(?:修改|修订|修正).*$/, '')) ||
      /将(?:进行|予以|作)/.test(changed[0]) ||
      NOT_DONE.test(ahead)
    )
      continue;
    if (/(?:规定|要求|精神|有关|办理|执行|制定|根据|按照|的)[，,]/.test(changed[0])) continue;
    for (const link of chainEndingAt(links, index)) amended.add(link);
  }
  return amended;
}

/** 根据●第一次修订, ●修正: in the note under a title, what is named changed the document itself. */
export const changedByNote = ({ before, after }: Link): boolean =>
  // 关于修改●等五件法规的决定第三次修正: there ● is another document that the decision changed.
  !/关于(?:修改|修订|修正|废止)$/.test(before) &&
  /^(?:[^，。；]{0,24}?)(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改)/.test(after);

/** Whether the sentence announces a list of documents that it amends: 对下列规章作出修改：. */
export const announcesAmendments = (skeleton: string): boolean =>
  /[：:]$/.test(skeleton) &&
  /(?:下列|以下)[^。；]{0,60}(?:修改|修订|修正|改为|删去)/.test(skeleton) &&
  !/情形|之一|应当|可以/.test(skeleton);
