import { isatty } from 'node:tty';
import { MultiBar, type SingleBar } from 'cli-progress';
import { CONSOLE, describeFailure, type Output, readArguments } from '../command-line.ts';
import { type Config, readConfig } from '../config.ts';
import { READABLE } from '../document/formats/detect.ts';
import { AppError } from '../errors.ts';
import { bookTitle } from '../text/book-title.ts';
import type { FileReport } from './file-report.ts';
import { buildIndex, dryRun, type IngestProgress } from './ingest.ts';
import { FILE_TIMEOUT_MS } from './parse-pool.ts';
import type { IndexStatistics } from './schema.ts';

const HELP = `用法：npm run ingest -- [选项] 路径…
把文件，或文件夹里的文件，收进索引。内容没有变的文件跳过，变了的替换；中途停下后再运行一次，就从停下的地方接着做。
能读：${READABLE}。

选项
  --index 文件夹        索引所在的文件夹（默认 ZHENGDA_INDEX）
  --dry-run             只说每个文件会变成什么，不写任何东西
  --prune               撤下所给文件夹里已经不存在的文件
  --rebuild             用存档的原文重建整个索引（换了词典、模型或程序版本之后）；可以不给路径
  --workers 数          同时解析文件的进程数（默认：处理器核数）
  --file-timeout 秒     一个文件最多解析多久，超过就放弃并写明（默认 ${FILE_TIMEOUT_MS / 1000}）
  --json                每个文件输出一行 JSON，不显示进度条
  --help                显示本说明

有文件失败时退出码为 1，其余文件照常入库。看一个文件解析成什么样：npm run inspect -- 文件
`;

/** `terminal`: whether a person sees standard error there. */
type ProgressOutput = Output & Readonly<{ terminal: boolean }>;

const OPTIONS = {
  index: { type: 'string' },
  prune: { type: 'boolean', default: false },
  rebuild: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  workers: { type: 'string' },
  'file-timeout': { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const STATES: Readonly<Record<FileReport['state'], string>> = {
  added: '新增',
  replaced: '替换',
  unchanged: '未变',
  duplicate: '重复',
  withdrawn: '撤下',
  skipped: '略过',
  failed: '失败',
};

const PHASES: Readonly<Record<IngestProgress['phase'], string>> = {
  read: '解析文件',
  index: '建立索引',
  merge: '合并分段',
};

/** One line for people: state, 文号, title, clauses, file, and why not. */
export function describeFile(report: FileReport): string {
  const parts = [STATES[report.state]];
  if (report.documentNumber !== null) parts.push(report.documentNumber);
  if (report.title !== null) parts.push(bookTitle(report.title));
  if (report.clauses !== null) parts.push(`${report.clauses} 个条款`);
  parts.push(report.file);
  if (report.sameAs !== null) parts.push(`与 ${report.sameAs} 文字相同，只存一份`);
  if (report.reason !== null) parts.push(`${report.reason.message}（${report.reason.code}）`);
  return parts.join('  ');
}

function describeResult(
  files: readonly FileReport[],
  statistics: IndexStatistics | null,
  seconds: number,
): string {
  const counts = Object.entries(STATES).flatMap(([state, name]) => {
    const count = files.filter((file) => file.state === state).length;
    return count === 0 ? [] : [`${name} ${count}`];
  });
  const done = counts.length === 0 ? '没有文件' : counts.join('，');
  if (statistics === null) return `试运行，什么也没有写：${done}；用时 ${seconds.toFixed(1)} 秒\n`;
  return `${done}。索引现有 ${statistics.documents} 份文件，${statistics.passages} 个段落；用时 ${seconds.toFixed(1)} 秒\n`;
}

/** A bar on standard error, one phase after the other; lines for people are put above it. */
class ProgressBars {
  readonly #bars = new MultiBar({
    format: '{phase} {bar} {percentage}%  {value}/{total}  每秒 {rate}  约剩 {eta_formatted}',
    etaBuffer: 200,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  #bar: SingleBar | undefined;
  #phase: string | undefined;
  #started = 0;

  show({ phase, done, total }: IngestProgress): void {
    if (this.#bar === undefined || this.#phase !== phase) {
      if (this.#bar !== undefined) this.#bars.remove(this.#bar);
      this.#bar = this.#bars.create(total, 0, { phase: PHASES[phase], rate: '–' });
      this.#phase = phase;
      this.#started = performance.now();
    }
    const seconds = (performance.now() - this.#started) / 1000;
    this.#bar.setTotal(total);
    this.#bar.update(done, { phase: PHASES[phase], rate: seconds > 0 ? Math.round(done / seconds) : '–' });
  }

  log(line: string): void {
    this.#bars.log(line);
    this.#bars.update();
  }

  stop(): void {
    this.#bars.stop();
  }
}

/** `npm run ingest`: returns the exit code. */
export async function runIngest(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
  output: ProgressOutput = { ...CONSOLE, terminal: isatty(2) },
): Promise<number> {
  const started = performance.now();
  let bars: ProgressBars | undefined;
  try {
    const { values, positionals } = readArguments(args, OPTIONS);
    if (values.help) {
      output.out(HELP);
      return 0;
    }
    if (positionals.length === 0 && !values.rebuild) {
      output.error(`没有给出要入库的文件或文件夹。\n\n${HELP}`);
      return 1;
    }
    const environmentConfig = readConfig(environment);
    const config: Config = {
      ...environmentConfig,
      ZHENGDA_INDEX: values.index ?? environmentConfig.ZHENGDA_INDEX,
    };
    bars = output.terminal && !values.json ? new ProgressBars() : undefined;
    const shown = bars;
    const options = {
      prune: values.prune,
      pool: {
        ...(values.workers !== undefined && { workers: positiveInteger('--workers', values.workers) }),
        ...(values['file-timeout'] !== undefined && {
          fileTimeoutMs: 1000 * positiveInteger('--file-timeout', values['file-timeout']),
        }),
      },
      onFile: (file: FileReport) => {
        if (values.json) output.out(`${JSON.stringify(file)}\n`);
        else if (shown !== undefined) shown.log(`${describeFile(file)}\n`);
        else output.out(`${describeFile(file)}\n`);
      },
      onProgress: (progress: IngestProgress) => shown?.show(progress),
    };
    const { files, statistics } = values['dry-run']
      ? { files: await dryRun(config, positionals, options), statistics: null }
      : await buildIndex(config, positionals, { ...options, rebuild: values.rebuild });
    bars?.stop();
    bars = undefined;
    const result = describeResult(files, statistics, (performance.now() - started) / 1000);
    // With --json, standard output is for one line a file and nothing else.
    (values.json ? output.error : output.out)(result);
    return files.some((file) => file.state === 'failed') ? 1 : 0;
  } catch (error) {
    bars?.stop();
    if (!(error instanceof AppError)) throw error;
    output.error(describeFailure(error));
    return 1;
  }
}

function positiveInteger(name: string, value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new AppError('invalid_request', `${name} 要一个正整数，收到的是“${value}”。用 --help 看用法`);
}
