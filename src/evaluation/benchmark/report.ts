import { availableParallelism, cpus, totalmem } from 'node:os';
import type { z } from 'zod';
import type { AskFigures, IngestFigures, SearchFigures } from './stages.ts';

export type BenchmarkFigures = Readonly<{
  ingest: z.infer<typeof IngestFigures> | null;
  search: z.infer<typeof SearchFigures> | null;
  ask: z.infer<typeof AskFigures>;
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

/** The table of figures in Markdown, with the limits that they are held to, and the machine below it. */
export function renderBenchmark({ ingest, search, ask }: BenchmarkFigures, machine: Machine): string {
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
  );
  return [
    '| 项目 | 实测 | 要求 |',
    '| --- | ---: | ---: |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    `机器：${machine.cpu}，${machine.cores} 核，内存 ${gigabytes(machine.memoryBytes)}；Node.js ${machine.node}`,
  ].join('\n');
}
