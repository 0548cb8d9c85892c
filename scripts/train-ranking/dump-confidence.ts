/**
 * Step 1 of 2 for the confidence: what its network sees of the best sentence, and whether it answers (see output.ts
 * for the files; labels 2 and 0, one row a question).
 *
 *   npx tsx scripts/train-ranking/dump-confidence.ts INDEX OUT [FOLDS]
 *
 * Wrong are the best sentences that miss, those of questions that their document does not answer, and those found
 * where the document that answers is withheld.
 */
import { openTools } from '../../src/answer/knowledge.ts';
import { readConfig } from '../../src/config.ts';
import { CONFIDENCE_FEATURES } from '../../src/evidence/confidence.ts';
import { selectEvidence } from '../../src/evidence/select.ts';
import type { DocumentSelection } from '../../src/indexing/schema.ts';
import { parseQuestion } from '../../src/question/parse.ts';
import { rankPassages } from '../../src/retrieval/rank.ts';
import { TrainingOutput } from './output.ts';
import { Documents, placesOf, SET } from './selections.ts';
import { LABEL, readTargets, sentenceLabel, type Target } from './targets.ts';

const PASSAGES = 60;

const [indexFolder = '', out = '', folds = '0,1,2', data = '../shared/data'] = process.argv.slice(2);
const { tools, close } = await openTools({ ...readConfig(), ZHENGDA_INDEX: indexFolder });
const documents = new Documents(tools.search);
const output = new TrainingOutput(out, CONFIDENCE_FEATURES);

let right = 0;
let asked = 0;
async function add(target: Target, selection: DocumentSelection | null, set: number): Promise<void> {
  const question = parseQuestion(target.question, tools);
  const ranking = await rankPassages(question, tools, { limit: PASSAGES, selection });
  const [best] = await selectEvidence(question, ranking, tools);
  if (best === undefined) return;
  const { passage, span } = best;
  const said = passage.text.slice(span.start - passage.start, span.end - passage.start);
  const label = sentenceLabel(said, passage.document, documents.of(target), target);
  output.add(
    Float32Array.from(best.confidenceRow),
    Uint8Array.of(label === LABEL.wrong ? LABEL.wrong : LABEL.right),
    set,
  );
  asked += 1;
  if (label !== LABEL.wrong) right += 1;
}

const wanted = new Set(folds.split(',').map(Number));
for (const target of readTargets(data)) {
  if (!wanted.has(target.fold)) continue;
  for (const [selection, set] of placesOf(target, documents)) await add(target, selection, set);
  const document = documents.of(target);
  if (document === undefined || !target.answerable) continue;
  await add(
    { ...target, answer: null, answerable: false },
    documents.few(document, target.question, true),
    SET.few,
  );
}
output.close();
console.log(`${asked} questions, ${right} answered by the best sentence`);
close();
