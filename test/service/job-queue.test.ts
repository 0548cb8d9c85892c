import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { JobQueue, type JobQueueListener } from '../../src/service/job-queue.ts';
import type { RunJob } from '../../src/service/job-runner.ts';
import type { FileNews, JobOutcome, JobTask } from '../../src/service/job-schema.ts';
import { newJobId } from '../../src/service/job-store.ts';
import { ServiceStore } from '../../src/service/store.ts';
import { makeReceivingFolder, uploadFolder, uploadsFolder } from '../../src/service/upload-folder.ts';
import { temporaryFolder } from '../indexing/support.ts';

const DONE: JobOutcome = { type: 'done', indexVersion: '2-abc' };
const LOST: JobOutcome = { type: 'lost', message: '入库进程意外结束（信号 SIGKILL）', lastWords: 'oom' };

const news = (file: string, state: FileNews['state'], documentId: string | null = null): FileNews => ({
  file,
  state,
  documentId,
  format: null,
  title: null,
  documentNumber: null,
  issuer: null,
  issuedOn: null,
  clauses: null,
  passages: null,
  sameAs: null,
  reason: null,
});

function setUp(run: RunJob, index = temporaryFolder(), listener: JobQueueListener = {}) {
  const store = ServiceStore.open(index);
  const queue = new JobQueue({
    store,
    config: readConfig({ ZHENGDA_INDEX: index }),
    run,
    pollMs: 20,
  });
  /** A job with these files in its folder, each holding its own name. */
  const upload = (...names: string[]) => {
    const id = newJobId();
    mkdirSync(uploadFolder(index, id), { recursive: true });
    const files = names.map((file, number) => {
      writeFileSync(join(uploadFolder(index, id), String(number + 1)), file);
      return { file, sizeBytes: file.length, stored: String(number + 1), reason: null };
    });
    return queue.submitUpload({ id, kind: 'upload', documentId: null, by: '前台', files });
  };
  const ended = (id: string) =>
    vi.waitFor(
      () => {
        const job = queue.jobs.get(id);
        if (job?.endedAt === null || job === undefined) throw new Error('not yet');
        return job;
      },
      { timeout: 5000, interval: 5 },
    );
  const states = (id: string) =>
    queue.jobs.files(id, { limit: 100 }).files.map(({ file, state }) => `${state} ${file}`);
  return { index, queue, upload, ended, states, start: () => queue.start(listener), store };
}

