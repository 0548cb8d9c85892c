import type { Knowledge } from '../../src/answer/schema.ts';
import { readConfig } from '../../src/config.ts';
import { createApp } from '../../src/http/app.ts';
import { listen } from '../../src/http/listen.ts';
import { createService } from '../../src/service/service.ts';

/** A service on a real socket with what it reported as bugs; `settings` as in the environment. */
export async function startService(knowledge: Knowledge, settings: Readonly<Record<string, string>> = {}) {
  const bugs: unknown[] = [];
  const service = createService({ config: readConfig(settings), knowledge: () => knowledge });
  const app = createApp(service, { reportBug: (_, error) => bugs.push(error) });
  const { url, stop } = await listen(app, { host: '127.0.0.1', port: 0 });
  return { url, stop, bugs, service };
}
