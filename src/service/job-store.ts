import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { FILE_STATES, type FileNews, Job, JobFile, type JobPhase, type JobState } from './job-schema.ts';
import type { ServiceStore } from './store.ts';

/** Ended jobs beyond these are forgotten, the oldest first. */
const JOBS_KEPT = 1000;

export const JOB_TABLES = `
CREATE TABLE IF NOT EXISTS job (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  document TEXT,
  key_name TEXT,
  created_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  -- how often its process has been started
  attempts INTEGER NOT NULL DEFAULT 0,
  phase TEXT,
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT 0,
  message TEXT,
  code TEXT,
  index_version TEXT
);
CREATE INDEX IF NOT EXISTS job_state ON job (state);

CREATE TABLE IF NOT EXISTS job_file (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  job TEXT NOT NULL,
  file TEXT NOT NULL,
  state TEXT NOT NULL,
  size_bytes INTEGER,
  -- its name in the folder of the job, null where there is nothing to be read
  stored TEXT,
  -- the report, as JSON
  news TEXT,
  -- place in the order in which the files of the job were reported, from 1
  reported INTEGER,
  UNIQUE (job, file)
);
CREATE INDEX IF NOT EXISTS job_file_reported ON job_file (job, reported);
`;

const JobRow = z.object({
  number: z.number(),
  id: z.string(),
  kind: Job.shape.kind,
  state: Job.shape.state,
  document: z.string().nullable(),
  key_name: z.string().nullable(),
  created_at: z.string(),
  started_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  attempts: z.number(),
  phase: Job.shape.phase,
  done: z.number(),
  total: z.number(),
  message: z.string().nullable(),
  code: z.string().nullable(),
  index_version: z.string().nullable(),
});
type JobRow = z.infer<typeof JobRow>;

const FileRow = z.object({
  number: z.number(),
  file: z.string(),
  state: z.enum(FILE_STATES),
  size_bytes: z.number().nullable(),
  stored: z.string().nullable(),
  news: z.string().nullable(),
  reported: z.number().nullable(),
});
type FileRow = z.infer<typeof FileRow>;

const CountRow = z.object({ state: z.enum(FILE_STATES), count: z.number() });
const StateRow = z.object({ state: Job.shape.state, count: z.number() });
const NumberRow = z.object({ number: z.number() });

const NO_NEWS: Omit<JobFile, 'file' | 'state' | 'sizeBytes'> = {
  documentId: null,
  format: null,
  title: null,
  documentNumber: null,
  issuer: null,
  issuedOn: null,
  clauses: null,
  passages: null,
  sameAs: null,
  reason: null,
};

/** States of a file that say that the job itself has put it there. */
const PUT: ReadonlySet<string> = new Set(['added', 'replaced', 'duplicate']);

const News = JobFile.omit({ file: true, state: true, sizeBytes: true });

function fileOf(row: FileRow): JobFile {
  const news = row.news === null ? NO_NEWS : News.parse(JSON.parse(row.news));
  return { file: row.file, state: row.state, sizeBytes: row.size_bytes, ...news };
}

/** A file as a job begins: `stored` is its name in the job's folder; one that is refused already has `reason`. */
export type NewFile = Readonly<{
  file: string;
  sizeBytes: number | null;
  stored: string | null;
  reason: JobFile['reason'];
}>;

export type NewJob = Readonly<{
  id?: string;
  kind: Job['kind'];
  documentId: string | null;
  by: string | null;
  files: readonly NewFile[];
}>;

export type JobPage = Readonly<{ jobs: readonly Job[]; nextCursor: string | null }>;
export type JobFilePage = Readonly<{ files: readonly JobFile[]; nextCursor: string | null }>;
/** `sequence` is the place in the order of the reports, from 1. */
export type ReportedFile = Readonly<{ sequence: number; file: JobFile }>;

export const newJobId = (): string => `job_${randomUUID().replaceAll('-', '')}`;

function numberOfCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new AppError('invalid_request', 'cursor 不是本接口给出的，请去掉它从第一页取起');
}

/** The jobs and their files in the service's database. */
export class JobStore {
  readonly #database: Database.Database;
  readonly #now: () => Date;

  constructor(store: ServiceStore, now: () => Date = () => new Date()) {
    store.define(JOB_TABLES);
    this.#database = store.database;
    this.#now = now;
  }

