/**
 * Times the model as production uses it: one question at a time, and passages of about 150 characters in batches.
 *
 *   npx tsx scripts/train-embedding/speed.ts ../shared/data [MODEL]
 */
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { openEmbedder } from '../../src/embedding/model.ts';
import { Segmenter } from '../../src/text/segment.ts';
import { readLaws, readQuestions } from './read-texts.ts';

const PASSAGES = 20_000;
const BATCH = 256;
const config = readConfig();
const [data = '../shared/data', folder = config.EMBEDDING_MODEL] = process.argv.slice(2);

const started = performance.now();
const embedder = await openEmbedder(folder, Segmenter.open(config.ZHENGDA_DICTIONARY));
console.log(`opened in ${(performance.now() - started).toFixed(0)} ms, dictionary included`);

const questions = readQuestions(join(data, 'train/stard-train.jsonl')).map((row) => row.question);
const times: number[] = [];
for (const question of [...questions.slice(0, 200), ...questions]) {
  const before = performance.now();
  await embedder.embed([question], 'query');
  times.push(performance.now() - before);
}
const sorted = times.slice(200).sort((a, b) => a - b);
const quantile = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(3);
console.log(`question: median ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms (${sorted.length} questions)`);

const passages: string[] = [];
for (const law of readLaws(join(data, 'train/laws'))) {
  for (const { text } of law.clauses) if (text.length >= 100 && text.length <= 200) passages.push(text);
}
const chosen = passages.slice(0, PASSAGES);
const length = chosen.reduce((sum, text) => sum + text.length, 0) / chosen.length;
const before = performance.now();
for (let at = 0; at < chosen.length; at += BATCH)
  await embedder.embed(chosen.slice(at, at + BATCH), 'passage');
const seconds = (performance.now() - before) / 1000;
console.log(
  `passages: ${Math.round(chosen.length / seconds)} a second (mean length ${length.toFixed(0)} characters)`,
);
