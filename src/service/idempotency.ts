import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { ServiceStore } from './store.ts';

/** As long as a client may try again and get the same job. */
const KEPT_MS = 24 * 60 * 60 * 1000;

const TABLE = `
CREATE TABLE IF NOT EXISTS idempotency (
  -- the access key's id, so that nobody meets the keys of others
  owner TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  result TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  PRIMARY KEY (owner, key)
) WITHOUT ROWID;
`;

const Row = z.object({ fingerprint: z.string(), result: z.string() });

/** Which request with an `Idempotency-Key` led to what, for 24 hours (draft-ietf-httpapi-idempotency-key-header-07). */
export class IdempotencyKeys {
  readonly #store: ServiceStore;
  readonly #now: () => number;

  constructor(store: ServiceStore, now: () => number = Date.now) {
    store.define(TABLE);
    this.#store = store;
    this.#now = now;
  }

  /** What the same request led to; undefined for a new key. Throws `conflict` where the key came with another request. */
  find(owner: string, key: string, fingerprint: string): string | undefined {
    const found = this.#store.database
      .prepare('SELECT fingerprint, result FROM idempotency WHERE owner = ? AND key = ? AND created_ms > ?')
      .get(owner, key, this.#now() - KEPT_MS);
    if (found === undefined) return undefined;
    const row = Row.parse(found);
    if (row.fingerprint === fingerprint) return row.result;
    throw new AppError(
      'conflict',
      `Idempotency-Key“${key}”在 24 小时内已用于另一次内容不同的上传。请换一个新的再传`,
    );
  }

  remember(owner: string, key: string, fingerprint: string, result: string): void {
    const now = this.#now();
    const { database } = this.#store;
    database.prepare('DELETE FROM idempotency WHERE created_ms <= ?').run(now - KEPT_MS);
    database
      .prepare('INSERT INTO idempotency (owner, key, fingerprint, result, created_ms) VALUES (?, ?, ?, ?, ?)')
      .run(owner, key, fingerprint, result, now);
  }
}
