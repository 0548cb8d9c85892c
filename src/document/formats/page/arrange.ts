import type { PageContent } from '../pdf/page-content.ts';
import { rowLine } from '../table-text.ts';
import { type Region, regionsOf } from './columns.ts';
import { furnitureOf, isPageNumber } from './furniture.ts';
import { commonSize, lineOf, type PageLine, type PositionedText, type Row, rowsOf } from './lines.ts';
import { continuesTable, findTables, rowsWithoutRepeatedHead, type Table } from './table.ts';
import type { PageLines } from './text.ts';

/** Running text or a table, in reading order. */
type Block = Readonly<{ table: Table } | { table: null; regions: readonly Region[] }>;

/** Drawn on so many pages at the same place, large type is a watermark. */
const FEWEST_REPEATS = 3;
const WATERMARK_SIZE = 1.8;

/** Large type that stands with the same words at the same place of most pages. */
function watermarksOf(pages: readonly PageContent[], bodySize: number): ReadonlySet<PositionedText> {
  const places = new Map<string, PositionedText[]>();
  for (const { items } of pages) {
    for (const item of items) {
      if (item.size < WATERMARK_SIZE * bodySize) continue;
      const key = `${Math.round(item.x / 4)} ${Math.round(item.y / 4)} ${item.text.trim()}`;
      const found = places.get(key);
      if (found === undefined) places.set(key, [item]);
      else found.push(item);
    }
  }
  const least = Math.max(FEWEST_REPEATS, pages.length / 2);
  return new Set([...places.values()].filter((found) => found.length >= least).flat());
}

type Prepared = Readonly<{ page: PageContent; tables: readonly Table[]; rows: readonly Row[] }>;

/** Tables and rows in reading order: the rows above a table before it, those beside it behind it. */
function blocksOf({ tables, rows }: Prepared, size: number): Block[] {
  const blocks: Block[] = [];
  const push = (part: readonly Row[]): void => {
    const regions = regionsOf(part, size);
    if (regions.length > 0) blocks.push({ table: null, regions });
  };
  let next = 0;
  for (const table of tables) {
    const from = next;
    while (next < rows.length && (rows[next]?.y ?? 0) <= table.top) next += 1;
    push(rows.slice(from, next));
    blocks.push({ table });
  }
  push(rows.slice(next));
  return blocks;
}

/** A line that stands alone: a row of a table, or the blank line beside one. */
const lineAlone = (text: string, { width, height }: PageContent, size: number): Region => ({
  kind: 'full',
  // In the middle of the page: nothing at its edge can be taken for a header.
  lines: [{ text, left: 0, right: width, y: height / 2, size, parted: true }],
});

/**
 * The lines of the pages in reading order, rows of tables among them as `| a | b |` with blank lines around the
 * table. A table that goes on on the next page is one, and says its head once.
 */
export function arrangePages(pages: readonly PageContent[]): PageLines[] {
  const watermarks = watermarksOf(pages, commonSize(pages.flatMap(({ items }) => items)));
  const read = pages.map((page) => {
    const { tables, rest } = findTables(
      page.items.filter((item) => !watermarks.has(item)),
      page.aside,
      page.rules,
    );
    const rows = rowsOf(rest).flatMap((row): { row: Row; line: PageLine }[] => {
      const line = lineOf(row.items, row.y);
      return line === null ? [] : [{ row, line }];
    });
    return { page, tables, rows, rest };
  });
  const furniture = furnitureOf(
    read.map(({ page, rows }) => ({ height: page.height, lines: rows.map(({ line }) => line) })),
  );
  const size = commonSize(read.flatMap(({ rest }) => rest));
  const regions = pages.map((): Region[] => []);
  let last: Readonly<{ page: number; block: Block }> | undefined;
  for (const [index, { page, tables, rows }] of read.entries()) {
    // A page turned sideways has its page number elsewhere than in the usual zone, but still outermost.
    const kept = rows
      .filter(({ line }, at) => {
        const isOutermost = at === 0 || at === rows.length - 1;
        return !furniture.has(line) && !(isOutermost && isPageNumber(line.text));
      })
      .map(({ row }) => row);
    for (const block of blocksOf({ page, tables, rows: kept }, size)) {
      const before = last?.block.table ?? null;
      const goesOn =
        before !== null &&
        block.table !== null &&
        last?.page === index - 1 &&
        continuesTable(before, block.table);
      if (last !== undefined && !goesOn && (before !== null || block.table !== null)) {
        regions[last.page]?.push(lineAlone('', page, size));
      }
      if (block.table === null) regions[index]?.push(...block.regions);
      else {
        const tableRows =
          goesOn && before !== null ? rowsWithoutRepeatedHead(before, block.table) : block.table.rows;
        for (const row of tableRows) regions[index]?.push(lineAlone(rowLine(row), page, size));
      }
      last = { page: index, block };
    }
  }
  return pages.map(({ width, height }, index) => ({ width, height, regions: regions[index] ?? [] }));
}
