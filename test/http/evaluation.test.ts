import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EvaluationRecords } from '../../src/http/evaluation-record.ts';
import { bodyOf, testApp } from './requests.ts';

it('gives every figure of the recorded tables', async () => {
  const { get } = testApp();
  const { records } = await bodyOf(await get('/v1/evaluation'), EvaluationRecords);
  expect(records.length).toBe(2);
  const written = ['REGRESSIONS.md', 'PUBLIC.md'].map((name) =>
    readFileSync(new URL(`../evaluation/${name}`, import.meta.url), 'utf8'),
  );
  for (const [at, { sha256, tables }] of records.entries()) {
    const figures = written[at]?.match(/\b0\.\d{4}\b/gu) ?? [];
    const given =
      tables
        .flatMap(({ rows }) => rows.flat())
        .join(' ')
        .match(/\b0\.\d{4}\b/gu) ?? [];
    expect(given).toEqual(figures);
    expect(given.length).toBeGreaterThan(20);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  }
});
