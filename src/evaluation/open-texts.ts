import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AskTools } from '../answer/ask.ts';
import { openTools } from '../answer/knowledge.ts';
import type { Config } from '../config.ts';
import { buildIndex } from '../indexing/ingest.ts';

/** The id of the document that a text becomes; see `SourceDocument.id`. */
const documentId = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Tools over an index that is gone once it is closed. */
export type OpenTexts = Readonly<{
  tools: AskTools;
  /** Id of the document that holds a text given. */
  idOf: (text: string) => string;
  close: () => void;
}>;

/**
 * Indexes texts, each as a document of its own (equal ones once), in a temporary folder, and opens the index. Throws a
 * plain Error where a text cannot be indexed.
 */
export async function openTexts(texts: readonly string[], config: Config): Promise<OpenTexts> {
  const folder = mkdtempSync(join(tmpdir(), 'zhengda-texts-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const files = join(folder, 'texts');
    mkdirSync(files);
    for (const text of new Set(texts)) writeFileSync(join(files, `${documentId(text)}.txt`), text);
    const own = { ...config, ZHENGDA_INDEX: join(folder, 'index') };
    const report = await buildIndex(own, [files]);
    for (const { file, state, reason } of report.files) {
      if (state !== 'added') throw new Error(`${file}: ${state} ${reason?.message ?? ''}`);
    }
    const { tools, close } = await openTools(own);
    return {
      tools,
      idOf: documentId,
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
