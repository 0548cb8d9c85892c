import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { FileReport } from '../../src/indexing/file-report.ts';
import { fileKey, type IngestOptions, type IngestReport, ingest } from '../../src/indexing/ingest.ts';
import { runIngest } from '../../src/indexing/ingest-command.ts';
import { openFolder, temporaryFolder } from './support.ts';
import { openWriter } from './writer-parts.ts';

const CORPUS = fileURLToPath(new URL('../../corpus', import.meta.url));

async function run(
  index: string,
  paths: readonly string[],
  options: IngestOptions = {},
): Promise<IngestReport> {
  const writer = openWriter(index);
  try {
    return await ingest(writer, index, paths, options);
  } finally {
    writer.close();
  }
}

/** `state name` of each file, in the order reported. */
const states = ({ files }: IngestReport): string[] =>
  files.map(({ state, file }) => `${state} ${basename(file)}`);

const titles = (index: string): (string | null)[] =>
  openFolder(index)
    .catalogue.documents({ limit: 200 })
    .documents.map(({ metadata }) => metadata.title);

/** A folder with three documents in it, one below. */
function documents(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'below'));
  writeFileSync(join(folder, 'a.txt'), '甲\n企业诉求');
  writeFileSync(join(folder, 'b.md'), '乙\n企业服务');
  writeFileSync(join(folder, 'below', 'c.TXT'), '丙\n企业监管');
  return folder;
}

