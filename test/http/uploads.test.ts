import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createApp } from '../../src/http/app.ts';
import { JobAccepted, JobDetail, JobList } from '../../src/http/upload-schema.ts';
import { JobQueue } from '../../src/service/job-queue.ts';
import type { RunJob } from '../../src/service/job-runner.ts';
import type { FileNews, JobTask } from '../../src/service/job-schema.ts';
import { createService } from '../../src/service/service.ts';
import { ServiceStore } from '../../src/service/store.ts';
import { temporaryFolder } from '../indexing/support.ts';
import { readEvents } from './event-reader.ts';
import { fakeCatalogue, fakeKnowledge, PROVINCE_ID } from './fake-knowledge.ts';
import { bodyOf, errorOf } from './requests.ts';

const news = (file: string, state: FileNews['state']): FileNews => ({
  file,
  state,
  documentId: null,
  format: null,
  title: null,
  documentNumber: null,
  issuer: null,
  issuedOn: null,
  clauses: null,
  passages: null,
  sameAs: null,
  reason: state === 'failed' ? { code: 'unreadable_file', message: '已损坏' } : null,
});

/** What each job was given: the names with the contents as they lay on the disk. */
function setUp(settings: Record<string, string> = {}, withdrawn: readonly string[] = []) {
  const index = temporaryFolder();
  const tasks: (Pick<JobTask, 'replace' | 'withdraw'> & { files: string[] })[] = [];
  const run: RunJob = async ({ files, replace, withdraw }, tell) => {
    tasks.push({
      replace,
      withdraw,
      files: files.map(({ name, path }) => `${name}: ${readFileSync(path, 'utf8')}`),
    });
    for (const { name } of files) {
      tell({ type: 'file', file: news(name, name.includes('坏') ? 'failed' : 'added') });
    }
    return { type: 'done', indexVersion: '2-abc' };
  };
  const config = readConfig({ ...settings, ZHENGDA_INDEX: index });
  const store = ServiceStore.inMemory();
  const jobs = new JobQueue({ store, config, run, pollMs: 20 });
  const fake = fakeKnowledge();
  const catalogue = {
    ...fakeCatalogue,
    isCurrent: (id: string) => fakeCatalogue.isCurrent(id) && !withdrawn.includes(id),
  };
  const app = createApp(createService({ config, knowledge: () => ({ ...fake, catalogue }), store, jobs }));
  const upload = (
    files: readonly (readonly [name: string, content: string])[],
    { fields = {}, headers = {} }: { fields?: Record<string, string>; headers?: Record<string, string> } = {},
  ) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const [name, content] of files) form.append('file', new Blob([content]), name);
    return app.request('/v1/documents', { method: 'POST', body: form, headers });
  };
  const accepted = async (response: Response): Promise<string> => {
    expect(response.status).toBe(202);
    const { job } = JobAccepted.parse(await response.json());
    expect(response.headers.get('location')).toBe(`/v1/jobs/${job.id}`);
    return job.id;
  };
  const detail = async (id: string, query = '') =>
    bodyOf(await app.request(`/v1/jobs/${id}${query}`), JobDetail);
  const ended = (id: string) =>
    vi.waitFor(async () => {
      const found = await detail(id);
      expect(found.job.endedAt).not.toBeNull();
      return found;
    }, 10_000);
  /** What lies in the folder of uploads. */
  const left = () => {
    const folder = join(index, 'uploads');
    return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('writer.lock')) : [];
  };
  return { app, index, jobs, tasks, upload, accepted, detail, ended, left };
}

