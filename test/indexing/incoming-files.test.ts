import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { zip } from '../../src/evaluation/fuzz/hostile.ts';
import { incomingFiles, readBytes } from '../../src/indexing/incoming-files.ts';
import { temporaryFolder } from './support.ts';

function put(name: string, content: string | Uint8Array): string {
  const path = join(temporaryFolder(), name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** What comes out of these paths, in words, shown from the last path given on. */
async function seen(...paths: string[]): Promise<string[]> {
  const found: string[] = [];
  const short = (path: string): string => paths.reduce((all, one) => all.replace(one, ''), path);
  for await (const file of incomingFiles(paths)) {
    if ('state' in file) found.push(`${file.state} ${short(file.path)} ${file.error.code}`);
    else found.push(`${file.fileName} ${short(file.path)} ${(await file.read()).length}`);
  }
  return found;
}

describe('incomingFiles', () => {
  it('hands a file that is no archive on without reading it', async () => {
    const missing = join(temporaryFolder(), 'missing.txt');
    for await (const file of incomingFiles([missing])) {
      expect('state' in file).toBe(false);
      if ('read' in file) await expect(file.read()).rejects.toMatchObject({ code: 'unreadable_file' });
    }
  });

  it('gives each file of an archive its path inside, in order', async () => {
    const archive = zip({ 'b/甲.txt': '甲', 'a.docx': '乙丙', 'b/': '' });
    expect(await seen(put('x.zip', archive))).toEqual(['甲.txt !/b/甲.txt 3', 'a.docx !/a.docx 6']);
  });

  it('takes a document that somebody named .zip for what it is', async () => {
    const word = zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' });
    const path = put('通知.zip', word);
    expect(await seen(path)).toEqual([`通知.zip  ${word.length}`]);
    const text = put('正文.zip', '关于甲的通知');
    // Neither an archive nor anything that its content tells.
    expect(await seen(text)).toEqual(['failed  unsupported_file']);
  });

  it('passes over what no person packed: hidden files, those of macOS, and locks of Word', async () => {
    const archive = zip({
      ...{ '.git/a.txt': 'x', '__MACOSX/甲.txt': 'x', 'b/.DS_Store': 'x', '~$甲.docx': 'x' },
      '甲.txt': '甲',
    });
    expect(await seen(put('x.zip', archive))).toEqual(['甲.txt !/甲.txt 3']);
    // With nothing else inside, the archive is as good as empty.
    expect(await seen(put('y.zip', zip({ '__MACOSX/甲.txt': 'x' })))).toEqual(['failed  empty_file']);
  });

  it.each([['../甲.txt'], ['a/../../甲.txt'], ['/etc/甲.txt'], ['C:\\甲.txt']])(
    'refuses the entry %s, and nothing beside it',
    async (name) => {
      const found = await seen(put('x.zip', zip({ [name]: '外', '乙.txt': '乙' })));
      expect(found).toHaveLength(2);
      expect(found[0]).toMatch(/^failed .*unsupported_file$/);
      expect(found[1]).toBe('乙.txt !/乙.txt 3');
    },
  );

  it('opens archives within archives three deep and says so of deeper ones', async () => {
    const third = zip({ '甲.txt': '甲' });
    const second = zip({ '3.zip': third });
    expect(await seen(put('1.zip', zip({ '2.zip': second })))).toEqual(['甲.txt !/2.zip!/3.zip!/甲.txt 3']);
    const deeper = zip({ '2.zip': zip({ '3.zip': second }), '乙.txt': '乙' });
    expect(await seen(put('1.zip', deeper))).toEqual([
      'failed !/2.zip!/3.zip!/3.zip file_too_large',
      '乙.txt !/乙.txt 3',
    ]);
  });

  it('goes on behind a broken archive', async () => {
    const whole = zip({ '甲.txt': '甲' });
    const [cut, good] = [put('cut.zip', whole.subarray(0, 40)), put('good.zip', whole)];
    expect(await seen(cut, good)).toEqual(['failed  unreadable_file', '甲.txt !/甲.txt 3']);
    expect(await seen(join(temporaryFolder(), 'none.zip'), good)).toHaveLength(2);
  });
});

describe('readBytes', () => {
  it('refuses folders and pipes, which would wait for ever', async () => {
    const folder = temporaryFolder();
    await expect(readBytes(folder)).rejects.toMatchObject({ code: 'unreadable_file' });
    const pipe = join(folder, 'pipe.txt');
    execFileSync('mkfifo', [pipe]);
    await expect(readBytes(pipe)).rejects.toMatchObject({ code: 'unreadable_file' });
  });
});
