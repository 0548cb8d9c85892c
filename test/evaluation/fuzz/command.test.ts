import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { fuzz } from '../../../src/evaluation/fuzz/command.ts';
import { collectFiles } from '../../../src/indexing/collect-files.ts';

const corpus = fileURLToPath(new URL('../../../corpus', import.meta.url));
const real = fileURLToPath(new URL('../../../../shared/data/documents', import.meta.url));

it('breaks files the same way each time, and nothing forbidden comes of it or of the bombs', async () => {
  const seeds = collectFiles([corpus, ...(existsSync(real) ? [real] : [])]).files;
  // This process holds the test runner too: `npm run fuzz` watches the memory.
  const report = await fuzz(seeds, { files: 60, seed: 3, limitBytes: Number.POSITIVE_INFINITY });
  expect(report.problems).toEqual([]);
  expect(report.files).toBeGreaterThan(60);
  expect(report.outcomes).toHaveProperty('read');
  expect(report.outcomes).toHaveProperty('file_too_large');
}, 240_000);
