import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { checkClock, checkNativeModules, checkNode } from '../../../src/service/doctor/installation.ts';
import { judgeProof } from '../../../src/service/doctor/network-proof.ts';
import { checkPort } from '../../../src/service/doctor/port.ts';
import { checkSettings } from '../../../src/service/doctor/settings.ts';
import { checkDisk, checkKnowledge, checkWritable } from '../../../src/service/doctor/storage.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhengda-doctor-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('installation', () => {
  it('wants Node.js 20 or newer', () => {
    expect(checkNode('20.9.0').ok).toBe(true);
    expect(checkNode('22.0.0').ok).toBe(true);
    expect(checkNode('18.20.4')).toMatchObject({ ok: false, found: 'Node.js 18.20.4' });
  });

  it('loads the native modules, and names one that does not', () => {
    expect(checkNativeModules(['better-sqlite3']).ok).toBe(true);
    const { ok, found, advice } = checkNativeModules(['better-sqlite3', 'no-such-module']);
    expect(ok).toBe(false);
    expect(found).toMatch(/^no-such-module：Cannot find module/);
    expect(advice).toContain('node_modules');
  });

  it('does not believe a clock that is behind the installation', () => {
    expect(checkClock().ok).toBe(true);
    expect(checkClock(new Date('2019-01-01T00:00:00Z'))).toMatchObject({
      ok: false,
      advice: expect.stringContaining('校准'),
    });
  });
});

describe('settings', () => {
  it('are well where none is given, and are named where some are', () => {
    expect(checkSettings({ PATH: '/bin' }).check).toMatchObject({ ok: true, found: '都用默认值' });
    expect(checkSettings({ PORT: '8080' }).check).toMatchObject({ ok: true, found: '设了 PORT' });
  });

  it('are wrong where a value is, or a name is misspelt', () => {
    const wrong = checkSettings({ PORT: 'eighty' });
    expect(wrong.config).toBeNull();
    expect(wrong.check).toMatchObject({ ok: false, found: expect.stringContaining('PORT') });
    const misspelt = checkSettings({ ZHENGDA_INDX: '/data' });
    expect(misspelt.config).not.toBeNull();
    expect(misspelt.check).toMatchObject({ ok: false, found: '没有这样的设置：ZHENGDA_INDX' });
  });
});

describe('port', () => {
  /** A server of somebody, its port, and a way to end it. */
  async function serving(body: string) {
    const server: Server = createServer((_request, response) => response.end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return { port, stop: () => new Promise((resolve) => server.close(resolve)) };
  }

  it('is free, or taken by another program, or by this service', async () => {
    const other = await serving('hello');
    const taken = await checkPort({ HOST: '127.0.0.1', PORT: other.port });
    await other.stop();
    expect(taken).toMatchObject({ ok: false, found: `127.0.0.1:${other.port} 被别的程序占用` });
    expect(await checkPort({ HOST: '127.0.0.1', PORT: other.port })).toMatchObject({ ok: true });
    const own = await serving('{"status":"ok","index":{}}');
    const running = await checkPort({ HOST: '127.0.0.1', PORT: own.port });
    await own.stop();
    expect(running).toMatchObject({ ok: true, found: expect.stringContaining('正运行着政答') });
  });

  it('cannot be had at an address of another machine', async () => {
    // 192.0.2.0/24 is kept for documentation (RFC 5737) and is no machine's address.
    expect(await checkPort({ HOST: '192.0.2.1', PORT: 0 })).toMatchObject({
      ok: false,
      advice: expect.stringContaining('HOST'),
    });
  });
});

describe('storage', () => {
  it('can be written to, also where the folder is yet to be made', async () => {
    const there = await checkWritable({ ZHENGDA_INDEX: folder });
    expect(there).toMatchObject({ ok: true, found: `${folder} 可写` });
    const notYet = await checkWritable({ ZHENGDA_INDEX: join(folder, 'a/b') });
    expect(notYet).toMatchObject({ ok: true, found: expect.stringContaining('可以建立') });
  });

  it('cannot be written to where a file is in the way', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(await checkWritable({ ZHENGDA_INDEX: file })).toMatchObject({ ok: false });
  });

  it.skipIf(process.getuid?.() === 0)('cannot be written to where permissions forbid it', async () => {
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    const check = await checkWritable({ ZHENGDA_INDEX: locked });
    chmodSync(locked, 0o700);
    expect(check).toMatchObject({ ok: false, advice: expect.stringContaining('所有者') });
  });

  it('has space', async () => {
    expect(await checkDisk({ ZHENGDA_INDEX: folder })).toMatchObject({
      ok: true,
      found: expect.stringMatching(/空闲 [\d.]+ GB$/),
    });
  });

  it('opens dictionaries and model, and says that an index is yet to be built', async () => {
    const { checks, opened } = await checkKnowledge(readConfig({ ZHENGDA_INDEX: join(folder, 'none') }));
    expect(opened).toBe(false);
    expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['词典和模型', true],
      ['索引', true],
    ]);
  });

  it('finds a damaged index, and a model that is none', async () => {
    const index = join(folder, 'damaged');
    mkdirSync(index);
    writeFileSync(join(index, 'manifest.json'), '{"checksum":"0","manifest":{"format":3}}');
    const damaged = await checkKnowledge(readConfig({ ZHENGDA_INDEX: index }));
    expect(damaged.checks[1]).toMatchObject({
      name: '索引',
      ok: false,
      found: expect.stringContaining('校验和'),
    });
    const noModel = await checkKnowledge(readConfig({ EMBEDDING_MODEL: join(folder, 'model') }));
    expect(noModel.checks).toEqual([expect.objectContaining({ name: '词典和模型', ok: false })]);
  });
});

describe('the proof that nothing is connected to', () => {
  const clean = { status: 'answered', attempts: [], sockets: [] };

  it('holds where nothing was seen', () => {
    expect(judgeProof('不联网', clean)).toMatchObject({ ok: true, found: expect.stringContaining('连接表') });
    expect(judgeProof('不联网', { ...clean, sockets: null }).found).not.toContain('连接表');
  });

  it('fails with what was seen, by Node or by the kernel alone', () => {
    const attempts = [{ via: 'lookup' as const, target: 'example.org' }];
    expect(judgeProof('不联网', { ...clean, attempts })).toMatchObject({
      ok: false,
      found: '有 1 次：查域名 example.org',
    });
    expect(judgeProof('不联网', { ...clean, sockets: ['tcp 0100007F:1F90'] })).toMatchObject({ ok: false });
  });
});
