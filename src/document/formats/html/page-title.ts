import { kindOfTitle } from '../../kind.ts';
import { isSeparator } from './article.ts';
import type { HtmlLine } from './lines.ts';
import { isDocumentLine } from './page-words.ts';
import type { HtmlPage } from './tree.ts';

/** Above the text, no title stands farther from it than this. */
const MOST_ABOVE = 60;
/** A heading so near above the text is its title, whatever it says; the name of a site is farther. */
const NEAR = 5;
/** A title is said again in the text within this many lines, or further down as a line of its own. */
const HEAD_LINES = 12;
const SHORTEST = 5;
const LONGEST = 200;

const bare = (text: string): string => text.replace(/[\s\p{P}\p{S}]/gu, '');

/** A title without what sites add: the number in brackets behind it. */
const withoutNumber = (title: string): string => title.replace(/[（(【[][^（(）)]*\d+号[）)】\]]?$/u, '');

/** The parts of a page's title between the marks that sites join them with: 关于…的通知_政策法规-某市人民政府. */
const partsOf = (title: string): readonly string[] =>
  [...title.split(/[_|｜—–]+|--|(?<!\d)-|-(?!\d)|>>|::/), title].map((part) => part.trim());

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

/** The weight of being what the head of the page states. */
const STATED = 4;

/** How much speaks for a line above the text being its title; what the head of the page says weighs most. */
function weightOf(line: HtmlLine, stated: readonly string[], distance: number): number {
  const text = bare(line.text);
  const isStated = stated.some((title) => title === text || (text.length >= 8 && title.startsWith(text)));
  const named = kindOfTitle(withoutNumber(line.text)) !== null;
  return (
    (isStated ? STATED : 0) +
    (line.heading > 0 ? (distance <= NEAR ? 3 : 2) : 0) +
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
 * is invented: a page whose title names no kind of document and stands nowhere above the text has none. `field` is the
 * title that the data on the page give, null where there is none.
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
    const weight = weightOf(line, wanted, article.from - index);
    if (
      (isSeparator(line) && weight < STATED + 2) ||
      weight < bestWeight ||
      (weight === bestWeight && best >= 0)
    )
      continue;
    best = index;
    bestWeight = weight;
  }
  const below = lines
    .slice(best < 0 ? article.from : best + 1, article.from)
    .filter((line) => !isSeparator(line) && line.kind === 'text' && isDocumentLine(line.text))
    .map(({ text }) => text);
  const named = stated.find((title) => kindOfTitle(withoutNumber(title)) !== null);
  if (best < 0 || (bestWeight < STATED && named !== undefined && isSaid(named, article.lines)))
    return { title: named === undefined || isSaid(named, article.lines) ? [] : [named], below };
  const title = headingAround(lines, best, article.from);
  return {
    title: isSaid(title.join(''), article.lines) ? [] : title,
    below: below.filter((text) => !title.includes(text)),
  };
}

/** The line at `index`, with those of the same heading: a title in two lines. */
function headingAround(lines: readonly HtmlLine[], index: number, end: number): readonly string[] {
  const isSame = (other: number): boolean => {
    const line = lines[other];
    return (
      line !== undefined && line.heading > 0 && line.heading === lines[index]?.heading && !isSeparator(line)
    );
  };
  let from = index;
  let to = index + 1;
  while (isSame(from - 1)) from -= 1;
  while (to < end && isSame(to)) to += 1;
  return lines.slice(from, to).map(({ text }) => text);
}
