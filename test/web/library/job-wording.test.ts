import { expect, it } from 'vitest';
import type { Job } from '../../../src/service/job-schema.ts';
import { isOver, jobInWords } from '../../../src/web/library/job-wording.ts';

const job: Job = {
  id: 'job_1',
  kind: 'upload',
  state: 'running',
  documentId: null,
  by: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  endedAt: null,
  phase: 'read',
  done: 3,
  total: 10,
  message: null,
  error: null,
  counts: {},
  indexVersion: null,
};

it.each<[Partial<Job>, string]>([
  [{ state: 'queued' }, '排队等待'],
  [{}, '读取文件（3／10）'],
  [{ phase: null, total: 0 }, '正在处理'],
  [{ message: '另一个入库正在进行，等它结束' }, '另一个入库正在进行，等它结束'],
  [{ state: 'failed', error: { code: 'index_busy', message: '索引被占用' } }, '没有完成：索引被占用'],
  [{ state: 'done', counts: { added: 2, failed: 1 } }, '完成：新入库 2 份，失败 1 个'],
  [{ state: 'done' }, '完成，没有可入库的文件'],
  [{ state: 'done', kind: 'withdraw', counts: { withdrawn: 1 } }, '已撤下'],
])('says of %j: %s', (part, words) => {
  expect(jobInWords({ ...job, ...part })).toBe(words);
});

it('is over when it is done or has failed', () => {
  expect((['queued', 'running', 'done', 'failed'] as const).map((state) => isOver({ state }))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
