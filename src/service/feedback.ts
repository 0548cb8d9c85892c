import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Answer, AskRequest, Knowledge } from '../answer/schema.ts';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import {
  type FeedbackEntry,
  type FeedbackRequest,
  FeedbackSubject,
  TestQuestion,
} from './feedback-schema.ts';
import { maskPersonal } from './mask.ts';
import type { ServiceStore } from './store.ts';

/** Answers that feedback may still be about: some 2 KB each. */
const ANSWERS_REMEMBERED = 5000;

const TABLE = `
CREATE TABLE IF NOT EXISTS feedback (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  answer_id TEXT NOT NULL UNIQUE,
  verdict TEXT NOT NULL,
  correction TEXT,
  comment TEXT,
  key_name TEXT,
  created_at TEXT NOT NULL,
  -- what was asked and answered, as JSON
  subject TEXT,
  test_question TEXT
);
`;

const Row = z.object({
  number: z.number(),
  answer_id: z.string(),
  verdict: z.enum(['useful', 'useless']),
  correction: z.string().nullable(),
  comment: z.string().nullable(),
  key_name: z.string().nullable(),
  created_at: z.string(),
  subject: z.string().nullable(),
  test_question: z.string().nullable(),
});

export type FeedbackPage = Readonly<{ feedback: readonly FeedbackEntry[]; nextCursor: string | null }>;

export type FeedbackOptions = Readonly<{
  store: ServiceStore;
  knowledge: () => Knowledge;
  /** How questions may be kept. */
  questions: Config['AUDIT_QUESTIONS'];
  now?: () => Date;
}>;

type Remembered = FeedbackSubject & { readonly cited: readonly string[] };

const squash = (text: string): string => text.replace(/\s/gu, '');

function entryOf(row: z.infer<typeof Row>): FeedbackEntry {
  return {
    answerId: row.answer_id,
    verdict: row.verdict,
    correction: row.correction,
    comment: row.comment,
    by: row.key_name,
    createdAt: row.created_at,
    subject: row.subject === null ? null : FeedbackSubject.parse(JSON.parse(row.subject)),
    testQuestion: row.test_question === null ? null : TestQuestion.parse(JSON.parse(row.test_question)),
  };
}

/** What users say of answers, and the test questions that follow from it. */
export class Feedback {
  readonly #options: FeedbackOptions;
  readonly #answers = new LRUCache<string, Remembered>({ max: ANSWERS_REMEMBERED });

  constructor(options: FeedbackOptions) {
    options.store.define(TABLE);
    this.#options = options;
  }

