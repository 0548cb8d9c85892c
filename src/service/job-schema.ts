import { z } from 'zod';
import { ERROR_CODES } from '../errors.ts';

/** `done` says that the index has been written, not that every file went in: see `counts`. */
export const JOB_STATES = ['queued', 'running', 'done', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** `queued` until its turn comes; `unpacked` is an archive whose files are listed by themselves. */
export const FILE_STATES = [
  'queued',
  'added',
  'replaced',
  'unchanged',
  'duplicate',
  'unpacked',
  'withdrawn',
  'skipped',
  'failed',
] as const;

/** `wait`: another writer is at work on the index. `done` and `total` count files while reading, passages after. */
export const JobPhase = z.enum(['wait', 'read', 'index', 'merge']);
export type JobPhase = z.infer<typeof JobPhase>;

const Reason = z.object({ code: z.string(), message: z.string() });

/** One file of a job, or one within an archive (`a.zip!/b.docx`). What is not known is null. */
export const JobFile = z.object({
  /** As it was given. */
  file: z.string(),
  state: z.enum(FILE_STATES),
  sizeBytes: z.number().int().nullable(),
  documentId: z.string().nullable(),
  format: z.string().nullable(),
  title: z.string().nullable(),
  documentNumber: z.string().nullable(),
  issuer: z.string().nullable(),
  issuedOn: z.string().nullable(),
  clauses: z.number().int().nullable(),
  passages: z.number().int().nullable(),
  /** For `duplicate`: the file that holds the same text already. */
  sameAs: z.string().nullable(),
  /** For `failed` and `skipped`: why. */
  reason: Reason.nullable(),
});
export type JobFile = Readonly<z.infer<typeof JobFile>>;

/** Times are ISO 8601 in UTC. */
export const Job = z.object({
  id: z.string(),
  kind: z.enum(['upload', 'withdraw']),
  state: z.enum(JOB_STATES),
  /** The document that is replaced or withdrawn. */
  documentId: z.string().nullable(),
  /** Name of the key that asked for it. */
  by: z.string().nullable(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  phase: JobPhase.nullable(),
  done: z.number().int(),
  total: z.number().int(),
  /** For people: what it waits for, or why it failed as a whole. */
  message: z.string().nullable(),
  /** Why it failed as a whole; null unless `failed`. */
  error: Reason.nullable(),
  /** How many files are in each state. */
  counts: z.partialRecord(z.enum(FILE_STATES), z.number().int()),
  /** The version of the index that has its documents, once it is done. */
  indexVersion: z.string().nullable(),
});
export type Job = Readonly<z.infer<typeof Job>>;

/** What the process that does the job is given. */
export const JobTask = z.object({
  config: z.object({
    ZHENGDA_INDEX: z.string(),
    ZHENGDA_DICTIONARY: z.string(),
    EMBEDDING_MODEL: z.string(),
  }),
  /** `name` as given, `path` where it lies. */
  files: z.array(z.object({ name: z.string(), path: z.string() })),
  /** A document that the one file of the job takes the place of. */
  replace: z.string().nullable(),
  withdraw: z.object({ documentId: z.string(), file: z.string() }).nullable(),
});
export type JobTask = Readonly<z.infer<typeof JobTask>>;

/** What the process says of one file. */
export const FileNews = JobFile.omit({ sizeBytes: true });
export type FileNews = Readonly<z.infer<typeof FileNews>>;

/** What the process says, a message each. The last one is `done` or `failed`. */
export const JobMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('file'), file: FileNews }),
  z.object({
    type: z.literal('progress'),
    phase: JobPhase,
    done: z.number().int(),
    total: z.number().int(),
    message: z.string().nullable(),
  }),
  z.object({ type: z.literal('done'), indexVersion: z.string() }),
  z.object({ type: z.literal('failed'), code: z.enum(ERROR_CODES), message: z.string() }),
]);
export type JobMessage = Readonly<z.infer<typeof JobMessage>>;

/** How a job's process ended; `lost` where it did so without a result; `lastWords` are for the operator. */
export type JobOutcome =
  | Extract<JobMessage, { type: 'done' | 'failed' }>
  | Readonly<{ type: 'lost'; message: string; lastWords: string }>;
