import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Answer } from '../answer/schema.ts';
import type { IndexStatistics } from '../indexing/schema.ts';
import type { AnswerCacheFigures } from './answer-cache.ts';
import { JOB_STATES, type JobState } from './job-schema.ts';

/** Seconds: from an answer that was kept (0.1 ms) to one that a person would give up waiting for. */
const BUCKETS = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const STAGES = ['question', 'retrieval', 'evidence'] as const;

/** A request that has been answered. `path` is the route's (`/v1/documents/:id`), null where none took it. */
export type RequestFigures = Readonly<{ method: string; path: string | null; status: number; ms: number }>;

export type MetricsOptions = Readonly<{
  /** Also measure this process: memory, processor, event loop. Once in a process. */
  process?: boolean;
}>;

/** What `GET /metrics` shows, in the form of Prometheus. Labels are of small closed sets: never a question, key or id. */
export class ServiceMetrics {
  readonly #registry = new Registry();
  readonly #questions: Counter<'channel' | 'status'>;
  readonly #stages: Histogram<'stage'>;
  readonly #written: Counter<'outcome'>;
  readonly #requests: Counter<'method' | 'path' | 'status'>;
  readonly #requestSeconds: Histogram<'path'>;

  constructor({ process: ofProcess = false }: MetricsOptions = {}) {
    const registers = [this.#registry];
    this.#questions = new Counter({
      name: 'zhengda_questions_total',
      help: '提问数，按来源和结果：answered 已回答，no_evidence 未找到依据，failed 出错',
      labelNames: ['channel', 'status'],
      registers,
    });
    this.#stages = new Histogram({
      name: 'zhengda_answer_seconds',
      help: '回答用时（秒）；total 含沿用的回答，其余阶段只计新作出的',
      labelNames: ['stage'],
      buckets: BUCKETS,
      registers,
    });
    this.#written = new Counter({
      name: 'zhengda_written_total',
      help: '交给语言模型改写的回答数，按结果：written 采用，其余是没有采用的原因',
      labelNames: ['outcome'],
      registers,
    });
    this.#requests = new Counter({
      name: 'zhengda_http_requests_total',
      help: 'HTTP 请求数，按方法、路径和状态码',
      labelNames: ['method', 'path', 'status'],
      registers,
    });
    this.#requestSeconds = new Histogram({
      name: 'zhengda_http_request_seconds',
      help: 'HTTP 请求用时（秒），到响应开始为止',
      labelNames: ['path'],
      buckets: BUCKETS,
      registers,
    });
    if (ofProcess) collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** The text exposition format, gauges read at this moment. */
  render(): Promise<string> {
    return this.#registry.metrics();
  }

  /** An answer was newly made: how long each of its stages took. */
  computed({ timings }: Answer): void {
    const { questionMs, retrievalMs, evidenceMs } = timings;
    for (const [at, ms] of [questionMs, retrievalMs, evidenceMs].entries()) {
      const stage = STAGES[at];
      if (stage !== undefined) this.#stages.observe({ stage }, ms / 1000);
    }
  }

  /** A question was answered, newly or from what is kept. */
  answered(channel: string, status: Answer['status'], totalMs: number): void {
    this.#questions.inc({ channel, status });
    this.#stages.observe({ stage: 'total' }, totalMs / 1000);
  }

  /** A language model wrote an answer, or failed to: `written`, or the reason why its text was not given. */
  written({ generated }: Answer): void {
    if (generated === undefined) return;
    this.#written.inc({ outcome: 'rejected' in generated ? generated.rejected : 'written' });
  }

  /** A question ended in an error. */
  failed(channel: string): void {
    this.#questions.inc({ channel, status: 'failed' });
  }

  request({ method, path, status, ms }: RequestFigures): void {
    this.#requests.inc({ method, path: path ?? 'unmatched', status });
    this.#requestSeconds.observe({ path: path ?? 'unmatched' }, ms / 1000);
  }

  /** A value by label that is read whenever the metrics are. At most one gauge may have a name. */
  watch(name: string, help: string, label: string, read: () => Readonly<Record<string, number>>): void {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const [value, count] of Object.entries(read())) this.set({ [label]: value }, count);
      },
    });
  }

  watchIndex(statistics: () => IndexStatistics): void {
    this.watch('zhengda_index_size', '索引里的文件数和段落数', 'of', () => {
      const { documents, passages } = statistics();
      return { documents, passages };
    });
    this.watch('zhengda_index_info', '正在使用的索引版本，值恒为 1', 'version', () => ({
      [statistics().version]: 1,
    }));
  }

  /** A state that no job is in may be left out of `counts`, and is shown with 0. */
  watchJobs(counts: () => Readonly<Partial<Record<JobState, number>>>): void {
    this.watch('zhengda_jobs', '入库任务数，按状态', 'state', () => {
      const known = counts();
      return Object.fromEntries(JOB_STATES.map((state) => [state, known[state] ?? 0]));
    });
  }

  watchAnswerCache(figures: () => AnswerCacheFigures): void {
    this.watch(
      'zhengda_answer_cache',
      '沿用回答：hits 沿用次数，misses 新作次数，answers 条数，bytes 大小',
      'of',
      () => {
        const { hits, misses, answers, sizeBytes } = figures();
        return { hits, misses, answers, bytes: sizeBytes };
      },
    );
  }
}
