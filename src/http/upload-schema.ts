import { z } from 'zod';
import { JOB_STATES, Job, JobFile } from '../service/job-schema.ts';

/** Answer to an upload or a withdrawal that has been taken: `GET /v1/jobs/{id}` says how it goes. */
export const JobAccepted = z.object({ job: z.object({ id: z.string(), state: z.enum(JOB_STATES) }) });
export type JobAccepted = z.infer<typeof JobAccepted>;

/** `GET /v1/jobs/{id}`: the files in the order in which they came; `nextCursor` leads to more of them. */
export const JobDetail = z.object({
  job: Job,
  files: z.array(JobFile),
  nextCursor: z.string().nullable(),
});
export type JobDetail = z.infer<typeof JobDetail>;

/** `GET /v1/jobs`, the latest first. */
export const JobList = z.object({ jobs: z.array(Job), nextCursor: z.string().nullable() });
export type JobList = z.infer<typeof JobList>;

export const PAGE_MAX = 200;

const limit = (max: number, usual: number) =>
  z.preprocess(
    (value) => (value === '' ? undefined : typeof value === 'string' ? Number(value) : value),
    z.number().int().min(1).max(max).default(usual),
  );
const cursor = z.preprocess((value) => (value === '' ? undefined : value), z.string().max(500).optional());

/** Query of lists that come in pages. */
export const PageQuery = z.strictObject({ limit: limit(PAGE_MAX, 50), cursor });

export const JobsQuery = z.strictObject({
  state: z.preprocess((value) => (value === '' ? undefined : value), z.enum(JOB_STATES).optional()),
  limit: limit(PAGE_MAX, 50),
  cursor,
});

/** `limit` and `cursor` are those of the files. */
export const JobQuery = z.strictObject({ limit: limit(5000, 2000), cursor });
