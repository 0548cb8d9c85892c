import type { MappedText } from '../../text/mapped-text.ts';
import { readingText } from '../../text/reading.ts';
import type { Span } from '../../text/schema.ts';
import { kindOfTitle, withoutBracketedEnd } from '../kind.ts';
import type { Layout } from '../layout.ts';
import type { Named } from './named.ts';

type Relation = Named['relation'];
type Target = Readonly<{ relation: Relation; start: number; end: number }>;

/** The titles on the page, each over neighbouring lines, with the index of its first block. The first is the document's own. */
export function titleRuns(text: string, layout: Layout): { block: number; reading: MappedText }[] {
  const runs: { block: number; reading: MappedText }[] = [];
  const { blocks } = layout;
  for (let block = 0; block < blocks.length; block += 1) {
    const first = blocks[block];
    if (first?.role !== 'title') continue;
    let last = block;
    while (blocks[last + 1]?.role === 'title') last += 1;
    const end = blocks[last]?.paragraph.end ?? first.paragraph.end;
    runs.push({ block, reading: readingText(text, { start: first.paragraph.start, end }) });
    block = last;
  }
  return runs;
}

const OUTER = '(?:的?(?:补充)?(?:通知|公告|通告|决定|命令|令|函|意见|批复))?$';

/** What a title does to the document it names in 《》; ● is that document. In order, the first that fits. */
const BRACKETED: readonly (readonly [Relation, RegExp])[] = [
  ['mention', /(?:废止和修改|修改和废止|废止、修改|修改、废止)/],
  ['repeals', /(?:关于|决定|宣布|同意)?(?:废止|停止执行|终止执行|宣布失效)[^●]{0,12}●/],
  ['repeals', /●[^●]{0,12}(?:废止|停止执行|失效)的(?:决定|通知|公告)/],
  [
    'extends',
    /(?:延长|延续|顺延)[^●]{0,6}●|●[^●]{0,10}(?:延期|延长|继续执行|继续实施|继续施行|延续|顺延|展期)/,
  ],
  [
    'amends',
    /(?:修改|修订|修正|调整)[^●]{0,8}●|●(?:修正案|[^●]{0,24}(?:条款|内容|条|款)的?(?:修改|修订|调整)|(?:的?修改|的?修订))/,
  ],
  ['forwards', /(?:转发|批转)[^●]{0,40}●/],
  ['implements', /(?:贯彻|落实|执行|实施|施行|适用)[^●]{0,10}●|●的?(?:实施|若干问题|有关问题|具体应用)/],
  ['issues', /(?:印发|发布|公布|颁布|颁发|下发)[^●]{0,40}●/],
  ['replies_to', /●的(?:批复|复函|答复)/],
];

/** A title without 《》: the group is the document named, to be completed where its own kind was merged with the outer one. */
const PLAIN: readonly (readonly [Relation, RegExp])[] = [
  ['forwards', /(?:转发|批转)(.{6,})$/u],
  ['repeals', new RegExp(`关于(?:废止|停止执行)(.{6,}?)${OUTER}`, 'u')],
  ['extends', /关于(?:延长|延续)(.{6,}?)(?:有效期|实施期限|执行期限)/u],
  ['extends', /关于(.{6,}?)(?:有效期)?(?:延期|延长|延续|继续执行|继续实施)的/u],
  ['amends', new RegExp(`关于(?:修改|修订|修正)(.{6,}?)${OUTER}`, 'u')],
  ['amends', /^(.{4,}?)修正案(?:[（(].{1,8}[）)])?$/u],
  ['issues', new RegExp(`(?:关于)?(?:印发|发布|公布|颁布|颁发)(.{6,}?)${OUTER}`, 'u')],
  [
    'implements',
    /^(.{3,}(?:法|条例|规定|办法))(?:实施条例|实施细则|实施办法|实施规定)(?:[（(].{1,8}[）)])?$/u,
  ],
  [
    'implements',
    /关于(?:贯彻|实施|落实|执行|贯彻落实|贯彻实施|贯彻执行)(.{3,}(?:法|条例|规定|办法))(?:的?(?:若干|实施|指导|具体)?(?:意见|规定|办法|通知|决定))$/u,
  ],
];

