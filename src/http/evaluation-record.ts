import { z } from 'zod';

/** A table of figures; every row has as many cells as there are columns, the first of which names the row. */
export const EvaluationTable = z.object({
  title: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
});
export type EvaluationTable = Readonly<z.infer<typeof EvaluationTable>>;

/** A record as `npm run evaluate -- --write` writes it (test/evaluation); `sha256` is that of the texts it was measured on. */
export const EvaluationRecord = z.object({
  title: z.string(),
  sha256: z.string().nullable(),
  tables: z.array(EvaluationTable),
});
export type EvaluationRecord = Readonly<z.infer<typeof EvaluationRecord>>;

/** `GET /v1/evaluation` */
export const EvaluationRecords = z.object({ records: z.array(EvaluationRecord) });
export type EvaluationRecords = Readonly<z.infer<typeof EvaluationRecords>>;

const RULE = /^\|(?: *:?-+:? *\|)+$/u;

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\|/u, '')
    .replace(/\|$/u, '')
    .split('|')
    .map((cell) => cell.trim());

const toWidth = (cells: readonly string[], width: number): string[] =>
  Array.from({ length: width }, (_, column) => cells[column] ?? '');

/**
 * Reads the headline, the hash and the tables of a record in Markdown (GitHub Flavored Markdown 4.10). A table's title
 * is the last line of text before it.
 */
export function readEvaluationRecord(markdown: string): EvaluationRecord {
  const lines = markdown.split(/\r?\n/u).map((line) => line.trim());
  const tables: EvaluationTable[] = [];
  let title = '';
  for (const [number, line] of lines.entries()) {
    if (RULE.test(line)) {
      const columns = cellsOf(lines[number - 1] ?? '');
      const after = lines.slice(number + 1);
      const end = after.findIndex((row) => !row.startsWith('|'));
      const rows = (end < 0 ? after : after.slice(0, end)).map((row) =>
        toWidth(cellsOf(row), columns.length),
      );
      tables.push({ title, columns, rows });
    } else if (line !== '' && !line.startsWith('|')) {
      title = line.replace(/^#+\s*/u, '').replace(/[：:]$/u, '');
    }
  }
  return {
    title: lines.find((line) => line.startsWith('# '))?.slice(2) ?? '',
    sha256: /sha256 ([0-9a-f]{64})/u.exec(markdown)?.[1] ?? null,
    tables,
  };
}
