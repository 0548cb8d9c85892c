/**
 * Fits the confidence model on the question sets of `test/evaluation/` over `corpus/`, and writes its weights to
 * `src/evidence/confidence.json`. Run `npm run evaluate` afterwards.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openTools } from '../src/answer/knowledge.ts';
import { readConfig } from '../src/config.ts';
import { collectSamples, fitConfidence } from '../src/evaluation/fit-confidence.ts';
import { readQuestionSet, readSources } from '../src/evaluation/question-set.ts';
import { CONFIDENCE_FILE } from '../src/evidence/confidence.ts';
import { buildIndex } from '../src/indexing/ingest.ts';

const STRENGTH = 1;

const root = fileURLToPath(new URL('..', import.meta.url));
const corpus = join(root, 'corpus');
const sets = join(root, 'test/evaluation');
const index = mkdtempSync(join(tmpdir(), 'zhengda-fit-'));
try {
  const config = { ...readConfig(), ZHENGDA_INDEX: index };
  await buildIndex(config, [corpus]);
  const { tools, close } = await openTools(config);
  const sources = readSources(corpus);
  const questions = readdirSync(sets)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readQuestionSet(join(sets, name), sources));
  const samples = await collectSamples(questions, tools);
  const weights = fitConfidence(samples, STRENGTH);
  writeFileSync(CONFIDENCE_FILE, `${JSON.stringify(weights, null, 2)}\n`);
  console.log(`${samples.length} samples, ${samples.filter(({ right }) => right).length} right`, weights);
  close();
} finally {
  rmSync(index, { recursive: true, force: true });
}
