import { existsSync } from 'node:fs';
import { AppError } from '../errors.ts';
import type { Service } from './service.ts';

/** One thing that answering needs, and what is wrong with it; null where nothing is. */
export type ReadinessCheck = Readonly<{ name: 'index' | 'model' | 'store'; problem: string | null }>;

const HEARTBEAT = `
  CREATE TABLE IF NOT EXISTS heartbeat (id INTEGER PRIMARY KEY CHECK (id = 1), at TEXT NOT NULL);
`;

async function attempt(
  name: ReadinessCheck['name'],
  advice: string,
  action: () => unknown,
): Promise<ReadinessCheck> {
  try {
    await action();
    return { name, problem: null };
  } catch (error) {
    // A failure of SQLite or of the file system is told to who can mend it; the probe is not for the public.
    const found = error instanceof Error ? error.message : String(error);
    return { name, problem: error instanceof AppError ? found : `${found}。${advice}` };
  }
}

/** Tries what answering needs: reads the catalogue, embeds and searches a word, writes to the store. */
export function readiness({ knowledge, store, config }: Service): Promise<ReadinessCheck[]> {
  return Promise.all([
    attempt('index', '请检查索引文件夹，或运行 npm run doctor', () =>
      knowledge(null).catalogue.documents({ limit: 1 }),
    ),
    attempt('model', '请检查 EMBEDDING_MODEL，或运行 npm run doctor', () =>
      knowledge(null).search({ query: '文件', topK: 1, mode: 'dense' }),
    ),
    attempt('store', `请检查 ${config.ZHENGDA_INDEX} 是否可写、磁盘是否已满`, () => {
      const { database } = store;
      // An open file can be written to after it was deleted, and what is written is lost.
      if (!database.memory && !existsSync(database.name)) throw new Error(`${database.name} 已被删除`);
      database.exec(HEARTBEAT);
      database
        .prepare('INSERT INTO heartbeat VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at')
        .run(new Date().toISOString());
    }),
  ]);
}
