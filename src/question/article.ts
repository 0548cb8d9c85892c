import { parseNumber } from '../text/quantity.ts';

/** An article as a question names it: 第十二条第二款第三项. `inserted` is the 一 of 第一百二十条之一, else null. */
export type ArticleAddress = Readonly<{
  article: number;
  inserted: number | null;
  paragraph: number | null;
  item: number | null;
}>;

const NUMBER = '([\\d零〇一二两三四五六七八九十百千]{1,8})';
const ADDRESS = new RegExp(
  `第${NUMBER}条(?:之${NUMBER})?(?:第${NUMBER}款)?(?:第[（(]?${NUMBER}[）)]?项)?(?!(?:[^,。]{0,6})(?:原则|任务|要求|措施|意见|建议))`,
  'u',
);

/** What an address adds to a question besides the document's name. */
export const ADDRESS_WORDS =
  /第[\d零〇一二两三四五六七八九十百千]{1,8}条(?:之[一二三四五六七八九十]+)?(?:第[\d一二三四五六七八九十]+款)?(?:第[（(]?[\d一二三四五六七八九十]+[）)]?项)?|规定|内容|原文|条文/gu;

/** The article that a question names (normalised), or null. */
export function findArticle(normalised: string): ArticleAddress | null {
  const match = ADDRESS.exec(normalised);
  const read = (group: string | undefined) => (group === undefined ? null : parseNumber(group));
  const article = read(match?.[1]);
  if (match === null || article === null) return null;
  return { article, inserted: read(match[2]), paragraph: read(match[3]), item: read(match[4]) };
}
