import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../errors.ts';

const STORE_FILE = 'service.sqlite';

/** The tables of one part of the service, made where they are missing. */
export type StoreSchema = string;

/**
 * What the service keeps beside the index: keys, records of answers, feedback, jobs. Each part owns its tables and
 * hands in the statements that make them (`CREATE TABLE IF NOT EXISTS …`).
 */
export class ServiceStore {
  readonly database: Database.Database;

  private constructor(database: Database.Database) {
    this.database = database;
  }

  /** Opens `service.sqlite` in `folder`. Throws `configuration_invalid` where it cannot be written. */
  static open(folder: string, schemas: readonly StoreSchema[] = []): ServiceStore {
    const path = join(folder, STORE_FILE);
    try {
      mkdirSync(folder, { recursive: true });
      const created = !existsSync(path);
      const database = new Database(path);
      // Questions and hashes of keys are for the service alone.
      if (created) chmodSync(path, 0o600);
      database.pragma('journal_mode = WAL');
      // A record that a loss of power may take with it is no reason to wait for the disk at every answer.
      database.pragma('synchronous = NORMAL');
      database.pragma('busy_timeout = 5000');
      const store = new ServiceStore(database);
      for (const schema of schemas) store.define(schema);
      return store;
    } catch (cause) {
      throw new AppError(
        'configuration_invalid',
        `服务的记录库打不开：${path}。请检查 ZHENGDA_INDEX 文件夹是否存在、可写`,
        { details: [{ path }], cause },
      );
    }
  }

  /** For tests and for a service that keeps nothing. */
  static inMemory(schemas: readonly StoreSchema[] = []): ServiceStore {
    const store = new ServiceStore(new Database(':memory:'));
    for (const schema of schemas) store.define(schema);
    return store;
  }

  define(schema: StoreSchema): void {
    this.database.exec(schema);
  }

  close(): void {
    this.database.close();
  }
}
