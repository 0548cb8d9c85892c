import type { Mention, Statement } from './statements.ts';

/** A mention that stands in the skeleton itself, with the text up to its neighbours. */
export type Link = Readonly<{
  mention: Mention;
  /** From the mention before it, or the begin of the sentence. */
  before: string;
  /** Up to the next mention, or the end of the sentence. */
  after: string;
}>;

/** The mentions of a sentence that rules look at, in reading order. */
export function linksOf({ mentions, skeleton }: Statement): Link[] {
  const outer = mentions.filter(({ at }) => at >= 0);
  return outer.map((mention, index) => ({
    mention,
    before: skeleton.slice((outer[index - 1]?.at ?? -1) + 1, mention.at),
    after: skeleton.slice(mention.at + 1, outer[index + 1]?.at ?? skeleton.length),
  }));
}

const STOPS = '，,。；;：:';

/** The part of `text` behind its last stop. */
export function lastPiece(text: string): string {
  let start = text.length;
  while (start > 0 && !STOPS.includes(text.charAt(start - 1))) start -= 1;
  return text.slice(start);
}

/** What is said of one mention of a list, before the next one: 第三条 of ●第三条、某某通知. */
export const ownPiece = (after: string): string => /^[^，,。；;：:、和及与]*/.exec(after)?.[0] ?? '';

/** 根据2010年…会议●修正的: what is named there changed the document that follows. */
const MODIFIES = /^(?:等[^，。；]{0,16})?(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改|批准|决定修)/;
const JOINS = /^(?:等[^，。；、]{0,24})?(?:[、；，,]|和|及|以及|与|并|暨|或者)/;
const APPLIES = /根据|依据|按照|依照|遵照|贯彻|落实|参照|违反|按|除/;
const STATES = /施行|实施|执行|废止|失效|适用|规定的|为准|继续有效|办理/;

/**
 * The mentions that share what is said of the one at `last`, leftwards over 、 and 和, with when they were passed and
 * changed in between: 1997年…通过、根据●修正的●和…发布的●. The changing ones are left out. Reading order.
 */
export function chainEndingAt(links: readonly Link[], last: number): number[] {
  const chain: number[] = [last];
  let changed = false;
  for (let index = last - 1; index >= 0; index -= 1) {
    const gap = links[index]?.after ?? '';
    if (MODIFIES.test(gap) && /的|）|^[^，。；]{0,12}$/.test(gap)) {
      changed = true;
      continue;
    }
    const joins = gap === '' || JOINS.test(gap);
    if (!joins || STATES.test(gap) || (!changed && APPLIES.test(gap)) || /[。；]/.test(gap)) break;
    if (APPLIES.test(lastPiece(links[index]?.before ?? ''))) break;
    changed = false;
    chain.unshift(index);
  }
  return chain;
}

/** Whether a list goes on over the text between two mentions: ●、●和●. */
function listGoesOn(gap: string): boolean {
  const joins =
    gap === '' || /^(?:等[^，。；、]{0,24})?(?:[、]|和|及|以及|与|暨)[^，。；：]{0,60}$/.test(gap);
  return joins && !STATES.test(gap) && !APPLIES.test(gap);
}

/** For each link the index of the last one of the list that it is in: what is said before one holds for those up to it. */
export function listEnds(links: readonly Link[]): number[] {
  const ends = links.map((_, index) => index);
  for (let index = links.length - 2; index >= 0; index -= 1)
    if (listGoesOn(links[index]?.after ?? '')) ends[index] = ends[index + 1] ?? index;
  return ends;
}

/** The mentions that share what is said before the one at `first`, rightwards: 废止●、●和●. Reading order. */
export function chainStartingAt(links: readonly Link[], first: number): number[] {
  const chain: number[] = [first];
  for (let index = first; index + 1 < links.length; index += 1) {
    if (!listGoesOn(links[index]?.after ?? '')) break;
    chain.push(index + 1);
  }
  return chain;
}