describe('JobQueue', () => {
  it('does one job after the other, tells what becomes of each file, and clears up', async () => {
    const tasks: JobTask[] = [];
    let running = 0;
    const published: boolean[] = [];
    const { index, upload, ended, states, start, queue } = setUp(
      async (task, tell) => {
        running += 1;
        expect(running).toBe(1);
        tasks.push(task);
        tell({ type: 'progress', phase: 'read', done: 1, total: 2, message: null });
        await new Promise((resolve) => setTimeout(resolve, 10));
        for (const { name } of task.files) tell({ type: 'file', file: news(name, 'added', `id-${name}`) });
        running -= 1;
        return DONE;
      },
      undefined,
      { onPublished: () => published.push(queue.jobs.unfinished().length > 0) },
    );
    const [one, two] = [upload('a.txt', 'b.txt'), upload('c.txt')];
    expect(queue.jobs.get(one.id)).toMatchObject({ state: 'queued', by: '前台', counts: { queued: 2 } });
    start();
    expect(await ended(two.id)).toMatchObject({ state: 'done', indexVersion: '2-abc', phase: null });
    expect(states(one.id)).toEqual(['added a.txt', 'added b.txt']);
    expect(tasks.map(({ files }) => files.map(({ name }) => name))).toEqual([['a.txt', 'b.txt'], ['c.txt']]);
    // The index is taken up before anybody is told that the job is done.
    expect(published).toEqual([true, true]);
    expect(existsSync(uploadFolder(index, one.id))).toBe(false);
    await queue.close();
  });

  it('begins again after its process was lost, and gives up after three times', async () => {
    const outcomes = [LOST, DONE, LOST, LOST, LOST];
    const troubles: string[] = [];
    let runs = 0;
    const { index, upload, ended, start, queue, states } = setUp(
      async () => outcomes[runs++] ?? DONE,
      undefined,
      { onTrouble: (message) => troubles.push(message) },
    );
    start();
    expect(await ended(upload('a.txt').id)).toMatchObject({ state: 'done' });
    const poison = upload('b.txt');
    expect(await ended(poison.id)).toMatchObject({ state: 'failed', error: { code: 'internal' } });
    expect(states(poison.id)).toEqual(['failed b.txt']);
    expect(runs).toBe(5);
    expect(troubles).toHaveLength(4);
    expect(troubles[0]).toContain('oom');
    expect(existsSync(uploadFolder(index, poison.id))).toBe(false);
    await queue.close();
  });

  it('survives a mishap of its own, and takes the job up again', async () => {
    const troubles: string[] = [];
    let runs = 0;
    const run: RunJob = async () => {
      runs += 1;
      if (runs === 1) throw new Error('database or disk is full');
      return DONE;
    };
    const { upload, ended, start, queue } = setUp(run, undefined, {
      onTrouble: (message) => troubles.push(message),
    });
    start();
    expect(await ended(upload('a.txt').id)).toMatchObject({ state: 'done' });
    expect(troubles).toEqual([expect.stringContaining('disk is full')]);
    await queue.close();
  });

  it('fails as a whole where the index does, and goes on with the next job', async () => {
    const outcomes: JobOutcome[] = [
      { type: 'failed', code: 'index_damaged', message: '索引文件已损坏' },
      DONE,
    ];
    const { upload, ended, start, queue } = setUp(async () => outcomes.shift() ?? DONE);
    const [one, two] = [upload('a.txt'), upload('b.txt')];
    start();
    const failed = await ended(one.id);
    expect(failed).toMatchObject({
      state: 'failed',
      message: '索引文件已损坏',
      error: { code: 'index_damaged', message: '索引文件已损坏' },
      counts: { failed: 1 },
    });
    expect(queue.jobs.files(one.id, { limit: 9 }).files[0]?.reason).toEqual(failed.error);
    expect(await ended(two.id)).toMatchObject({ state: 'done' });
    await queue.close();
  });

  it('takes up after a stop what was under way, with what it had put there', async () => {
    const index = temporaryFolder();
    const first = setUp(
      (task, tell, signal) =>
        new Promise((resolve) => {
          tell({ type: 'file', file: news(task.files[0]?.name ?? '', 'added', 'id-a') });
          signal.addEventListener('abort', () => resolve(LOST));
        }),
      index,
    );
    const job = first.upload('a.txt', 'b.txt');
    first.start();
    await vi.waitFor(() => expect(first.states(job.id)).toEqual(['added a.txt', 'queued b.txt']));
    await first.queue.close();
    expect(first.queue.jobs.get(job.id)?.state).toBe('queued');
    first.store.close();

    const second = setUp(async (task, tell) => {
      expect(existsSync(task.files[1]?.path ?? '')).toBe(true);
      tell({ type: 'file', file: news('a.txt', 'unchanged', 'id-a') });
      tell({ type: 'file', file: news('b.txt', 'added', 'id-b') });
      return DONE;
    }, index);
    second.start();
    expect(await second.ended(job.id)).toMatchObject({ state: 'done' });
    expect(second.states(job.id)).toEqual(['added a.txt', 'added b.txt']);
    await second.queue.close();
  });

  it('takes up what a crash left running, and removes what nobody needs', async () => {
    const index = temporaryFolder();
    const crashed = setUp(() => new Promise(() => {}), index);
    const job = crashed.upload('a.txt');
    crashed.queue.jobs.begin(job.id);
    mkdirSync(uploadFolder(index, 'job_forgotten'), { recursive: true });
    // No process has a number as high (Linux: below 2 ^ 22).
    mkdirSync(join(uploadsFolder(index), 'incoming-99999999-0123abcd-x'));
    mkdirSync(join(uploadsFolder(index), `incoming-${process.pid}-0123abcd-x`));
    const receiving = makeReceivingFolder(index);

    const next = setUp(async () => DONE, index);
    next.start();
    expect(await next.ended(job.id)).toMatchObject({ state: 'done' });
    const folders = readdirSync(uploadsFolder(index)).filter((name) => !name.startsWith('writer.lock'));
    expect(folders.map((name) => join(uploadsFolder(index), name))).toEqual([receiving]);
    await next.queue.close();
  });

  it('leaves the jobs to another service that does them already, and takes over when that ends', async () => {
    const index = temporaryFolder();
    const [one, two] = [
      setUp(async () => DONE, index),
      setUp(async () => ({ ...DONE, indexVersion: '9-two' }), index),
    ];
    one.start();
    two.start();
    const first = two.upload('a.txt');
    expect(await two.ended(first.id)).toMatchObject({ indexVersion: '2-abc' });
    await one.queue.close();
    expect(await two.ended(two.upload('b.txt').id)).toMatchObject({ indexVersion: '9-two' });
    await two.queue.close();
  });

  it('lists the files of an archive by themselves, and a withdrawal once', async () => {
    const { upload, ended, start, queue, states } = setUp(async (task, tell) => {
      if (task.withdraw === null) tell({ type: 'file', file: news('包.zip!/a.txt', 'added') });
      else tell({ type: 'file', file: news(task.withdraw.file, 'withdrawn', task.withdraw.documentId) });
      return DONE;
    });
    const archive = upload('包.zip');
    const withdrawal = queue.submitWithdrawal({ id: 'doc1', fileName: '通知.docx' }, null);
    expect(queue.submitWithdrawal({ id: 'doc1', fileName: '通知.docx' }, null).id).toBe(withdrawal.id);
    start();
    await ended(withdrawal.id);
    expect(states(archive.id)).toEqual(['unpacked 包.zip', 'added 包.zip!/a.txt']);
    expect(states(withdrawal.id)).toEqual(['withdrawn 通知.docx']);
    expect(queue.jobs.counts()).toEqual({ done: 2 });
    await queue.close();
  });

  it('goes through jobs and files page by page', async () => {
    const { upload, queue } = setUp(async () => DONE);
    const ids = ['a', 'b', 'c'].map((name) => upload(`${name}1.txt`, `${name}2.txt`, `${name}3.txt`).id);
    const first = queue.jobs.list({ limit: 2 });
    expect(first.jobs.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    const second = queue.jobs.list({ limit: 2, cursor: first.nextCursor ?? undefined });
    expect([second.jobs.map(({ id }) => id), second.nextCursor]).toEqual([[ids[0]], null]);
    const files = queue.jobs.files(ids[0] ?? '', { limit: 2 });
    const rest = queue.jobs.files(ids[0] ?? '', { limit: 2, cursor: files.nextCursor ?? undefined });
    expect([files, rest].map((page) => page.files.map(({ file }) => file))).toEqual([
      ['a1.txt', 'a2.txt'],
      ['a3.txt'],
    ]);
    expect(() => queue.jobs.list({ limit: 2, cursor: 'x' })).toThrow('cursor');
  });

  it('says so where the folder of uploads cannot be used', async () => {
    const troubles: string[] = [];
    const { index, queue, start } = setUp(async () => DONE, undefined, {
      onTrouble: (message) => troubles.push(message),
    });
    writeFileSync(uploadsFolder(index), 'in the way');
    start();
    expect(troubles[0]).toContain('上传文件夹不能用');
    await queue.close();
  });
});
