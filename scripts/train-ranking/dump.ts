/**
 * Step 1 of 2 for the ranking: what its network sees of each candidate for our own questions, and which candidates
 * answer (see output.ts for the files).
 *
 *   npx tsx scripts/train-ranking/dump.ts INDEX OUT [FOLDS]
 *
 * INDEX: an index of ../shared/data/train/laws and …/policies. FOLDS: of the questions, such as 0,1,2: those that the
 * embedding was trained without, since cosines of the others look better than they are.
 */
import { openTools } from '../../src/answer/knowledge.ts';
import { readConfig } from '../../src/config.ts';
import { lettersOf } from '../../src/evaluation/text-overlap.ts';
import { parseQuestion } from '../../src/question/parse.ts';
import { gatherCandidates, weighTerms } from '../../src/retrieval/candidates.ts';
import { RANKING_FEATURES, rankingFeatures } from '../../src/retrieval/features.ts';
import { TrainingOutput } from './output.ts';
import { Documents, placesOf } from './selections.ts';
import { LABEL, readTargets, type Target } from './targets.ts';

const DEPTH = 120;
/** A passage shorter than this stands in too many clauses to say which one it is of. */
const SHORTEST = 8;

const [indexFolder = '', out = '', folds = '0,1,2', data = '../shared/data'] = process.argv.slice(2);
const { tools, close } = await openTools({ ...readConfig(), ZHENGDA_INDEX: indexFolder });
const { search } = tools;
const documents = new Documents(search);
const output = new TrainingOutput(out, RANKING_FEATURES);

function labelOf(passage: string, document: number, target: Target): number {
  const said = lettersOf(passage);
  const right = documents.of(target);
  if (right !== undefined && right !== document) return LABEL.wrong;
  const { answer, within } = target;
  if (answer !== null && said.includes(answer)) {
    return target.file !== null || within.includes(said) || said.includes(within) ? LABEL.right : LABEL.wrong;
  }
  if (said.length < SHORTEST || !within.includes(said)) return LABEL.wrong;
  return answer === null || answer.includes(said) ? LABEL.right : LABEL.near;
}

const wanted = new Set(folds.split(',').map(Number));
let asked = 0;
let found = 0;
for (const target of readTargets(data)) {
  if (!wanted.has(target.fold) || !target.answerable) continue;
  const question = parseQuestion(target.question, tools);
  for (const [selection, set] of placesOf(target, documents)) {
    const options = { depth: DEPTH, mode: 'hybrid', selection } as const;
    const { candidates } = await gatherCandidates(question, tools, options);
    const numbers = candidates.map(({ passage }) => passage);
    const labels = Uint8Array.from(search.passages(numbers), ({ text, document }) =>
      labelOf(text, document, target),
    );
    asked += 1;
    if (!labels.includes(LABEL.right)) continue;
    found += 1;
    const terms = weighTerms(question, tools);
    output.add(rankingFeatures(question, terms, candidates, tools, search.unitsOf(numbers)), labels, set);
  }
}
console.log(`${asked} questions, ${found} with an answer among the candidates, ${output.close()} rows`);
close();
