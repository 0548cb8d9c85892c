import { readFileSync, writeFileSync } from 'node:fs';
import { replaceMarked } from './table.ts';

const README = new URL('../../README.md', import.meta.url);

/** Puts measured figures between the markers of that name in README.md. Throws where they are missing. */
export function writeReadme(name: string, content: string): void {
  writeFileSync(README, replaceMarked(readFileSync(README, 'utf8'), name, content));
}
