import { afterEach, describe, expect, it, vi } from 'vitest';
import { runEvaluation } from '../../src/evaluation/command.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('npm run evaluate', () => {
  it('says all its options', async () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(await runEvaluation(['--help'])).toBe(0);
    const help = write.mock.calls.join('');
    for (const option of ['write', 'details', 'set', 'public', 'folds', 'cache', 'help']) {
      expect(help).toContain(`--${option}`);
    }
  });

  it('refuses what it does not know, and folds that are not there, before it measures', async () => {
    await expect(runEvaluation(['--nothing'])).rejects.toThrow(/--nothing/u);
    await expect(runEvaluation(['--folds', '/nowhere'])).rejects.toThrow('/nowhere/0');
    await expect(runEvaluation(['--stage', '{"name":"other"}'])).rejects.toThrow();
  });
});
