/**
 * Step 3 of 3: rounds the trained vectors to int8 and writes the model folder that `src/embedding/model.ts` opens.
 *
 *   npx tsx scripts/train-embedding/export.ts WORK models/static NAME
 *
 * Reads WORK/words.txt (one token a line, [PAD] and [UNK] first) and WORK/vectors.f32, both of train.py.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeStaticModel } from './static-model.ts';

const [work = 'WORK', target = 'models/static', name = 'zhengda-static'] = process.argv.slice(2);

const words = readFileSync(join(work, 'words.txt'), 'utf8').split('\n');
const bytes = readFileSync(join(work, 'vectors.f32'));
const vectors = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
const size = writeStaticModel(target, { name, words, vectors, dimensions: 256 });
console.log(`${words.length} words, ${(size / 1e6).toFixed(1)} MB of ONNX in ${target}`);