describe('POST /v1/documents', () => {
  it('takes files, makes a job of them and tells what became of each', async () => {
    const { jobs, tasks, upload, accepted, detail, ended, left } = setUp();
    const id = await accepted(
      await upload([
        ['通知.txt', '甲'],
        ['坏.docx', '乙'],
        ['省厅\\办法.txt', '丙'],
      ]),
    );
    expect(await detail(id)).toMatchObject({ job: { state: 'queued', total: 3, counts: { queued: 3 } } });
    jobs.start();
    const { job, files } = await ended(id);
    expect(job).toMatchObject({ kind: 'upload', state: 'done', counts: { added: 2, failed: 1 } });
    expect(tasks).toEqual([
      { replace: null, withdraw: null, files: ['通知.txt: 甲', '坏.docx: 乙', '省厅/办法.txt: 丙'] },
    ]);
    expect(files.map(({ file, state, sizeBytes }) => [file, state, sizeBytes])).toEqual([
      ['通知.txt', 'added', 3],
      ['坏.docx', 'failed', 3],
      ['省厅/办法.txt', 'added', 3],
    ]);
    expect(files[1]?.reason).toEqual({ code: 'unreadable_file', message: '已损坏' });
    expect(left()).toEqual([]);
    await jobs.close();
  });

  it('refuses a file for itself, and takes the others', async () => {
    const { jobs, tasks, upload, accepted, ended } = setUp();
    const id = await accepted(
      await upload([
        ['a.txt', '甲'],
        ['a.txt', '乙'],
        ['..', '丙'],
      ]),
    );
    jobs.start();
    const { files } = await ended(id);
    expect(files.map(({ file, state }) => [file, state])).toEqual([
      ['a.txt', 'added'],
      ['a.txt（第 2 个文件）', 'failed'],
      ['（第 3 个文件，没有文件名）', 'failed'],
    ]);
    expect(files[1]?.reason?.message).toContain('收下的是前一个');
    expect(tasks[0]?.files).toEqual(['a.txt: 甲']);
    await jobs.close();
  });

  it('is more than the body of a question may be', async () => {
    const { upload, accepted } = setUp();
    await accepted(await upload([['a.txt', 'x'.repeat(3 * 2 ** 20)]]));
  });

  it('refuses too many and too much, and leaves nothing behind', async () => {
    const { upload, left } = setUp({ UPLOAD_MAX_FILES: '2', UPLOAD_MAX_MB: '1' });
    const many = await upload(['a', 'b', 'c'].map((name) => [`${name}.txt`, name] as const));
    expect((await errorOf(many, 413, 'payload_too_large')).message).toContain('最多上传 2 个');
    const much = await upload([['a.txt', 'x'.repeat(2 ** 20 + 1)]]);
    expect((await errorOf(much, 413, 'payload_too_large')).message).toContain('1 MB');
    expect(left()).toEqual([]);
  });

  it('says what is wrong with a request that brings no files', async () => {
    const { app, upload, left } = setUp();
    await errorOf(await upload([]), 400, 'invalid_request');
    await errorOf(await upload([['', '']], {}), 400, 'invalid_request');
    const json = await app.request('/v1/documents', {
      method: 'POST',
      body: '{}',
      headers: { 'Content-Type': 'application/json' },
    });
    expect((await errorOf(json, 400, 'invalid_request')).message).toContain('multipart/form-data');
    await errorOf(await upload([['a.txt', '甲']], { fields: { label: 'x' } }), 400, 'invalid_request');
    expect(left()).toEqual([]);
  });

  it('says so where the disk does not take the files', async () => {
    const { index, upload } = setUp();
    writeFileSync(join(index, 'uploads'), 'a file in the place of the folder');
    const error = await errorOf(await upload([['a.txt', '甲']]), 507, 'storage_failed');
    expect(error.message).toContain('上传的文件存不下来');
    rmSync(join(index, 'uploads'));
  });

  it('replaces a document by one file', async () => {
    const { jobs, tasks, upload, accepted, ended, left } = setUp();
    const fields = { replace: PROVINCE_ID };
    const id = await accepted(await upload([['新.txt', '甲']], { fields }));
    jobs.start();
    expect((await ended(id)).job.documentId).toBe(PROVINCE_ID);
    expect(tasks[0]?.replace).toBe(PROVINCE_ID);
    await errorOf(await upload([['a.txt', '甲']], { fields: { replace: 'none' } }), 404, 'not_found');
    for (const files of [
      [
        ['a.txt', '甲'],
        ['b.txt', '乙'],
      ],
      [['a.zip', '甲']],
    ] as const) {
      await errorOf(await upload(files, { fields }), 400, 'invalid_request');
    }
    expect(left()).toEqual([]);
    await jobs.close();
  });

  it('gives the same job for the same Idempotency-Key', async () => {
    const { upload, accepted, left, app } = setUp();
    const headers = { 'Idempotency-Key': '7d0f' };
    const id = await accepted(await upload([['a.txt', '甲']], { headers }));
    expect(await accepted(await upload([['a.txt', '甲']], { headers }))).toBe(id);
    expect(await accepted(await upload([['a.txt', '甲']]))).not.toBe(id);
    for (const other of [
      ['a.txt', '乙'],
      ['b.txt', '甲'],
    ] as const) {
      await errorOf(await upload([other], { headers }), 409, 'conflict');
    }
    await errorOf(
      await upload([['a.txt', '甲']], { headers: { 'Idempotency-Key': 'a b' } }),
      400,
      'invalid_request',
    );
    const { jobs } = await bodyOf(await app.request('/v1/jobs?state=queued'), JobList);
    expect(left().sort()).toEqual(jobs.map((job) => job.id).sort());
    expect(jobs).toHaveLength(2);
  });
});

