import { setTimeout as sleep } from 'node:timers/promises';
import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '../errors.ts';
import type { Job } from '../service/job-schema.ts';
import type { JobStore } from '../service/job-store.ts';
import type { Service } from '../service/service.ts';
import type { ReportBug } from './error-response.ts';
import { eventStream, type SendEvent } from './event-stream.ts';
import { errorsOf, jsonOf, queryParameters } from './openapi.ts';
import { parseRequest } from './problems.ts';
import type { HttpApp } from './route.ts';
import { type JobDetail, type JobList, JobQuery, JobsQuery } from './upload-schema.ts';

/** How often a job that is watched is looked at: three reads of the service's database. */
const WATCH_MS = 200;

/** Files that are sent in one go, before the client is given time to take them. */
const FILES_AT_ONCE = 500;

const params = z.object({ id: z.string() });
const unknown = [404, '没有这个任务（not_found）'] as const;
const wrongQuery = [400, '查询参数不合要求（invalid_request）'] as const;

const listRoute = createRoute({
  method: 'get',
  path: '/v1/jobs',
  tags: ['文件'],
  summary: '入库和撤下的任务，最近的在前',
  description: '保留最近 1,000 个已结束的任务。nextCursor 不为 null 时，带上它取下一页。',
  parameters: queryParameters(JobsQuery),
  responses: { 200: { description: '一页任务', content: jsonOf('JobList') }, ...errorsOf(wrongQuery) },
});

const detailRoute = createRoute({
  method: 'get',
  path: '/v1/jobs/{id}',
  tags: ['文件'],
  summary: '一个任务：进度，和每个文件的结果与原因',
  description: 'limit、cursor 是文件的分页。state 为 done 表示索引已写好，个别文件仍可能失败，见 counts。',
  request: { params },
  parameters: queryParameters(JobQuery),
  responses: { 200: { description: '任务', content: jsonOf('JobDetail') }, ...errorsOf(wrongQuery, unknown) },
});

const eventsRoute = createRoute({
  method: 'get',
  path: '/v1/jobs/{id}/events',
  tags: ['文件'],
  summary: '一个任务的进度，随时推送',
  description:
    'text/event-stream：job（任务的状态，不含文件）、file（一个文件的结果，已有的先全部发来）、done（任务结束，内容同 job）。断开后带 Last-Event-ID 重连，只收此后的文件。',
  request: { params },
  responses: {
    200: { description: '事件流', content: { 'text/event-stream': { schema: { type: 'string' } } } },
    ...errorsOf(unknown),
  },
});

function orNotFound(job: Job | undefined, id: string): Job {
  if (job !== undefined) return job;
  throw new AppError('not_found', `没有编号为“${id}”的任务，请用 GET /v1/jobs 查看`);
}

/** Tells what has been reported after `sequence`; returns the new end. */
async function sendFiles(jobs: JobStore, id: string, sequence: number, send: SendEvent): Promise<number> {
  let last = sequence;
  for (;;) {
    const reported = jobs.reportedAfter(id, last, FILES_AT_ONCE);
    for (const { sequence: place, file } of reported) {
      await send('file', file, String(place));
      last = place;
    }
    if (reported.length < FILES_AT_ONCE) return last;
  }
}

async function watch(
  jobs: JobStore,
  id: string,
  after: number,
  send: SendEvent,
  signal: AbortSignal,
): Promise<void> {
  let told = '';
  let last = after;
  while (!signal.aborted) {
    // Read before the files, so that none of an ended job is missed.
    const job = orNotFound(jobs.get(id), id);
    last = await sendFiles(jobs, id, last, send);
    const now = JSON.stringify(job);
    if (job.endedAt !== null) {
      await send('done', job);
      return;
    }
    if (now !== told) await send('job', job);
    told = now;
    await sleep(WATCH_MS, undefined, { signal }).catch(() => {});
  }
}

export function addJobRoutes(app: HttpApp, { jobs: { jobs } }: Service, reportBug: ReportBug): void {
  app.openAPIRegistry.registerPath(listRoute);
  app.get(listRoute.getRoutingPath(), (c) => {
    const page = jobs.list(parseRequest(JobsQuery, c.req.query(), '查询参数'));
    const body: JobList = { jobs: [...page.jobs], nextCursor: page.nextCursor };
    return c.json(body, 200);
  });

  app.openAPIRegistry.registerPath(detailRoute);
  app.get(detailRoute.getRoutingPath(), (c) => {
    const id = c.req.param('id');
    const query = parseRequest(JobQuery, c.req.query(), '查询参数');
    const job = orNotFound(jobs.get(id), id);
    const page = jobs.files(id, query);
    const body: JobDetail = { job, files: [...page.files], nextCursor: page.nextCursor };
    return c.json(body, 200);
  });

  app.openAPIRegistry.registerPath(eventsRoute);
  app.get(eventsRoute.getRoutingPath(), (c) => {
    const id = c.req.param('id');
    orNotFound(jobs.get(id), id);
    const [given] = /^\d{1,15}$/u.exec(c.req.header('Last-Event-ID') ?? '') ?? ['0'];
    return eventStream(c, (send, signal) => watch(jobs, id, Number(given), send, signal), { reportBug });
  });
}