describe('ingest', () => {
  it('takes .txt and .md from folders, and leaves out notes, hidden and other files', async () => {
    const [index, folder] = [temporaryFolder(), documents()];
    for (const name of ['README.md', 'SOURCES.md', '.hidden.txt', '~$a.docx'])
      writeFileSync(join(folder, name), '不收\n不收的内容');
    mkdirSync(join(folder, '.git'));
    writeFileSync(join(folder, '.git', 'x.txt'), '不收\n不收');
    const report = await run(index, [folder]);
    expect(states(report)).toEqual(['added a.txt', 'added b.md', 'added c.TXT']);
    expect(report.files[0]).toMatchObject({ title: '甲', clauses: 1, passages: 1, reason: null });
    expect(report.statistics).toMatchObject({ documents: 3, passages: 3 });
    expect(titles(index)).toEqual(['甲', '乙', '丙']);
  });

  it('tries a file that is named itself, whatever it is called', async () => {
    const [index, folder] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(folder, 'README.md'), '说明\n企业');
    writeFileSync(join(folder, 'table.xlsx'), '表\n企业');
    const report = await run(index, [join(folder, 'README.md'), join(folder, 'table.xlsx')]);
    expect(states(report)).toEqual(['added README.md', 'failed table.xlsx']);
    expect(report.files[1]?.reason?.code).toBe('unsupported_file');
  });

  it('skips what has not changed and replaces what has', async () => {
    const [index, folder] = [temporaryFolder(), documents()];
    await run(index, [folder]);
    writeFileSync(join(folder, 'b.md'), '乙（修订）\n企业服务改了');
    expect(states(await run(index, [folder]))).toEqual([
      'unchanged a.txt',
      'replaced b.md',
      'unchanged c.TXT',
    ]);
    expect(titles(index)).toEqual(['甲', '丙', '乙（修订）']);
    expect(states(await run(index, [folder]))).toEqual([
      'unchanged a.txt',
      'unchanged b.md',
      'unchanged c.TXT',
    ]);
  });

  it('tells the versions of a file', async () => {
    const [index, folder] = [temporaryFolder(), documents()];
    await run(index, [folder]);
    writeFileSync(join(folder, 'b.md'), '乙二\n企业');
    await run(index, [folder]);
    writeFileSync(join(folder, 'b.md'), '乙三\n企业');
    const report = await run(index, [folder]);
    const { catalogue } = openFolder(index);
    const id = report.files[1]?.documentId ?? '';
    const versions = catalogue.versions(id);
    expect(versions.map(({ document, current }) => [document.metadata.title, current])).toEqual([
      ['乙三', true],
      ['乙二', false],
      ['乙', false],
    ]);
    expect(catalogue.versions(versions[2]?.document.id ?? '')).toEqual(versions);
  });

  it('withdraws what has gone only when told to, and only from the folders given', async () => {
    const [index, folder, other] = [temporaryFolder(), documents(), temporaryFolder()];
    writeFileSync(join(other, 'd.txt'), '丁\n企业');
    await run(index, [folder, other]);
    rmSync(join(folder, 'a.txt'));
    rmSync(join(other, 'd.txt'));
    expect(states(await run(index, [folder]))).toEqual(['unchanged b.md', 'unchanged c.TXT']);
    expect(titles(index)).toEqual(['甲', '乙', '丙', '丁']);
    const report = await run(index, [folder], { prune: true });
    expect(states(report)).toEqual(['unchanged b.md', 'unchanged c.TXT', 'withdrawn a.txt']);
    expect(titles(index)).toEqual(['乙', '丙', '丁']);
    expect(report.statistics.documents).toBe(3);
  });

  it('withdraws nothing for a folder that is not there', async () => {
    const [index, folder] = [temporaryFolder(), documents()];
    await run(index, [folder]);
    renameSync(folder, `${folder}-moved`);
    const report = await run(index, [folder], { prune: true });
    renameSync(`${folder}-moved`, folder);
    expect(states(report)).toEqual([`failed ${basename(folder)}`]);
    expect(titles(index)).toHaveLength(3);
  });

  it('keeps a text once, under whatever names and encodings it comes', async () => {
    const [index, folder] = [temporaryFolder(), documents()];
    writeFileSync(join(folder, 'd.txt'), '甲\n企业诉求');
    // 甲\n企业诉求 in GB18030
    writeFileSync(join(folder, 'e.txt'), Buffer.from('bcd70ac6f3d2b5cbdfc7f3', 'hex'));
    const report = await run(index, [folder]);
    expect(states(report)).toEqual([
      'added a.txt',
      'added b.md',
      'added c.TXT',
      'duplicate d.txt',
      'duplicate e.txt',
    ]);
    expect(report.files[3]?.sameAs).toBe(fileKey(index, join(folder, 'a.txt')));
    expect(report.files[4]?.documentId).toBe(report.files[0]?.documentId);
    expect(report.statistics.documents).toBe(3);
    // The text stays as long as one of its files does.
    rmSync(join(folder, 'a.txt'));
    rmSync(join(folder, 'd.txt'));
    expect((await run(index, [folder], { prune: true })).statistics.documents).toBe(3);
    rmSync(join(folder, 'e.txt'));
    expect((await run(index, [folder], { prune: true })).statistics.documents).toBe(2);
  });

  it('names every file that cannot be indexed, and indexes the others', async () => {
    const [index, folder] = [temporaryFolder(), documents()];
    writeFileSync(join(folder, 'empty.txt'), '');
    writeFileSync(join(folder, 'blank.txt'), ' \n\u3000\n\t');
    writeFileSync(join(folder, 'binary.txt'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]));
    writeFileSync(join(folder, 'line.txt'), 'x'.repeat(30 * 1024 * 1024));
    writeFileSync(join(folder, 'large.txt'), '甲');
    // 50 MB without writing them: the file is sparse.
    truncateSync(join(folder, 'large.txt'), 50 * 1024 * 1024);
    writeFileSync(join(folder, 'slip.txt'), '错\n解析出错');
    symlinkSync(join(folder, 'nowhere.txt'), join(folder, 'dangling.txt'));
    execFileSync('mkfifo', [join(folder, 'pipe.txt')]);
    mkdirSync(join(folder, 'folder.txt'));
    writeFileSync(join(folder, 'folder.txt', 'z.txt'), '戊\n企业');
    const report = await run(index, [folder, join(folder, 'missing.txt')]);
    const failed = Object.fromEntries(
      report.files
        .filter(({ state }) => state === 'failed')
        .map(({ file, reason }) => [basename(file), reason?.code]),
    );
    expect(failed).toEqual({
      'empty.txt': 'empty_file',
      'blank.txt': 'empty_file',
      'binary.txt': 'unsupported_file',
      'line.txt': 'file_too_large',
      'large.txt': 'file_too_large',
      'slip.txt': 'internal',
      'dangling.txt': 'unreadable_file',
      'pipe.txt': 'unreadable_file',
      'missing.txt': 'unreadable_file',
    });
    for (const { state, file, reason } of report.files)
      if (state === 'failed') expect(reason?.message, file).toContain(basename(file));
    expect(titles(index)).toEqual(['甲', '乙', '丙', '戊']);
  });

  it('keeps what a file held before where it can no longer be read', async () => {
    const [index, folder] = [temporaryFolder(), documents()];
    await run(index, [folder]);
    writeFileSync(join(folder, 'a.txt'), '');
    const report = await run(index, [folder], { prune: true });
    expect(states(report)).toEqual(['failed a.txt', 'unchanged b.md', 'unchanged c.TXT']);
    expect(titles(index)).toEqual(['甲', '乙', '丙']);
  });

  it('follows links within the folder to nothing new, and none out of it', async () => {
    const [index, folder, outside] = [temporaryFolder(), documents(), temporaryFolder()];
    writeFileSync(join(outside, 'o.txt'), '外\n企业');
    symlinkSync(join(outside, 'o.txt'), join(folder, 'out.txt'));
    symlinkSync(join(folder, 'a.txt'), join(folder, 'inside.txt'));
    symlinkSync(outside, join(folder, 'outside'));
    symlinkSync(folder, join(folder, 'below', 'loop'));
    const report = await run(index, [folder]);
    expect(states(report)).toEqual(['skipped out.txt', 'added a.txt', 'added b.md', 'added c.TXT']);
    expect(report.statistics.documents).toBe(3);
  });

  it('leaves no index behind where nothing could be indexed', async () => {
    const index = temporaryFolder();
    const report = await run(index, [join(index, 'missing.txt')]);
    expect(report.statistics.documents).toBe(0);
    expect(() => openFolder(index)).toThrow('还没有索引');
  });

  it('knows a file again after both folders have been moved together', async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, 'old', 'docs'), { recursive: true });
    writeFileSync(join(home, 'old', 'docs', 'a.txt'), '甲\n企业');
    await run(join(home, 'old', 'index'), [join(home, 'old', 'docs')]);
    renameSync(join(home, 'old'), join(home, 'new'));
    appendFileSync(join(home, 'new', 'docs', 'a.txt'), '诉求');
    const report = await run(join(home, 'new', 'index'), [join(home, 'new', 'docs')]);
    expect(states(report)).toEqual(['replaced a.txt']);
    expect(report.statistics.documents).toBe(1);
  });
});