describe('DELETE /v1/documents/{id}', () => {
  it('withdraws a document, once', async () => {
    const { app, jobs, tasks, accepted, ended } = setUp();
    const remove = (id: string) => app.request(`/v1/documents/${id}`, { method: 'DELETE' });
    const id = await accepted(await remove(PROVINCE_ID));
    expect(await accepted(await remove(PROVINCE_ID))).toBe(id);
    jobs.start();
    expect((await ended(id)).job).toMatchObject({ kind: 'withdraw', documentId: PROVINCE_ID, state: 'done' });
    expect(tasks.map(({ withdraw }) => withdraw)).toEqual([
      { documentId: PROVINCE_ID, file: '赣府发〔2022〕16号.txt' },
    ]);
    await errorOf(await remove('none'), 404, 'not_found');
    await jobs.close();
  });

  it('has nothing to do where it is withdrawn already', async () => {
    const { app } = setUp({}, [PROVINCE_ID]);
    const response = await app.request(`/v1/documents/${PROVINCE_ID}`, { method: 'DELETE' });
    expect([response.status, await response.text()]).toEqual([204, '']);
  });
});

describe('GET /v1/jobs', () => {
  it('tells the progress as events, and only what is new to one who comes again', async () => {
    const { app, jobs, upload, accepted, ended } = setUp();
    const id = await accepted(
      await upload([
        ['a.txt', '甲'],
        ['坏.txt', '乙'],
      ]),
    );
    const watching = (async () => (await app.request(`/v1/jobs/${id}/events`)).text())();
    await new Promise((resolve) => setTimeout(resolve, 50));
    jobs.start();
    const events = readEvents(await watching);
    expect(events[0]).toMatchObject({ event: 'job', data: { id, state: 'queued' } });
    expect(events.filter(({ event }) => event === 'file')).toMatchObject([
      { id: '1', data: { file: 'a.txt', state: 'added' } },
      { id: '2', data: { file: '坏.txt', state: 'failed', reason: { code: 'unreadable_file' } } },
    ]);
    expect(events.at(-1)).toMatchObject({ event: 'done', data: (await ended(id)).job });
    const again = await app.request(`/v1/jobs/${id}/events`, { headers: { 'Last-Event-ID': '1' } });
    expect(readEvents(await again.text()).map((event) => [event.event, event.id])).toEqual([
      ['file', '2'],
      ['done', null],
    ]);
    await jobs.close();
  });

  it('comes page by page, jobs and files alike', async () => {
    const { app, upload, accepted, detail } = setUp();
    const id = await accepted(await upload(['a', 'b', 'c'].map((name) => [`${name}.txt`, name] as const)));
    const last = await accepted(await upload([['d.txt', 'd']]));
    const first = await bodyOf(await app.request('/v1/jobs?limit=1'), JobList);
    const second = await bodyOf(await app.request(`/v1/jobs?limit=1&cursor=${first.nextCursor}`), JobList);
    expect([first, second].flatMap(({ jobs }) => jobs.map((job) => job.id))).toEqual([last, id]);
    const files = await detail(id, '?limit=2');
    const rest = await detail(id, `?limit=2&cursor=${files.nextCursor}`);
    expect([files, rest].map((page) => page.files.map(({ file }) => file))).toEqual([
      ['a.txt', 'b.txt'],
      ['c.txt'],
    ]);
  });

  it('knows no job of another name', async () => {
    const { app } = setUp();
    await errorOf(await app.request('/v1/jobs/job_none'), 404, 'not_found');
    await errorOf(await app.request('/v1/jobs/job_none/events'), 404, 'not_found');
    await errorOf(await app.request('/v1/jobs?state=lost'), 400, 'invalid_request');
  });
});
