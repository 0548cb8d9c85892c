import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { watchMemory } from '../../src/evaluation/resident-memory.ts';

it('counts what this process has started', async () => {
  const alone = watchMemory()();
  expect(alone).toBeGreaterThan(10 * 2 ** 20);
  const peakOf = watchMemory();
  const script =
    'const held = Buffer.alloc(100 * 2 ** 20, 1); console.log(held.length); setInterval(() => {}, 1000);';
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(child.stdout, 'data');
    expect(peakOf() - alone).toBeGreaterThan(90 * 2 ** 20);
  } finally {
    child.kill();
  }
});
