import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SETUP = fileURLToPath(new URL('../../scripts/setup.mjs', import.meta.url));
const NATIVE = ['nodejieba', 'hnswlib-node', 'better-sqlite3', 'onnxruntime-node'];

/** A stand-in for npm: writes down how it was called and installs packages that do nothing, or fails. */
const FAKE_NPM = `
const { appendFileSync, mkdirSync, writeFileSync, rmSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const root = process.cwd();
appendFileSync(join(root, 'npm.log'), process.argv.slice(2, -4).join(' ') + ' ' + process.env.npm_config_nodedir + ' ' +
  process.env.npm_config_build_from_source + '\\n');
if (process.env.FAKE_NPM === 'fails') process.exit(1);
if (process.argv[2] === 'ci') rmSync(join(root, 'node_modules'), { recursive: true, force: true });
for (const name of ${JSON.stringify(NATIVE)}) {
  mkdirSync(join(root, 'node_modules', name), { recursive: true });
  writeFileSync(join(root, 'node_modules', name, 'index.js'),
    process.env.FAKE_NPM === 'broken' && name === 'hnswlib-node' ? 'throw new Error("wrong ABI")' : '');
}
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
delete packages[''];
// Like npm, which leaves optional packages of other platforms out.
delete packages['node_modules/only-on-windows'];
writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
`;

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zhengda-setup-'));
  mkdirSync(join(root, 'scripts'));
  mkdirSync(join(root, 'bin'));
  mkdirSync(join(root, 'headers/include/node'), { recursive: true });
  copyFileSync(SETUP, join(root, 'scripts/setup.mjs'));
  writeFileSync(join(root, 'npm-cli.js'), FAKE_NPM);
  for (const tool of ['g++', 'make', 'python3']) addTool(tool);
  writeLock('1.0.0');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function addTool(name: string) {
  writeFileSync(join(root, 'bin', name), '#!/bin/sh\n');
  chmodSync(join(root, 'bin', name), 0o755);
}

function writeLock(version: string) {
  const packages = Object.fromEntries(
    NATIVE.map((name) => [`node_modules/${name}`, { version, integrity: `sha512-${version}` }]),
  );
  const other = { version: '1.0.0', integrity: 'sha512-x', optional: true };
  const all = { '': { name: 'zhengda' }, ...packages, 'node_modules/only-on-windows': other };
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: all }));
}

function setup(environment: Record<string, string> = {}) {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(root, 'scripts/setup.mjs')], {
    encoding: 'utf8',
    cwd: tmpdir(),
    env: {
      PATH: join(root, 'bin'),
      npm_execpath: join(root, 'npm-cli.js'),
      npm_config_nodedir: join(root, 'headers'),
      ...environment,
    },
  });
  return { status, stderr, stdout };
}

const calls = () =>
  existsSync(join(root, 'npm.log')) ? readFileSync(join(root, 'npm.log'), 'utf8').trim().split('\n') : [];

