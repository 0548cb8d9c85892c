// Module hooks (https://nodejs.org/api/module.html#customization-hooks) that load libraries as they were published. The
// TypeScript loader looks into each of them for imports to rewrite: 400 MB and a second for the PDF library alone.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const LIBRARY = /^file:.*\/node_modules\/.*\.mjs$/;

export async function load(url, context, next) {
  if (!LIBRARY.test(url)) return next(url, context);
  return { format: 'module', source: await readFile(fileURLToPath(url)), shortCircuit: true };
}
