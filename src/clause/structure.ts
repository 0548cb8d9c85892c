import { ABOVE_ARTICLES, BELOW_ARTICLES, OFFICIAL_NUMBERING } from './kinds.ts';
import type { Clause, ClauseKind } from './schema.ts';

/** How a document is divided: by 第X条, by 一、（一）1., into tables, or by nothing but its paragraphs. */
export type Structure = 'articles' | 'numbered' | 'table' | 'paragraphs';

const NUMBERED: ReadonlySet<ClauseKind> = new Set([
  ...OFFICIAL_NUMBERING,
  'bracket',
  ...ABOVE_ARTICLES,
  ...BELOW_ARTICLES,
]);

type Counts = { articles: number; numbered: number; tableLength: number };

function count(clauses: readonly Clause[], counts: Counts): Counts {
  for (const { kind, start, end, children } of clauses) {
    if (kind === 'article') counts.articles += 1;
    if (kind === 'table') counts.tableLength += end - start;
    if (NUMBERED.has(kind)) counts.numbered += 1;
    count(children, counts);
  }
  return counts;
}

/**
 * What the parser found a document to be made of. Articles go before other numbers. A document is a table where its
 * tables take more than half of the text, counted in UTF-16 units, and one number in a text is no numbering.
 */
export function structureOf(clauses: readonly Clause[]): Structure {
  const length = (clauses.at(-1)?.end ?? 0) - (clauses[0]?.start ?? 0);
  const { articles, numbered, tableLength } = count(clauses, {
    articles: 0,
    numbered: 0,
    tableLength: 0,
  });
  if (tableLength * 2 > length) return 'table';
  if (articles > 1) return 'articles';
  return numbered > 1 ? 'numbered' : articles === 1 ? 'articles' : 'paragraphs';
}
