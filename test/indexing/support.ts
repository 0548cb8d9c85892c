import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { IndexWriterOptions } from '../../src/indexing/index-writer.ts';
import { openIndex } from '../../src/indexing/open.ts';
import type { OpenIndex } from '../../src/indexing/schema.ts';
import { addText, embedder, openWriter, segmenter } from './writer-parts.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'zhengda-index-'));
  folders.push(folder);
  return folder;
}

/** Writes and publishes the texts, keyed by name; null withdraws. */
export async function publishTexts(
  folder: string,
  texts: Readonly<Record<string, string | null>>,
  options: Partial<IndexWriterOptions> = {},
): Promise<void> {
  const writer = openWriter(folder, options);
  try {
    for (const [key, text] of Object.entries(texts)) {
      if (text === null) writer.withdrawFile(key);
      else await addText(writer, key, text);
    }
    await writer.publish();
  } finally {
    writer.close();
  }
}

const opened: OpenIndex[] = [];
afterAll(() => {
  for (const index of opened) index.close();
});

export function openFolder(folder: string): OpenIndex {
  const index = openIndex(folder, { segmenter, embedder });
  opened.push(index);
  return index;
}

/** What a search found, in words: `title: passage`. */
export function found(index: OpenIndex, hits: readonly Readonly<{ passage: number }>[]): string[] {
  return index.search.passages(hits.map((hit) => hit.passage)).map(({ document, text }) => {
    return `${index.search.documentAt(document).metadata.title}: ${text}`;
  });
}
