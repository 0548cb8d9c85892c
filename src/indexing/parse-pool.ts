import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { AppError } from '../errors.ts';
import type { ParsedDocument } from './catalogue.ts';
import { fileFailure, type ParseOutcome, type ParseTask } from './parse-document.ts';

/** A file that takes longer is given up: a PDF of 500 pages takes some five seconds. */
export const FILE_TIMEOUT_MS = 60_000;

/** Heap of all threads together, and what one gets at least: the largest law with its versions needs 150 MB. */
const HEAP_MB = 416;
const LEAST_HEAP_MB = 208;
/** For what lives briefly, beyond that: V8 would take 48 MB a thread, which saves no time that can be measured. */
const YOUNG_HEAP_MB = 8;

const WORKER = fileURLToPath(new URL('./parse-worker.mjs', import.meta.url));

export type ParsePoolOptions = Readonly<{ threads?: number; fileTimeoutMs?: number }>;

/**
 * Parses files on several threads. A file that takes too long or too much memory costs its thread, not the run: the
 * thread is ended, the file fails with `file_timeout` or `file_too_large`, and the next one gets a new thread.
 */
export class ParsePool {
  readonly threads: number;
  readonly #pool: Piscina<ParseTask, ParseOutcome>;
  readonly #fileTimeoutMs: number;
  readonly #heapMb: number;

  constructor({ threads = availableParallelism(), fileTimeoutMs = FILE_TIMEOUT_MS }: ParsePoolOptions = {}) {
    this.threads = threads;
    this.#fileTimeoutMs = fileTimeoutMs;
    this.#heapMb = Math.max(LEAST_HEAP_MB, Math.floor(HEAP_MB / threads));
    this.#pool = new Piscina<ParseTask, ParseOutcome>({
      filename: WORKER,
      minThreads: 1,
      maxThreads: threads,
      idleTimeout: 10_000,
      resourceLimits: { maxOldGenerationSizeMb: this.#heapMb, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
    });
  }

  /** What {@link parseDocument} gives, or throws. */
  async parse(bytes: Uint8Array, fileName: string): Promise<ParsedDocument> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), this.#fileTimeoutMs);
    let outcome: ParseOutcome;
    try {
      outcome = await this.#pool.run({ bytes, fileName }, { signal: stop.signal });
    } catch (cause) {
      if (stop.signal.aborted) throw this.#timedOut(fileName, cause);
      if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        throw new AppError(
          'file_too_large',
          `读文件“${fileName}”所需的内存超过 ${this.#heapMb} MB，已放弃。请拆分后重新入库`,
          { details: [{ fileName, heapMb: this.#heapMb }], cause },
        );
      }
      throw fileFailure(fileName, cause);
    } finally {
      clearTimeout(timer);
    }
    if (!outcome.ok) throw new AppError(outcome.code, outcome.message, { details: outcome.details });
    return { ...outcome.parsed, original: bytes };
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  #timedOut(fileName: string, cause: unknown): AppError {
    const seconds = this.#fileTimeoutMs / 1000;
    return new AppError(
      'file_timeout',
      `读文件“${fileName}”超过了时限 ${seconds} 秒，已放弃。请检查文件，或用 --file-timeout 放宽时限`,
      { details: [{ fileName, limitMs: this.#fileTimeoutMs }], cause },
    );
  }
}
