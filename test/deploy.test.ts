import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Config } from '../src/config.ts';
import { environmentTemplate } from '../src/service/doctor/environment-template.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (name: string) => readFileSync(join(root, name), 'utf8');

/** Every value that a unit gives to a key, in order. */
const unitValues = (unit: string, key: string): string[] =>
  unit.split('\n').flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []));

describe('the systemd unit', () => {
  const unit = read('deploy/zhengda.service');
  const one = (key: string) => unitValues(unit, key).at(-1) ?? '';

  it('is hardened', () => {
    const wanted = {
      NoNewPrivileges: 'yes',
      ProtectSystem: 'strict',
      PrivateTmp: 'yes',
      Restart: 'on-failure',
    };
    for (const [key, value] of Object.entries(wanted)) expect(one(key), key).toBe(value);
    expect(one('User')).not.toMatch(/^(?:root)?$/);
  });

  it('can write where the index is, and sets only settings that there are', () => {
    const settings = new Map(
      unitValues(unit, 'Environment').map((pair): [string, string] => {
        const [name = '', value = ''] = pair.split('=');
        return [name, value];
      }),
    );
    expect(settings.get('ZHENGDA_INDEX')?.startsWith(`${one('ReadWritePaths')}/`)).toBe(true);
    expect(one('ReadWritePaths')).toBe(`/var/lib/${one('StateDirectory')}`);
    const other = ['NODE_ENV', 'TZ'];
    expect([...settings.keys()].filter((name) => !other.includes(name) && !(name in Config.shape))).toEqual(
      [],
    );
  });

  describe('its command', () => {
    let index: string;
    beforeAll(() => {
      index = mkdtempSync(join(tmpdir(), 'zhengda-unit-'));
    });
    afterAll(() => rmSync(index, { recursive: true, force: true }));

    it('starts the service, which ends by itself on SIGTERM', async () => {
      const [node = '', ...args] = one('ExecStart').split(' ');
      expect(node).toMatch(/^\/.*\/node$/);
      const child = spawn(process.execPath, args, {
        cwd: root,
        env: { ...process.env, PORT: '0', ZHENGDA_INDEX: index, LOG_LEVEL: 'info' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      let said = '';
      const url = await new Promise<string>((resolve, reject) => {
        child.once('exit', () => reject(new Error(said)));
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          said += text;
          const [found] = /http:\/\/127\.0\.0\.1:\d+(?=\/docs)/u.exec(said) ?? [];
          if (found !== undefined) resolve(found);
        });
      });
      const response = await fetch(`${url}/readyz`, { headers: { 'X-Request-Id': 'probe-1' } });
      expect(response.status).toBe(200);
      expect((await fetch(`${url}/v1/documents`, { headers: { 'X-Request-Id': 'list-1' } })).status).toBe(
        200,
      );
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
      // Written in the background, and yet all there when the process has ended.
      expect(said).toContain('"requestId":"list-1"');
    }, 240_000);
  });
});

describe('the Dockerfile', () => {
  const instructions = read('deploy/Dockerfile')
    .replaceAll(/^#.*\n/gmu, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '');
  const of = (name: string) =>
    instructions
      .filter((line) => line.startsWith(`${name} `))
      .map((line) => line.slice(name.length + 1).trim());

  it('copies files that there are, and keeps out what must not be in an image', () => {
    const copied = of('COPY')
      .filter((args) => !args.startsWith('--from'))
      .flatMap((args) => args.split(/\s+/).slice(0, -1));
    expect(copied.filter((name) => !existsSync(join(root, name)))).toEqual([]);
    const ignored = read('deploy/Dockerfile.dockerignore').split('\n');
    for (const name of ['.git', '.env', 'node_modules', 'index/*']) expect(ignored).toContain(name);
  });

  it('runs what the unit runs, as a user without privileges, and looks after itself', () => {
    const [command = ''] = of('CMD');
    const words: unknown = JSON.parse(command);
    const execStart = unitValues(read('deploy/zhengda.service'), 'ExecStart')[0] ?? '';
    expect(words).toEqual(['node', ...execStart.split(' ').slice(1)]);
    expect(of('USER').at(-1)).toBe('node');
    expect(of('HEALTHCHECK')[0]).toContain('/readyz');
    expect(of('FROM').map((image) => image.split(' ')[0])).toEqual(Array(2).fill('node:20-bookworm-slim'));
  });

  it('sets only settings that there are', () => {
    const names = of('ENV').flatMap((pairs) => pairs.split(/\s+/).map((pair) => pair.split('=')[0] ?? ''));
    expect(names.filter((name) => !['NODE_ENV', 'TZ'].includes(name) && !(name in Config.shape))).toEqual([]);
  });
});

describe('settings', () => {
  it('each have a meaning in Chinese', () => {
    const without = Object.entries(Config.shape).filter(
      ([, { description }]) => description === undefined || !/\p{Script=Han}/u.test(description),
    );
    expect(without.map(([name]) => name)).toEqual([]);
  });

  it('are all in .env.example; npm run -s doctor -- --settings > .env.example writes it anew', () => {
    expect(read('.env.example')).toBe(environmentTemplate());
  });

  it('have in .env.example the defaults that the program has, and no place of this machine', () => {
    const template = environmentTemplate();
    expect(template).toContain('\n#PORT=8787\n');
    expect(template).toContain('\n#ZHENGDA_INDEX=./index\n');
    expect(template).not.toContain(root);
    const names = [...template.matchAll(/^#([A-Z_]+)=/gmu)].map(([, name]) => name);
    expect(names).toEqual(Object.keys(Config.shape));
  });
});
