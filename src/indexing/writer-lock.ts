import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../errors.ts';

/**
 * Lets one writer at a time into an index folder. The lock is SQLite's own on an empty database, so that the
 * operating system lets go of it however the process ends.
 */
export class WriterLock {
  readonly #database: Database.Database;

  private constructor(database: Database.Database) {
    this.#database = database;
  }

  /** Throws `index_busy` at once where another writer is at work. */
  static take(folder: string): WriterLock {
    const database = new Database(join(folder, 'writer.lock'), { timeout: 0 });
    try {
      database.exec('BEGIN EXCLUSIVE');
    } catch (cause) {
      database.close();
      if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) {
        throw new AppError('index_busy', `另一个入库任务正在写这个索引：${folder}。请等它完成后再试`, {
          cause,
        });
      }
      throw cause;
    }
    return new WriterLock(database);
  }

  release(): void {
    this.#database.close();
  }
}
