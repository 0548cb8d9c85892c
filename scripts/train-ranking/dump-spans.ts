/**
 * Step 1 of 2 for what is quoted: what the span network sees of each run of words that might be quoted for our own
 * questions whose answer is known to the letter, and how good a quote it would be (see output.ts for the files).
 *
 *   npx tsx scripts/train-ranking/dump-spans.ts INDEX OUT [FOLDS]
 *
 * Labels are 255 times the reward of train.py --reward: mostly the F1 of the run's characters with the answer's, and
 * partly whether it holds the whole answer. A run of another document or article is worth nothing.
 */
import { openTools } from '../../src/answer/knowledge.ts';
import { readConfig } from '../../src/config.ts';
import { characterF1, lettersOf } from '../../src/evaluation/text-overlap.ts';
import { spanCandidates } from '../../src/evidence/choose-span.ts';
import { selectEvidence } from '../../src/evidence/select.ts';
import { SPAN_FEATURES } from '../../src/evidence/span-features.ts';
import type { IndexedPassage } from '../../src/indexing/schema.ts';
import { parseQuestion } from '../../src/question/parse.ts';
import { rankPassages } from '../../src/retrieval/rank.ts';
import { TrainingOutput } from './output.ts';
import { Documents, placesOf } from './selections.ts';
import { readTargets, type Target } from './targets.ts';

const PASSAGES = 60;
const HOLDS_SHARE = 0.5;

const [indexFolder = '', out = '', folds = '0,1,2', data = '../shared/data'] = process.argv.slice(2);
const { tools, close } = await openTools({ ...readConfig(), ZHENGDA_INDEX: indexFolder });
const documents = new Documents(tools.search);
const output = new TrainingOutput(out, SPAN_FEATURES);

function isOf(target: Target, { text, document }: IndexedPassage): boolean {
  const right = documents.of(target);
  return right === undefined ? target.within.includes(lettersOf(text)) : right === document;
}

const wanted = new Set(folds.split(',').map(Number));
let asked = 0;
let found = 0;
for (const target of readTargets(data)) {
  const { answer } = target;
  if (!wanted.has(target.fold) || answer === null) continue;
  const question = parseQuestion(target.question, tools);
  for (const [selection, set] of placesOf(target, documents)) {
    const ranking = await rankPassages(question, tools, { limit: PASSAGES, selection });
    const evidence = await selectEvidence(question, ranking, tools);
    const candidates = spanCandidates(question, evidence, tools);
    const rewards = candidates.map(({ evidence: { passage }, span }) => {
      if (!isOf(target, passage)) return 0;
      const said = lettersOf((tools.catalogue.text(passage.documentId) ?? '').slice(span.start, span.end));
      return (1 - HOLDS_SHARE) * characterF1(said, answer) + HOLDS_SHARE * Number(said.includes(answer));
    });
    asked += 1;
    if (Math.max(0, ...rewards) === 0) continue;
    found += 1;
    output.add(
      Float32Array.from(candidates.flatMap(({ row }) => row)),
      Uint8Array.from(rewards, (reward) => Math.round(255 * reward)),
      set,
    );
  }
}
console.log(`${asked} questions, ${found} with a right run among the candidates, ${output.close()} rows`);
close();