describe('npm run ingest', () => {
  const command = async (...args: string[]) => {
    let out = '';
    let error = '';
    const code = await runIngest(
      args,
      {},
      {
        out: (text) => {
          out += text;
        },
        error: (text) => {
          error += text;
        },
        terminal: false,
      },
    );
    return { code, out, error };
  };

  it('indexes the five documents and says what they are', async () => {
    const { code, out } = await command('--index', temporaryFolder(), CORPUS);
    expect(code).toBe(0);
    const lines = out.trim().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines.find((line) => line.includes('赣府发〔2022〕16号.txt'))).toMatch(
      /^新增 {2}赣府发〔2022〕16号 {2}《江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见》 {2}\d+ 个条款 {2}/,
    );
    expect(lines.at(-1)).toMatch(/^新增 5。索引现有 5 份文件，\d+ 个段落/);
  });

  it('prints a line of JSON for each file, and exits with 1 where one failed', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.txt'), '关于优化服务的通知\n一、优化服务。各部门应当优化服务。\n');
    writeFileSync(join(folder, 'empty.txt'), '');
    const { code, out, error } = await command('--json', '--index', temporaryFolder(), folder);
    expect(code).toBe(1);
    const lines: FileReport[] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ state }) => state)).toEqual(['added', 'failed']);
    expect(lines[0]).toMatchObject({ title: '关于优化服务的通知', documentNumber: null, reason: null });
    expect(lines[1]?.reason).toMatchObject({ code: 'empty_file' });
    expect(error).toContain('新增 1，失败 1');
  });

  it('explains itself', async () => {
    const { code, out } = await command('--help');
    expect(code).toBe(0);
    for (const option of ['--index', '--prune', '--rebuild', '--json']) expect(out).toContain(option);
  });

  it('refuses what it does not know, and no path at all', async () => {
    expect(await command('--purge', 'x')).toMatchObject({
      code: 1,
      error: expect.stringContaining('--purge'),
    });
    expect(await command()).toMatchObject({ code: 1, error: expect.stringContaining('没有给出') });
  });

  it('rebuilds without any path from what the catalogue keeps', async () => {
    const [index, folder] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(folder, 'a.txt'), '关于优化服务的通知\n一、优化服务。各部门应当优化服务。\n');
    await command('--index', index, folder);
    rmSync(folder, { recursive: true });
    const before = statSync(join(index, 'manifest.json')).mtimeMs;
    const { code, out } = await command('--index', index, '--rebuild');
    expect(code).toBe(0);
    expect(out).toContain('索引现有 1 份文件');
    expect(statSync(join(index, 'manifest.json')).mtimeMs).toBeGreaterThan(before);
  });
});
