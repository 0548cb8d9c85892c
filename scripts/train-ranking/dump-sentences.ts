/**
 * Step 1 of 2 for the selection of sentences: what its network sees of each sentence of the best passages for our own
 * questions whose answer is known to the letter, and which sentences hold it (see output.ts for the files).
 *
 *   npx tsx scripts/train-ranking/dump-sentences.ts INDEX OUT [FOLDS]
 */
import { openTools } from '../../src/answer/knowledge.ts';
import { readConfig } from '../../src/config.ts';
import { SELECTION_FEATURES, selectionRow } from '../../src/evidence/features.ts';
import { selectEvidence } from '../../src/evidence/select.ts';
import { parseQuestion } from '../../src/question/parse.ts';
import { rankPassages } from '../../src/retrieval/rank.ts';
import { TrainingOutput } from './output.ts';
import { Documents, placesOf } from './selections.ts';
import { LABEL, readTargets, sentenceLabel } from './targets.ts';

const PASSAGES = 60;

const [indexFolder = '', out = '', folds = '0,1,2', data = '../shared/data'] = process.argv.slice(2);
const { tools, close } = await openTools({ ...readConfig(), ZHENGDA_INDEX: indexFolder });
const documents = new Documents(tools.search);
const output = new TrainingOutput(out, SELECTION_FEATURES);

const wanted = new Set(folds.split(',').map(Number));
let asked = 0;
let found = 0;
for (const target of readTargets(data)) {
  if (!wanted.has(target.fold) || target.answer === null) continue;
  const question = parseQuestion(target.question, tools);
  for (const [selection, set] of placesOf(target, documents)) {
    const ranking = await rankPassages(question, tools, { limit: PASSAGES, selection });
    const evidence = await selectEvidence(question, ranking, tools);
    const right = documents.of(target);
    const labels = Uint8Array.from(evidence, ({ passage, span }) => {
      const said = passage.text.slice(span.start - passage.start, span.end - passage.start);
      return sentenceLabel(said, passage.document, right, target);
    });
    asked += 1;
    if (!labels.includes(LABEL.right)) continue;
    found += 1;
    const rows = evidence.flatMap(({ features }) => selectionRow(features, question));
    output.add(Float32Array.from(rows), labels, set);
  }
}
console.log(`${asked} questions, ${found} with the answer among the sentences, ${output.close()} rows`);
close();
