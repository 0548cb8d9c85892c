import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { CONSOLE, readArguments, runCommand } from '../../command-line.ts';
import { inChild } from '../in-child.ts';
import { writeReadme } from '../readme.ts';
import { renderBenchmark, thisMachine } from './report.ts';
import { ServiceFigures, serviceStage } from './service.ts';
import { AskFigures, askStage, IngestFigures, ingestStage, SearchFigures, searchStage } from './stages.ts';

const HELP = `用法：npm run benchmark [-- 选项]
测量入库、打开索引、检索和问答的速度与内存，以及服务每秒能答多少。

  --data 文件夹    数据所在（默认 ../shared/data）；没有就只测五份文件上的问答
  --index 文件夹   用已有的索引测检索，不再入库
  --write          把结果写进 README.md
`;

const root = fileURLToPath(new URL('../../..', import.meta.url));

async function benchmark(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    data: { type: 'string', default: join(root, '../shared/data') },
    index: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    stage: { type: 'string' },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (values.stage !== undefined) {
    process.stdout.write(JSON.stringify(await runStage(values.stage, positionals)));
    return 0;
  }
  const laws = resolve(values.data, 'train/laws');
  const questions = resolve(values.data, 'train/stard-train.jsonl');
  const folder = mkdtempSync(join(tmpdir(), 'zhengda-benchmark-'));
  const index = values.index ?? join(folder, 'laws');
  try {
    const hasData = existsSync(laws) && existsSync(questions);
    if (!hasData) process.stderr.write(`没有 ${laws}，只测五份文件上的问答\n`);
    const figures = {
      ingest:
        hasData && values.index === undefined ? measureStage(IngestFigures, 'ingest', index, laws) : null,
      search: hasData ? measureStage(SearchFigures, 'search', index, questions) : null,
      ask: measureStage(AskFigures, 'ask', join(folder, 'corpus')),
      service: measureStage(ServiceFigures, 'service', join(folder, 'service'), hasData ? laws : ''),
    };
    const report = renderBenchmark(figures, thisMachine());
    process.stdout.write(`${report}\n`);
    if (values.write) writeReadme('benchmark', report);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each stage runs in a process of its own: memory is measured as a peak, and never falls again. */
function measureStage<T>(figures: z.ZodType<T>, stage: string, ...args: string[]): T {
  process.stderr.write(`${stage} …\n`);
  const measured = inChild(figures, join(root, 'scripts/benchmark.ts'), ['--stage', stage, ...args]);
  process.stderr.write(`${JSON.stringify(measured)}\n`);
  return measured;
}

async function runStage(stage: string, [index = '', input = '']: readonly string[]): Promise<unknown> {
  if (stage === 'ingest') return ingestStage(index, input);
  if (stage === 'search') return searchStage(index, input);
  if (stage === 'ask') return askStage(index);
  if (stage === 'service') return serviceStage(index, input);
  throw new Error(`no stage is called ${stage}`);
}

/** `npm run benchmark`: returns the exit code. */
export const runBenchmark = (args: readonly string[]): Promise<number> =>
  runCommand(CONSOLE, () => benchmark(args));
