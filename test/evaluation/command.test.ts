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
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    for (const args of [['--nothing'], ['--folds', '/nowhere'], ['stray']]) {
      expect(await runEvaluation(args), args.join(' ')).toBe(1);
    }
    const lines = said.mock.calls.map(([line]) => String(line));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('--nothing');
    expect(lines[1]).toContain('/nowhere/0');
    await expect(runEvaluation(['--stage', '{"name":"other"}'])).rejects.toThrow();
  });
});
