import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AskTools } from '../answer/ask.ts';
import { openTools } from '../answer/knowledge.ts';
import type { Config } from '../config.ts';
import { openModelFolder } from '../embedding/model-folder.ts';
import { buildIndex } from '../indexing/ingest.ts';

const SOURCE = fileURLToPath(new URL('..', import.meta.url));

/** Folders of src that decide what stands in an index. */
const DECISIVE = ['text', 'document', 'clause', 'embedding', 'indexing'] as const;

/** Changes with the model and with anything in the folders that decide what stands in an index. */
async function stateOf(model: string): Promise<string> {
  const hash = createHash('sha256').update((await openModelFolder(model)).hash);
  for (const folder of DECISIVE) {
    const entries = readdirSync(join(SOURCE, folder), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.sort()) hash.update(`${file}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * Indexes a folder of laws with the model of `config` and opens the index. It is kept as `name` in the folder `cache`
 * and made anew where model, dictionary or the code that makes an index has changed; without `cache` it is gone once
 * it is closed. Two minutes for 3,400 laws, some seconds where it is kept.
 */
export async function openLawIndex(
  laws: string,
  config: Config,
  { cache, name }: Readonly<{ cache: string | null; name: string }>,
): Promise<{ tools: AskTools; close: () => void }> {
  const parent = cache ?? mkdtempSync(join(tmpdir(), 'zhengda-laws-'));
  mkdirSync(parent, { recursive: true });
  const remove = () => {
    if (cache === null) rmSync(parent, { recursive: true, force: true });
  };
  try {
    const folder = join(parent, name);
    const stateFile = join(parent, `${name}.state`);
    const state = await stateOf(config.EMBEDDING_MODEL);
    if (!existsSync(stateFile) || readFileSync(stateFile, 'utf8') !== state) {
      rmSync(folder, { recursive: true, force: true });
      writeFileSync(stateFile, state);
    }
    const own = { ...config, ZHENGDA_INDEX: folder };
    // An index that is kept is brought up to date with the files: those that have not changed are passed over.
    await buildIndex(own, [laws], { prune: true });
    const { tools, close } = await openTools(own);
    return {
      tools,
      close: () => {
        close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
