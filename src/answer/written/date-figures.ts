import { parseNumeral } from '../../text/numeral.ts';

/** What a date says; null for what it leaves out. `part`: 底, 初, 上半年 and the like. */
export type DateParts = Readonly<{
  year: number | null;
  month: number | null;
  day: number | null;
  part: string;
}>;

export type FoundDateParts = Readonly<{ date: DateParts; start: number; end: number }>;

const YEAR = '(?:(?:1[89]|2[01])\\d{2}|[一二][〇零一二三四五六七八九]{3})';
const SMALL = '(?:\\d{1,2}|[一二三四五六七八九十廿卅]{1,3})';
const PART = '(?:底|末|初|中旬|上旬|下旬|上半年|下半年|上半月|下半月)';

/** 2022年, 2022年7月, 2022年7月11日, 2025年底; 7月, 7月11日 (3个月 is a duration); 2022-07-11; 2021 of 2021—2025年. */
const DATE = new RegExp(
  `(?<year>${YEAR})年度?(?:(?<month>${SMALL})月份?(?:(?<day>${SMALL})日)?)?(?<part>${PART})?` +
    `|(?<![\\d个半数几])(?<month2>${SMALL})月份?(?!度)(?:(?<day2>${SMALL})日)?(?<part2>${PART})?` +
    `|(?<![\\d.])(?<year3>(?:19|20)\\d{2})(?<dash>[-./])(?<month3>\\d{1,2})\\k<dash>(?<day3>\\d{1,2})(?![\\d.])` +
    `|(?<!\\d)(?<year4>(?:19|20)\\d{2})(?=(?:-|~|至|到)+${YEAR}年)`,
  'gu',
);

const numberOf = (text: string | undefined): number | null =>
  text === undefined ? null : parseNumeral(text);

/** The dates in folded text, in reading order. Linear. */
export function findDateParts(folded: string): FoundDateParts[] {
  return [...folded.matchAll(DATE)].map((match) => {
    const { year, month, day, part, month2, day2, part2, year3, month3, day3, year4 } = match.groups ?? {};
    return {
      date: {
        year: numberOf(year ?? year3 ?? year4),
        month: numberOf(month ?? month2 ?? month3),
        day: numberOf(day ?? day2 ?? day3),
        part: part ?? part2 ?? '',
      },
      start: match.index,
      end: match.index + match[0].length,
    };
  });
}

/** Whether `known` says all that `said` does: 2022年7月11日 holds 2022年7月 and 7月11日, not the other way round. */
export const dateHolds = (known: DateParts, said: DateParts): boolean =>
  (said.year === null || said.year === known.year) &&
  (said.month === null || said.month === known.month) &&
  (said.day === null || said.day === known.day) &&
  (said.part === '' || said.part === known.part) &&
  // 2022年 of 7月11日 of that year is coarser; the month alone of a full date is not said of it.
  (said.year !== null || said.day !== null || known.day === null || said.month === null);
