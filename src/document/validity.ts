import type { Span } from '../text/schema.ts';
import { DOCUMENT_KINDS } from './kind.ts';
import type { Layout } from './layout.ts';
import { lastPiece } from './relations/chains.ts';
import { bareTitle } from './relations/named.ts';
import { MENTION, readStatements, type Statement } from './relations/statements.ts';
import type { ValidityField, ValidityStatement } from './schema.ts';
import { addPeriod, findTimes, lastDayOf, type Period, readPeriod } from './validity-date.ts';
import { readNotes } from './validity-notes.ts';

type Own = Readonly<{ title: string | null; issuedOn: string | null; printedOn: string | null }>;

/** Where a sentence says from when on the document holds. */
type Start = Readonly<{
  statement: Statement;
  /** Index of the statement, for the sentence behind it. */
  index: number;
  date: string | null;
  fromIssue: boolean;
  /** The period behind the day of issue: 自公布之日起30日后. */
  after: Period | null;
  /** Where the sentence goes on behind it. */
  end: number;
  /** 本决定: what the sentence calls the document. */
  subject: string;
  trial: boolean;
}>;

type End = Readonly<{
  statement: Statement;
  period: Period | null;
  date: string | null;
  from: string | null;
}>;

const KINDS = `(?:${DOCUMENT_KINDS.join('|')}|文件|政策|文|安排|守则|公约|须知|协议)`;
const ISSUED = '(?:公布|发布|颁布|印发|下发|发文|发出|签发|颁发|批准|通过|公告|登载|签署|成文|制定)';
const STARTS = '(?:施行|实施|执行|生效|试行|启用|有效|起效|适用)';

/** 自公布之日起施行, 自●印发之日起30日后施行. Bounded on every side. */
const FROM_ISSUE = new RegExp(
  `(?:(?:自|从|于)[^，。；：自从]{0,14}?|(?<=^|[，。；]))${ISSUED}之?日(?:起|后|开始)?(?:计算|算起)?[，,]?(?:的?(满|第)?([\\d０-９一二三四五六七八九十两]{1,4}个?(?:日|天|月|个月|年))(后|之后|起|以后|届满)?)?[，]?(?:正式|开始|全面|一律|起|即)*${STARTS}`,
  'g',
);

/** What stands between a date and the verb: 自●起正式施行. */
const BEHIND_DATE = new RegExp(
  `^(?:零时|0时|00:00)?(?:之?日)?(?:起|开始|始)?[，,]?(?:在[^，。；]{2,20})?(?:正式|开始|全面|一律|统一|同步|分步|起)*(${STARTS})`,
);
const BEFORE_DATE = /(?:自|从|于|由|在)$/;

/** The verb ends its clause: 施行新的标准 starts something else. */
const ENDS_CLAUSE = new RegExp(
  `^(?:$|[，,。；;、！!）)${MENTION}]|至|到|止|有效期|期限|试行期|执行期|有效|[一二三两四五半\\d]{1,2}(?:年|个月)(?:$|[，。；])|为期|原|同时|的?暂行|之前|但)`,
);

/** How a document calls itself. 本市, 本单位 and 本合同 are others. */
const SELF = new RegExp(`(?:本|该|此|上述|以上|前述|新)(?:[一-龥]{0,10}?${KINDS}|(?=自|从|于|由|，|$))`);
const PART_OF =
  /第[零〇一二三四五六七八九十百千\d]+(?:条|款|项|章|节)|其中|部分|附件|除外|修改后|修订后的?第/;
const PUBLISHED =
  /(?:公布|发布|颁布|印发|下发|发给|给你们|通过|同意|批准|执行|废止|解释|办理|为准|遵照)[^，。；]{0,16}$/;
const LABEL =
  /^(?:第[零〇一二三四五六七八九十百\d]+章[^第，。]{0,10})?(?:第[零〇一二三四五六七八九十百千\d]+[条款项]|[一二三四五六七八九十]+、|\d+[.．、]|附则)\s*/;

