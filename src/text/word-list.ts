import { readFileSync } from 'node:fs';
import { AppError } from '../errors.ts';

/** Reads a word list: a word a line, `#` begins a comment. Throws `configuration_invalid` where it cannot be read. */
export function readWordList(path: string): ReadonlySet<string> {
  try {
    return new Set(
      readFileSync(path, 'utf8')
        .split(/\r?\n/u)
        .map((line) => line.replace(/#.*$/u, '').trim())
        .filter((line) => line !== ''),
    );
  } catch (cause) {
    throw new AppError('configuration_invalid', `词表读不出：${path}。请检查 ZHENGDA_DICTIONARY`, { cause });
  }
}
