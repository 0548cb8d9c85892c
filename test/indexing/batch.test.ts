import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { zip } from '../../src/evaluation/fuzz/hostile.ts';
import type { FileReport } from '../../src/indexing/file-report.ts';
import { buildIndex, dryRun, type IngestOptions, ingest } from '../../src/indexing/ingest.ts';
import { ParsePool } from '../../src/indexing/parse-pool.ts';
import { temporaryFolder } from './support.ts';
import { openWriter } from './writer-parts.ts';

const states = (files: readonly FileReport[]): string[] =>
  files.map(({ state, file }) => `${state} ${file.slice(file.indexOf('docs/') + 5)}`);

/** A folder called docs, so that the paths reported can be told. */
function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = join(temporaryFolder(), 'docs');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

async function run(index: string, paths: readonly string[], options: IngestOptions = {}) {
  const writer = openWriter(index);
  try {
    return await ingest(writer, index, paths, options);
  } finally {
    writer.close();
  }
}

describe('archives', () => {
  const inner = zip({ 'd.txt': '丁\n企业' });
  const files = {
    'a.txt': '甲\n企业',
    'batch.zip': zip({
      '一/b.txt': '乙\n企业诉求',
      'c.txt': '丙\n企业服务',
      'picture.png': 'x',
      '.hidden.txt': '隐\n企业',
      '__MACOSX/c.txt': '影\n企业',
      'inner.zip': inner,
      '../escape.txt': '外\n企业',
    }),
  };

  it('are taken in file by file, those within archives too, and nothing is written outside', async () => {
    const [index, folder] = [temporaryFolder(), folderOf(files)];
    const { files: reports, statistics } = await run(index, [folder]);
    expect(states(reports)).toEqual([
      'added a.txt',
      'failed batch.zip!/../escape.txt',
      'added batch.zip!/一/b.txt',
      'added batch.zip!/c.txt',
      'skipped batch.zip!/picture.png',
      'added batch.zip!/inner.zip!/d.txt',
    ]);
    expect(statistics.documents).toBe(4);
    expect(readdirSync(folder).sort()).toEqual(['a.txt', 'batch.zip']);
    expect(existsSync(join(folder, '..', 'escape.txt'))).toBe(false);
    expect(states((await run(index, [folder])).files)).toEqual([
      'unchanged a.txt',
      'failed batch.zip!/../escape.txt',
      'unchanged batch.zip!/一/b.txt',
      'unchanged batch.zip!/c.txt',
      'skipped batch.zip!/picture.png',
      'unchanged batch.zip!/inner.zip!/d.txt',
    ]);
  });

  it('that lose a file lose its document when pruned, but not when they can no longer be read', async () => {
    const [index, folder] = [temporaryFolder(), folderOf(files)];
    await run(index, [folder]);
    const whole = files['batch.zip'];
    writeFileSync(join(folder, 'batch.zip'), whole.subarray(0, 60));
    const broken = await run(index, [folder], { prune: true });
    expect(states(broken.files)).toEqual(['unchanged a.txt', 'failed batch.zip']);
    expect(broken.statistics.documents).toBe(4);
    writeFileSync(join(folder, 'batch.zip'), zip({ 'c.txt': '丙\n企业服务' }));
    const pruned = await run(index, [folder], { prune: true });
    expect(states(pruned.files)).toEqual([
      'unchanged a.txt',
      'unchanged batch.zip!/c.txt',
      'withdrawn batch.zip!/一/b.txt',
      'withdrawn batch.zip!/inner.zip!/d.txt',
    ]);
    expect(pruned.statistics.documents).toBe(2);
  });

  it('nested too deep, empty or beyond what is read are named', async () => {
    const deep = [1, 2, 3, 4].reduce<Uint8Array>((content) => zip({ 'x.zip': content }), inner);
    const folder = folderOf({ 'deep.zip': deep, 'empty.zip': zip({}), 'none.zip': '' });
    const { files: reports } = await run(temporaryFolder(), [folder]);
    expect(reports.map(({ file, reason }) => [basename(file), reason?.code])).toEqual([
      ['x.zip', 'file_too_large'],
      ['empty.zip', 'empty_file'],
      ['none.zip', 'empty_file'],
    ]);
  });
});

describe('dryRun', () => {
  it('says what each file would become, and writes nothing', async () => {
    const [home, folder] = [
      temporaryFolder(),
      folderOf({ 'a.txt': '关于甲的通知\n一、甲。\n', 'b.txt': '关于乙的通知\n一、乙。\n', 'e.txt': '' }),
    ];
    const config = { ...readConfig({}), ZHENGDA_INDEX: join(home, 'index') };
    expect(states(await dryRun(config, [folder]))).toEqual(['added a.txt', 'added b.txt', 'failed e.txt']);
    expect(existsSync(config.ZHENGDA_INDEX)).toBe(false);
    await buildIndex(config, [folder]);
    writeFileSync(join(folder, 'b.txt'), '关于乙的通知\n一、乙改了。\n');
    writeFileSync(join(folder, 'c.txt'), '关于丙的通知\n一、丙。\n');
    writeFileSync(join(folder, 'd.txt'), '关于丙的通知\n一、丙。\n');
    rmSync(join(folder, 'e.txt'));
    const trial = await dryRun(config, [folder], { prune: true });
    expect(states(trial)).toEqual(['unchanged a.txt', 'replaced b.txt', 'added c.txt', 'duplicate d.txt']);
    expect(trial[2]).toMatchObject({ title: '关于丙的通知', format: 'text' });
    // What was said is what happens.
    const { files: done } = await buildIndex(config, [folder], { prune: true });
    expect(states(done)).toEqual(states(trial));
  });
});

describe('ParsePool', () => {
  it('gives up a file that takes too long, and goes on with the next', async () => {
    const pool = new ParsePool({ workers: 1, fileTimeoutMs: 150 });
    try {
      // The first file starts the process, which takes longer than that.
      await expect(pool.parse(Buffer.from('关于甲的通知\n'), 'a.txt')).rejects.toMatchObject({
        code: 'file_timeout',
      });
    } finally {
      await pool.close();
    }
    const patient = new ParsePool({ workers: 1 });
    try {
      const parsed = await patient.parse(Buffer.from('关于甲的通知\n'), 'a.txt');
      expect(parsed.metadata.title).toBe('关于甲的通知');
      await expect(patient.parse(Buffer.from([0, 1, 2]), 'b.txt')).rejects.toMatchObject({
        code: 'unsupported_file',
        details: [{ fileName: 'b.txt' }],
      });
    } finally {
      await patient.close();
    }
  });

  it('outlives a file that needs more memory than there is, and names it', async () => {
    const pool = new ParsePool({ workers: 1 });
    try {
      const rows = Buffer.from('<w:p><w:r><w:t>字</w:t></w:r></w:p>'.repeat(700_000));
      const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
      const office = 'http://schemas.openxmlformats.org';
      const bytes = zip({
        '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
        '_rels/.rels': `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
        'word/document.xml': Buffer.concat([
          Buffer.from(`<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>`),
          rows,
          Buffer.from('</w:body></w:document>'),
        ]),
      });
      await expect(pool.parse(bytes, 'a.docx')).rejects.toMatchObject({
        code: 'file_too_large',
        details: [{ fileName: 'a.docx', heapMb: 208 }],
      });
      const next = await pool.parse(Buffer.from('关于甲的通知\n'), 'b.txt');
      expect(next.metadata.title).toBe('关于甲的通知');
    } finally {
      await pool.close();
    }
  });
});
