import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { Answer, AskRequest } from '../answer/schema.ts';
import { Generated } from '../answer/written/schema.ts';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import { DocumentFilters } from '../indexing/schema.ts';
import type { AccessKey } from './keys.ts';
import { maskPersonal } from './mask.ts';
import type { ServiceStore } from './store.ts';

/** A quoted place: half-open offsets in UTF-16 code units of the document's stored text, and that slice. */
export const RecordedQuote = z.object({
  documentId: z.string(),
  clauseId: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  quote: z.string(),
});
export type RecordedQuote = Readonly<z.infer<typeof RecordedQuote>>;

/**
 * What is kept of an answer. `questionKept`: the question as it was asked (`full`), without what tells of a person
 * (`masked`), or not at all (`none`; then `question` is null and `history` empty). Times are ISO 8601 in UTC.
 */
export const AuditRecord = z.object({
  id: z.string(),
  askedAt: z.string(),
  channel: z.string(),
  /** Null where nobody had a key to give: a message of a chat platform. */
  keyId: z.string().nullable(),
  keyName: z.string().nullable(),
  /** Labels of the documents that could be seen; null for all. */
  labels: z.array(z.string()).nullable(),
  requestId: z.string().nullable(),
  question: z.string().nullable(),
  questionKept: z.enum(['full', 'masked', 'none']),
  /** Earlier questions of the conversation, oldest first. */
  history: z.array(z.string()),
  topK: z.number().int(),
  filters: DocumentFilters.nullable(),
  status: z.enum(['answered', 'no_evidence']),
  confidence: z.number(),
  quotes: z.array(RecordedQuote),
  /** SHA-256 of what the answer said, see {@link answerHash}. */
  answerHash: z.string(),
  /**
   * Where a language model is set: what it made of the answer above, which is the one found in the documents and can be
   * replayed. `answer` is null where its text was not given.
   */
  written: z
    .object({ answer: z.string().nullable(), quotes: z.array(RecordedQuote), generated: Generated })
    .nullable(),
  indexVersion: z.string(),
  totalMs: z.number(),
});
export type AuditRecord = Readonly<z.infer<typeof AuditRecord>>;

/** A page of records, the latest first. */
export type AuditPage = Readonly<{ records: readonly AuditRecord[]; nextCursor: string | null }>;

/** A question that the documents did not answer, asked `count` times and last by the answer `lastId`. */
export const UnansweredQuestion = z.object({
  question: z.string(),
  history: z.array(z.string()),
  count: z.number().int(),
  lastAskedAt: z.string(),
  lastId: z.string(),
});
export type UnansweredQuestion = Readonly<z.infer<typeof UnansweredQuestion>>;

export type UnansweredPage = Readonly<{
  questions: readonly UnansweredQuestion[];
  nextCursor: string | null;
}>;

export type AuditQuery = Readonly<{
  status?: AuditRecord['status'] | undefined;
  channel?: string | undefined;
  /** First and last moment, ISO 8601; a day alone means all of it. */
  from?: string | undefined;
  to?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}>;

