import type { Span } from '../text/schema.ts';
import { findDates } from './date.ts';
import type { Layout } from './layout.ts';
import type { Statement } from './relations/statements.ts';
import { addPeriod, type Period } from './validity-date.ts';

type Dated = Readonly<{ date: string; span: Span }>;

/** What the notes under the title tell: 2012年10月26日通过，自2013年5月1日起施行，2018年4月27日修正. */
export type Notes = Readonly<{
  /** When the text was first published: 公布, 发布. */
  publishedOn: string | null;
  /** When it was first passed or approved, where that is all the notes say. */
  passedOn: string | null;
  effectiveFrom: Dated | null;
  /** Each revision with the day from which it holds, in reading order. */
  revisions: readonly Dated[];
}>;

const REVISED = /修订|修正|修改/;
const PUBLISHED = /公布|发布|颁布|印发/;
const PASSED = /通过|批准/;
const STARTS = /^(?:起|之日起|日)?(?:正式)?(?:施行|实施|执行|生效)/;

/** A text that is passed once more, later than an approval takes, is another wording of it. */
const NEXT_PASSING: Period = { years: 1, months: 0, days: 0 };

/** Reads the notes, date by date: what stands behind a date up to the next one says what happened on it. Linear. */
export function readNotes(statements: readonly Statement[], { headEnd }: Layout): Notes {
  let publishedOn: string | null = null;
  let passedOn: string | null = null;
  let effectiveFrom: Dated | null = null;
  const revisions: Dated[] = [];
  let wasRevised = false;
  for (const { role, block, span, skeleton } of statements) {
    if (role !== 'header' || (block >= headEnd && !/通过|公布|发布|修订|修正/.test(skeleton))) continue;
    const dates = findDates(skeleton);
    for (const [index, { date, span: at }] of dates.entries()) {
      const behind = skeleton.slice(at.end, dates[index + 1]?.span.start ?? skeleton.length);
      if (STARTS.test(behind)) {
        const last = revisions.at(-1);
        // 2016年2月6日修订 自2016年5月1日起施行: the revision holds from then on.
        if (wasRevised && last !== undefined) revisions[revisions.length - 1] = { date, span };
        effectiveFrom = { date, span };
      } else if (REVISED.test(behind)) {
        revisions.push({ date, span });
        wasRevised = true;
        continue;
      } else if (PUBLISHED.test(behind)) publishedOn ??= wasRevised ? null : date;
      else if (passedOn !== null && /通过/.test(behind) && date > addPeriod(passedOn, NEXT_PASSING)) {
        revisions.push({ date, span });
        wasRevised = true;
      } else if (PASSED.test(behind)) passedOn = wasRevised ? passedOn : date;
      if (!PASSED.test(behind)) wasRevised = false;
    }
  }
  return { publishedOn, passedOn, effectiveFrom, revisions };
}
