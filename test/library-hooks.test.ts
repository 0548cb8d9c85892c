import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { expect, it, vi } from 'vitest';
import { load } from '../src/library-hooks.mjs';

it('gives a library as it was published, past all other loaders', async () => {
  const path = createRequire(import.meta.url).resolve('pdfjs-dist/legacy/build/pdf.mjs');
  const next = vi.fn();
  const loaded = await load(pathToFileURL(path).href, {}, next);
  expect(loaded).toMatchObject({ format: 'module', shortCircuit: true });
  expect(readFileSync(path).equals(loaded.source ?? new Uint8Array())).toBe(true);
  expect(next).not.toHaveBeenCalled();
});

it.each([['file:///srv/src/start.ts'], ['file:///srv/node_modules/tool/index.js'], ['node:fs']])(
  'leaves %s to the others',
  async (url) => {
    const next = vi.fn().mockResolvedValue('theirs');
    expect(await load(url, {}, next)).toBe('theirs');
  },
);
