import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import { ACCESS_ROLES, VisibilityLabel } from '../setting-values.ts';
import type { ServiceStore } from './store.ts';

export const AccessRole = z.enum(ACCESS_ROLES);
export type AccessRole = z.infer<typeof AccessRole>;

/** Who asks: a key without its secret. `labels` null sees every document. */
export type AccessKey = Readonly<{
  id: string;
  name: string;
  role: AccessRole;
  labels: readonly string[] | null;
}>;

/** Whether a key of `role` may do what needs `needed`. */
export const mayDo = (role: AccessRole, needed: AccessRole): boolean =>
  ACCESS_ROLES.indexOf(role) >= ACCESS_ROLES.indexOf(needed);

/** A key as the list of keys shows it. Times are ISO 8601 in UTC; `expiresAt` is the first moment without access. */
export type KeyRecord = AccessKey &
  Readonly<{ createdAt: string; expiresAt: string | null; revokedAt: string | null }>;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS access_key (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  labels TEXT,
  hash TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  expires_at TEXT,
  revoked_at TEXT
) STRICT;
`;

const COLUMNS =
  'id, name, role, labels, created_at AS createdAt, expires_at AS expiresAt, revoked_at AS revokedAt';

const Row = z.object({
  id: z.string(),
  name: z.string(),
  role: AccessRole,
  labels: z
    .string()
    .nullable()
    .transform((json) => (json === null ? null : JSON.parse(json)))
    .pipe(z.array(VisibilityLabel).nullable()),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
const HashedRow = Row.extend({ hash: z.string() });

const SECRET_BYTES = 32;

/** What a key made here looks like: `zd_` and 32 random bytes in base64url (RFC 4648 section 5). */
export const KEY_PATTERN = /zd_[\w-]{43}/u;

/**
 * A key is random, so that nobody can try the likely ones: 2^256 are equally likely, and one round of SHA-256 is as
 * good as the slow hashes that passwords need, at a thousandth of their time on every request.
 */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const sameHash = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')];
  return a.length === b.length && timingSafeEqual(a, b);
};

const withoutTimes = ({ id, name, role, labels }: AccessKey): AccessKey => ({ id, name, role, labels });

type Hashed = AccessKey & Readonly<{ hash: string }>;

/**
 * The keys of the service: those of its store, which `npm run keys` changes while it runs, and those of
 * ZHENGDA_API_KEYS. Of a key only the SHA-256 is kept.
 */
export class Keys {
  readonly #database: ServiceStore['database'];
  readonly #configured: readonly Hashed[];
  readonly #now: () => Date;
  readonly #byHash: Database.Statement<[{ hash: string }]>;
  readonly #any: Database.Statement<[]>;

  constructor(
    store: ServiceStore,
    config: Pick<Config, 'ZHENGDA_API_KEYS'>,
    now: () => Date = () => new Date(),
  ) {
    store.define(SCHEMA);
    this.#database = store.database;
    this.#now = now;
    this.#configured = config.ZHENGDA_API_KEYS.map(({ role, key }, index) => {
      const hash = hashSecret(key);
      const name = `ZHENGDA_API_KEYS 第 ${index + 1} 项`;
      return { id: `env_${hash.slice(0, 8)}`, name, role, labels: null, hash };
    });
    this.#byHash = this.#database.prepare(`SELECT ${COLUMNS}, hash FROM access_key WHERE hash = @hash`);
    this.#any = this.#database.prepare('SELECT 1 FROM access_key WHERE revoked_at IS NULL LIMIT 1');
  }

  /** Whether there is a key that was not revoked. An expired one counts: that it ended lets nobody in without one. */
  exist(): boolean {
    return this.#configured.length > 0 || this.#any.get() !== undefined;
  }

  /** The key whose secret this is; undefined for an unknown, expired or revoked one. */
  find(secret: string): AccessKey | undefined {
    return this.findByHash(hashSecret(secret));
  }

  /** As {@link find}, by the secret's {@link hashSecret}. */
  findByHash(hash: string): AccessKey | undefined {
    // Every configured key is compared, found or not, so that time tells nothing of them.
    const matching = this.#configured.filter((one) => sameHash(one.hash, hash));
    const configured = matching[0];
    if (configured !== undefined) return withoutTimes(configured);
    const row: unknown = this.#byHash.get({ hash });
    if (row === undefined) return undefined;
    const found = HashedRow.parse(row);
    if (!sameHash(found.hash, hash) || found.revokedAt !== null) return undefined;
    if (found.expiresAt !== null && this.#now().toISOString() >= found.expiresAt) return undefined;
    return withoutTimes(found);
  }

  /** Makes a key. Its secret is returned here and cannot be had again. `expiresAt` is the first moment without access. */
  create(key: {
    name: string;
    role: AccessRole;
    labels: readonly VisibilityLabel[] | null;
    expiresAt: Date | null;
  }): { record: KeyRecord; secret: string } {
    const secret = `zd_${randomBytes(SECRET_BYTES).toString('base64url')}`;
    const record: KeyRecord = {
      id: `key_${randomBytes(6).toString('hex')}`,
      name: key.name,
      role: key.role,
      labels: key.labels,
      createdAt: this.#now().toISOString(),
      expiresAt: key.expiresAt?.toISOString() ?? null,
      revokedAt: null,
    };
    this.#database
      .prepare(
        `INSERT INTO access_key (id, name, role, labels, hash, created_at, expires_at)
         VALUES (@id, @name, @role, @labels, @hash, @createdAt, @expiresAt)`,
      )
      .run({
        ...record,
        labels: key.labels === null ? null : JSON.stringify(key.labels),
        hash: hashSecret(secret),
      });
    return { record, secret };
  }

  /** All keys of the store, revoked ones included, in the order in which they were made. */
  list(): KeyRecord[] {
    return this.#database
      .prepare(`SELECT ${COLUMNS} FROM access_key ORDER BY created_at, rowid`)
      .all()
      .map((row) => Row.parse(row));
  }

  /** Ends a key at once, also in a service that runs. Throws `not_found` for an unknown id. Revoking twice is no error. */
  revoke(id: string): KeyRecord {
    this.#database
      .prepare('UPDATE access_key SET revoked_at = coalesce(revoked_at, @now) WHERE id = @id')
      .run({ id, now: this.#now().toISOString() });
    const record = this.list().find((one) => one.id === id);
    if (record === undefined) {
      throw new AppError('not_found', `没有编号为“${id}”的密钥，请用 npm run keys -- list 查看编号`);
    }
    return record;
  }
}
