import type { Paragraph } from '../text/paragraphs.ts';
import { type Draft, draft } from './draft.ts';

/** Above this a row holds text, not the names of columns. */
const LONGEST_COLUMN_NAME = 30;
/** Rows above the header that hold one cell over all columns: the table's caption. */
const MOST_CAPTIONS = 2;

/** Whether a paragraph is a row of a table: `| a | b |` (document/formats/schema.ts) or the rule below the header. */
export const isRow = (text: string, { start, end }: Paragraph): boolean =>
  end - start >= 3 && text.charAt(start) === '|' && text.charAt(end - 1) === '|';

const isRule = (line: string): boolean => /^\|[-:|\s]+\|$/.test(line) && line.includes('-');

const cellsOf = (line: string): string[] =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.replaceAll(/\s+/g, ' ').trim());

/** Cells that span several columns are written once for each. */
const namesIn = (cells: readonly string[]): string[] => [...new Set(cells)].filter((cell) => cell !== '');

/** Names of columns: several, all short, none a mere number or a sentence. */
const areColumnNames = (names: readonly string[]): boolean =>
  names.length >= 2 &&
  names.every((name) => name.length <= LONGEST_COLUMN_NAME && /\p{L}/u.test(name) && !/[。；]/.test(name));

/**
 * A table of consecutive rows, one child for each, the header row among them, counted from 1. Its heading names the
 * columns (事项、办理时限), so that a row is found by the name of its column and cited with it; null where the first row
 * that is no caption names none. A rule belongs to the row above it. `rows` holds at least one.
 */
export function tableOf(text: string, rows: readonly Paragraph[]): Draft {
  const table = draft('table', rows[0]?.from ?? 0);
  let captions = 0;
  for (const { from, start, end } of rows) {
    const line = text.slice(start, end);
    const last = table.flow.at(-1);
    if (isRule(line) && last !== undefined) continue;
    const names = namesIn(cellsOf(line));
    if (table.flow.length === captions) {
      if (names.length <= 1 && captions < MOST_CAPTIONS) captions += 1;
      else if (areColumnNames(names)) {
        table.heading = names.join('、');
        table.headingSpan = { start, end };
      }
    }
    const row = draft('row', from);
    row.ordinal = table.flow.length + 1;
    row.flow.push({ kind: 'text', from, start, end, bold: false });
    table.flow.push(row);
  }
  return table;
}
