import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Config } from '../src/config.ts';
import { ERROR_CODES } from '../src/errors.ts';
import { parseTables } from '../src/evaluation/table.ts';
import { testApp } from './http/requests.ts';

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), 'utf8');
const readme = read('README.md');

describe('README', () => {
  it('names every setting', () => {
    const missing = Object.keys(Config.shape).filter((name) => !readme.includes(`| \`${name}\` |`));
    expect(missing).toEqual([]);
  });

  it('names every error code', () => {
    expect(ERROR_CODES.filter((code) => !readme.includes(`\`${code}\``))).toEqual([]);
  });

  it('names every route of the API', () => {
    const routes = testApp()
      .app.routes.filter(
        ({ method, path }) =>
          method !== 'ALL' && (path.startsWith('/v1/') || /^\/(?:healthz|readyz|metrics)$/u.test(path)),
      )
      .map(({ method, path }) => `\`${method} ${path.replaceAll(/:(\w+)/gu, '{$1}')}\``);
    expect(routes.length).toBeGreaterThan(5);
    expect(routes.filter((route) => !readme.includes(route))).toEqual([]);
  });

  it('shows the recorded figures', () => {
    const shown = parseTables(readme.slice(readme.indexOf('<!-- evaluation:begin -->')));
    expect(shown.slice(0, 2)).toEqual(parseTables(read('test/evaluation/REGRESSIONS.md')));
    const documents = parseTables(readme.slice(readme.indexOf('<!-- documents:begin -->')));
    const recorded = parseTables(read('test/evaluation/DOCUMENTS.md'));
    expect(documents.slice(0, 2)).toEqual(recorded.slice(1, 3));
  });
});
