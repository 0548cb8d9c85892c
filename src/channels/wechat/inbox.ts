import { z } from 'zod';
import type { ServiceStore, StoreSchema } from '../../service/store.ts';
import { IncomingMessage, messageKey, WINDOW_S } from './callback.ts';

/** `message` is null once it has been answered: then only its key is needed, to know it again. */
const SCHEMA: StoreSchema = `
  CREATE TABLE IF NOT EXISTS wecom_inbox (
    key TEXT PRIMARY KEY,
    received_ms INTEGER NOT NULL,
    request_id TEXT NOT NULL,
    message TEXT
  );
  CREATE INDEX IF NOT EXISTS wecom_inbox_received ON wecom_inbox (received_ms);
`;

/** Long enough to know a repeat by, and short enough that an answer after a restart still meets its question. */
const KEPT_MS = 6 * WINDOW_S * 1000;

const Row = z.object({ request_id: z.string(), message: z.string() });

export type Waiting = Readonly<{ message: IncomingMessage; requestId: string }>;

/**
 * Messages that were taken with a 200, after which the platform does not send them again: kept until they have been
 * answered, so that a stop of the service loses none, and known for an hour, so that none is answered twice.
 */
export class Inbox {
  readonly #database: ServiceStore['database'];
  readonly #now: () => number;

  constructor(store: ServiceStore, now: () => number) {
    store.define(SCHEMA);
    this.#database = store.database;
    this.#now = now;
  }

  /** False where the message has come before. */
  add({ message, requestId }: Waiting): boolean {
    this.#prune();
    return (
      this.#database
        .prepare('INSERT OR IGNORE INTO wecom_inbox VALUES (?, ?, ?, ?)')
        .run(messageKey(message), this.#now(), requestId, JSON.stringify(message)).changes === 1
    );
  }

  /** The message needs no answer any more. */
  done(message: IncomingMessage): void {
    this.#database.prepare('UPDATE wecom_inbox SET message = NULL WHERE key = ?').run(messageKey(message));
  }

  /** What has not been answered yet, in the order in which it came. */
  waiting(): readonly Waiting[] {
    this.#prune();
    const rows = this.#database
      .prepare(
        'SELECT request_id, message FROM wecom_inbox WHERE message IS NOT NULL ORDER BY received_ms, rowid',
      )
      .all();
    return rows.map((found) => {
      const { request_id: requestId, message } = Row.parse(found);
      return { requestId, message: IncomingMessage.parse(JSON.parse(message)) };
    });
  }

  #prune(): void {
    this.#database.prepare('DELETE FROM wecom_inbox WHERE received_ms < ?').run(this.#now() - KEPT_MS);
  }
}
