import { kindOfTitle } from '../../kind.ts';
import { isSeparator } from './article.ts';
import type { HtmlLine } from './lines.ts';
import { isDocumentLine } from './page-words.ts';
import type { HtmlPage } from './tree.ts';

/** Above the text, no title stands farther from it than this. */
const MOST_ABOVE = 60;
/** A title is said again in the text within this many lines, or further down as a line of its own. */
const HEAD_LINES = 12;
const SHORTEST = 5;
const LONGEST = 200;

const bare = (text: string): string => text.replace(/[\s\p{P}\p{S}]/gu, '');

/** A title without what sites add: the number in brackets behind it. */
const withoutNumber = (title: string): string => title.replace(/[（(【[][^（(）)]*\d+号[）)】\]]?$/u, '');

/** The parts of a page's title between the marks that sites join them with: 关于…的通知_政策法规-某市人民政府. */
const partsOf = (title: string): readonly string[] =>
  [title, ...title.split(/\s*(?:[_|｜—–]|--|-| - |>>|::)+\s*/)].map((part) => part.trim());

function isSaid(title: string, lines: readonly HtmlLine[]): boolean {
  const wanted = bare(withoutNumber(title));
  const head = bare(
    lines
      .slice(0, HEAD_LINES)
      .map(({ text }) => text)
      .join(''),
  );
  return head.includes(wanted) || lines.some(({ text }) => text.length <= LONGEST && bare(text) === wanted);
}

/** How much speaks for a line above the text being its title; what the head of the page says weighs most. */
function weightOf(line: HtmlLine, stated: readonly string[]): number {
  const text = bare(line.text);
  const isStated = stated.some((title) => title === text || (text.length >= 8 && title.startsWith(text)));
  const named = kindOfTitle(withoutNumber(line.text)) !== null;
  return (
    (isStated ? 4 : 0) +
    (line.heading > 0 ? 2 : 0) +
    (named ? 2 : 0) +
    (/关于|印发|转发|公布|^中华人民共和国/.test(line.text) ? 1 : 0)
  );
}

const LEAST_WEIGHT = 3;

export type PageHead = Readonly<{
  /** Lines of the title that stand above the text, or what the page's head states; empty where the text says it. */
  title: readonly string[];
  /** Lines between the title and the text that belong to the document: number, note, issuer. */
  below: readonly string[];
}>;

/**
 * The title of a document whose site prints it apart from the text, and what of the document stands between. Nothing
 * is invented: `field` is the title that the data on the page give, null where there is none; a page whose title names no kind of document and stands nowhere above the text has none.
 */
export function headOfPage(
  page: HtmlPage,
  lines: readonly HtmlLine[],
  article: Readonly<{ from: number; lines: readonly HtmlLine[] }>,
  field: string | null,
): PageHead {
  const stated = [field ?? undefined, page.meta.get('articletitle'), page.meta.get('og:title'), page.title]
    .flatMap((title) => (title === undefined ? [] : partsOf(title)))
    .filter((title) => title.length >= SHORTEST && title.length <= LONGEST);
  const wanted = stated.map(bare);
  const start = Math.max(0, article.from - MOST_ABOVE);
  let best = -1;
  let bestWeight = LEAST_WEIGHT - 1;
  for (let index = start; index < article.from; index += 1) {
    const line = lines[index];
    if (
      line === undefined ||
      line.kind !== 'text' ||
      line.text.length < SHORTEST ||
      line.text.length > LONGEST
    )
      continue;
    const weight = weightOf(line, wanted);
    if ((isSeparator(line) && weight < 6) || weight < bestWeight || (weight === bestWeight && best >= 0))
      continue;
    best = index;
    bestWeight = weight;
  }
  const below = lines
    .slice(best < 0 ? article.from : best + 1, article.from)
    .filter((line) => !isSeparator(line) && line.kind === 'text' && isDocumentLine(line.text))
    .map(({ text }) => text);
  if (best >= 0) {
    // A title in two lines: the second goes on in the same heading.
    const title = lines.slice(best, article.from);
    const end = title.findIndex((line, index) => index > 0 && (line.heading === 0 || isSeparator(line)));
    const whole = title
      .slice(0, title[0]?.heading === 0 ? 1 : end < 0 ? title.length : end)
      .map(({ text }) => text);
    return {
      title: isSaid(whole.join(''), article.lines) ? [] : whole,
      below: below.filter((text) => !whole.includes(text)),
    };
  }
  const named = stated
    .filter((title) => kindOfTitle(withoutNumber(title)) !== null)
    .sort((a, b) => a.length - b.length)[0];
  return { title: named === undefined || isSaid(named, article.lines) ? [] : [named], below };
}