describe('scripts/setup.mjs', () => {
  it('installs once, from sources only, and then has nothing to do', () => {
    expect(setup()).toMatchObject({ status: 0, stdout: '' });
    expect(calls()).toEqual([`ci --include=dev ${join(root, 'headers')} true`]);
    expect(setup()).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(calls()).toHaveLength(1);
  });

  it('installs again when the lock file has changed', () => {
    setup();
    writeLock('2.0.0');
    expect(setup().status).toBe(0);
    expect(calls()).toHaveLength(2);
  });

  it('leaves alone what somebody has installed by hand from the same lock file', () => {
    setup();
    rmSync(join(root, 'node_modules/.zhengda-setup'));
    expect(setup()).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(calls()).toHaveLength(1);
  });

  it('installs again when a package is missing', () => {
    setup();
    rmSync(join(root, 'node_modules/.zhengda-setup'));
    rmSync(join(root, 'node_modules/nodejieba'), { recursive: true });
    expect(setup().status).toBe(0);
    expect(calls()).toHaveLength(2);
  });

  it.each([
    ['g++', 'apt-get install g++\n', 'dnf install gcc-c++\n'],
    ['make', 'apt-get install make\n', 'dnf install make\n'],
    ['python3', 'apt-get install python3\n', 'dnf install python3\n'],
  ])('says that %s is missing and how to get it, and does not start npm', (tool, apt, dnf) => {
    rmSync(join(root, 'bin', tool));
    const { status, stderr } = setup();
    expect(status).toBe(1);
    expect(stderr).toContain(`缺少编译工具：${tool}。`);
    expect(stderr).toContain(apt);
    expect(stderr).toContain(dnf);
    expect(calls()).toEqual([]);
  });

  it('names all that are missing at once', () => {
    rmSync(join(root, 'bin'), { recursive: true });
    expect(setup().stderr).toContain('缺少编译工具：g++、make、python3。');
  });

  it('takes the compiler that the environment names', () => {
    rmSync(join(root, 'bin/g++'));
    addTool('clang++');
    expect(setup({ CXX: 'clang++ -O2' }).status).toBe(0);
  });

  it('needs no tools when nothing is to be installed', () => {
    setup();
    rmSync(join(root, 'bin'), { recursive: true });
    expect(setup()).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('builds a package again that does not load, and says so where that does not help', () => {
    const { status, stderr } = setup({ FAKE_NPM: 'broken' });
    expect(status).toBe(1);
    expect(stderr).toContain('hnswlib-node：wrong ABI');
    expect(stderr).not.toContain('nodejieba：');
    expect(calls().map((call) => call.split(' /')[0])).toEqual(['ci --include=dev', 'rebuild hnswlib-node']);
    // Not taken for done: the next run mends it.
    expect(setup().status).toBe(0);
    expect(calls().at(-1)).toMatch(/^rebuild hnswlib-node /);
  });

  it('explains a failed installation', () => {
    const { status, stderr } = setup({ FAKE_NPM: 'fails' });
    expect(status).toBe(1);
    expect(stderr).toContain('依赖包没有装上');
    expect(stderr).toContain('npm config get registry');
  });

  it('refuses a Node without headers, as node-gyp would fetch them from elsewhere', () => {
    mkdirSync(join(root, 'lonely/bin'), { recursive: true });
    const node = join(root, 'lonely/bin/node');
    copyFileSync(process.execPath, node);
    chmodSync(node, 0o755);
    const { status, stderr } = spawnSync(node, [join(root, 'scripts/setup.mjs')], {
      encoding: 'utf8',
      env: { PATH: join(root, 'bin'), HOME: root, npm_execpath: join(root, 'npm-cli.js') },
    });
    expect(status).toBe(1);
    expect(stderr).toContain('缺少 Node.js');
    expect(stderr).toContain('libnode-dev');
    expect(calls()).toEqual([]);
  });

  it('finds the headers beside the Node that runs', () => {
    const prefix = join(root, 'own');
    mkdirSync(join(prefix, 'bin'), { recursive: true });
    mkdirSync(join(prefix, 'include/node'), { recursive: true });
    const major = process.versions.node.split('.')[0];
    writeFileSync(join(prefix, 'include/node/node_version.h'), `#define NODE_MAJOR_VERSION ${major}\n`);
    copyFileSync(process.execPath, join(prefix, 'bin/node'));
    chmodSync(join(prefix, 'bin/node'), 0o755);
    symlinkSync(join(prefix, 'bin/node'), join(root, 'bin/node'));
    const { status } = spawnSync(join(root, 'bin/node'), [join(root, 'scripts/setup.mjs')], {
      encoding: 'utf8',
      env: { PATH: join(root, 'bin'), HOME: root, npm_execpath: join(root, 'npm-cli.js') },
    });
    expect(status).toBe(0);
    expect(calls()).toEqual([`ci --include=dev ${prefix} true`]);
  });

  it('asks for the whole code where the lock file is gone', () => {
    rmSync(join(root, 'package-lock.json'));
    const { status, stderr } = setup();
    expect(status).toBe(1);
    expect(stderr).toContain('package-lock.json');
  });

  it('is plain JavaScript on modules of Node alone', () => {
    const imported = [...readFileSync(SETUP, 'utf8').matchAll(/from '([^']+)'/gu)].map(
      ([, name]) => name ?? '',
    );
    expect(imported.length).toBeGreaterThan(3);
    expect(imported.filter((name) => !name.startsWith('node:'))).toEqual([]);
    expect(dirname(SETUP)).toMatch(/scripts$/);
  });
});
