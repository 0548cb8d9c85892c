import { JobDetail } from '../../http/upload-schema.ts';
import { Job, JobFile } from '../../service/job-schema.ts';
import { getJson, request } from '../shared/client.ts';
import { readEvents, textPieces } from '../shared/event-stream.ts';
import { isOver } from './job-wording.ts';

/** A job and its files, by their names, in the order in which they came. */
export type JobProgress = Readonly<{ job: Job; files: ReadonlyMap<string, JobFile> }>;

/** Between two looks at a job whose events cannot be had. */
const POLL_MS = 1000;

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

/** What an event changes; an event of another shape changes nothing. */
export function withEvent(progress: JobProgress, event: string, data: string): JobProgress {
  if (event === 'file') {
    const file = JobFile.safeParse(parse(data));
    if (!file.success) return progress;
    return { ...progress, files: new Map(progress.files).set(file.data.file, file.data) };
  }
  if (event !== 'job' && event !== 'done') return progress;
  const job = Job.safeParse(parse(data));
  return job.success ? { ...progress, job: job.data } : progress;
}

/** The job as it goes on, from now until it is over. Where its events break off, it is looked at each second. */
export async function* followJob(id: string, signal: AbortSignal): AsyncGenerator<JobProgress> {
  const path = `/v1/jobs/${encodeURIComponent(id)}`;
  const look = async (): Promise<JobProgress> => {
    const { job, files } = await getJson(path, JobDetail, { signal });
    return { job, files: new Map(files.map((file) => [file.file, file])) };
  };
  let progress = await look();
  yield progress;
  if (isOver(progress.job)) return;
  try {
    const response = await request(`${path}/events`, { signal });
    for await (const { event, data } of response.body === null ? [] : readEvents(textPieces(response.body))) {
      progress = withEvent(progress, event, data);
      if (event === 'done') break;
      yield progress;
    }
  } catch (error) {
    if (signal.aborted) throw error;
  }
  for (;;) {
    progress = await look();
    yield progress;
    if (isOver(progress.job)) return;
    await later(POLL_MS);
  }
}
