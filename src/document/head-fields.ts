import type { Span } from '../text/schema.ts';

/** What the labels of the tables at the head of web pages and law databases are about. */
export type HeadField =
  | 'title'
  | 'documentNumber'
  | 'issuer'
  | 'publisher'
  | 'issuedOn'
  | 'classification'
  | 'urgency'
  | 'other';

/**
 * Labels without the blanks that pages put into them (文　　号). 发布机构 is the body whose page it is, more often than not
 * the issuer; the dates on which a page was made or a document takes effect are other ones than 成文日期.
 */
const LABELS: Readonly<Record<HeadField, string>> = {
  title: '标题|名称|文件名称|文件标题|公文名称|公文标题|信息名称|政策名称|法规标题|法规名称',
  documentNumber: '发文字号|文号|发布文号|发文文号|文件编号|发布字号|文件号|公文文号|颁布文号|发文号',
  issuer:
    '发文机关|发文单位|发文部门|颁布单位|颁布机关|颁布部门|发布部门|发布机关|公布机关|制定机关|制发机关|颁发部门|颁发机关|发文机构|公文发文机关|制定单位|起草单位',
  publisher: '发布机构|发布单位|公开机构|信息发布机构|公开责任部门|公开单位|公布单位',
  issuedOn:
    '成文日期|成文时间|发文日期|发文时间|颁布日期|颁布时间|生成日期|签发日期|公布日期|制定日期|印发日期|印发时间|形成日期',
  classification: '密级|保密级别|密级和保密期限|文件密级',
  urgency: '紧急程度|缓急程度|急缓程度',
  other:
    '索引号|信息索引号|信息索取号|索取号|主题分类|信息分类名称|信息分类|内容分类|分类名称|类目名称|主题词|公文种类|文件种类|文种|体裁分类|体裁|题材|发布日期|发布时间|发表时间|录入时间|上传时间|更新时间|公开方式|公开类别|公开范围|公开时限|公开日期|公开形式|公开属性|有效性|是否有效|效力状况|效力状态|效力级别|效力等级|文件状态|时效性|时效|失效日期|失效时间|废止日期|施行日期|实施日期|实施时间|执行日期|生效日期|生效时间|有效期|信息来源|来源|文章来源|稿件来源|公报期号|服务对象|服务对象分类|关键词|关键字|组配分类|生命周期分类|分类|类别|内容概述|内容概要|摘要|访问量|浏览次数|阅读次数|点击数|点击率|点击次数|浏览量|字体|字体大小|字号|浏览字体|大小|作者|编辑|责任编辑|审核|统一编号|统一登记号|登记号|规范性文件编号|规范性文件统一编号|语种|语言|格式|载体类型|备注|备注文号|所属地区|法规类别|所属类别|信息类别|公文类别|时间|日期',
};

const FIELD_OF: ReadonlyMap<string, HeadField> = new Map(
  (
    [
      'title',
      'documentNumber',
      'issuer',
      'publisher',
      'issuedOn',
      'classification',
      'urgency',
      'other',
    ] as const
  ).flatMap((field) => LABELS[field].split('|').map((label): [string, HeadField] => [label, field])),
);

const BLANK = '[ \\u3000\\u00a0]';
const SPACED = [...FIELD_OF.keys()]
  .toSorted((a, b) => b.length - a.length)
  .map((label) => [...label].join(`${BLANK}{0,6}`))
  .join('|');
/** A label, blanks between its characters, and what parts it from its value; cells of tables end at |. */
const PART = new RegExp(
  `(^|[|｜\\t\\n【[]|${BLANK})(${SPACED})${BLANK}*([:：】\\]|｜\\t]|$|(?=${BLANK}{2}))`,
  'g',
);
/** Most lines begin with no label; this is told at their first character. */
const BEGINS = new RegExp(`^[\\s|｜【[]*(?:${SPACED})`);
const LONGEST_LINE = 600;

export type FoundField = Readonly<{ field: HeadField; value: string; span: Span }>;

type Label = Readonly<{ field: HeadField; start: number; end: number; strong: boolean }>;

function labelsOf(line: string): Label[] {
  const labels: Label[] = [];
  for (const match of line.matchAll(PART)) {
    const [whole, before = '', name = '', after = ''] = match;
    const field = FIELD_OF.get(name.replaceAll(/[ \u3000\u00a0]/g, ''));
    if (field === undefined) continue;
    const start = match.index + before.length;
    labels.push({ field, start, end: match.index + whole.length, strong: after !== '' });
  }
  return labels;
}

/**
 * The fields of a line of such a table: 发文机关： 国务院  成文日期： 2016年07月02日, | 文号 | 粤府〔2003〕81号 |, 【文　号】….
 * Values are trimmed; a label without one has ''. Empty where the line does not begin with a label, or where a single
 * one is followed by neither colon nor cell border. Spans are in `line`, of the value. Linear.
 */
export function fieldsOfLine(line: string): readonly FoundField[] {
  if (line.length > LONGEST_LINE || !BEGINS.test(line)) return [];
  const labels = labelsOf(line);
  const [first] = labels;
  if (first === undefined || !/^[\s|｜【[]*$/.test(line.slice(0, first.start))) return [];
  if (labels.length === 1 && !first.strong) return [];
  return labels.map(({ field, end }, index): FoundField => {
    const next = labels[index + 1]?.start ?? line.length;
    const raw = line.slice(end, next);
    const lead = /^[\s|｜:：]*/.exec(raw)?.[0].length ?? 0;
    const value = raw.slice(lead).replace(/[\s|｜【[]+$/, '');
    return { field, value, span: { start: end + lead, end: end + lead + value.length } };
  });
}
