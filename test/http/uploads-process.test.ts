import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ZipFile } from 'yazl';
import { Answer } from '../../src/answer/schema.ts';
import type { RunningService } from '../../src/http/listen.ts';
import { DocumentDetail } from '../../src/http/schema.ts';
import { startService } from '../../src/http/start-command.ts';
import { JobAccepted, JobDetail } from '../../src/http/upload-schema.ts';
import { WriterLock } from '../../src/indexing/writer-lock.ts';
import { bodyOf } from './requests.ts';

/** A job begins by loading dictionary and model, on a machine that may be busy with other tests. */
const PATIENCE_MS = 240_000;

let folder: string;
let index: string;
let service: RunningService;

/** A notice whose 办结时限 is `days`. */
const notice = (number: number, days: number): string =>
  `江西省测试局关于事项${number}的通知\n赣测发〔2024〕${number}号\n各市测试局：\n一、事项${number}的办结时限为${days}个工作日。\n江西省测试局\n2024年5月6日\n`;

async function start(): Promise<RunningService> {
  const said: string[] = [];
  const started = await startService(
    { PORT: '0', ZHENGDA_INDEX: index, ZHENGDA_CORPUS: join(folder, 'corpus'), LOG_LEVEL: 'silent' },
    { out: () => {}, error: (line) => said.push(line) },
  );
  if (started === null) throw new Error(said.join('\n'));
  return started;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zhengda-uploads-'));
  index = join(folder, 'index');
  mkdirSync(join(folder, 'corpus'));
  writeFileSync(join(folder, 'corpus', '事项1.txt'), notice(1, 5));
  service = await start();
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Files = readonly (readonly [name: string, content: string | Uint8Array<ArrayBuffer>])[];

async function upload(files: Files, fields: Record<string, string> = {}): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, content] of files) form.append('file', new Blob([content]), name);
  const response = await fetch(`${service.url}/v1/documents`, { method: 'POST', body: form });
  expect(response.status).toBe(202);
  return JobAccepted.parse(await response.json()).job.id;
}

const detail = async (id: string) => bodyOf(await fetch(`${service.url}/v1/jobs/${id}`), JobDetail);

const ended = (id: string): Promise<JobDetail> =>
  vi.waitFor(
    async () => {
      const found = await detail(id);
      if (found.job.endedAt === null) throw new Error(`still ${found.job.state}: ${found.job.message}`);
      return found;
    },
    { timeout: PATIENCE_MS, interval: 100 },
  );

const states = ({ files }: JobDetail): string[] => files.map(({ file, state }) => `${state} ${file}`);

async function ask(question: string): Promise<Answer> {
  const body = JSON.stringify({ question });
  return bodyOf(await fetch(`${service.url}/v1/ask`, { method: 'POST', body }), Answer);
}

const uploadsLeft = (): string[] =>
  readdirSync(join(index, 'uploads')).filter((name) => !name.startsWith('writer.lock'));

/** The processes that this one has started for jobs (Linux). */
function jobProcesses(): number[] {
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], {
    encoding: 'utf8',
  });
  return [...children.matchAll(/^\s*(\d+) .*job-process\.mjs/gmu)].map(([, id]) => Number(id));
}