const TERM =
  '(?:有效期限?|有效时间|有效期间|施行期限?|实施期限?|执行期限?|试行期限?|试行时间|适用期限?|政策期限|暂行期|期限|有效)';
const COUNTED = '(?:从|自)[^，。；]{0,24}?(?:起|日)(?:计算|算|执行|施行)?[，,]?';
/** 有效期5年, 有效期至2020年12月31日, 试行两年, 至…止. `(?:…)?$` leaves the value behind the match. */
const TERM_AHEAD = new RegExp(
  `(?:^|[，,、]|的|${KINDS})(?:的)?${TERM}(?:[，,]?${COUNTED})?(?:暂定|定|均|限)?(?:为|是|至|到|截至|：|:)?$`,
);
const VERB_AHEAD = /(?:试行|施行|执行|实施|暂行|有效)(?:期)?$/;
const UNTIL_AHEAD = /(?:至|到|截至|截止到?|截止日期为|延至)$/;
const CERTIFICATE = /证|许可|资格|资质|牌照|批文|合同|授权|认定|评级|签证|执照|标书|投标|账户|名单|结果|凭/;

/** How far before a date its subject is looked for. */
const WINDOW = 400;

const isFullDate = (date: string | null): date is string => date !== null && /^\d{4}-\d{2}-\d{2}$/.test(date);

class ValidityReader {
  readonly #statements: readonly Statement[];
  readonly #ownTitle: string;
  /** What short names stand for: 办法 → the title in full. */
  readonly #fullTitles: ReadonlyMap<string, string>;

