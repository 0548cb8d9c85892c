import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { STARD_FOLDS, stardFold } from '../../src/evaluation/folds.ts';
import { publicReport } from '../../src/evaluation/public-report.ts';
import { joinFolds, measurePublicSets, runStage } from '../../src/evaluation/public-run.ts';
import { compareRecord } from '../../src/evaluation/table.ts';
import { writeData } from './public-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhengda-run-'));
const data = writeData(join(folder, 'data'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ranksOf = (...ranks: number[][]) => ({ lexical: ranks, dense: ranks, fused: ranks, hybrid: ranks });

describe('joinFolds', () => {
  it('puts the questions of all folds together', () => {
    const joined = joinFolds([
      { ranks: ranksOf([1]), absent: 1 },
      { ranks: ranksOf([2], [3]), absent: 2 },
    ]);
    expect(joined).toEqual({ ranks: ranksOf([1], [2], [3]), absent: 3 });
  });
});

describe('runStage', () => {
  it('STARD: the questions of one fold, with the model given', async () => {
    const { EMBEDDING_MODEL: model } = readConfig({});
    const fold = stardFold('stard-1');
    const stage = { name: 'stard', data, cache: join(folder, 'cache'), model } as const;
    expect(await runStage({ ...stage, fold })).toMatchObject({ ranks: { lexical: [expect.any(Array)] } });
    // stard-1 and stard-2 are all there are.
    const empty = Array.from({ length: STARD_FOLDS }, (_, one) => one).find(
      (one) => one !== fold && one !== stardFold('stard-2'),
    );
    expect(await runStage({ ...stage, fold: empty ?? -1 })).toEqual({ ranks: ranksOf(), absent: 0 });
  });
});

describe('the public sets', () => {
  it('are measured in processes of their own and laid out, STARD taken over from the record', () => {
    const figures = measurePublicSets({ data, folds: null, cache: null });
    expect(figures.stard).toBeNull();
    expect(figures.ncp.outcomes).toHaveLength(2);
    expect(figures.laws).toMatchObject({ documents: 2, absent: 0, latency: { count: 2 } });

    const none = publicReport(figures, '', 'f00d');
    expect(none.markdown).toContain('STARD 未测');
    expect(none.record).toContain('题集 sha256 f00d');
    expect(none.tables.map(({ rows }) => rows.length)).toEqual([8, 3, 1, 3, 30]);
    expect(compareRecord(none.record, none.tables)).toEqual([]);

    const stard = { ranks: ranksOf([1, 12], [3]), absent: 5 };
    const measured = publicReport({ ...figures, stard }, none.record, 'f00d');
    expect(measured.markdown).toContain('STARD 有 5 题所引条文都不在库');
    const [missing] = compareRecord(none.record, measured.tables);
    expect(missing).toContain('STARD，只用 BM25, 题数: missing → 2');

    const kept = publicReport(figures, measured.record, 'f00d');
    expect(kept.markdown).toContain('STARD 本次未测，沿用上次记录');
    expect(compareRecord(measured.record, kept.tables)).toEqual([]);
    // Four processes that each load dictionary and model.
  }, 180_000);
});
