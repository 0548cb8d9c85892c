/**
 * Writes our own short texts as files, to be indexed beside the laws and policies:
 *
 *   npx tsx scripts/train-ranking/write-texts.ts FOLDER
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTexts, textFile } from '../training-questions/read.ts';

const [folder = 'texts'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
for (const [number, { text }] of readTexts().entries()) writeFileSync(join(folder, textFile(number)), text);
