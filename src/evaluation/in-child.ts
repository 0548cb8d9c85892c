import { execFileSync } from 'node:child_process';
import type { z } from 'zod';
import { TYPESCRIPT_LOADER } from '../typescript-loader.ts';

/** Ranks and outcomes of a thousand questions are some 100 kB. */
const LARGEST_OUTPUT = 64 * 2 ** 20;

/**
 * Runs a script of this project in a process of its own and reads its output as JSON. Throws where it fails or the
 * output is of another form.
 */
export function inChild<T>(figures: z.ZodType<T>, script: string, args: readonly string[]): T {
  const output = execFileSync(process.execPath, ['--import', TYPESCRIPT_LOADER, script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: LARGEST_OUTPUT,
  });
  return figures.parse(JSON.parse(output));
}
