/** What a page of 政府信息公开 states about a document, as `label` and `value`. */
export type Field = Readonly<{ label: string; value: string }>;

/** Of the document itself (政府信息公开条例 and the catalogues made by it: GB/T 9704—2012 7.2, flk.npc.gov.cn). */
const OF_DOCUMENT =
  '信息索引号|信息索取号|索引号|索取号|组配分类|主题分类|服务对象分类|体裁分类|信息分类|公文种类|文件种类|信息类别|类目名称|所属主题|法律效力位阶|效力级别|时效性|效力状态|文件状态|是否有效|有效性|有效期|发文机关|发文单位|发文机构|发布机构|发布机关|发布单位|制定机关|制定单位|制发机关|公开机构|公开责任部门|成文日期|成文时间|发文日期|发文时间|印发日期|生成日期|制发日期|公布日期|施行日期|实施日期|生效日期|生效时间|失效日期|失效时间|废止日期|废止时间|终止日期|发文字号|发文文号|公文文号|文件编号|文件号|文件字号|规范性文件统一编号|统一编号|统一登记号|登记号|文号|主题词|关键词|公开方式|公开形式|公开范围|公开类别|公开属性|公开时限|公开程序';
/** Of the document or of the page: counted only beside one of the above. */
const OF_EITHER =
  '发布日期|发布时间|公开日期|公开时间|更新日期|文件名称|信息名称|公文名称|法规标题|标题|名称|内容概述|题名';

/** Of the page: what a line of fields may hold beside them. */
const OF_PAGE =
  '信息来源|文章来源|稿件来源|来源|作者|责任编辑|编辑|浏览次数|浏览量|点击次数|点击数|点击量|阅读次数|阅读量|访问次数|访问量|点击|浏览|阅读|字体大小|浏览字体|字号|字体|打印|分享到|分享|视力保护色|保护视力色|打印本页|关闭|下载次数|发布人|审核|背景色';

/** Documents and sites set labels apart with blanks: 索 引 号, 标　　题. */
const spread = (labels: string): string =>
  labels
    .split('|')
    .map((label) => [...label].join('[ \\u00a0\\u3000]{0,4}'))
    .join('|');

const OWN_LABEL = new RegExp(`^(?:${OF_DOCUMENT})$`);
const WHOLE_LABEL = new RegExp(
  `^[【\\[]?(?:${spread(`${OF_DOCUMENT}|${OF_EITHER}`)})[】\\]]?[ \\u3000]?[:：]?$`,
);
const LABEL = `(${spread(`${OF_DOCUMENT}|${OF_EITHER}|${OF_PAGE}`)})[】\\]]?[ \\u3000]?[:：]`;
const LABEL_IN_LINE = new RegExp(`(?:^|[ \\u00a0\\u3000|｜【\\[])${LABEL}`, 'g');
/** Most lines begin with none, and this says so at once. */
const LABEL_AT_BEGIN = new RegExp(`^[【\\[]?${LABEL}`);
const PAGE_LABEL = new RegExp(`^(?:${OF_PAGE})$`);
/** Buttons behind the last value: [ 打印 ] [ 关闭 ]. */
const BUTTONS = /\s*(?:[[【]\s?(?:打印|关闭|字|大|收藏|返回|分享|推荐)[^\]】]{0,8}[\]】]\s*)+$/;

const bare = (label: string): string => label.replace(/[\s:：【】[\]]/g, '');

const isOwn = (fields: readonly Field[]): boolean => fields.some(({ label }) => OWN_LABEL.test(label));

/** Whether a line of fields is a byline: it tells of the page as well. */
export const tellsOfPage = (line: string): boolean =>
  [...line.matchAll(LABEL_IN_LINE)].some((match) => PAGE_LABEL.test(bare(match[1] ?? '')));

/** Whether the text of a cell is nothing but a label. */
export const isLabel = (text: string): boolean => text.length <= 24 && WHOLE_LABEL.test(text);

/**
 * The fields of a line that begins with one: 发文机关：某局 成文日期：2020年1月2日. Null for any other line, and for one
 * that tells of the page only (发布时间：… 来源：…). A field without value is left out.
 */
export function fieldsOfLine(line: string): readonly Field[] | null {
  if (line.length > 400 || !LABEL_AT_BEGIN.test(line)) return null;
  const found = [...line.matchAll(LABEL_IN_LINE)];
  if (found[0] === undefined || found[0].index > 0) return null;
  const fields = found.map((match, index): Field => {
    const from = match.index + match[0].length;
    const value = line.slice(from, found[index + 1]?.index ?? line.length);
    return { label: bare(match[1] ?? ''), value: value.replace(/[|｜]/g, ' ').replace(BUTTONS, '').trim() };
  });
  return isOwn(fields) ? fields.filter(({ label, value }) => value !== '' && !PAGE_LABEL.test(label)) : null;
}

/**
 * The fields of a table in which labels and values take turns, across or down; null for any other table. Most of its
 * cells belong to fields, and two labels at least are known.
 */
export function fieldsOfTable(rows: readonly (readonly string[])[]): readonly Field[] | null {
  const fields: Field[] = [];
  let labels = 0;
  let others = 0;
  for (const row of rows) {
    for (let index = 0; index < row.length; index += 1) {
      const cell = row[index] ?? '';
      const next = row[index + 1];
      if (isLabel(cell) || (/^.{2,10}[:：]$/u.test(cell) && next !== undefined)) {
        if (isLabel(cell)) labels += 1;
        const value = next === undefined || isLabel(next) ? '' : next;
        if (value !== '' || next === '') index += 1;
        if (value !== '') fields.push({ label: bare(cell), value });
        continue;
      }
      const within = fieldsOfLine(cell);
      if (within !== null) {
        labels += within.length;
        fields.push(...within);
      } else if (cell !== '') others += 1;
    }
  }
  return labels >= 2 && others <= fields.length / 2 && isOwn(fields) ? fields : null;
}