  constructor(statements: readonly Statement[], title: string | null) {
    this.#statements = statements;
    this.#ownTitle = bareTitle(title ?? '');
    this.#fullTitles = new Map(
      statements.flatMap(({ mentions }) =>
        mentions.flatMap(({ shortName, title: full }): [string, string][] =>
          shortName === null || full === null ? [] : [[bareTitle(shortName), bareTitle(full)]],
        ),
      ),
    );
  }

  /**
   * Whether what stands before 自…起 names the document itself: nothing, 本办法, ●. Null where it names something else.
   * `before` begins at `offset` of the skeleton.
   */
  #subjectOf(statement: Statement, before: string, offset: number): string | null {
    const clause = lastPiece(before);
    // 第三条 begins the sentence; 第二条自…起施行 within one speaks of a part.
    const subject = (offset === 0 && clause.length === before.length ? clause.replace(LABEL, '') : clause)
      .replace(/^[（(].{1,4}[）)]/, '')
      .trim();
    if (PART_OF.test(subject)) return null;
    if (subject.includes(MENTION))
      return this.#namesOwn(statement, offset + before.lastIndexOf(MENTION), subject) ? subject : null;
    if (subject !== '' && !/^(?:并|均|也|现|定|拟|统一|同时|一律|起)$/.test(subject)) {
      return SELF.test(subject) &&
        !/(?:本|该)(?:市|省|区|县|镇|乡|单位|公司|机构|行|局|厅|委|院|校|人)(?!.*(?:规定|办法|条例|细则|意见|通知|政策)$)/.test(
          subject,
        )
        ? subject
        : null;
    }
    const ahead = before
      .slice(0, before.length - clause.length)
      .replace(LABEL, '')
      .replace(/[，,：:]$/, '');
    if (ahead === '') return statement.begins || LABEL.test(before) || before === '' ? '' : null;
    if (/[；;]$/.test(ahead)) return SELF.test(ahead) ? '' : null;
    return PUBLISHED.test(ahead) || (SELF.test(ahead) && !PART_OF.test(ahead.slice(-30))) ? '' : null;
  }

  /** Whether the document named at `at` is the one that this one is or issues. */
  #namesOwn({ skeleton, mentions }: Statement, at: number, subject: string): boolean {
    const named = bareTitle(mentions.find((mention) => mention.at === at)?.title ?? '');
    const title = this.#fullTitles.get(named) ?? named;
    if (/修改|废止|关于调整/.test(this.#ownTitle) && !/修改|废止/.test(title)) return false;
    const isOwn = title !== '' && (this.#ownTitle.includes(title) || /现(?:予|将)|印发|公布/.test(skeleton));
    return isOwn && !PART_OF.test(subject.slice(subject.lastIndexOf(MENTION)));
  }

  /** The places of one sentence that say from when on the document holds, in reading order. */
  #startsIn(statement: Statement, index: number): Start[] {
    // 元月 is January; scans read the 1 of a day as a letter. The length stays.
    const skeleton = statement.skeleton.replace(/(?<=年)元(?=月)|(?<=月)[lI](?=日)/g, '1');
    if (!/施行|实施|执行|生效|试行|启用|有效|适用/.test(skeleton)) return [];
    const starts: Start[] = [];
    const times = findTimes(skeleton);
    for (const [at, { first, span }] of times.entries()) {
      const offset = Math.max(0, span.start - WINDOW);
      const ahead = skeleton.slice(offset, span.start);
      const behind = skeleton.slice(span.end, span.end + 60);
      const from = BEFORE_DATE.exec(ahead);
      const verb = BEHIND_DATE.exec(behind);
      // 自2020年1月1日起至2020年12月31日止有效 and 执行期限自…至… are read with the end.
      const next = times[at + 1];
      const range =
        next !== undefined && /^(?:起)?(?:至|到|—|－|-|～)$/.test(skeleton.slice(span.end, next.span.start));
      if (!range && (verb === null || (from === null && !/^(?:之?日)?起/.test(behind)))) continue;
      const end = span.end + (range ? 0 : (verb?.[0].length ?? 0));
      if (!range && !ENDS_CLAUSE.test(skeleton.slice(end))) continue;
      if (range && !new RegExp(`${STARTS}|${TERM}`).test(skeleton)) continue;
      let before = ahead.slice(0, ahead.length - (from?.[0].length ?? 0));
      if (range) before = before.replace(new RegExp(`的?${TERM}(?:为|是|：)?$`), '');
      const subject = this.#subjectOf(statement, before, offset);
      if (subject === null) continue;
      // 从1953年到1957年，我国执行了…: a stretch of time is one of the document's only where it says so.
      const speaks =
        SELF.test(subject) ||
        subject.includes(MENTION) ||
        new RegExp(`${TERM}(?:为|是|：)?$`).test(ahead.slice(0, ahead.length - (from?.[0].length ?? 0)));
      if (range && !speaks) continue;
      const trial = verb?.[1] === '试行';
      starts.push({ statement, index, date: first, fromIssue: false, after: null, end, subject, trial });
    }
    for (const match of skeleton.matchAll(FROM_ISSUE)) {
      const end = match.index + match[0].length;
      if (!ENDS_CLAUSE.test(skeleton.slice(end))) continue;
      // The words before 公布之日 are the document's name (本办法公布之日), too.
      const offset = Math.max(0, match.index - WINDOW);
      const subject = this.#subjectOf(statement, skeleton.slice(offset, match.index), offset);
      if (subject === null) continue;
      const [whole, full, counted, behind = ''] = match;
      const period = counted === undefined ? null : readPeriod(counted);
      const isAfter = full === '满' || /后|届满/.test(behind);
      const after = period === null ? null : isAfter ? { ...period, days: period.days + 1 } : period;
      const trial = whole.endsWith('试行');
      starts.push({ statement, index, date: null, fromIssue: true, after, end, subject, trial });
    }
    return starts.sort((a, b) => a.end - b.end);
  }

  starts(): Start[] {
    return this.#statements.flatMap((statement, index) =>
      statement.role === 'body' || statement.role === 'header' ? this.#startsIn(statement, index) : [],
    );
  }

  /** The end that `skeleton` from `at` on states: a period or a day. */
  #endIn(statement: Statement, at: number): End | null {
    const rest = statement.skeleton.slice(at, at + 240);
    const times = findTimes(rest);
    for (const { last, span } of times) {
      const ahead = rest.slice(0, span.start);
      if (!UNTIL_AHEAD.test(ahead) && !/(?:—|－|-|～)$/.test(ahead)) continue;
      const clause = /[^，,；;]*$/.exec(ahead)?.[0] ?? '';
      if (CERTIFICATE.test(clause)) continue;
      const named = new RegExp(
        `^(?:的?${TERM}|施行|执行|实施|试行|有效|暂定|起|至|到|截至|截止|自|从|同时|，|$)`,
      ).test(clause);
      const closes = /^(?:止|期满|届满|终止|结束|失效|废止|停止|截止|有效|$|[，。；])/.test(
        rest.slice(span.end),
      );
      if (!named && !closes) continue;
      const start = times.find(
        (time) => time.span.end <= span.start && /(?:自|从|为|：)$/.test(rest.slice(0, time.span.start)),
      );
      return { statement, period: null, date: last, from: start?.first ?? null };
    }
    for (const match of rest.matchAll(/[半\d０-９一二两三四五六七八九十]{1,4}个?(?:年|月|日|天)/g)) {
      const ahead = rest.slice(0, match.index);
      const period = readPeriod(rest.slice(match.index));
      if (period === null || CERTIFICATE.test(/[^，,；;]*$/.exec(ahead)?.[0] ?? '')) continue;
      const isTerm =
        TERM_AHEAD.test(ahead) ||
        (VERB_AHEAD.test(ahead) && ahead.length <= 12) ||
        (ahead === '' && at > 0) ||
        /^，?为期$/.test(ahead);
      if (isTerm && !/^(?:以上|以下|以内|内)/.test(rest.slice(match.index + match[0].length)))
        return { statement, period, date: null, from: null };
    }
    return null;
  }

  /** The end that stands with a start: in the same sentence behind it, or at the begin of the next one. */
  endBehind(start: Start): End | null {
    const here = this.#endIn(start.statement, start.end);
    if (here !== null) return here;
    const next = this.#statements[start.index + 1];
    if (next === undefined || next.block - start.statement.block > 1) return null;
    const text = next.skeleton.replace(LABEL, '');
    const own = new RegExp(`^(?:${SELF.source})?的?${TERM}`).test(text);
    return own ? this.#endIn(next, 0) : null;
  }

  /** Sentences that state an end of the document itself, with no start: 本办法有效期五年, 本通知执行至…. */
  endsAlone(): End[] {
    return this.#statements.flatMap((statement) => {
      if (statement.role !== 'body') return [];
      const own = new RegExp(
        `(?:^|[，,；;])(?:${SELF.source})(?:的?${TERM}|(?:试行|执行|施行|实施|有效)(?:至|到|[一二两三四五半\\d]))`,
      );
      const text = statement.skeleton.replace(LABEL, '');
      const match = own.exec(text);
      if (match === null || PART_OF.test(match[0])) return [];
      const offset = statement.skeleton.length - text.length + match.index;
      const skip = new RegExp(SELF.source).exec(match[0]);
      const end = this.#endIn(statement, offset + (skip === null ? 0 : skip.index + skip[0].length));
      return end === null ? [] : [end];
    });
  }
}