  /** Remembers an answer for what may be said of it. `history` holds the earlier questions, oldest first. */
  observe(answer: Answer, { question }: AskRequest, history: readonly string[]): void {
    this.#answers.set(answer.id, {
      question,
      history: [...history],
      status: answer.status,
      answer: answer.answer,
      citations: answer.citations.map(({ document, clause, quote, url }) => ({
        documentId: document.id,
        title: document.title,
        documentNumber: document.documentNumber,
        clause: clause.label,
        quote,
        url,
      })),
      indexVersion: answer.index.version,
      cited: [...answer.citations, ...answer.related].map(({ document }) => document.id),
    });
  }

  /** Keeps it, with what it is about. True where it is the first on its answer. */
  add({ answerId, verdict, correction, comment }: FeedbackRequest, by: string | null): boolean {
    const { store, questions, now = () => new Date() } = this.#options;
    const masked = (text: string | undefined): string | null =>
      text === undefined || text === '' ? null : questions === 'full' ? text : maskPersonal(text);
    const remembered = this.#answers.get(answerId);
    const subject = remembered === undefined ? null : this.#subjectOf(remembered);
    const test =
      remembered === undefined ? null : this.#testQuestion(answerId, verdict, correction, remembered);
    const known =
      store.database.prepare('SELECT 1 FROM feedback WHERE answer_id = ?').get(answerId) !== undefined;
    store.database
      .prepare(
        `INSERT INTO feedback (answer_id, verdict, correction, comment, key_name, created_at, subject, test_question)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (answer_id) DO UPDATE SET verdict = excluded.verdict, correction = excluded.correction,
           comment = excluded.comment, key_name = excluded.key_name, created_at = excluded.created_at,
           subject = coalesce(excluded.subject, subject), test_question = excluded.test_question`,
      )
      .run(
        answerId,
        verdict,
        masked(correction),
        masked(comment),
        by,
        now().toISOString(),
        subject === null ? null : JSON.stringify(subject),
        test === null ? null : JSON.stringify(test),
      );
    return !known;
  }

  /** The latest first. Throws `invalid_request` for a cursor of another kind. */
  list({
    verdict,
    limit,
    cursor,
  }: Readonly<{
    verdict?: FeedbackRequest['verdict'] | undefined;
    limit: number;
    cursor?: string | undefined;
  }>): FeedbackPage {
    if (cursor !== undefined && !/^\d{1,15}$/u.test(cursor)) {
      throw new AppError('invalid_request', 'cursor 不是本接口给出的，请去掉它从第一页取起');
    }
    const rows = z
      .array(Row)
      .parse(
        this.#options.store.database
          .prepare(
            'SELECT * FROM feedback WHERE number < ? AND (? IS NULL OR verdict = ?) ORDER BY number DESC LIMIT ?',
          )
          .all(
            cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor),
            verdict ?? null,
            verdict ?? null,
            limit + 1,
          ),
      );
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      feedback: page.map(entryOf),
      nextCursor: rows.length > limit && last !== undefined ? String(last.number) : null,
    };
  }

  /** The test questions that follow from what was said, oldest first. */
  testQuestions(): readonly TestQuestion[] {
    const rows = this.#options.store.database
      .prepare('SELECT * FROM feedback WHERE test_question IS NOT NULL ORDER BY number')
      .all();
    return z
      .array(Row)
      .parse(rows)
      .flatMap((row) => entryOf(row).testQuestion ?? []);
  }

  /** As it may be kept. */
  #subjectOf({ cited: _cited, ...subject }: Remembered): FeedbackSubject {
    const { questions } = this.#options;
    if (questions === 'full') return subject;
    if (questions === 'none') return { ...subject, question: null, history: [] };
    return {
      ...subject,
      question: subject.question === null ? null : maskPersonal(subject.question),
      history: subject.history.map(maskPersonal),
    };
  }

  /**
   * A useful answer is right as it is. A useless one is a test question only where the correction stands in a document
   * that came up: answers are verbatim, so that nothing else can be expected of them.
   */
  #testQuestion(
    id: string,
    verdict: FeedbackRequest['verdict'],
    correction: string | undefined,
    remembered: Remembered,
  ): TestQuestion | null {
    const { question, history } = this.#subjectOf(remembered);
    if (question === null) return null;
    const asked = history.length === 0 ? { id, question } : { id, turns: [...history, question] };
    const { catalogue } = this.#options.knowledge();
    const nameOf = (documentId: string | undefined) =>
      documentId === undefined ? undefined : catalogue.document(documentId)?.fileName;
    if (verdict === 'useless') {
      const right = squash(correction ?? '');
      if (right === '') return null;
      const holder = remembered.cited.find((documentId) =>
        squash(catalogue.text(documentId) ?? '').includes(right),
      );
      const file = nameOf(holder);
      return file === undefined || correction === undefined
        ? null
        : { ...asked, file, contains: [correction] };
    }
    if (remembered.status === 'no_evidence') {
      return history.length === 0 ? { id, question, answerable: false } : null;
    }
    const file = nameOf(remembered.citations[0]?.documentId);
    const contains = remembered.citations.map(({ quote }) => quote);
    return file === undefined ? null : { ...asked, file, contains };
  }
}
