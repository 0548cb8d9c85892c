import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { pMapIterable } from 'p-map';
import { CONSOLE, readArguments, runCommand } from '../../command-line.ts';
import { AppError } from '../../errors.ts';
import { collectFiles } from '../../indexing/collect-files.ts';
import { dryRun } from '../../indexing/ingest.ts';
import { ParsePool } from '../../indexing/parse-pool.ts';
import { writeReadme } from '../readme.ts';
import { watchMemory } from '../resident-memory.ts';
import { hostileFiles } from './hostile.ts';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';

const HELP = `用法：npm run fuzz -- [选项] 文件或文件夹…
把给出的文件弄坏（截断、翻转比特、改长度、重复、删去、掺杂），再加上炸弹文件，逐个解析：
不许崩溃，不许超过内存上限，不许写到别处；超过 10 秒的放弃并计数。

选项
  --files 数    弄坏的文件数（默认 1000）
  --seed 数     随机种子（默认 1）
  --keep 文件夹 把出问题的文件存到这里
  --write       把结果写进 README.md
  --help        显示本说明

有文件出问题时退出码为 1。
`;

/** A file that takes longer hangs. */
const LIMIT_MS = 10_000;
/** Resident memory of all processes together. */
const LIMIT_BYTES = 1024 * 1024 * 1024;

/** What no file may end with: a bug. One that takes too long is given up and named, and counted as such. */
const FORBIDDEN: ReadonlySet<string> = new Set(['internal']);

export type FuzzReport = Readonly<{
  files: number;
  /** Number of files by outcome: `read`, or the code of the error that they were refused with. */
  outcomes: Readonly<Record<string, number>>;
  /** File, seed and code of what may not happen. */
  problems: readonly string[];
  slowestMs: number;
  peakBytes: number;
}>;

type Case = Readonly<{ name: string; fileName: string; bytes: Buffer }>;

function* cases(seeds: readonly string[], count: number, seed: number): Generator<Case> {
  for (const { fileName, bytes } of hostileFiles()) {
    // Archives of files are opened by the ingest, not by the parser of one file: see `tryArchives`.
    if (extname(fileName) !== '.zip') yield { name: fileName, fileName, bytes: bytes() };
  }
  for (let number = 0; number < count; number += 1) {
    const random = new Random(seed * 1_000_003 + number);
    const path = random.pick(seeds);
    yield {
      name: `${basename(path)} #${number}`,
      fileName: basename(path),
      bytes: mutate(readFileSync(path), random),
    };
  }
}

/** Archives go through the whole ingest, which may write nothing. Returns what went wrong. */
async function tryArchives(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'zhengda-fuzz-'));
  try {
    for (const { fileName, bytes } of hostileFiles())
      if (extname(fileName) === '.zip') writeFileSync(join(folder, fileName), bytes());
    const before = readdirSync(folder, { recursive: true }).length;
    const reports = await dryRun({ ZHENGDA_INDEX: join(folder, 'index') }, [folder]);
    const problems = reports.flatMap(({ file, reason }) =>
      reason !== null && FORBIDDEN.has(reason.code) ? [`${file}: ${reason.code}`] : [],
    );
    if (readdirSync(folder, { recursive: true }).length !== before) problems.push('an archive wrote a file');
    return problems;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Breaks files and parses them. `seeds` are paths of whole files of any format; the same seed breaks them the same way. */
export async function fuzz(
  seeds: readonly string[],
  {
    files,
    seed,
    limitBytes = LIMIT_BYTES,
    onProblem,
  }: Readonly<{ files: number; seed: number; limitBytes?: number; onProblem?: (broken: Case) => void }>,
): Promise<FuzzReport> {
  const pool = new ParsePool({ fileTimeoutMs: LIMIT_MS });
  const outcomes: Record<string, number> = {};
  const problems: string[] = [];
  let slowestMs = 0;
  let done = 0;
  const peakOf = watchMemory();
  let peakBytes = 0;
  try {
    const parsed = pMapIterable(
      cases(seeds, files, seed),
      async (broken) => {
        const started = performance.now();
        let outcome = 'read';
        let message = '';
        try {
          await pool.parse(broken.bytes, broken.fileName);
        } catch (error) {
          outcome = error instanceof AppError ? error.code : 'internal';
          message = error instanceof Error ? error.message : String(error);
        }
        return { broken, outcome, message, ms: performance.now() - started };
      },
      { concurrency: pool.workers },
    );
    for await (const { broken, outcome, message, ms } of parsed) {
      done += 1;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      slowestMs = Math.max(slowestMs, ms);
      if (!FORBIDDEN.has(outcome)) continue;
      problems.push(`${broken.name}: ${outcome} ${message}`);
      onProblem?.(broken);
    }
    problems.push(...(await tryArchives()));
  } finally {
    peakBytes = peakOf();
    await pool.close();
  }
  if (peakBytes > limitBytes) problems.push(`${Math.round(peakBytes / 2 ** 20)} MB of memory`);
  return { files: done, outcomes, problems, slowestMs, peakBytes };
}

function summarise({ files, outcomes, slowestMs, peakBytes }: FuzzReport): string {
  const counts = Object.entries(outcomes).map(([name, count]) => `${name} ${count}`);
  const seconds = (slowestMs / 1000).toFixed(1);
  return `${files} 个文件：${counts.join('，')}；最慢 ${seconds} 秒，内存峰值 ${Math.round(peakBytes / 2 ** 20)} MB`;
}

async function fuzzFiles(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    files: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  });
  if (values.help || positionals.length === 0) {
    process.stdout.write(HELP);
    return values.help ? 0 : 1;
  }
  const seeds = collectFiles(positionals).files.filter((path) => extname(path) !== '.zip');
  const { keep } = values;
  const report = await fuzz(seeds, {
    files: Number(values.files),
    seed: Number(values.seed),
    ...(keep !== undefined && {
      onProblem: ({ name, bytes }: Case) => writeFileSync(join(keep, name.replaceAll(/[ /]/g, '_')), bytes),
    }),
  });
  const summary = summarise(report);
  process.stdout.write(`${summary}\n`);
  for (const problem of report.problems) process.stdout.write(`问题：${problem}\n`);
  if (values.write) writeReadme('fuzz', summary);
  return report.problems.length > 0 ? 1 : 0;
}

/** `npm run fuzz`: returns the exit code. */
export const runFuzz = (args: readonly string[]): Promise<number> =>
  runCommand(CONSOLE, () => fuzzFiles(args));
