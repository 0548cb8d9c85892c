import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import workerpool from 'workerpool';
import { AppError } from '../errors.ts';
import type { ParsedDocument } from './catalogue.ts';
import { fileFailure, type ParseOutcome, type ParseTask } from './parse-document.ts';

/** A file that takes longer is given up: a PDF of 500 pages takes some five seconds. */
export const FILE_TIMEOUT_MS = 60_000;

/** Heap of one process: 20,000 articles in one file need less. */
const HEAP_MB = 208;
/** For what lives briefly, up to three times over and on top of the heap; V8 would take 16 MB. */
const SEMI_SPACE_MB = 2;

const WORKER = fileURLToPath(new URL('./parse-worker.mjs', import.meta.url));

export type ParsePoolOptions = Readonly<{ workers?: number; fileTimeoutMs?: number }>;

/**
 * Parses files in several processes. A file that takes too long or too much memory costs its process, not the run: the
 * file fails with `file_timeout` or `file_too_large`, and the next one gets a new process. Threads would not do: one
 * that runs out of memory in a single step takes the whole process with it.
 */
export class ParsePool {
  readonly workers: number;
  readonly #pool: workerpool.Pool;
  readonly #fileTimeoutMs: number;

  constructor({ workers = availableParallelism(), fileTimeoutMs = FILE_TIMEOUT_MS }: ParsePoolOptions = {}) {
    this.workers = workers;
    this.#fileTimeoutMs = fileTimeoutMs;
    this.#pool = workerpool.pool(WORKER, {
      workerType: 'process',
      maxWorkers: workers,
      forkOpts: {
        execArgv: [`--max-old-space-size=${HEAP_MB}`, `--max-semi-space-size=${SEMI_SPACE_MB}`],
        serialization: 'advanced',
      },
      // What V8 prints when memory runs out goes nowhere: it is said in words of our own.
      emitStdStreams: true,
    });
  }

  /** What {@link parseDocument} gives, or throws. */
  async parse(bytes: Uint8Array, fileName: string): Promise<ParsedDocument> {
    const task: ParseTask = { bytes, fileName };
    let outcome: ParseOutcome;
    try {
      outcome = await this.#pool.exec('parse', [task]).timeout(this.#fileTimeoutMs);
    } catch (cause) {
      if (cause instanceof workerpool.Promise.TimeoutError) throw this.#timedOut(fileName, cause);
      if (cause instanceof workerpool.TerminateError) throw this.#ended(fileName, cause);
      throw fileFailure(fileName, cause);
    }
    if (!outcome.ok) throw new AppError(outcome.code, outcome.message, { details: outcome.details });
    return { ...outcome.parsed, original: bytes };
  }

  async close(): Promise<void> {
    await this.#pool.terminate(true);
  }

  #timedOut(fileName: string, cause: unknown): AppError {
    const seconds = this.#fileTimeoutMs / 1000;
    return new AppError(
      'file_timeout',
      `读文件“${fileName}”超过了时限 ${seconds} 秒，已放弃。请检查文件，或用 --file-timeout 放宽时限`,
      { details: [{ fileName, limitMs: this.#fileTimeoutMs }], cause },
    );
  }

  /** V8 aborts a process whose heap is full; the system kills one when all memory is used. */
  #ended(fileName: string, cause: Error): AppError {
    if (!/signalCode: `SIG(?:ABRT|KILL|TRAP)`|exitCode: `134`/.test(cause.message))
      return fileFailure(fileName, cause);
    return new AppError(
      'file_too_large',
      `读文件“${fileName}”所需的内存超过 ${HEAP_MB} MB，已放弃。请拆分后重新入库`,
      { details: [{ fileName, heapMb: HEAP_MB }], cause },
    );
  }
}
