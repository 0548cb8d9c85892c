import type { DocumentTopic } from './schema.ts';

const WHEN = '(?:什么时候|啥时候|何时|哪(?:一)?(?:天|日|年|月)|几月几[日号]|几号|几月|什么时间|什么日期)';
const ISSUE = '(?:印发|发布|发文|成文|出台|下发|颁布|印制|发出|发的|印的|签发|公布|落款)';
const WHO =
  '(?:谁|哪(?:个|一个|家|级)?(?:单位|部门|机关|机构|政府|处室|科室|处)?|什么(?:单位|部门|机关|机构)|哪里)';
const MAKE = '(?:印发|发布|发文|制定|出台|下发|颁布|编印|编发|编制|编写|编|发的|发出|写的|印的|起草)';

/**
 * Questions about a document rather than about what it rules. They need a verb or noun of issuing beside the question
 * word: “什么时候印发” asks for the date in the footer, “什么时候上线” for something in the text.
 */
const PATTERNS: readonly (readonly [DocumentTopic, RegExp])[] = [
  [
    'documentNumber',
    /文号|发文字号|发文号|文件编?号|(?:第|哪)几?(?:一)?期(?:的)?简报|简报(?:是)?第几期|第几期/u,
  ],
  [
    'issuedOn',
    new RegExp(
      `${WHEN}[^,。]{0,3}${ISSUE}|${ISSUE}(?:的)?(?:日期|时间)|${ISSUE}(?:于|是|在)?${WHEN}|(?:日期|落款时间)(?:是|为)?(?:什么|哪|几)|${WHEN}(?:的)?(?:文件|文|通知|意见|简报)$`,
      'u',
    ),
  ],
  [
    'addressees',
    /主送|发给(?:了)?(?:谁|哪|什么)|收文(?:单位|机关)|受文|下发(?:到|给)(?:了)?(?:谁|哪|什么)|印发(?:给|到)(?:了)?(?:谁|哪|什么)/u,
  ],
  ['copies', /抄送|抄报/u],
  [
    'telephone',
    /(?:联系|咨询|办公|举报)?(?:电话|方式)(?:号码)?(?:是|为)?(?:多少|什么|几|呢)|(?<![打接通的])电话(?:号码)?$|(?:联系|咨询)(?:电话|方式)|怎么联系(?:你们|他们|上)?$|打(?:什么|哪个|多少)电话/u,
  ],
  [
    'references',
    /(?:依据|根据|按照|贯彻|落实)(?:的|了)?(?:是)?(?:哪|什么|几)(?:些|几|[一二两三四五\d])?(?:个|份|件)?(?:上级|上位)?(?:文件|政策|意见|通知|文)|(?:制定|出台|印发|发文)(?:的)?依据|依据(?:是什么|有哪些|什么|哪些)|上位(?:文件|依据)|(?:哪|什么)(?:些|个|几个|份)?(?:上级)?文件(?:制定|出台|来的|精神)|引用(?:了)?(?:哪|什么)/u,
  ],
  [
    'issuer',
    new RegExp(
      `${WHO}(?:来)?${MAKE}|(?:发文|印发|制定|发布|编制|编印|编发|编写|主编)(?:的)?(?:单位|机关|部门|机构|主体)|(?:印发|发布|制定|编)的(?:单位|机关|部门)|由${WHO}${MAKE}`,
      'u',
    ),
  ],
  [
    'title',
    /标题|题目|全称|全名|(?:文件|通知|意见|简报|方案)(?:的)?(?:名称|名字|叫什么|叫啥)|(?:印发|发布)的[^,。]{0,6}(?:叫|是)?什么(?:名称|名字|文件)|(?<![人长导任记志])叫什么(?:名字)?$/u,
  ],
  [
    'disclosure',
    /(?:能不能|可不可以|能否|可否|是不是)(?:主动|依申请|对外|向社会)*公开|(?:可以|能|属于)?(?:主动|依申请|对外|向社会)?公开(?:的)?吗|公开(?:方式|属性|类别)|是否(?:主动|依申请|对外|向社会)?公开|是不是(?:主动)?公开|密级|涉密/u,
  ],
];

/** The question is one about where the last answer comes from: 依据的是哪个文件, 出自哪里, 哪个文件说的. */
const SOURCE =
  /(?:出自|来自|出处|依据|根据)(?:的)?(?:是)?(?:哪|什么)|(?:哪|什么)(?:个|份|些)?文件(?:里|中)?(?:说|规定|写|提|要求)|出处(?:是|在)/u;

/** Where the question names a document, its bare date is asked for without a verb: 第13期简报日期. */
const BARE_DATE = /(?:日期|(?:印发|发文|发布|成文|落款)时间)(?:是|为)?$/u;

/** `named`: the question names a document by its number. */
export function findTopic(normalised: string, named = false): DocumentTopic | null {
  if (named && BARE_DATE.test(normalised)) return 'issuedOn';
  return PATTERNS.find(([, pattern]) => pattern.test(normalised))?.[0] ?? null;
}

export const asksForSource = (normalised: string): boolean => SOURCE.test(normalised);

/** What of a question about a document only says what is asked, and so says nothing about which document is meant. */
export const TOPIC_WORDS =
  /文号|发文字号|发文号|文件编?号|主送|抄送|抄报|印发|发布|发文|成文|出台|下发|颁布|制定|编印|编发|日期|时间|单位|机关|部门|联系|咨询|电话|号码|方式|依据|根据|标题|题目|全称|名称|主动公开|公开|文件|这份|该|份|第几期|签发|落款/gu;
