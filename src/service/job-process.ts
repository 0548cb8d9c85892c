import { readdirSync } from 'node:fs';
import { availableParallelism, constants, setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import { type FileReport, fileReport } from '../indexing/file-report.ts';
import { type IncomingFile, readBytes } from '../indexing/incoming-files.ts';
import type { IndexWriter } from '../indexing/index-writer.ts';
import { type IngestProgress, takeNamed, withWriter } from '../indexing/ingest.ts';
import { type JobMessage, JobTask } from './job-schema.ts';

/** How long it waits where a clerk's own ingest is writing the index. */
const BUSY_MS = 1000;

/** Progress is told this often at most; a change of phase at once. */
const PROGRESS_MS = 100;

/** Keys of uploads: never taken for paths (see ingest.ts). */
const KEY_PREFIX = 'upload:';
const uploadKey = (name: string): string => KEY_PREFIX + name;

/** A key as it may be shown: paths from the index folder are nobody's business. */
const shownKey = (key: string): string =>
  key.startsWith(KEY_PREFIX) ? key.slice(KEY_PREFIX.length) : key.slice(key.lastIndexOf('/') + 1);

type Send = (message: JobMessage) => void;

/**
 * Lets those who ask go first; the lowest priority would bring a job to a stand where the service is busy. On Linux a
 * priority is that of a thread, and some of V8's are running already.
 */
function stepBack(): void {
  const threads = process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [0];
  for (const thread of threads) {
    try {
      setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // A thread that has ended since, or a system that does not allow it: the job is done all the same.
    }
  }
}

function progressTo(send: Send): (progress: IngestProgress) => void {
  let last: { phase: string; at: number } | undefined;
  return ({ phase, done, total }) => {
    const at = performance.now();
    if (last?.phase === phase && at - last.at < PROGRESS_MS && done < total) return;
    last = { phase, at };
    send({ type: 'progress', phase, done, total, message: null });
  };
}

const fileTo =
  (send: Send) =>
  (report: FileReport): void => {
    const sameAs = report.sameAs === null ? null : shownKey(report.sameAs);
    send({ type: 'file', file: { ...report, sameAs } });
  };

function replaced(file: string, documentId: string): FileReport {
  return fileReport(file, 'failed', {
    reason: {
      code: 'not_found',
      message: `要替换的文件 ${documentId} 已经不在索引里，本文件没有入库。请不带 replace 重新上传`,
    },
  });
}

/** Takes the files in. One that replaces a document is known by what that was known by, so that it is its next version. */
async function takeUploads(
  { files, replace }: JobTask,
  writer: IndexWriter,
  concurrency: number,
  send: Send,
): Promise<void> {
  const [before, ...others] = replace === null ? [] : writer.keysOf(replace);
  const onFile = fileTo(send);
  if (replace !== null && before === undefined) {
    for (const { name } of files) onFile(replaced(name, replace));
    return;
  }
  const incoming: IncomingFile[] = files.map(({ name, path }) => ({
    path: name,
    fileName: name.slice(name.lastIndexOf('/') + 1),
    read: () => readBytes(path),
  }));
  const reports = await takeNamed(writer, incoming, before === undefined ? uploadKey : () => before, {
    concurrency,
    onFile,
    onProgress: progressTo(send),
  });
  if (replace === null || reports.every(({ documentId }) => documentId === null || documentId === replace))
    return;
  for (const key of others) writer.withdrawFile(key);
}

async function work(task: JobTask, send: Send): Promise<JobMessage> {
  const { withdraw, config } = task;
  const pool = { workers: Math.max(1, availableParallelism() - 1) };
  const onBusy = async (error: AppError): Promise<void> => {
    send({ type: 'progress', phase: 'wait', done: 0, total: 0, message: error.message });
    await sleep(BUSY_MS);
  };
  try {
    return await withWriter(config, { pool, onBusy }, async (writer, concurrency) => {
      await takeUploads(task, writer, concurrency, send);
      if (withdraw !== null) {
        writer.withdrawDocument(withdraw.documentId);
        fileTo(send)(fileReport(withdraw.file, 'withdrawn', { documentId: withdraw.documentId }));
      }
      const { version } = await writer.publish(progressTo(send));
      return { type: 'done', indexVersion: version };
    });
  } catch (error) {
    if (error instanceof AppError) return { type: 'failed', code: error.code, message: error.message };
    throw error;
  }
}

/** Does the one job that the service sends, tells it what happens (see {@link JobMessage}), and ends with it. */
export function serveJob(): void {
  stepBack();
  // Without the service nobody would know of the job, and its successor would find the index locked.
  process.once('disconnect', () => process.exit(1));
  process.once('message', (message: unknown) => {
    const done = work(JobTask.parse(message), (news) => process.send?.(news));
    void done.then((last) => process.send?.(last, undefined, undefined, () => process.exit(0)));
  });
}
