import { findDates } from '../date.ts';
import { chainEndingAt, chainStartingAt, type Link, lastPiece, listEnds } from './chains.ts';

const TERM = '(?:有效期限?|执行期限?|实施期限?|施行期限?|试行期限?|适用期限?|政策期限?|期限)';
const PROLONGED = new RegExp(
  `^(?:等[^，。；]{0,24})?的?(?:(?:政策|规定)?${TERM}(?:限?届满|到期|满)?后?(?:均|自动|一律|统一|再|予以|相应)*(?:延长|延续|延期|展期|顺延|延至)|(?:[^，。；]{0,16}(?:到期|届满|期满|满)后?[，]?)?(?:均|自动|再|予以)*(?:继续|延期|延续|顺延)(?:执行|实施|施行|有效|试行)[^。；，]{0,8}(?:至|到)|(?:延长|延续|延期|顺延)(?:执行|实施|施行|${TERM})?(?:至|到|[\\d一二两三四五]))`,
);
const APPLIED = /根据|依据|按照|依照/;
const WISHED = /(?:可以?|应当|申请|不得|不予|不再|需要?)[^，。；]{0,8}延/;
const PROLONGS = /(?:^|[，。；：]|决定|现|将|同意|对)(?:延长|延续|顺延)$/;

/** Which documents a sentence lets go on, with the date until which, where it says one: ●有效期延长至…. */
export function readExtensions(links: readonly Link[]): ReadonlyMap<number, string | null> {
  const extended = new Map<number, string | null>();
  for (const [index, { before, after }] of links.entries()) {
    const ahead = PROLONGS.test(lastPiece(before));
    const match = ahead ? /^[^。；]{0,60}/.exec(after) : PROLONGED.exec(after.slice(0, 160));
    if (match === null || APPLIED.test(lastPiece(before)) || WISHED.test(match[0])) continue;
    const until = findDates(after.slice(0, 160)).find(({ span }) =>
      /(?:至|到)$/.test(after.slice(0, span.start)),
    );
    const chain = ahead ? chainStartingAt(links, index) : chainEndingAt(links, index);
    for (const link of chain) extended.set(link, until?.date ?? null);
  }
  return extended;
}

/** Which documents a sentence acknowledges as received, and so answers: 你厅●收悉. */
export function readReplies(links: readonly Link[]): ReadonlySet<number> {
  const answered = new Set<number>();
  for (const [index, { after }] of links.entries()) {
    if (!/^(?:[^，。；]{0,24}收悉|悉)/.test(after)) continue;
    for (const link of chainEndingAt(links, index)) answered.add(link);
  }
  return answered;
}

const NOW = '(?:现|特|兹)(?:将其|将|予以?|正式|重新|一并|联合|修订)*';
const PUBLISHES = new RegExp(`${NOW}(印发|下发|发布|公布|颁布|颁发|发给|转发|批转)`);
const HANDS_OVER = /^[^，。；：]{0,40}?(印发|下发|发布|公布|颁布|颁发|发给|转发|批转)/;
const SUBJECT =
  /(?:^|[，。；：]|将|制定(?:的|了)?|制订(?:的|了)?|修订(?:的|了)?|编制(?:的|了)?|起草(?:的|了)?|拟定(?:的|了)?|形成(?:的|了)?|印发|转发|批转|公布|发布|[省市县区州部委厅局署院会行办]的?)$/;

/** Which documents a sentence hands on: 现将●印发给你们 issues, ●已经…同意，现转发给你们 forwards. */
export function readHandedOn(links: readonly Link[]): ReadonlyMap<number, 'issues' | 'forwards'> {
  const handed = new Map<number, 'issues' | 'forwards'>();
  const ends = listEnds(links);
  for (const [index, { before, after }] of links.entries()) {
    if (handed.has(index)) continue;
    const end = ends[index] ?? index;
    const behind = links[end]?.after ?? after;
    const ahead = lastPiece(before);
    const given = /(?:现|特|兹|决定)将[^，。；：]{0,30}$/.test(before)
      ? HANDS_OVER.exec(behind)?.[1]
      : undefined;
    const published = SUBJECT.test(ahead) ? PUBLISHES.exec(behind)?.[1] : undefined;
    const verb = given ?? published;
    if (verb === undefined || /(?:根据|依据|按照|依照|贯彻|落实|对|与|同|按)[^，。；]{0,30}$/.test(ahead))
      continue;
    for (let link = index; link <= end; link += 1) handed.set(link, /转/.test(verb) ? 'forwards' : 'issues');
  }
  return handed;
}

/** 按照●执行, 依照●的规定处罚: applied to a case, not what the document stands on. */
const APPLIES = /^[^，。；]{0,24}(?:执行|办理|处理|处罚|予以|参加|确定|给予|追究|进行|核定|征收)/;
const GROUND =
  /(?:(?<![应须可]|应当|可以|必须|严格)(?:根据|依据|按照|依照|遵照)|贯彻|落实|为(?:了)?(?:更好地?|全面|深入|认真)?(?:实施|执行))[^，。；]{0,80}$/;
const GOES_ON = /^[^，。；：]{0,40}?(?:、|和|及|以及|与|并|暨|，以及)[^。；：]{0,80}$/;

/** Which documents a sentence stands on: 根据●, 按照●、●和●, 为贯彻落实●. */
export function readGrounds(links: readonly Link[]): ReadonlySet<number> {
  const grounds = new Set<number>();
  for (const [index, { before, after }] of links.entries()) {
    const goesOn = grounds.has(index - 1) && (before === '' || GOES_ON.test(before));
    if (goesOn || (GROUND.test(before) && !APPLIES.test(after))) grounds.add(index);
  }
  return grounds;
}
