import { SPAN_COLUMNS, spanRow } from './ask-spans.ts';
import type { PublicFigures } from './public-run.ts';
import { RANKING_COLUMNS, rankingRows } from './rank-items.ts';
import {
  CONFIDENCE_COLUMNS,
  confidenceRow,
  REFUSAL_COLUMNS,
  RELIABILITY_COLUMNS,
  refusalRow,
  reliabilityRows,
} from './refusal-tables.ts';
import { type MeasureRow, type MeasureTable, parseTables, renderTable } from './table.ts';

export type PublicReport = Readonly<{
  /** All that is compared with the record: the same each time. */
  tables: readonly MeasureTable[];
  /** The tables and the times as Markdown, for the terminal. */
  markdown: string;
  /** The content of PUBLIC.md. */
  record: string;
}>;

const STARD = 'STARD';

/** The rows of STARD in a record, for a run that cannot measure them anew. */
const recordedStard = (record: string): MeasureRow[] =>
  parseTables(record).flatMap(({ rows }) => rows.filter(({ name }) => name.startsWith(`${STARD}，`)));

const section = (title: string, table: MeasureTable, note = ''): string =>
  `${title}${note === '' ? '' : `（${note}）`}：\n\n${renderTable(table)}\n`;

/**
 * Lays the figures out. `record` is the present content of PUBLIC.md, '' where there is none; `setsHash` the SHA-256 of
 * the sets.
 */
export function publicReport(
  { stard, laws, ncp, equals, cail }: PublicFigures,
  record: string,
  setsHash: string,
): PublicReport {
  const kept = stard === null ? recordedStard(record) : [];
  const ranking: MeasureTable = {
    columns: RANKING_COLUMNS,
    rows: [
      ...(stard === null ? kept : rankingRows(STARD, stard.ranks)),
      ...rankingRows('EQUALS', laws.ranks),
      ...rankingRows('NCP', ncp.ranks),
    ],
  };
  const spans: MeasureTable = {
    columns: SPAN_COLUMNS,
    rows: [
      spanRow('NCP', ncp.outcomes),
      spanRow('EQUALS，只问该条', equals.outcomes),
      spanRow('CAIL，只问该文', cail.outcomes),
    ],
  };
  const refusal: MeasureTable = { columns: REFUSAL_COLUMNS, rows: [refusalRow('CAIL', cail.outcomes)] };
  const answered = [
    ['NCP', ncp.outcomes],
    ['EQUALS', equals.outcomes],
    ['CAIL', cail.outcomes],
  ] as const;
  const confidence: MeasureTable = {
    columns: CONFIDENCE_COLUMNS,
    rows: answered.map(([name, outcomes]) => confidenceRow(name, outcomes)),
  };
  const reliability: MeasureTable = {
    columns: RELIABILITY_COLUMNS,
    rows: answered.flatMap(([name, outcomes]) => reliabilityRows(name, outcomes)),
  };
  const absent = (name: string, count: number) => `${name} 有 ${count} 题所引条文都不在库，未计`;
  const stardNote =
    stard !== null
      ? absent(STARD, stard.absent)
      : kept.length > 0
        ? 'STARD 本次未测，沿用上次记录'
        : 'STARD 未测：要有 --folds';
  const markdown = [
    section(
      '检索（STARD、EQUALS 找条文，NCP 找文件）',
      ranking,
      `${stardNote}；${absent('EQUALS', laws.absent)}`,
    ),
    section('回答（答案是原文的一段）', spans, '拒答的 F1 记 0'),
    section('拒答', refusal, '每题只问它自己的文件'),
    section('把握（AURC、ECE 越小越好）', confidence, '拒答的题按最接近的条款计'),
    section('把握与答对的比例', reliability),
    `耗时（随机器而变，不比较）：${laws.documents} 个法律文件、${laws.passages} 个段落上，${laws.latency.count} 个 STARD 问题，` +
      `问答中位数 ${laws.latency.medianMs.toFixed(2)} ms，p99 ${laws.latency.p99Ms.toFixed(2)} ms\n`,
  ].join('\n');
  return {
    tables: [ranking, spans, refusal, confidence, reliability],
    markdown,
    record: `# 公开题集\n\n由 \`npm run evaluate -- --public 数据文件夹 --write\` 写成；不带 \`--write\` 则重测并与之比较，表中数字有变即失败。区间是均值的 95 % 自助法区间。STARD 各题用训练时没有见过它的模型测。\n\n题集 sha256 ${setsHash}\n\n${markdown}`,
  };
}
