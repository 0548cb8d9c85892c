/**
 * What the question sets of test/evaluation say over `corpus/`, for the training of the selection of sentences
 * (OUT/sentences) and of the confidence (OUT/confidence: one row a question, each also asked with its document
 * withheld). See output.ts for the files.
 *
 *   npx tsx scripts/train-ranking/dump-own-sets.ts INDEX OUT
 *
 * INDEX: an index of corpus/.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openTools } from '../../src/answer/knowledge.ts';
import { readConfig } from '../../src/config.ts';
import { squash } from '../../src/evaluation/judge.ts';
import { type EvaluationQuestion, readQuestionSet, readSources } from '../../src/evaluation/question-set.ts';
import { CONFIDENCE_FEATURES } from '../../src/evidence/confidence.ts';
import { SELECTION_FEATURES, selectionRow } from '../../src/evidence/features.ts';
import type { Evidence } from '../../src/evidence/schema.ts';
import { selectEvidence } from '../../src/evidence/select.ts';
import { parseInConversation } from '../../src/question/follow-up.ts';
import { rankPassages } from '../../src/retrieval/rank.ts';
import { scopeOf } from '../../src/retrieval/scope.ts';
import { TrainingOutput } from './output.ts';
import { SET } from './selections.ts';
import { LABEL } from './targets.ts';

const PASSAGES = 60;
const root = fileURLToPath(new URL('../..', import.meta.url));
const [indexFolder = '', out = ''] = process.argv.slice(2);
const { tools, close } = await openTools({ ...readConfig(), ZHENGDA_INDEX: indexFolder });
const { search, catalogue } = tools;
const sentences = new TrainingOutput(join(out, 'sentences'), SELECTION_FEATURES);
const confidence = new TrainingOutput(join(out, 'confidence'), CONFIDENCE_FEATURES);

/** Right where it holds all that is expected, near where it holds some of it. */
function sentenceLabel(
  { passage, span }: Evidence,
  expected: NonNullable<EvaluationQuestion['expected']>,
): number {
  if (search.documentAt(passage.document).fileName !== expected.fileName) return LABEL.wrong;
  const said = squash(passage.text.slice(span.start - passage.start, span.end - passage.start));
  const held = expected.contains.filter((part) => said.includes(squash(part))).length;
  return held === expected.contains.length ? LABEL.right : held > 0 ? LABEL.near : LABEL.wrong;
}

async function add({ question, history, expected }: EvaluationQuestion, withheld: boolean): Promise<void> {
  const parsed = parseInConversation(question, history, tools);
  const scope = scopeOf(parsed, {}, tools);
  if (scope.unknownNumbers.length > 0 || parsed.topic !== null || (withheld && scope.named)) return;
  let { selection } = scope;
  if (withheld) {
    selection = Uint8Array.from({ length: search.statistics.documents }, (_, document) =>
      Number(search.documentAt(document).fileName !== expected?.fileName),
    );
  }
  const ranking = await rankPassages(parsed, tools, { limit: PASSAGES, selection });
  const evidence = await selectEvidence(parsed, ranking, tools);
  const [best] = evidence;
  if (best === undefined) return;
  if (!withheld && expected !== null) {
    const labels = Uint8Array.from(evidence, (one) => sentenceLabel(one, expected));
    const rows = evidence.flatMap(({ features }) => selectionRow(features, parsed));
    if (labels.includes(LABEL.right)) sentences.add(Float32Array.from(rows), labels, SET.own);
  }
  const { passage } = best;
  const clause = catalogue.clause(passage.clauseId)?.clause;
  const said = squash((catalogue.text(passage.documentId) ?? '').slice(clause?.start, clause?.end));
  const right =
    !withheld &&
    expected !== null &&
    search.documentAt(passage.document).fileName === expected.fileName &&
    expected.contains.every((part) => said.includes(squash(part)));
  const row = Float32Array.from(best.confidenceRow);
  // Withheld, another document may restate the answer: such near misses count less.
  confidence.add(row, Uint8Array.of(right ? LABEL.right : LABEL.wrong), withheld ? SET.withheld : SET.own);
}

const sources = readSources(join(root, 'corpus'));
const sets = join(root, 'test/evaluation');
for (const name of readdirSync(sets).sort()) {
  if (!name.endsWith('.jsonl')) continue;
  for (const question of readQuestionSet(join(sets, name), sources)) {
    await add(question, false);
    if (question.expected !== null) await add(question, true);
  }
}
console.log(`${sentences.close()} sentences, ${confidence.close()} questions`);
close();
