/**
 * Step 3 of 3: rounds the trained vectors to int8 and writes the model folder that `src/embedding/model.ts` opens.
 *
 *   npx tsx scripts/train-embedding/export.ts WORK models/static NAME
 *
 * Reads WORK/words.txt (one token a line, [PAD] and [UNK] first), WORK/vectors.f32 and, where there is one,
 * WORK/tower.f32, all of train.py.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTower, writeStaticModel } from './static-model.ts';

function floats(path: string): Float32Array {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

const [work = 'WORK', target = 'models/static', name = 'zhengda-static'] = process.argv.slice(2);

const words = readFileSync(join(work, 'words.txt'), 'utf8').split('\n');
const vectors = floats(join(work, 'vectors.f32'));
const dimensions = vectors.length / words.length;
const towerPath = join(work, 'tower.f32');
const tower = existsSync(towerPath) ? readTower(floats(towerPath), dimensions) : undefined;
const size = writeStaticModel(target, { name, words, vectors, dimensions, tower });
console.log(`${words.length} words, ${(size / 1e6).toFixed(1)} MB of ONNX in ${target}`);
