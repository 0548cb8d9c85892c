import { parseNumeral } from './numeral.ts';

/**
 * Numbers with their units in normalised text (see normalise.ts), in Arabic and Chinese digits: what a question
 * about a time limit, a share or a date wants to find in its answer.
 */
export const QUANTITY_KINDS = [
  'working_days', // 5个工作日
  'duration', // 15日内, 三年, 半个月: calendar time
  'frequency', // 每季度, 每半年一轮次
  'date', // 2022年7月11日, 11月19日, 2022年底, 第三季度
  'time_of_day', // 上午9时, 17:30
  'percentage', // 90%, 百分之九十, 五个百分点
  'amount', // 300万元
  'telephone', // 0791-88919536, 12345
  'count', // 18个, 前40名, 两大
  'ordinal', // 第十三期, 第二批
] as const;
export type QuantityKind = (typeof QUANTITY_KINDS)[number];

/** `value` is the number said (the first one of a range), null where there is none to say (年底, a telephone). */
export type Quantity = Readonly<{
  kind: QuantityKind;
  value: number | null;
  text: string;
  start: number;
  end: number;
}>;

const DIGITS = '(?:\\d+(?:,\\d{3})*(?:\\.\\d+)?)';
const CHINESE = '(?:[零〇一二两三四五六七八九十百千万亿]+|半)';
const NUMBER = `(?:${DIGITS}[万亿]?|${CHINESE})`;
const RANGE = `(?:${NUMBER}(?:至|到|-|~|、)${NUMBER}|${NUMBER})`;
const MEASURES =
  '个|项|名|层|字|家|件|条|类|种|人|次|轮|批|位|户|所|座|间|台|辆|套|份|篇|页|级|档|倍|公里|平方米|亩|公顷|吨|千瓦|岁|门|场|期|步|环|点|面|方面|大(?!会|学|力|胆|数据|气|家|局|幅|量|型|于|众|中|小|多)|支|亿|万';

/** In order of precedence: at one place the first that fits wins, and what it took is not read again. */
const PATTERNS: readonly (readonly [QuantityKind, RegExp])[] = [
  ['telephone', /(?<!\d)(?:0\d{2,3}-+\d{7,8}|1[3-9]\d{9}|123\d{2}(?!\d))/gu],
  [
    'time_of_day',
    /(?:上午|下午|晚上|凌晨|中午)[\d一二三四五六七八九十]{1,3}(?:时|点|:\d{2})|(?<![\d:])\d{1,2}:\d{2}(?![\d:])/gu,
  ],
  [
    'date',
    new RegExp(
      '(?:(?:19|20)\\d{2}|[一二][〇零一二三四五六七八九]{3})年(?:底|末|初|度)?(?:[\\d一二三四五六七八九十]{1,3}月(?:[\\d一二三四五六七八九十]{1,3}日)?|(?:上|下)半年)?(?:底|末|初)?' +
        '|(?<![\\d个])\\d{1,2}月(?:\\d{1,2}日|底|末|初)|(?:今|明|去|本|当)年(?:底|末|内|度)?(?:[\\d一二三四五六七八九十]{1,3}月(?:\\d{1,2}日)?)?|(?:年|月)(?:底|末|内)(?:前)?|第[一二三四1-4]季度',
      'gu',
    ),
  ],
  ['working_days', new RegExp(`${RANGE}个?工作日(?:以?内)?`, 'gu')],
  [
    'frequency',
    new RegExp(
      `每(?:${NUMBER})?个?(?:天|日|周|星期|旬|月|季度|季|半年|年)(?:${NUMBER}(?:次|轮次|轮))?`,
      'gu',
    ),
  ],
  [
    'duration',
    new RegExp(
      `${RANGE}个?(?:(?:自然日|日历日|小时|分钟|秒|天|周|星期|月|季度|年)|日(?!常|益|报|前|期|趋))(?:以?内|以上|以下|期)?|当[天日](?!前)|即时|即日|次日`,
      'gu',
    ),
  ],
  [
    'percentage',
    new RegExp(
      `${DIGITS}(?:%|‰|个百分点)|百分之${CHINESE}|${CHINESE}个百分点|${CHINESE}成(?=以|左|的|,)`,
      'gu',
    ),
  ],
  ['amount', new RegExp(`${RANGE}[余多]?[万亿]?(?:元|块钱|美元|欧元)`, 'gu')],
  ['ordinal', new RegExp(`第${NUMBER}(?:期|批|名|位|届|号|次|类|方阵)?`, 'gu')],
  ['count', new RegExp(`(?:前|近|约|逾|超)?${RANGE}[余多]?(?:${MEASURES})`, 'gu')],
];

const LARGE = new Map([
  ['万', 1e4],
  ['亿', 1e8],
]);

/** The number that `text` says: 18, 1,500, 1.8, 300万, 十八, 两万五千, 二〇二二, 半. Null if it says none. */
export function parseNumber(text: string): number | null {
  if (text === '半') return 0.5;
  const arabic = /^(\d[\d,]*(?:\.\d+)?)([万亿]?)$/u.exec(text);
  if (arabic !== null) {
    return Number((arabic[1] ?? '').replaceAll(',', '')) * (LARGE.get(arabic[2] ?? '') ?? 1);
  }
  let total = 0;
  let rest = text;
  for (const [name, unit] of [...LARGE].reverse()) {
    const at = rest.indexOf(name);
    if (at < 0) continue;
    const section = at === 0 ? 1 : parseNumeral(rest.slice(0, at));
    if (section === null) return null;
    total += section * unit;
    rest = rest.slice(at + 1);
  }
  if (rest === '') return text === '' ? null : total;
  const ones = parseNumeral(rest);
  return ones === null ? null : total + ones;
}

const FIRST_NUMBER = new RegExp(`${DIGITS}[万亿]?|${CHINESE}`, 'u');

/** The quantities of `normalised`, in order of place, never overlapping. Linear but for the number of kinds. */
export function findQuantities(normalised: string): Quantity[] {
  const taken = new Uint8Array(normalised.length);
  const found: Quantity[] = [];
  for (const [kind, pattern] of PATTERNS) {
    for (const match of normalised.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (taken.subarray(start, end).includes(1)) continue;
      taken.fill(1, start, end);
      const number =
        kind === 'telephone' ? undefined : FIRST_NUMBER.exec(match[0].replace('百分之', ''))?.[0];
      found.push({
        kind,
        value: number === undefined ? null : parseNumber(number),
        text: match[0],
        start,
        end,
      });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
