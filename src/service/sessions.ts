import { randomBytes } from 'node:crypto';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { type AccessKey, hashSecret, type Keys } from './keys.ts';
import type { ServiceStore } from './store.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS page_session (
  hash TEXT PRIMARY KEY,
  key_hash TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
`;

/** A working day: a key typed in the morning holds until the evening. */
export const SESSION_SECONDS = 12 * 60 * 60;

const Row = z.object({ keyHash: z.string() });

/**
 * Sessions of the web page: a browser holds a random token in place of the key that was typed in. A session ends with
 * its time, and at once with its key.
 */
export class Sessions {
  readonly #database: ServiceStore['database'];
  readonly #keys: Keys;
  readonly #now: () => Date;
  readonly #byHash: Database.Statement<[{ hash: string; now: string }]>;

  constructor(store: ServiceStore, keys: Keys, now: () => Date = () => new Date()) {
    store.define(SCHEMA);
    this.#database = store.database;
    this.#keys = keys;
    this.#now = now;
    this.#byHash = this.#database.prepare(
      'SELECT key_hash AS keyHash FROM page_session WHERE hash = @hash AND expires_at > @now',
    );
  }

  /** A session for who knows the key's secret: its token, to be given to the browser alone. Undefined for a wrong key. */
  start(secret: string): { token: string; key: AccessKey } | undefined {
    const key = this.#keys.find(secret);
    if (key === undefined) return undefined;
    const now = this.#now();
    const token = randomBytes(32).toString('base64url');
    this.#database.prepare('DELETE FROM page_session WHERE expires_at <= @now').run({
      now: now.toISOString(),
    });
    this.#database
      .prepare('INSERT INTO page_session (hash, key_hash, expires_at) VALUES (@hash, @keyHash, @expiresAt)')
      .run({
        hash: hashSecret(token),
        keyHash: hashSecret(secret),
        expiresAt: new Date(now.getTime() + SESSION_SECONDS * 1000).toISOString(),
      });
    return { token, key };
  }

  /** The key of a session; undefined where the session or its key has ended. */
  key(token: string): AccessKey | undefined {
    const row: unknown = this.#byHash.get({ hash: hashSecret(token), now: this.#now().toISOString() });
    return row === undefined ? undefined : this.#keys.findByHash(Row.parse(row).keyHash);
  }

  end(token: string): void {
    this.#database.prepare('DELETE FROM page_session WHERE hash = @hash').run({ hash: hashSecret(token) });
  }
}