/** The kind of a document right behind 》, up to the 的通知 of the one that issues it. */
const GOES_ON =
  /^[^的、和及等（(]{0,8}(?:办法|细则|规定|意见|方案|条例)(?:[（(].{1,8}[）)])?的?(?:通知|公告|决定|令)?$/;

/** 卫生计生委等部门全国精神卫生工作规划: whose it is, before its name. */
const WHOSE = /^.{2,16}等部门(?!关于)/;

const NOT_NAMED =
  /^(?:后|部分|若干|一批|下列|以下|和|及|其他)|有关|相关|等(?:\d+|[一二三四五六七八九十]+)(?:件|部|个|项)/;

/**
 * The document that a forwarding title names: 转发●的通知, where ●'s own 的通知 may have merged with the outer one.
 * 转发国务院办公厅关于…的通知 names one that ends with 的通知 itself; so does 关于转发国务院办公厅关于…的通知.
 */
function forwarded(title: string, from: number): Target {
  const start = from + (WHOSE.exec(title.slice(from))?.[0].length ?? 0);
  const rest = title.slice(start);
  const inner = /^(.*)的(?:通知|函|公告)$/u.exec(rest)?.[1];
  const stands = inner !== undefined && (kindOfTitle(inner) !== null || !inner.includes('关于'));
  return { relation: 'forwards', start, end: start + (stands ? inner.length : rest.length) };
}

function targetsIn(title: string): Target[] {
  const targets: Target[] = [];
  /** 印发《X》实施细则: X is carried out by what is issued. */
  const carriedOut: Target[] = [];
  const open = title.indexOf('《');
  if (open >= 0) {
    const inner = /《((?:[^《》]|《[^《》]*》)*)》/gu;
    const places = [...title.matchAll(inner)].map((match) => ({
      start: match.index + 1,
      end: match.index + match[0].length - 1,
    }));
    for (const [index, place] of places.entries()) {
      // The other ones are named as well, but of each the title speaks by itself.
      const before = title.slice(places[index - 1]?.end ?? 0, place.start - 1).replace(/^》/, '');
      const joined = index > 0 && /^(?:、|和|及|以及|与)?$/.test(before);
      const after = title.slice(
        place.end + 1,
        places[index + 1] === undefined ? undefined : (places[index + 1]?.start ?? 0) - 1,
      );
      const shape = `${before}●${after}`;
      // 印发…实行《居住证》暂行办法的通知: the name of what is issued goes on behind.
      if (places.length === 1 && GOES_ON.test(after) && /印发|发布|公布|颁布|颁发|下发/.test(before)) {
        if (/^的?实施/.test(after)) carriedOut.push({ relation: 'implements', ...place });
        break;
      }
      const known = BRACKETED.find(([, pattern]) => pattern.test(shape))?.[0];
      const relation = known ?? (joined ? targets.at(-1)?.relation : undefined) ?? 'mention';
      targets.push({ relation, ...place });
    }
    if (targets.length > 0) return targets;
  }
  for (const [relation, pattern] of PLAIN) {
    const match = pattern.exec(title);
    const name = match?.[1];
    if (match === null || name === undefined) continue;
    const start = match.index + match[0].indexOf(name);
    if (NOT_NAMED.test(name)) return [];
    if (relation === 'forwards') return [forwarded(title, start)];
    if (kindOfTitle(name) === null || withoutBracketedEnd(name).length < 3) continue;
    return [{ relation, start, end: start + name.length }, ...carriedOut];
  }
  return carriedOut;
}

/** What a title says of the documents that it names. `reading` is the title as read, over its lines. */
export function readTitleTies(reading: MappedText): Named[] {
  // Line ends within a title are no part of it; the map must follow.
  const offsets: number[] = [];
  let title = '';
  for (let at = 0; at < reading.text.length; at += 1) {
    if (reading.text.charAt(at) === '\n') continue;
    offsets.push(at);
    title += reading.text.charAt(at);
  }
  const spanOf = (start: number, end: number): Span => {
    const from = offsets[start] ?? 0;
    return reading.sourceSpan(from, (offsets[end - 1] ?? from) + 1);
  };
  const bare = title.replace(/[。\s]+$/, '').replace(/[（(]\d{4}年[^（()）]{0,12}[）)]$/, '');
  const sentence = spanOf(0, Math.max(1, bare.length));
  return targetsIn(bare).map(({ relation, start, end }) => ({
    relation,
    title: bare.slice(start, end),
    documentNumber: null,
    span: spanOf(start, end),
    sentence,
    date: null,
  }));
}
