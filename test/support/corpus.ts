import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openKnowledge } from '../../src/answer/knowledge.ts';
import type { Knowledge } from '../../src/answer/schema.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { buildIndex } from '../../src/indexing/ingest.ts';

export const CORPUS = fileURLToPath(new URL('../../corpus', import.meta.url));

/** Builds an index of `paths` (the five documents) in a temporary folder and opens it. */
export async function openCorpus(
  paths: readonly string[] = [CORPUS],
): Promise<{ knowledge: Knowledge; config: Config; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'zhengda-corpus-'));
  const config = { ...readConfig({}), ZHENGDA_INDEX: folder };
  await buildIndex(config, paths);
  const knowledge = await openKnowledge(config);
  return {
    knowledge,
    config,
    remove: () => {
      knowledge.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
