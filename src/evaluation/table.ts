import type { Interval } from './bootstrap.ts';

/** A share (0 … 1) or a count; null where there is nothing to measure; words are shown as they are. */
export type MeasureValue = number | string | null;

export type MeasureRow = Readonly<{ name: string; values: readonly MeasureValue[] }>;

/** A table of measures: a row for each question set or system. */
export type MeasureTable = Readonly<{ columns: readonly string[]; rows: readonly MeasureRow[] }>;

const NOTHING = '–';

function print(value: MeasureValue): string {
  if (value === null) return NOTHING;
  if (typeof value === 'string') return value;
  return Number.isInteger(value) && value > 1 ? String(value) : value.toFixed(4);
}

/** An interval as a cell. */
export const printInterval = (interval: Interval | null): MeasureValue =>
  interval === null ? null : `${interval.low.toFixed(4)}–${interval.high.toFixed(4)}`;

/** Markdown, four decimals. */
export function renderTable({ columns, rows }: MeasureTable): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(['', ...columns]),
    line(['---', ...columns.map(() => '---:')]),
    ...rows.map(({ name, values }) => line([name, ...values.map(print)])),
  ].join('\n');
}

const cells = (line: string): string[] =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());

/** A cell that a number was printed in is that number, rounded; any other is words. */
function read(cell: string): MeasureValue {
  if (cell === NOTHING) return null;
  return print(Number(cell)) === cell ? Number(cell) : cell;
}

/** Reads the Markdown tables of `markdown` back, in order. */
export function parseTables(markdown: string): MeasureTable[] {
  return markdown
    .split(/\n(?!\|)/u)
    .map((block) => block.split('\n').filter((line) => line.startsWith('|')))
    .filter((lines) => lines.length > 2)
    .map(([head = '', , ...body]) => ({
      columns: cells(head).slice(1),
      rows: body.map((line) => {
        const [name = '', ...values] = cells(line);
        return { name, values: values.map(read) };
      }),
    }));
}

/**
 * What differs from the recorded table, one line each; empty where all is as recorded. A rise is reported too: a
 * number that changed must be explained by recording it. A missing row or column is a difference.
 */
export function compareTables(recorded: MeasureTable, measured: MeasureTable): string[] {
  const differences: string[] = [];
  const value = (table: MeasureTable, row: string, column: string) =>
    table.rows.find(({ name }) => name === row)?.values[table.columns.indexOf(column)];
  const names = new Set([...recorded.rows, ...measured.rows].map(({ name }) => name));
  const columns = new Set([...recorded.columns, ...measured.columns]);
  for (const name of names) {
    for (const column of columns) {
      const before = value(recorded, name, column);
      const after = value(measured, name, column);
      const show = (one: MeasureValue | undefined) => (one === undefined ? 'missing' : print(one));
      if (show(before) !== show(after))
        differences.push(`${name}, ${column}: ${show(before)} → ${show(after)}`);
    }
  }
  return differences;
}

/** What differs from the tables of a record (Markdown), taken in order; a table too many or too few differs whole. */
export function compareRecord(record: string, measured: readonly MeasureTable[]): string[] {
  const recorded = parseTables(record);
  const none: MeasureTable = { columns: [], rows: [] };
  const count = Math.max(recorded.length, measured.length);
  return Array.from({ length: count }, (_, at) =>
    compareTables(recorded[at] ?? none, measured[at] ?? none),
  ).flat();
}

/** Puts `content` between `<!-- name:begin -->` and `<!-- name:end -->`. Throws where the markers are missing. */
export function replaceMarked(document: string, name: string, content: string): string {
  const begin = `<!-- ${name}:begin -->`;
  const end = `<!-- ${name}:end -->`;
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`markers ${begin} and ${end} are missing`);
  return `${document.slice(0, from + begin.length)}\n${content}\n${document.slice(to)}`;
}
