import { describe, expect, it } from 'vitest';
import type { Knowledge } from '../../src/answer/schema.ts';
import { AppError } from '../../src/errors.ts';
import { LiveKnowledge } from '../../src/service/live-knowledge.ts';
import { fakeKnowledge } from '../http/fake-knowledge.ts';
import { openFolder, publishTexts, temporaryFolder } from '../indexing/support.ts';

/** A knowledge that says its index's version, and whether it was closed. */
function snapshot(folder: string, closed: string[]): Knowledge {
  const { statistics } = openFolder(folder).search;
  return { ...fakeKnowledge(), statistics, close: () => closed.push(statistics.version) };
}

describe('LiveKnowledge', () => {
  it('takes up what is published, and closes the old state after its grace only', async () => {
    const folder = temporaryFolder();
    await publishTexts(folder, { a: '甲\n企业' });
    const closed: string[] = [];
    const changes: number[] = [];
    const live = new LiveKnowledge({
      indexFolder: folder,
      open: () => snapshot(folder, closed),
      graceMs: 1_000_000,
      onChange: ({ statistics }) => changes.push(statistics.documents),
    });
    const before = live.current;
    expect(live.refresh()).toBe(false);
    await publishTexts(folder, { b: '乙\n企业' });
    expect(live.refresh()).toBe(true);
    expect(live.current.statistics.documents).toBe(2);
    expect(before.statistics.documents).toBe(1);
    expect([closed, changes]).toEqual([[], [2]]);
    live.close();
    expect(closed).toEqual([before.statistics.version, live.current.statistics.version]);
  });

  it('goes on with the old state where the new one cannot be opened, and tries the next one', async () => {
    const folder = temporaryFolder();
    await publishTexts(folder, { a: '甲\n企业' });
    let broken = false;
    const failures: string[] = [];
    const live = new LiveKnowledge({
      indexFolder: folder,
      open: () => {
        if (broken) throw new AppError('index_incompatible', '另一个模型');
        return snapshot(folder, []);
      },
      onFailure: ({ code }) => failures.push(code),
    });
    broken = true;
    await publishTexts(folder, { b: '乙\n企业' });
    expect(live.refresh()).toBe(false);
    // The same state is not tried again and again.
    expect(live.refresh()).toBe(false);
    expect(failures).toEqual(['index_incompatible']);
    expect(live.current.statistics.documents).toBe(1);
    broken = false;
    await publishTexts(folder, { c: '丙\n企业' });
    expect(live.refresh()).toBe(true);
    expect(live.current.statistics.documents).toBe(3);
    live.close();
  });
});
