import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { Keys } from '../../src/service/keys.ts';
import { runKeys } from '../../src/service/keys-command.ts';
import { ServiceStore } from '../../src/service/store.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhengda-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = runKeys(
    args,
    { ZHENGDA_INDEX: folder },
    { out: (text) => said.push(text), error: (text) => complained.push(text) },
  );
  return { code, said: said.join(''), complained: complained.join('') };
}

describe('npm run keys', () => {
  it('makes a key that works, shows it once, and ends it', () => {
    const made = run(
      ...['create', '--role', 'ask', '--name', '前台', '--labels', '主动公开', '--expires', '2999-01-01'],
    );
    expect(made.code).toBe(0);
    const secret = made.said.trim();
    expect(secret).toMatch(/^zd_[\w-]{43}$/u);
    const store = ServiceStore.open(folder);
    const keys = new Keys(store, readConfig({}));
    expect(keys.find(secret)).toMatchObject({ name: '前台', role: 'ask', labels: ['主动公开'] });
    // The day itself is the last one.
    expect(new Date(keys.list()[0]?.expiresAt ?? '')).toEqual(new Date(2999, 0, 2));
    const listed = run('list');
    expect(listed.said).toContain('前台');
    expect(listed.said).not.toContain(secret);
    expect(run('revoke', keys.list()[0]?.id ?? '').said).toContain('撤销');
    expect(keys.find(secret)).toBeUndefined();
    store.close();
    expect(statSync(join(folder, 'service.sqlite')).mode & 0o077).toBe(0);
  });

  it.each([
    [['create', '--name', '前台'], '--role'],
    [['create', '--role', 'ask'], '--name'],
    [['create', '--role', 'root', '--name', 'x'], '--role'],
    [['create', '--role', 'ask', '--name', 'a\nb'], '控制字符'],
    [['create', '--role', 'ask', '--name', 'x', '--labels', '公开'], '--labels'],
    [['create', '--role', 'ask', '--name', 'x', '--expires', '2020-01-01'], '已经过去'],
    [['create', '--role', 'ask', '--name', 'x', '--expires', 'tomorrow'], '--expires'],
    [['create', '--role', 'ask', '--name', '前', '台'], '引号'],
    [['revoke', 'key_x'], '没有编号'],
    [['revoke'], '哪个密钥'],
    [['remove'], 'create、list 或 revoke'],
    [['create', '--rôle', 'ask'], '--help'],
  ])('refuses %j', (args, message) => {
    const { code, said, complained } = run(...args);
    expect([code, said]).toEqual([1, '']);
    expect(complained).toContain(message);
  });
});
