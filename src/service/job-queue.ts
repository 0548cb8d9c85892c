import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import { WriterLock } from '../indexing/writer-lock.ts';
import { type RunJob, runInProcess } from './job-runner.ts';
import type { Job, JobMessage, JobTask } from './job-schema.ts';
import { JobStore } from './job-store.ts';
import type { ServiceStore } from './store.ts';
import { removeOrphans, uploadFolder, uploadsFolder } from './upload-folder.ts';

/** A job whose process was lost as often is given up: it would be lost again. */
const MOST_ATTEMPTS = 3;

/** How often jobs are looked for that another service on the same index has taken, or left. */
const POLL_MS = 2000;

export type JobQueueOptions = Readonly<{
  store: ServiceStore;
  config: Pick<Config, 'ZHENGDA_INDEX' | 'ZHENGDA_DICTIONARY' | 'EMBEDDING_MODEL'>;
  /** A process of its own for each job, unless said. */
  run?: RunJob;
  pollMs?: number;
}>;

/** What concerns the whole service, not one job. */
export type JobQueueListener = Readonly<{
  /** A new state of the index is published: called before its job is seen as done. */
  onPublished?: () => void;
  /** For the operator: a process was lost, or the folder of uploads cannot be used. */
  onTrouble?: (message: string) => void;
}>;

/**
 * Uploads and withdrawals, worked off one after the other. They are kept in the service's database: what a stop or a
 * crash interrupts is taken up again by the next start.
 */
export class JobQueue {
  readonly jobs: JobStore;
  readonly #config: JobQueueOptions['config'];
  readonly #run: RunJob;
  readonly #pollMs: number;
  readonly #stop = new AbortController();
  #listener: JobQueueListener = {};
  #lock: WriterLock | null = null;
  #working: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor({ store, config, run = runInProcess, pollMs = POLL_MS }: JobQueueOptions) {
    this.jobs = new JobStore(store);
    this.#config = config;
    this.#run = run;
    this.#pollMs = pollMs;
  }

  /** From now on jobs are done. Until then they are only taken. */
  start(listener: JobQueueListener = {}): void {
    this.#listener = listener;
    this.#timer = setInterval(() => this.#wake(), this.#pollMs);
    this.#timer.unref();
    this.#wake();
  }

  /** Files that lie in the job's folder already (see {@link uploadFolder}). */
  submitUpload(upload: Parameters<JobStore['create']>[0]): Job {
    const job = this.jobs.create(upload);
    this.#wake();
    return job;
  }

  /** A job that withdraws the document; the one there is where it is being withdrawn already. */
  submitWithdrawal(document: Readonly<{ id: string; fileName: string }>, by: string | null): Job {
    const pending = this.jobs
      .unfinished()
      .find(({ kind, documentId }) => kind === 'withdraw' && documentId === document.id);
    if (pending !== undefined) return pending;
    const file = { file: document.fileName, sizeBytes: null, stored: null, reason: null };
    const job = this.jobs.create({ kind: 'withdraw', documentId: document.id, by, files: [file] });
    this.#wake();
    return job;
  }

  /** Stops the job under way, which the next start takes up again. Resolves when its process has ended. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#stop.abort();
    await this.#working;
    this.#lock?.release();
    this.#lock = null;
  }

  #wake(): void {
    if (this.#timer === null || this.#working !== null || this.#stop.signal.aborted || !this.#own()) return;
    this.#working = this.#work()
      .catch((error: unknown) => this.#trouble('入库任务暂停，稍后再试', error))
      .finally(() => {
        this.#working = null;
      });
  }

  /** One service at a time does the jobs of an index; the first thing it does is to clear up after the last one. */
  #own(): boolean {
    if (this.#lock !== null) return true;
    const folder = uploadsFolder(this.#config.ZHENGDA_INDEX);
    try {
      mkdirSync(folder, { recursive: true });
      this.#lock = WriterLock.take(folder);
      const needed = new Set(this.jobs.unfinished().map(({ id }) => id));
      removeOrphans(this.#config.ZHENGDA_INDEX, needed);
    } catch (error) {
      const isTaken = error instanceof AppError && error.code === 'index_busy';
      if (!isTaken) this.#trouble(`上传文件夹不能用：${folder}。请检查它是否可写`, error);
    }
    return this.#lock !== null;
  }

  async #work(): Promise<void> {
    // Nothing is being done, so that these were interrupted: by a crash, or by a disk that was full.
    for (const { id, state } of this.jobs.unfinished()) {
      if (state === 'running') this.jobs.requeue(id, '服务中断过，重新开始', { counted: true });
    }
    for (let job = this.jobs.next(); job !== undefined; job = this.jobs.next()) {
      if (this.#stop.signal.aborted) return;
      await this.#do(job);
    }
  }

  async #do(job: Job): Promise<void> {
    const { id } = job;
    if (this.jobs.attempts(id) >= MOST_ATTEMPTS) {
      const message = `入库进程连续 ${MOST_ATTEMPTS} 次意外结束，这个任务已放弃。请把文件分几次上传，找出是哪一个引起的`;
      this.jobs.fail(id, { code: 'internal', message });
      this.#clear(id);
      return;
    }
    this.jobs.begin(id);
    const onMessage = (message: JobMessage): void => {
      try {
        if (message.type === 'file') this.jobs.report(id, message.file);
        else if (message.type === 'progress') this.jobs.progress(id, message);
      } catch (error) {
        this.#trouble(`任务 ${id} 的进度没有记下`, error);
      }
    };
    const outcome = await this.#run(this.#taskOf(job), onMessage, this.#stop.signal);
    if (outcome.type === 'lost') {
      const stopped = this.#stop.signal.aborted;
      if (!stopped) this.#listener.onTrouble?.(`任务 ${id}：${outcome.message}\n${outcome.lastWords}`);
      const message = stopped ? '服务停止，下次启动时继续' : `${outcome.message}，重新开始`;
      this.jobs.requeue(id, message, { counted: !stopped });
      return;
    }
    if (outcome.type === 'done') {
      this.#listener.onPublished?.();
      this.jobs.succeed(id, outcome.indexVersion);
    } else this.jobs.fail(id, outcome);
    this.#clear(id);
  }

  #taskOf({ id, kind, documentId }: Job): JobTask {
    const { ZHENGDA_INDEX, ZHENGDA_DICTIONARY, EMBEDDING_MODEL } = this.#config;
    const folder = uploadFolder(ZHENGDA_INDEX, id);
    const [named] = this.jobs.files(id, { limit: 1 }).files;
    return {
      config: { ZHENGDA_INDEX, ZHENGDA_DICTIONARY, EMBEDDING_MODEL },
      files: this.jobs.stored(id).map(({ file, stored }) => ({ name: file, path: join(folder, stored) })),
      replace: kind === 'upload' ? documentId : null,
      withdraw:
        kind === 'withdraw' && documentId !== null ? { documentId, file: named?.file ?? documentId } : null,
    };
  }

  #trouble(message: string, error: unknown): void {
    this.#listener.onTrouble?.(`${message}（${error instanceof Error ? error.message : String(error)}）`);
  }

  /** What went in is in the catalogue, and what did not is of no use. */
  #clear(id: string): void {
    rmSync(uploadFolder(this.#config.ZHENGDA_INDEX, id), { recursive: true, force: true });
  }
}
