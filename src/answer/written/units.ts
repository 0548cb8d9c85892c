/** Units by which figures are compared, with what writes them. The first that fits wins. */
const UNITS: readonly (readonly [unit: string, pattern: string])[] = [
  ['工作日', '个?工作日'],
  ['小时', '个?(?:小时|钟头)'],
  ['分钟', '分钟'],
  ['秒', '秒'],
  ['日', '个?(?:自然日|日历日)|天|日(?!常|报|益|程|期|均)'],
  ['岁', '周岁|岁'],
  ['年', '个?年度|周年|年(?!均|报|龄|检|审|级)'],
  ['周', '个?(?:星期|礼拜)|个?周(?!边|转|期|密|知|围)'],
  ['月', '个?月'],
  ['季度', '个?季度'],
  ['学期', '个?学期'],
  ['百分点', '个?百分点'],
  ['%', '%'],
  ['‰', '‰'],
  ['分之', '分之'],
  ['美元', '美元'],
  ['欧元', '欧元'],
  ['港元', '港元|港币'],
  ['元', '元人民币|元|圆|块钱'],
];

const MEASURES =
  '人次|平方公里|平方千米|平方米|立方米|千瓦时|公里|千米|厘米|毫米|公顷|千克|公斤|千瓦|兆瓦|毫升|方面|学时|学分|课时|小时|个|项|名|层|字|家|件|条|款|类|种|人|次|轮|批|位|户|所|座|间|台|辆|套|份|篇|页|级|档|倍|米|亩|吨|克|度|门|场|期|环|点|大|支|只|头|株|颗|届|号|折|成|章|节|编|目|科|栋|幢|床|席|票|代|集|张|本|枚|艘|架|升';

const UNIT_AT = new RegExp(
  `(?<about>[余多来])?(?:${UNITS.map(([, pattern], at) => `(?<u${at}>${pattern})`).join('|')}|(?<measure>${MEASURES}))`,
  'uy',
);

/** Units of time in which “within 5 days” and “5 days” are the same limit. */
export const TIME_UNITS: ReadonlySet<string> = new Set(UNITS.slice(0, 11).map(([unit]) => unit));

/** The unit that stands at `at` of folded text; '' with no length where none does. `about`: 余, 多 before it. */
export function unitAt(folded: string, at: number): { unit: string; about: boolean; end: number } {
  UNIT_AT.lastIndex = at;
  const match = UNIT_AT.exec(folded);
  if (match === null) return { unit: '', about: false, end: at };
  const groups = match.groups ?? {};
  const known = UNITS.find((_, index) => groups[`u${index}`] !== undefined);
  return {
    unit: known?.[0] ?? groups.measure ?? '',
    about: groups.about !== undefined,
    end: at + match[0].length,
  };
}

/**
 * On which side of a figure the rest lies. 以上, 以下, 以内 and 届满 include the figure, 不满, 未满, 超过 and 以外 do not
 * (民法典 第一千二百五十九条).
 */
export type Bound = 'at_least' | 'more_than' | 'at_most' | 'less_than' | 'before' | 'after' | null;

const BEFORE: readonly (readonly [bound: Bound, pattern: RegExp])[] = [
  ['at_most', /(?:不(?:得)?(?:超过|高于|多于|大于)|至多|最多|最高|最长)(?:为|是|达|可达)?$/u],
  ['at_least', /(?:不(?:得)?(?:少于|低于|小于)|至少|最少|最低|最短|届满|(?<![不未])满)(?:为|是|达)?$/u],
  ['less_than', /(?:不满|未满|不足|低于|少于|小于)$/u],
  ['more_than', /(?:超过|超出|高于|多于|大于|逾|超)$/u],
  ['before', /提前$/u],
];
const BEHIND: readonly (readonly [bound: Bound, pattern: RegExp])[] = [
  ['at_least', /^(?:\(含[^)]{0,6}\)|含)?(?:及)?以上/u],
  ['more_than', /^(?:以外|开外)/u],
  ['at_most', /^(?:\(含[^)]{0,6}\)|含)?(?:及)?(?:以下|以内|之内|内(?!容|部|设|涵|地|外))/u],
  ['before', /^(?:以前|之前|前(?!款|期|置|提|后|述|往|列|款))/u],
  ['after', /^(?:以后|之后|后(?!续|期|勤|置|备)|起)/u],
];

const REACH = 8;

/** The bound that the words before `start` or behind `end` of folded text set. */
export function boundOf(folded: string, start: number, end: number): Bound {
  const before = folded.slice(Math.max(0, start - REACH), start);
  const behind = folded.slice(end, end + REACH);
  return (
    BEHIND.find(([, pattern]) => pattern.test(behind))?.[0] ??
    BEFORE.find(([, pattern]) => pattern.test(before))?.[0] ??
    null
  );
}