  /** Adds a job that waits for its turn, and forgets the oldest. */
  create({ id = newJobId(), kind, documentId, by, files }: NewJob): Job {
    this.#database.transaction(() => {
      this.#run(
        'INSERT INTO job (id, kind, state, document, key_name, created_at, total) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [id, kind, 'queued', documentId, by, this.#time(), files.length],
      );
      for (const { file, sizeBytes, stored, reason } of files) {
        this.#run('INSERT INTO job_file (job, file, state, size_bytes, stored) VALUES (?, ?, ?, ?, ?)', [
          id,
          file,
          'queued',
          sizeBytes,
          stored,
        ]);
        if (reason !== null) this.report(id, { ...NO_NEWS, file, state: 'failed', reason });
      }
      this.#forget();
    })();
    return this.#known(id);
  }

  get(id: string): Job | undefined {
    const row = this.#row(id);
    return row === undefined ? undefined : this.#jobOf(row);
  }

  /** The latest first. Throws `invalid_request` for a cursor of another kind. */
  list({
    state,
    limit,
    cursor,
  }: {
    state?: JobState | undefined;
    limit: number;
    cursor?: string | undefined;
  }): JobPage {
    const before = numberOfCursor(cursor) ?? Number.MAX_SAFE_INTEGER;
    const rows = this.#all(
      JobRow,
      'SELECT * FROM job WHERE number < ? AND (? IS NULL OR state = ?) ORDER BY number DESC LIMIT ?',
      [before, state ?? null, state ?? null, limit + 1],
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      jobs: page.map((row) => this.#jobOf(row)),
      nextCursor: rows.length > limit && last !== undefined ? String(last.number) : null,
    };
  }

  /** The files of a job, in the order in which they came. Throws `invalid_request` for a cursor of another kind. */
  files(id: string, { limit, cursor }: { limit: number; cursor?: string | undefined }): JobFilePage {
    const rows = this.#all(
      FileRow,
      'SELECT * FROM job_file WHERE job = ? AND number > ? ORDER BY number LIMIT ?',
      [id, numberOfCursor(cursor) ?? 0, limit + 1],
    );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      files: page.map(fileOf),
      nextCursor: rows.length > limit && last !== undefined ? String(last.number) : null,
    };
  }

  /** What has been reported since; a file that is reported again comes again. */
  reportedAfter(id: string, sequence: number, limit: number): readonly ReportedFile[] {
    return this.#all(
      FileRow,
      'SELECT * FROM job_file WHERE job = ? AND reported > ? ORDER BY reported LIMIT ?',
      [id, sequence, limit],
    ).map((row) => ({ sequence: row.reported ?? 0, file: fileOf(row) }));
  }

  /** The files that are still to be read, each with its name in the job's folder. */
  stored(id: string): readonly Readonly<{ file: string; stored: string }>[] {
    return this.#all(FileRow, 'SELECT * FROM job_file WHERE job = ? AND stored IS NOT NULL ORDER BY number', [
      id,
    ]).flatMap(({ file, stored }) => (stored === null ? [] : [{ file, stored }]));
  }

  /** How many jobs are in each state. */
  counts(): Readonly<Partial<Record<JobState, number>>> {
    const rows = this.#all(StateRow, 'SELECT state, count(*) AS count FROM job GROUP BY state', []);
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  }

  next(): Job | undefined {
    const [row] = this.#all(JobRow, "SELECT * FROM job WHERE state = 'queued' ORDER BY number LIMIT 1", []);
    return row === undefined ? undefined : this.#jobOf(row);
  }

  /** Those that are neither done nor failed. */
  unfinished(): readonly Job[] {
    return this.#all(
      JobRow,
      "SELECT * FROM job WHERE state IN ('queued', 'running') ORDER BY number",
      [],
    ).map((row) => this.#jobOf(row));
  }

  attempts(id: string): number {
    return this.#row(id)?.attempts ?? 0;
  }

  begin(id: string): void {
    this.#run(
      `UPDATE job SET state = 'running', attempts = attempts + 1, started_at = coalesce(started_at, ?), message = NULL
       WHERE id = ?`,
      [this.#time(), id],
    );
  }

  progress(
    id: string,
    { phase, done, total, message }: Pick<Job, 'done' | 'total' | 'message'> & { phase: JobPhase },
  ): void {
    this.#run('UPDATE job SET phase = ?, done = ?, total = ?, message = ? WHERE id = ?', [
      phase,
      done,
      total,
      message,
      id,
    ]);
  }

  /** What became of a file, or of one in an archive, which is added. */
  report(id: string, { file, state, ...news }: FileNews): void {
    this.#database.transaction(() => {
      const [before] = this.#all(FileRow, 'SELECT * FROM job_file WHERE job = ? AND file = ?', [id, file]);
      // Begun again after an interruption, the job meets what it has put there itself.
      const kept =
        state === 'unchanged' && before !== undefined && PUT.has(before.state) ? before.state : state;
      this.#run(
        `INSERT INTO job_file (job, file, state, news, reported)
         VALUES (?, ?, ?, ?, (SELECT coalesce(max(reported), 0) + 1 FROM job_file WHERE job = ?))
         ON CONFLICT (job, file) DO UPDATE SET state = excluded.state, news = excluded.news, reported = excluded.reported`,
        [id, file, kept, JSON.stringify(news), id],
      );
      const archive = file.split('!/')[0] ?? '';
      if (archive === file) return;
      const [outer] = this.#all(
        FileRow,
        "SELECT * FROM job_file WHERE job = ? AND file = ? AND state = 'queued'",
        [id, archive],
      );
      if (outer !== undefined) this.report(id, { ...NO_NEWS, file: archive, state: 'unpacked' });
    })();
  }

  /** It waits for its turn again. `counted` is false where nothing was wrong with it: then the attempt does not count. */
  requeue(id: string, message: string, { counted }: { counted: boolean }): void {
    this.#run(
      "UPDATE job SET state = 'queued', phase = NULL, message = ?, attempts = attempts - ? WHERE id = ?",
      [message, counted ? 0 : 1, id],
    );
  }

  succeed(id: string, indexVersion: string): void {
    this.#run(
      `UPDATE job SET state = 'done', phase = NULL, done = total, message = NULL, ended_at = ?, index_version = ?
       WHERE id = ?`,
      [this.#time(), indexVersion, id],
    );
  }

  /** The files that were not reported share its reason. */
  fail(id: string, { code, message }: Readonly<{ code: string; message: string }>): void {
    this.#database.transaction(() => {
      this.#run(
        "UPDATE job SET state = 'failed', phase = NULL, message = ?, code = ?, ended_at = ? WHERE id = ?",
        [message, code, this.#time(), id],
      );
      const open = this.#all(FileRow, "SELECT * FROM job_file WHERE job = ? AND state = 'queued'", [id]);
      for (const { file } of open) {
        this.report(id, { ...NO_NEWS, file, state: 'failed', reason: { code, message } });
      }
    })();
  }

  #jobOf(row: JobRow): Job {
    const counts = this.#all(
      CountRow,
      'SELECT state, count(*) AS count FROM job_file WHERE job = ? GROUP BY state',
      [row.id],
    );
    const { state, message, code } = row;
    return {
      id: row.id,
      kind: row.kind,
      state,
      documentId: row.document,
      by: row.key_name,
      createdAt: row.created_at,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      phase: row.phase,
      done: row.done,
      total: row.total,
      message,
      error: state === 'failed' && code !== null && message !== null ? { code, message } : null,
      counts: Object.fromEntries(counts.map(({ state: of, count }) => [of, count])),
      indexVersion: row.index_version,
    };
  }

  #forget(): void {
    const [oldest] = this.#all(
      NumberRow,
      "SELECT number FROM job WHERE state IN ('done', 'failed') ORDER BY number DESC LIMIT 1 OFFSET ?",
      [JOBS_KEPT],
    );
    if (oldest === undefined) return;
    const ended = "number <= ? AND state IN ('done', 'failed')";
    this.#run(`DELETE FROM job_file WHERE job IN (SELECT id FROM job WHERE ${ended})`, [oldest.number]);
    this.#run(`DELETE FROM job WHERE ${ended}`, [oldest.number]);
  }

  #known(id: string): Job {
    const job = this.get(id);
    if (job === undefined) throw new Error(`job ${id} is not in the store`);
    return job;
  }

  #row(id: string): JobRow | undefined {
    return this.#all(JobRow, 'SELECT * FROM job WHERE id = ?', [id])[0];
  }

  #time(): string {
    return this.#now().toISOString();
  }

  #all<Row>(schema: z.ZodType<Row>, sql: string, values: readonly (string | number | null)[]): Row[] {
    return z.array(schema).parse(this.#database.prepare(sql).all(...values));
  }

  #run(sql: string, values: readonly (string | number | null)[]): void {
    this.#database.prepare(sql).run(...values);
  }
}
