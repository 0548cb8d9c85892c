import { availableParallelism, cpus, totalmem } from 'node:os';
import type { z } from 'zod';
import type { LoadFigures } from './load.ts';
import type { ServiceFigures } from './service.ts';
import type { AskFigures, IngestFigures, SearchFigures } from './stages.ts';

export type BenchmarkFigures = Readonly<{
  ingest: z.infer<typeof IngestFigures> | null;
  search: z.infer<typeof SearchFigures> | null;
  ask: z.infer<typeof AskFigures>;
  service: ServiceFigures;
}>;

export type Machine = Readonly<{ cpu: string; cores: number; memoryBytes: number; node: string }>;

export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? '未知处理器',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    node: process.version,
  };
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const ms = (value: number): string => `${value.toFixed(value < 100 ? 2 : 0)} ms`;
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;

const percent = (share: number): string => `${(100 * share).toFixed(0)}%`;

/** Throughput over HTTP, each kind with its latency; shares are of the framework's empty route. */
function serviceRows({ empty, computed, kept, indexing }: ServiceFigures): string[][] {
  const described = ({ perSecond, medianMs, p99Ms, failed }: LoadFigures): string =>
    `每秒 ${whole.format(perSecond)} 个（空路由的 ${percent(perSecond / empty.perSecond)}），中位数 ${medianMs} ms，p99 ${p99Ms} ms，失败 ${failed}`;
  const rows = [
    ['HTTP 空路由（32 个连接，下同）', described(empty), ''],
    ['`POST /v1/ask`，200 个不同的问题轮流问', described(kept), '每秒 ≥ 1,500 个，p99 < 60 ms'],
    ['同上，每次重新作答（`ANSWER_CACHE_MB=0`）', described(computed), ''],
  ];
  if (indexing !== null) {
    rows.push([
      `\`POST /v1/ask\`，同时入库 ${whole.format(indexing.files)} 个文件（${indexing.load.seconds.toFixed(0)} 秒）`,
      described(indexing.load),
      '无失败，p99 < 150 ms',
    ]);
  }
  return rows;
}

/** The table of figures in Markdown, with the limits that they are held to, and the machine below it. */
export function renderBenchmark(
  { ingest, search, ask, service }: BenchmarkFigures,
  machine: Machine,
): string {
  const rows: string[][] = [];
  if (ingest !== null) {
    const seen = `${whole.format(ingest.files)} 个文件，${whole.format(ingest.passages)} 个段落`;
    rows.push(
      [`入库（${seen}）`, `每秒 ${whole.format(ingest.passages / ingest.seconds)} 个段落`, '≥ 2,000'],
      ['入库时内存峰值', gigabytes(ingest.peakBytes), '< 2 GB'],
    );
  }
  if (search !== null) {
    rows.push(
      ['打开索引（含词典和模型）', ms(search.openMs), '< 2 s'],
      [
        `检索中位数（${whole.format(search.search.count)} 个问题，不含 HTTP）`,
        ms(search.search.medianMs),
        '< 3 ms',
      ],
      ['检索 p99', ms(search.search.p99Ms), '< 12 ms'],
    );
  }
  rows.push(
    [`五份文件上问答中位数（${whole.format(ask.ask.count)} 个问题）`, ms(ask.ask.medianMs), '< 3 ms'],
    ['五份文件上问答 p99', ms(ask.ask.p99Ms), ''],
    ...serviceRows(service),
  );
  return [
    '| 项目 | 实测 | 要求 |',
    '| --- | ---: | ---: |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    `机器：${machine.cpu}，${machine.cores} 核，内存 ${gigabytes(machine.memoryBytes)}；Node.js ${machine.node}`,
  ].join('\n');
}
