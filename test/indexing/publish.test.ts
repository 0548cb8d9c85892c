import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { GraphBuilder } from '../../src/indexing/graph-builder.ts';
import { currentVersion } from '../../src/indexing/manifest.ts';
import { isWholeGraph } from '../../src/indexing/neighbour-graph.ts';
import { openIndex } from '../../src/indexing/open.ts';
import type { OpenIndex } from '../../src/indexing/schema.ts';
import { TYPESCRIPT_LOADER } from '../../src/typescript-loader.ts';
import { contractDocuments } from './search-index-contract.ts';
import { found, openFolder, publishTexts, temporaryFolder } from './support.ts';
import { addText, embedder, HashEmbedder, openWriter, segmenter } from './writer-parts.ts';

const code = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
  return 'no error';
};

const search = (index: OpenIndex, term: string): string[] =>
  found(index, index.search.lexical([{ term, weight: 1 }], 50)).sort();

const titles = (index: OpenIndex): (string | null)[] =>
  index.catalogue.documents({ limit: 200 }).documents.map(({ metadata }) => metadata.title);

describe('publishing', () => {
  it('keeps an open snapshot as it was', async () => {
    const folder = temporaryFolder();
    await publishTexts(folder, { a: '甲\n企业诉求办结', b: '乙\n企业服务' });
    const before = openFolder(folder);
    const [first] = before.catalogue.documents({ limit: 1 }).documents;
    const firstId = first?.id ?? '';
    await publishTexts(folder, { a: '甲（新）\n企业变了', b: null, c: '丙\n企业监管' });
    const after = openFolder(folder);

    expect(search(before, '企业')).toEqual(['乙: 企业服务', '甲: 企业诉求办结']);
    expect(titles(before)).toEqual(['甲', '乙']);
    expect(before.catalogue.isCurrent(firstId)).toBe(true);
    expect(before.catalogue.text(firstId)).toBe('甲\n企业诉求办结');
    expect(search(after, '企业')).toEqual(['丙: 企业监管', '甲（新）: 企业变了']);
    expect(titles(after)).toEqual(['甲（新）', '丙']);
    // Replaced, but still there for whoever quotes it.
    expect(after.catalogue.isCurrent(firstId)).toBe(false);
    expect(after.catalogue.text(firstId)).toBe('甲\n企业诉求办结');
    expect(after.catalogue.document(firstId)?.metadata.title).toBe('甲');
    expect(after.search.documentNumberOf(firstId)).toBeUndefined();
    expect(after.search.statistics).toMatchObject({ documents: 2, passages: 2 });
    expect(after.search.statistics.version).not.toBe(before.search.statistics.version);
    expect(currentVersion(folder)).toBe(after.search.statistics.version);
  });

  it('does not show what is not published', async () => {
    const folder = temporaryFolder();
    await publishTexts(folder, { a: '甲\n企业诉求' });
    const version = currentVersion(folder);
    const writer = openWriter(folder);
    const added = await addText(writer, 'b', '乙\n企业服务');
    writer.withdrawFile('a');
    const index = openFolder(folder);
    expect(search(index, '企业')).toEqual(['甲: 企业诉求']);
    expect(titles(index)).toEqual(['甲']);
    expect(index.catalogue.document(added)).toBeUndefined();
    expect(index.catalogue.text(added)).toBeUndefined();
    expect(currentVersion(folder)).toBe(version);
    writer.close();
  });

  it('goes on from what a stopped writer left in the catalogue', async () => {
    const folder = temporaryFolder();
    await publishTexts(folder, { a: '甲\n企业诉求', b: '乙\n企业办结' });
    const stopped = openWriter(folder);
    await addText(stopped, 'c', '丙\n企业服务');
    stopped.withdrawFile('b');
    stopped.close();
    const next = openWriter(folder);
    // The file is known already: it is not read again, but it is indexed.
    const again = await next.add({ key: 'c', fileName: 'c.txt', bytes: Buffer.from('丙\n企业服务') });
    expect(again.state).toBe('unchanged');
    await next.publish();
    next.close();
    expect(search(openFolder(folder), '企业')).toEqual(['丙: 企业服务', '甲: 企业诉求']);
  });

  it('leaves the published state whole where embedding fails in the middle', async () => {
    const folder = temporaryFolder();
    await publishTexts(folder, { a: '甲\n企业诉求' });
    const version = currentVersion(folder);
    class Failing extends HashEmbedder {
      override embed(): Promise<Float32Array> {
        return Promise.reject(new Error('out of order'));
      }
    }
    await expect(publishTexts(folder, { b: '乙\n企业服务' }, { embedder: new Failing() })).rejects.toThrow(
      'out of order',
    );
    expect(currentVersion(folder)).toBe(version);
    expect(readdirSync(join(folder, 'segments'))).toEqual(['1-0']);
    expect(search(openFolder(folder), '企业')).toEqual(['甲: 企业诉求']);
    await publishTexts(folder, {});
    expect(search(openFolder(folder), '企业')).toEqual(['乙: 企业服务', '甲: 企业诉求']);
  });

  it('survives being killed at any time', async () => {
    const folder = temporaryFolder();
    await publishTexts(folder, { a: '甲\n企业诉求' });
    const version = currentVersion(folder);
    const script = fileURLToPath(new URL('killed-writer.ts', import.meta.url));
    for (const stage of ['added', 'embedding', 'built']) {
      const child = spawn(process.execPath, ['--import', TYPESCRIPT_LOADER, script, folder, stage], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await new Promise<void>((resolve, reject) => {
        child.stdout.on('data', () => child.kill('SIGKILL'));
        child.on('exit', (_, signal) => (signal === 'SIGKILL' ? resolve() : reject(new Error(stage))));
      });
      expect(currentVersion(folder), stage).toBe(version);
      expect(search(openFolder(folder), '企业'), stage).toEqual(['甲: 企业诉求']);
    }
    // The lock has gone with the process, and its documents come in with the next publish.
    await publishTexts(folder, {});
    expect(search(openFolder(folder), '企业')).toEqual([
      'added: 企业办结',
      'built: 企业办结',
      'embedding: 企业办结',
      '甲: 企业诉求',
    ]);
    expect(readdirSync(join(folder, 'segments'))).toEqual(['1-0', '2-0']);
  });

  it('writes nothing where nothing has changed', async () => {
    const folder = temporaryFolder();
    await publishTexts(folder, { a: '甲\n企业诉求' });
    const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8');
    await publishTexts(folder, { a: '甲\n企业诉求' });
    expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe(manifest);
  });

  it('brings back a document that was withdrawn', async () => {
    const folder = temporaryFolder();
    await publishTexts(folder, { a: '甲\n企业诉求', b: '乙\n企业服务' });
    await publishTexts(folder, { a: null });
    expect(search(openFolder(folder), '企业')).toEqual(['乙: 企业服务']);
    await publishTexts(folder, { a: '甲\n企业诉求' });
    const index = openFolder(folder);
    expect(search(index, '企业')).toEqual(['乙: 企业服务', '甲: 企业诉求']);
    expect(index.search.statistics.documents).toBe(2);
  });

  it('publishes an index that has lost its last document', async () => {
    const folder = temporaryFolder();
    await publishTexts(folder, { a: '甲\n企业诉求' });
    await publishTexts(folder, { a: null });
    const index = openFolder(folder);
    expect(index.search.statistics).toMatchObject({ documents: 0, passages: 0 });
    expect(search(index, '企业')).toEqual([]);
    expect(index.search.dense(embedder.vector('问'), 5)).toEqual([]);
    expect(readdirSync(join(folder, 'segments'))).toEqual([]);
  });

  it('cuts older documents again by a word that a new one names', async () => {
    const folder = temporaryFolder();
    // 掌上办理通 is in no dictionary; without its quotation marks it is cut into pieces.
    await publishTexts(folder, { a: '甲\n推广掌上办理通应用', b: '乙\n别的事项' });
    await publishTexts(folder, { c: '丙\n建成“掌上办理通”平台' });
    const index = openFolder(folder);
    expect(search(index, '掌上办理通')).toEqual(['丙: 建成“掌上办理通”平台', '甲: 推广掌上办理通应用']);
    expect(index.search.statistics).toMatchObject({ documents: 3, passages: 3 });
  });

  it('refuses a second writer, and lets it in afterwards', async () => {
    const folder = temporaryFolder();
    const first = openWriter(folder);
    expect(code(() => openWriter(folder))).toBe('index_busy');
    const script = fileURLToPath(new URL('killed-writer.ts', import.meta.url));
    expect(() =>
      execFileSync(process.execPath, ['--import', TYPESCRIPT_LOADER, script, folder, 'added'], {
        stdio: 'pipe',
      }),
    ).toThrow('index_busy');
    first.close();
    openWriter(folder).close();
  });
});

describe('opening', () => {
  it('says that there is no index', () => {
    const folder = temporaryFolder();
    expect(code(() => openFolder(folder))).toBe('index_missing');
    expect(code(() => openFolder(join(folder, 'nowhere')))).toBe('index_missing');
  });

  it('refuses another model or dictionary, and a rebuild helps', async () => {
    const folder = temporaryFolder();
    await publishTexts(folder, { a: '甲\n企业诉求' });
    const other = new HashEmbedder(8, 'another');
    const open = (hash: string, dimensions: number) => () =>
      openIndex(folder, { segmenter, embedder: { hash, dimensions } });
    expect(code(open('another', 16))).toBe('index_incompatible');
    expect(code(open('hash-model', 8))).toBe('index_incompatible');
    expect(code(() => openWriter(folder, { embedder: other }))).toBe('index_incompatible');
    expect(open('another', 16)).toThrow('--rebuild');
    const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8');
    expect(manifest).toContain(segmenter.hash);

    await publishTexts(folder, {}, { embedder: other, rebuild: true });
    const index = openIndex(folder, { segmenter, embedder: other });
    expect(search(index, '企业')).toEqual(['甲: 企业诉求']);
    index.close();
    expect(code(() => openFolder(folder))).toBe('index_incompatible');
  });

  it('refuses every file that is cut short, changed or gone', async () => {
    const whole = temporaryFolder();
    const texts = Object.fromEntries(
      contractDocuments(21, 100).map(({ title, passages }, number) => [
        `d${number}`,
        [title, ...passages.map(({ text }) => text)].join('\n'),
      ]),
    );
    const all = Object.entries(texts);
    await publishTexts(whole, Object.fromEntries(all.slice(0, 20)));
    await publishTexts(whole, Object.fromEntries(all.slice(20)));
    const names = readdirSync(whole, { recursive: true, encoding: 'utf8' }).filter(
      (name) => statSync(join(whole, name)).isFile() && name !== 'writer.lock',
    );
    // Two of each segment's five files differ: graph.hnsw in the large one, rows.bin in the small one.
    expect(names.map((name) => name.replace(/.*\//, '')).sort()).toEqual(
      [
        ...['catalogue.sqlite', 'manifest.json', 'graph.hnsw', 'rows.bin'],
        ...['passages.bin', 'postings.bin', 'segment.json', 'vectors.bin'].flatMap((name) => [name, name]),
      ].sort(),
    );
    const readAll = (folder: string) => {
      const index = openFolder(folder);
      for (const { id } of index.catalogue.documents({ limit: 200 }).documents) {
        index.catalogue.text(id);
        index.catalogue.original(id);
        index.catalogue.clauses(id);
      }
    };
    expect(code(() => readAll(whole))).toBe('no error');
    for (const name of names) {
      const size = statSync(join(whole, name)).size;
      const damages: Record<string, (path: string) => void> = {
        half: (path) => truncateSync(path, Math.floor(size / 2)),
        'one byte short': (path) => truncateSync(path, size - 1),
        empty: (path) => truncateSync(path, 0),
      };
      for (const part of [0.05, 0.35, 0.65, 0.95]) {
        damages[`changed at ${part}`] = (path) => {
          const bytes = readFileSync(path);
          const at = Math.floor(size * part);
          bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
          writeFileSync(path, bytes);
        };
      }
      for (const [damage, apply] of Object.entries(damages)) {
        // rows.bin is for merging alone, and read then; the last bytes of a page of the catalogue may be unused.
        if (name.endsWith('rows.bin') || (name === 'catalogue.sqlite' && damage.startsWith('changed')))
          continue;
        const folder = temporaryFolder();
        cpSync(whole, folder, { recursive: true });
        apply(join(folder, name));
        expect(
          code(() => readAll(folder)),
          `${name} ${damage}`,
        ).toBe('index_damaged');
      }
    }
  });

  it('refuses a catalogue whose contents have changed', async () => {
    const folder = temporaryFolder();
    await publishTexts(folder, { a: '甲\n企业诉求办结时限五天' });
    const path = join(folder, 'catalogue.sqlite');
    const whole = readFileSync(path);
    const sought = Buffer.from('企业诉求办结时限五天');
    let places = 0;
    for (let at = whole.indexOf(sought); at >= 0; at = whole.indexOf(sought, at + 1)) {
      const bytes = Buffer.from(whole);
      bytes.write('六', at + Buffer.byteLength('企业诉求办结时限'));
      writeFileSync(path, bytes);
      places += 1;
      const read = () => {
        const index = openFolder(folder);
        const id = index.catalogue.documents({ limit: 1 }).documents[0]?.id ?? '';
        index.catalogue.text(id);
        index.catalogue.original(id);
      };
      expect(code(read)).toBe('index_damaged');
    }
    // As text and as original.
    expect(places).toBe(2);
  });

  it('refuses a catalogue of another index, or none', async () => {
    const [a, b] = [temporaryFolder(), temporaryFolder()];
    await publishTexts(a, { a: '甲\n企业诉求' });
    await publishTexts(b, { a: '甲\n企业诉求' });
    cpSync(join(b, 'catalogue.sqlite'), join(a, 'catalogue.sqlite'));
    expect(code(() => openFolder(a))).toBe('index_damaged');
    expect(code(() => openWriter(a))).toBe('index_damaged');
    expect(existsSync(join(a, 'manifest.json'))).toBe(true);
  });

  it('is rebuilt from the catalogue where a segment or the manifest is damaged', async () => {
    const folder = temporaryFolder();
    await publishTexts(folder, { a: '甲\n企业诉求', b: '乙\n企业服务' });
    await publishTexts(folder, { b: null });
    for (const file of ['segments/1-0/postings.bin', 'manifest.json']) {
      const names = readdirSync(join(folder, 'segments'));
      truncateSync(join(folder, file.replace('1-0', names[0] ?? '')), 20);
      expect(code(() => openFolder(folder))).toBe('index_damaged');
      await publishTexts(folder, {}, { rebuild: true });
      expect(search(openFolder(folder), '企业'), file).toEqual(['甲: 企业诉求']);
    }
  });
});

describe('the graph worker', () => {
  it('hands on its failure', async () => {
    const failing = new GraphBuilder(
      16,
      10,
      new URL(
        `data:text/javascript,import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { throw new Error('no more memory'); });`,
      ),
    );
    await failing.add(new Float32Array(16).fill(0.25), 0);
    await expect(failing.write('/nowhere')).rejects.toThrow('no more memory');
  });

  it('says so where it cannot write', async () => {
    const builder = new GraphBuilder(16, 10);
    await builder.add(new Float32Array(16).fill(0.25), 0);
    await expect(builder.write(join(temporaryFolder(), 'no', 'such', 'folder'))).rejects.toThrow(
      'could not write',
    );
  });

  it('notices a graph that is not on the disk in full', async () => {
    const path = join(temporaryFolder(), 'graph');
    const builder = new GraphBuilder(16, 500);
    const rows = Array.from({ length: 500 }, (_, number) => [...embedder.vector(`${number}`)]);
    await builder.add(new Float32Array(rows.flat()), 0);
    await builder.write(path);
    expect(isWholeGraph(path)).toBe(true);
    const { size } = statSync(path);
    for (const left of [size - 1, size - 200, Math.floor(size / 2), 50, 0]) {
      truncateSync(path, left);
      expect(isWholeGraph(path), `${left} of ${size} bytes`).toBe(false);
    }
  });
});