const DAY_MS = 24 * 60 * 60 * 1000;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS answer_record (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  channel TEXT NOT NULL,
  key_id TEXT,
  key_name TEXT,
  labels TEXT,
  request_id TEXT,
  question TEXT,
  question_kept TEXT NOT NULL,
  history TEXT NOT NULL,
  top_k INTEGER NOT NULL,
  filters TEXT,
  status TEXT NOT NULL,
  confidence REAL NOT NULL,
  quotes TEXT NOT NULL,
  answer_hash TEXT NOT NULL,
  index_version TEXT NOT NULL,
  total_ms REAL NOT NULL,
  written TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS answer_record_by_id ON answer_record (id);
CREATE INDEX IF NOT EXISTS answer_record_by_time ON answer_record (asked_at);
CREATE INDEX IF NOT EXISTS answer_record_by_question ON answer_record (status, question);
`;

const COLUMNS = `number, id, asked_at AS askedAt, channel, key_id AS keyId, key_name AS keyName, labels,
  request_id AS requestId, question, question_kept AS questionKept, history, top_k AS topK, filters, status, confidence,
  quotes, answer_hash AS answerHash, index_version AS indexVersion, total_ms AS totalMs, written`;

const json = z.string().transform((text): unknown => JSON.parse(text));
const jsonOrNull = z
  .string()
  .nullable()
  .transform((text): unknown => (text === null ? null : JSON.parse(text)));

const Row = AuditRecord.extend({
  number: z.number().int(),
  labels: jsonOrNull.pipe(AuditRecord.shape.labels),
  history: json.pipe(AuditRecord.shape.history),
  filters: jsonOrNull.pipe(AuditRecord.shape.filters),
  quotes: json.pipe(AuditRecord.shape.quotes),
  written: jsonOrNull.pipe(AuditRecord.shape.written),
});

const UnansweredRow = UnansweredQuestion.extend({
  number: z.number().int(),
  history: json.pipe(UnansweredQuestion.shape.history),
});

export const quotesOf = ({ citations }: Pick<Answer, 'citations'>): RecordedQuote[] =>
  citations.map(({ document, clause, start, end, quote }) => ({
    documentId: document.id,
    clauseId: clause.id,
    start,
    end,
    quote,
  }));

/** SHA-256 of what an answer said: status, text and quotes with their places; not its id, its times or what came near. */
export function answerHash(answer: Pick<Answer, 'status' | 'answer' | 'citations'>): string {
  const said = [answer.status, answer.answer, ...quotesOf(answer).map((quote) => Object.values(quote))];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/** Where a question came from, and what may be seen there. */
export type AuditContext = Readonly<{
  channel: string;
  key: AccessKey | null;
  requestId?: string;
  labels: readonly string[] | null;
  history: readonly string[];
}>;

const afterCursor = (cursor: string | undefined): number => {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER;
  const number = Number(cursor);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new AppError('invalid_request', `cursor 应为上一页的 nextCursor，现为 ${cursor}`);
};

/** A day stands for its first moment, or for the last one. */
const moment = (time: string | undefined, end: string): string | null =>
  time === undefined ? null : time.length === 10 ? `${time}T${end}` : time;

type Values = Readonly<Record<string, string | number | null>>;

function writtenOf(answer: Answer): string | null {
  const { generated } = answer;
  if (generated === undefined) return null;
  const given = 'rejected' in generated ? null : answer.answer;
  return JSON.stringify({ answer: given, quotes: given === null ? [] : quotesOf(answer), generated });
}

/** A record that is not yet on the disk. */
type Waiting = Readonly<{ values: Values; resolve: () => void; reject: (cause: unknown) => void }>;

/** The records of answers. Questions are kept as AUDIT_QUESTIONS says, records for AUDIT_DAYS days. */
export class AuditLog {
  readonly #database: ServiceStore['database'];
  readonly #kept: Config['AUDIT_QUESTIONS'];
  readonly #days: number;
  readonly #now: () => Date;
  #timer: NodeJS.Timeout | undefined;
  #waiting: Waiting[] = [];
  readonly #insert: Database.Transaction<(records: readonly Waiting[]) => void>;

  constructor(
    store: ServiceStore,
    config: Pick<Config, 'AUDIT_QUESTIONS' | 'AUDIT_DAYS'>,
    now: () => Date = () => new Date(),
  ) {
    store.define(SCHEMA);
    this.#database = store.database;
    this.#addColumns();
    this.#kept = config.AUDIT_QUESTIONS;
    this.#days = config.AUDIT_DAYS;
    this.#now = now;
    const insert = this.#database.prepare<[Values]>(
      `INSERT INTO answer_record (id, asked_at, channel, key_id, key_name, labels, request_id, question, question_kept,
         history, top_k, filters, status, confidence, quotes, answer_hash, index_version, total_ms, written)
       VALUES (@id, @askedAt, @channel, @keyId, @keyName, @labels, @requestId, @question, @questionKept,
         @history, @topK, @filters, @status, @confidence, @quotes, @answerHash, @indexVersion, @totalMs, @written)`,
    );
    this.#insert = this.#database.transaction((records) => {
      for (const { values } of records) insert.run(values);
    });
  }

  /** Deletes what is too old, now and once a day until {@link close}. */
  start(): void {
    this.prune();
    this.#timer = setInterval(() => this.prune(), DAY_MS);
    this.#timer.unref();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#commit();
  }

  /**
   * Keeps a record of an answer; resolves when it is stored, and only then may the answer go out. Rejects where it
   * cannot be stored. Answers that are ready at the same time are stored in one transaction, which costs more than
   * its rows. `found` is the answer from the documents, where a language model made another of it.
   */
  record(answer: Answer, request: AskRequest, context: AuditContext, found: Answer = answer): Promise<void> {
    const values = {
      ...this.#valuesOf(found, request, context),
      totalMs: answer.timings.totalMs,
      written: writtenOf(answer),
    };
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#commit());
      this.#waiting.push({ values, resolve, reject });
    });
  }

  #commit(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length === 0) return;
    try {
      this.#insert(waiting);
    } catch (cause) {
      for (const { reject } of waiting) reject(cause);
      return;
    }
    for (const { resolve } of waiting) resolve();
  }

  #valuesOf(answer: Answer, request: AskRequest, context: AuditContext): Values {
    const asked = this.#keep([...context.history, request.question]);
    return {
      id: answer.id,
      askedAt: this.#now().toISOString(),
      channel: context.channel,
      keyId: context.key?.id ?? null,
      keyName: context.key?.name ?? null,
      labels: context.labels === null ? null : JSON.stringify(context.labels),
      requestId: context.requestId ?? null,
      question: asked.questions.at(-1) ?? null,
      questionKept: asked.kept,
      history: JSON.stringify(asked.questions.slice(0, -1)),
      topK: request.topK,
      filters: request.filters === undefined ? null : JSON.stringify(request.filters),
      status: answer.status,
      confidence: answer.confidence,
      quotes: JSON.stringify(quotesOf(answer)),
      answerHash: answerHash(answer),
      indexVersion: answer.index.version,
    };
  }

  /** Records of an earlier version have no column of what a language model wrote. */
  #addColumns(): void {
    const columns = z
      .array(z.object({ name: z.string() }))
      .parse(this.#database.pragma('table_info(answer_record)'));
    if (!columns.some(({ name }) => name === 'written'))
      this.#database.exec('ALTER TABLE answer_record ADD COLUMN written TEXT');
  }

  /** Undefined for an answer of which no record is kept, or kept any longer. */
  find(id: string): AuditRecord | undefined {
    const row: unknown = this.#database
      .prepare(`SELECT ${COLUMNS} FROM answer_record WHERE id = @id ORDER BY number DESC LIMIT 1`)
      .get({ id });
    return row === undefined ? undefined : this.#read(row).record;
  }

  /** The latest first. Throws `invalid_request` for a cursor that is none. */
  list({ status, channel, from, to, limit, cursor }: AuditQuery): AuditPage {
    const rows = this.#database
      .prepare(
        `SELECT ${COLUMNS} FROM answer_record WHERE number < @before
           AND (@status IS NULL OR status = @status) AND (@channel IS NULL OR channel = @channel)
           AND (@from IS NULL OR asked_at >= @from) AND (@to IS NULL OR asked_at <= @to)
         ORDER BY number DESC LIMIT @limit`,
      )
      .all({
        before: afterCursor(cursor),
        status: status ?? null,
        channel: channel ?? null,
        from: moment(from, '00:00:00.000Z'),
        to: moment(to, '23:59:59.999Z'),
        limit: limit + 1,
      })
      .map((row) => this.#read(row));
    const page = rows.slice(0, limit);
    return {
      records: page.map(({ record }) => record),
      nextCursor: rows.length > limit ? String(page.at(-1)?.number) : null,
    };
  }

  /**
   * Questions that found no evidence and have not been answered since, each once, the last asked first. Of a question
   * that leans on a conversation the last one's history is given.
   */
  unanswered({ limit, cursor }: Readonly<{ limit: number; cursor?: string | undefined }>): UnansweredPage {
    const rows = this.#database
      .prepare(
        // SQLite takes the other columns from the row that has the maximum (https://sqlite.org/lang_select.html section 2.5).
        `SELECT * FROM (
           SELECT question, history, count(*) AS count, max(number) AS number, asked_at AS lastAskedAt, id AS lastId
           FROM answer_record WHERE status = 'no_evidence' AND question IS NOT NULL
           GROUP BY question, history
         ) AS asked
         WHERE number < @before AND NOT EXISTS (SELECT 1 FROM answer_record AS later
           WHERE later.status = 'answered' AND later.question = asked.question AND later.history = asked.history
             AND later.number > asked.number)
         ORDER BY number DESC LIMIT @limit`,
      )
      .all({ before: afterCursor(cursor), limit: limit + 1 })
      .map((row) => UnansweredRow.parse(row));
    const page = rows.slice(0, limit);
    return {
      questions: page.map(({ number: _number, ...question }) => question),
      nextCursor: rows.length > limit ? String(page.at(-1)?.number) : null,
    };
  }

  /** Deletes what is older than AUDIT_DAYS; how many that were. */
  prune(): number {
    const oldest = new Date(this.#now().getTime() - this.#days * DAY_MS).toISOString();
    return this.#database.prepare('DELETE FROM answer_record WHERE asked_at < @oldest').run({ oldest })
      .changes;
  }

  #keep(questions: readonly string[]): Readonly<{
    questions: readonly string[];
    kept: AuditRecord['questionKept'];
  }> {
    if (this.#kept === 'none') return { questions: [], kept: 'none' };
    if (this.#kept === 'full') return { questions, kept: 'full' };
    const masked = questions.map(maskPersonal);
    return { questions: masked, kept: masked.every((one, at) => one === questions[at]) ? 'full' : 'masked' };
  }

  #read(row: unknown): { number: number; record: AuditRecord } {
    const { number, ...record } = Row.parse(row);
    return { number, record };
  }
}
