import { findQuantities } from '../text/quantity.ts';
import type { AnswerType } from './schema.ts';

/** 两倡导是倡导什么, 三拼指什么: an abbreviation by number, to be spelt out. */
const ABBREVIATION =
  /(?<!第)([二两三四五六七八九十])(?:个|项|大|条|类|种)?([\u4e00-\u9fff]{1,3}?)(?:分别)?(?:是|指)(?:的是|的)?[\u4e00-\u9fff]{0,3}什么[?]?$/u;

const NUMERAL = '[\\d一二三四五六七八九十两]+';

/** First match wins, so the narrower forms stand first. Patterns meet the normalised question. */
const PATTERNS: readonly (readonly [AnswerType, RegExp])[] = [
  ['time_of_day', /几点(?!几|要求|建议|意见|措施|内容|原则|任务|不足|问题)|几时|钟点/u],
  [
    'percentage',
    /百分之(?:几|多少)|百分比|(?:比例|比重|占比|增速|增长率|率)[^,。]{0,8}(?:多少|几|什么(?:水平|程度|要求))|多少(?:的)?(?:比例|比重)|(?:比例|比重|占比)$|[^效]率(?:要|应|须)?(?:达到|达|是|为|不低于)?多少/u,
  ],
  [
    'amount',
    /多少(?:[\u4e00-\u9fff]{0,3})?(?:钱|元|费用|资金|经费|奖金|补贴|补助)|几(?:元|块|万|千|百)|金额|罚款(?:是)?多少|(?:收费|补助|补贴|奖励|工资|起征点|标准)[^,。]{0,4}多少|费(?:是)?多少/u,
  ],
  [
    'time_limit',
    /时限|期限|多长时间|多久|几个?工作日|多少个?工作日|几个?(?:天|日|小时|月|周|季度)|多少个?(?:天|日|小时|月)|限时多|什么时限/u,
  ],
  [
    'date',
    /什么时候|啥时候|何时|哪(?:一)?(?:天|日|年|月|个月)|几月|几号|几年几月|(?:日期|(?<!第一)时间)(?:是|为|$)|截止(?:时间|日期)/u,
  ],
  [
    'organisation',
    /(?:哪(?:个|些|几个|几家|家)?|什么|由谁|归谁|谁)(?:的)?(?:单位|部门|机构|局|委|办|牵头|负责|主管|管(?!理什么)|主抓|承担|落实)|(?:牵头|责任|主管|配合|负责|承办|组织|实施)(?:的)?(?:单位|部门|机构|主体)|找(?:谁|哪个|什么)(?:部门|单位)?|归(?:谁|哪)|由(?:谁|哪)/u,
  ],
  [
    'list',
    new RegExp(
      `哪些|哪几|哪${NUMERAL}|分别(?:是|为|有)|包括什么|包含什么|有什么(?:内容|措施|要求|任务|行动|办法|特色|方面)?|都有(?:啥|什么)|${NUMERAL}(?:个|项|条|大|类|种|点)[^,。多几]{0,14}(?:是什么|是啥|指什么|有哪|包括|$)`,
      'u',
    ),
  ],
  ['count', /多少|几(?:个|项|名|条|类|种|家|件|人|次|轮|批|位|户|所|大|方面|点)|有几|数量|第几/u],
  [
    'person',
    /(?:人|长|领导|书记|主任|同志)(?:叫|是)什么(?:名字)?|姓名|是谁|谁(?:来)?|哪位|什么人|哪些人|何人/u,
  ],
  ['place', /哪里|哪儿|什么地方|何处|在哪/u],
  ['definition', /什么意思|指(?:的是)?什么|(?:什么|啥)是|含义|定义|是指/u],
  ['yes_no', /吗$|吗[?,。]|是否|是不是|能不能|能否|可不可以|可否|要不要|有没有|会不会|需不需要/u],
  ['method', /怎么|如何|怎样|咋|什么(?:办法|方法|方式|措施|手段|途径|模式|机制)/u],
];

export function findAnswerType(normalised: string): AnswerType {
  if (ABBREVIATION.test(normalised)) return 'list';
  return PATTERNS.find(([, pattern]) => pattern.test(normalised))?.[0] ?? 'open';
}

/** 哪六个字, 那四句话 count how it is put, not what is listed. */
const CHARACTERS = /[\d一二两三四五六七八九十]+(?:个字|句话?|字)/u;

/** How many things are asked for: 三个必须 → 3, 哪两大产业集群 → 2. Null for none, and for years and the like. */
export function findListSize(normalised: string): number | null {
  if (CHARACTERS.test(normalised)) return null;
  const quoted = findQuantities(normalised).find(
    ({ kind, value }) => kind === 'count' && value !== null && value >= 2 && value <= 20,
  );
  if (quoted !== undefined) return quoted.value;
  const bare =
    ABBREVIATION.exec(normalised)?.[1] ??
    /(?<!第)([二两三四五六七八九十])(?:个|项|大|条|类|种|不|要|者|有)/u.exec(normalised)?.[1];
  return bare === undefined ? null : '零一二三四五六七八九十'.indexOf(bare === '两' ? '二' : bare);
}

/** What is listed, as the question names it: 三个必须 → 必须, 三个“在一线” → 在一线; null where it does not. */
export function findListNoun(normalised: string): string | null {
  const abbreviated = ABBREVIATION.exec(normalised)?.[2];
  if (abbreviated !== undefined) return abbreviated;
  return (
    /[二两三四五六七八九十\d](?:个|项|大|条|类|种)([\u4e00-\u9fff]{2,3}?)(?:是|指|分别|都|有|$|[,?])/u.exec(
      normalised,
    )?.[1] ?? null
  );
}

/** The measure that a count is asked in (多少名, 几层), unless it is 个, which fits all; null for none. */
export function findMeasure(normalised: string): string | null {
  return (
    /(?:多少|几)([名项家件条类种位户所座间台辆套份篇页级倍岁门场期步亩层米吨字轮批])/u.exec(
      normalised,
    )?.[1] ?? null
  );
}

/** 第二个, 第3项, 第五条: which one. Not the 第 of an article or a number of the document (第十二条 has its own search). */
export function findOrdinal(normalised: string): number | null {
  const match =
    /第([\d一二三四五六七八九十]{1,3})(?:个|项|点|类|种|大|方面|件|是|要|呢|条[^,。]{0,6}(?:原则|任务|要求|措施|意见|建议|举措|内容)|,|$)/u.exec(
      normalised,
    );
  if (match === null)
    return /最后一(?:个|项|点|条[^,。]{0,6}(?:原则|任务|要求|措施|内容))/u.test(normalised) ? -1 : null;
  const value = findQuantities(match[0]).find(({ kind }) => kind === 'ordinal')?.value ?? null;
  return value === null || value < 1 ? null : value;
}
