import { expect, it } from 'vitest';
import type { IncomingFile } from '../../src/indexing/incoming-files.ts';
import { ingest, takeNamed } from '../../src/indexing/ingest.ts';
import { temporaryFolder } from './support.ts';
import { openWriter } from './writer-parts.ts';

const named = (path: string, text: string): IncomingFile => ({
  path,
  fileName: path,
  read: async () => new TextEncoder().encode(text),
});

it('takes files in under the keys that it is given, which a prune of folders leaves alone', async () => {
  const index = temporaryFolder();
  const writer = openWriter(index);
  try {
    const keyOf = (name: string) => `upload:${name}`;
    const reports = await takeNamed(writer, [named('a.txt', '甲\n企业'), named('空.txt', '')], keyOf);
    expect(reports.map(({ file, state }) => `${state} ${file}`)).toEqual(['added a.txt', 'failed 空.txt']);
    expect(writer.keys()).toEqual(['upload:a.txt']);
    expect(writer.keysOf(reports[0]?.documentId ?? '')).toEqual(['upload:a.txt']);
    expect(writer.keysOf('none')).toEqual([]);
    await ingest(writer, index, [index], { prune: true });
    expect(writer.keys()).toEqual(['upload:a.txt']);
    const again = await takeNamed(writer, [named('a.txt', '甲\n服务')], keyOf);
    expect(again.map(({ state }) => state)).toEqual(['replaced']);
  } finally {
    writer.close();
  }
});