describe('uploads, with the process that does them', { timeout: 600_000 }, () => {
  it('answers from what was just uploaded, tells what is broken and takes the rest', async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(notice(4, 9)), '内/事项4.txt');
    zip.addBuffer(Buffer.from('PK broken'), '坏.docx');
    zip.end();
    const chunks: Buffer[] = [];
    for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
    const archive = new Uint8Array(Buffer.concat(chunks));

    const files: [string, string | Uint8Array<ArrayBuffer>][] = Array.from({ length: 300 }, (_, number) => [
      `事项${number + 10}.txt`,
      notice(number + 10, 2),
    ]);
    const id = await upload([...files, ['空.txt', ''], ['坏.pdf', '%PDF-1.4 nothing'], ['批.zip', archive]]);
    const done = await ended(id);
    expect(done.job).toMatchObject({ state: 'done', counts: { added: 301, failed: 3, unpacked: 1 } });
    expect(states(done).slice(-5)).toEqual([
      'failed 空.txt',
      'failed 坏.pdf',
      'unpacked 批.zip',
      'added 批.zip!/内/事项4.txt',
      'failed 批.zip!/坏.docx',
    ]);
    const reasons = done.files.flatMap(({ reason }) => (reason === null ? [] : [reason]));
    expect(reasons.map(({ code }) => code)).toContain('empty_file');
    // Where the service keeps them is nobody's business.
    expect(JSON.stringify(reasons)).not.toContain(folder);
    expect(uploadsLeft()).toEqual([]);

    // 9 in the archive's notice, at once.
    const { citations } = await ask('事项4的办结时限是几个工作日');
    expect(citations[0]?.quote).toContain('9个工作日');
    expect(citations[0]?.document.documentNumber).toBe('赣测发〔2024〕4号');
  });

  it('knows a file again, and replaces it by its name or by its number', async () => {
    const first = await ended(await upload([['办法.txt', notice(5, 3)]]));
    const again = await ended(await upload([['办法.txt', notice(5, 3)]]));
    expect([first, again].map(states)).toEqual([['added 办法.txt'], ['unchanged 办法.txt']]);
    const changed = await ended(await upload([['办法.txt', notice(5, 4)]]));
    expect(states(changed)).toEqual(['replaced 办法.txt']);
    expect((await ask('事项5的办结时限是几个工作日')).citations[0]?.quote).toContain('4个工作日');

    const before = changed.files[0]?.documentId ?? '';
    const renamed = await ended(await upload([['新办法.txt', notice(5, 6)]], { replace: before }));
    expect(states(renamed)).toEqual(['replaced 新办法.txt']);
    const url = `${service.url}/v1/documents/${renamed.files[0]?.documentId}`;
    const { versions } = await bodyOf(await fetch(url), DocumentDetail);
    expect(versions.map(({ fileName, current }) => [fileName, current])).toEqual([
      ['新办法.txt', true],
      ['办法.txt', false],
      ['办法.txt', false],
    ]);
  });

  it('withdraws, and keeps the text readable', async () => {
    const { citations } = await ask('事项1的办结时限是几个工作日');
    const id = citations[0]?.document.id ?? '';
    const response = await fetch(`${service.url}/v1/documents/${id}`, { method: 'DELETE' });
    expect(response.status).toBe(202);
    const done = await ended(JobAccepted.parse(await response.json()).job.id);
    expect(states(done)).toEqual(['withdrawn 事项1.txt']);
    const after = await ask('事项1的办结时限是几个工作日');
    expect(after.citations.map(({ document }) => document.id)).not.toContain(id);
    expect(await (await fetch(`${service.url}/v1/documents/${id}/text`)).text()).toContain('5个工作日');
    expect((await fetch(`${service.url}/v1/documents/${id}`, { method: 'DELETE' })).status).toBe(204);
  });

  it('does two uploads at once one after the other, and waits for a clerk who is indexing', async () => {
    const clerk = WriterLock.take(index);
    const ids = await Promise.all([upload([['丁.txt', notice(6, 7)]]), upload([['戊.txt', notice(7, 8)]])]);
    try {
      await vi.waitFor(
        async () => {
          const { job } = await detail(ids[0] ?? '');
          expect(job).toMatchObject({ state: 'running', phase: 'wait' });
          expect(job.message).toContain('另一个入库任务');
        },
        { timeout: PATIENCE_MS, interval: 100 },
      );
    } finally {
      clerk.release();
    }
    const done = await Promise.all(ids.map(ended));
    expect(done.map(states)).toEqual([['added 丁.txt'], ['added 戊.txt']]);
  });

  it('begins again when its process is killed, and after a restart of the service', async () => {
    const clerk = WriterLock.take(index);
    const id = await upload([['己.txt', notice(8, 11)]]);
    const running = await vi.waitFor(
      () => {
        const [found] = jobProcesses();
        if (found === undefined) throw new Error('not started yet');
        return found;
      },
      { timeout: PATIENCE_MS, interval: 50 },
    );
    process.kill(running, 'SIGKILL');
    await vi.waitFor(
      () => {
        const [next] = jobProcesses();
        expect(next).toBeDefined();
        expect(next).not.toBe(running);
      },
      { timeout: PATIENCE_MS, interval: 50 },
    );
    await service.stop();
    expect(jobProcesses()).toEqual([]);
    expect(existsSync(join(index, 'uploads', id))).toBe(true);
    clerk.release();
    service = await start();
    expect(states(await ended(id))).toEqual(['added 己.txt']);
    expect(uploadsLeft()).toEqual([]);
  });

  it('runs apart, with a lower priority', async () => {
    const clerk = WriterLock.take(index);
    const id = await upload([['庚.txt', notice(9, 12)]]);
    try {
      const nice = await vi.waitFor(
        async () => {
          expect((await detail(id)).job.phase).toBe('wait');
          const [found = 0] = jobProcesses();
          // proc(5): the 19th field, the 17th after the name in brackets.
          return readdirSync(`/proc/${found}/task`).map((thread) =>
            Number(
              readFileSync(`/proc/${found}/task/${thread}/stat`, 'utf8')
                .replace(/^.*\) /su, '')
                .split(' ')[16],
            ),
          );
        },
        { timeout: PATIENCE_MS, interval: 100 },
      );
      expect(Math.min(...nice)).toBeGreaterThanOrEqual(10);
    } finally {
      clerk.release();
    }
    await ended(id);
  });
});