const TRIAL =
  /[（(][^（()）]{0,6}试行[）)]|(?:暂行|试行)[^（()）的]{0,6}(?:办法|规定|条例|细则|意见|规则|规程|方案|标准|规范|措施|决定|制度)(?!.*(?:实施|细则|办法|解释))/;

/** 某某办法（试行）, 暂行规定 in the title, but for those of other documents that the title names. */
function isTrialTitle(title: string): boolean {
  if (/废止|修改|修订|修正|转发|贯彻|落实|延长|继续|实施/.test(title.replace(/《[^《》]*》/g, '')))
    return TRIAL.test(
      title.replace(/《[^《》]*(?:《[^《》]*》[^《》]*)*》/g, '').replace(/(?:关于|实施).*?(?=[（(]|$)/, ''),
    );
  return TRIAL.test(title);
}

/**
 * What the document says of its own validity. Of several statements the later one holds (the measures that a notice
 * issues end with theirs), but a decision that amends others speaks of itself as 本决定. A statement in the text goes
 * before the note under the title. Counted by 民法典 第二百零一条、第二百零二条: the day from which it counts is not
 * counted in 自公布之日起30日后; a validity of five years ends on the day before the same day. Linear.
 */
export function readValidity(
  text: string,
  layout: Layout,
  own: Own,
  statements: readonly Statement[] = readStatements(text, layout),
): ValidityStatement {
  const reader = new ValidityReader(statements, own.title);
  const notes = readNotes(statements, layout);
  const isDated = layout.blocks.some(({ role }) => role === 'date');
  // Notes that tell of revisions only leave open when the text was first issued.
  const onlyRevised = !isDated && notes.revisions.length > 0;
  const issued = (
    onlyRevised
      ? [notes.publishedOn, notes.passedOn]
      : [notes.publishedOn, isDated ? own.issuedOn : notes.passedOn, own.issuedOn, own.printedOn]
  ).find((date) => isFullDate(date));
  const starts = reader.starts();
  const decides = /(?:修改|修订|修正|废止)[^●]*的?(?:决定|通知|公告|令)/.test(own.title ?? '');
  const ofItself = decides
    ? starts.filter(
        ({ subject, statement }) =>
          statement.role === 'body' && (subject === '' || /决定|通知|公告|令/.test(subject)),
      )
    : [];
  const inText = starts.filter(({ statement }) => statement.role !== 'header');
  const start = (ofItself.length > 0 ? ofItself : inText).at(-1) ?? null;
  const dateOf = ({ date, fromIssue, after }: Start): string | null => {
    if (!fromIssue) return date;
    return issued === undefined ? null : after === null ? issued : addPeriod(issued, after);
  };
  // 自公布之日起 in the text: the note knows the day.
  const noted = notes.effectiveFrom?.date ?? null;
  const effectiveFrom =
    start === null
      ? noted
      : start.fromIssue && start.after === null
        ? (noted ?? dateOf(start))
        : (dateOf(start) ?? noted);
  const ends = [...starts.flatMap((one) => reader.endBehind(one) ?? []), ...reader.endsAlone()].sort(
    (a, b) => a.statement.span.start - b.statement.span.start,
  );
  const end = ends.at(-1) ?? null;
  const first = effectiveFrom ?? end?.from ?? null;
  const effectiveUntil =
    end?.date ?? (end?.period == null || first === null ? null : lastDayOf(first, end.period));
  const trial = isTrialTitle(own.title ?? '') || (start?.trial ?? false);
  const places: Partial<Record<ValidityField, readonly Span[]>> = {};
  const fromPlace = start?.statement.span ?? notes.effectiveFrom?.span;
  if (fromPlace !== undefined) places.effectiveFrom = [fromPlace];
  if (end !== null) places.effectiveUntil = [end.statement.span];
  if (start?.trial === true) places.trial = [start.statement.span];
  if (notes.revisions.length > 0) places.revisedOn = notes.revisions.map(({ span }) => span);
  const revisedOn = notes.revisions.reduce<string | null>(
    (latest, { date }) => (latest === null || date > latest ? date : latest),
    null,
  );
  return {
    effectiveFrom: first,
    fromIssue: start?.fromIssue ?? false,
    effectiveUntil,
    trial,
    revisedOn,
    places,
  };
}
