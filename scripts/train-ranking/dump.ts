/**
 * Step 1 of 2: what the ranking model sees of each candidate for our own questions, and which candidates answer.
 *
 *   npx tsx scripts/train-ranking/dump.ts INDEX OUT [FOLDS]
 *
 * INDEX: an index of ../shared/data/train/laws and …/policies. FOLDS: of the questions, such as 0,1,2: those that the
 * embedding was trained without, since cosines of the others look better than they are.
 *
 * OUT/features.f32  rows of RANKING_FEATURES
 * OUT/rows.i32      for each question (first row, end row, set): set 0 laws, 1 policies, 2 policies among few documents
 * OUT/labels.u8     for each row 2 where it holds the answer, 1 where it is of the right clause
 */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openTools } from '../../src/answer/knowledge.ts';
import { readConfig } from '../../src/config.ts';
import type { DocumentSelection } from '../../src/indexing/schema.ts';
import { parseQuestion } from '../../src/question/parse.ts';
import { gatherCandidates, weighTerms } from '../../src/retrieval/candidates.ts';
import { RANKING_FEATURES, rankingFeatures } from '../../src/retrieval/features.ts';
import { readTargets, squash, type Target } from './targets.ts';

const DEPTH = 120;
/** A passage shorter than this stands in too many clauses to say which one it is of. */
const SHORTEST = 8;
/** A small office has tens of documents, not thousands. */
const FEW_DOCUMENTS = 20;

const [indexFolder = '', out = '', folds = '0,1,2', data = '../shared/data'] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const { tools, close } = await openTools({ ...readConfig(), ZHENGDA_INDEX: indexFolder });
const { search } = tools;
const features = openSync(join(out, 'features.f32'), 'w');
const labels = openSync(join(out, 'labels.u8'), 'w');
const rows: number[] = [];
let rowCount = 0;
let found = 0;
let asked = 0;

const documentOfFile = new Map<string, number>();
for (let document = 0; document < search.statistics.documents; document += 1) {
  documentOfFile.set(basename(search.documentAt(document).fileName), document);
}

function label(passage: string, document: number, target: Target): number {
  const said = squash(passage);
  if (target.file !== null && documentOfFile.get(basename(target.file)) !== document) return 0;
  if (target.answer !== null && said.includes(target.answer)) {
    return target.within.includes(said) || said.includes(target.within) || target.file !== null ? 2 : 0;
  }
  if (said.length < SHORTEST || !target.within.includes(said)) return 0;
  if (target.answer === null) return 2;
  return target.answer.includes(said) ? 2 : 1;
}

async function dump(target: Target, set: number, selection: DocumentSelection | null): Promise<void> {
  const question = parseQuestion(target.question, tools);
  const { candidates } = await gatherCandidates(question, tools, { depth: DEPTH, mode: 'hybrid', selection });
  const numbers = candidates.map(({ passage }) => passage);
  const texts = search.passages(numbers);
  const marks = Uint8Array.from(texts, ({ text, document }) => label(text, document, target));
  asked += 1;
  if (!marks.includes(2)) return;
  found += 1;
  const matrix = rankingFeatures(
    question,
    weighTerms(question, tools),
    candidates,
    tools,
    search.headingGroups(numbers),
  );
  writeSync(features, new Uint8Array(matrix.buffer, matrix.byteOffset, matrix.byteLength));
  writeSync(labels, marks);
  rows.push(rowCount, rowCount + candidates.length, set);
  rowCount += candidates.length;
}

/** The right document among a few others, always the same for the same question. */
function few(document: number, seed: string): DocumentSelection {
  const selection = new Uint8Array(search.statistics.documents);
  selection[document] = 1;
  let state = seed.length * 7919 + document;
  const policies = [...documentOfFile].filter(([name]) => name.endsWith('.txt')).map(([, number]) => number);
  for (let one = 0; one < FEW_DOCUMENTS; one += 1) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    selection[policies[state % policies.length] ?? 0] = 1;
  }
  return selection;
}

const wanted = new Set(folds.split(',').map(Number));
for (const target of readTargets(data)) {
  if (!wanted.has(target.fold) || !target.answerable) continue;
  await dump(target, target.file === null ? 0 : 1, null);
  const document = target.file === null ? undefined : documentOfFile.get(basename(target.file));
  if (document !== undefined) await dump(target, 2, few(document, target.question));
}
closeSync(features);
closeSync(labels);
writeFileSync(join(out, 'rows.i32'), Int32Array.from(rows));
writeFileSync(join(out, 'names.json'), JSON.stringify(RANKING_FEATURES));
console.log(`${asked} questions, ${found} with an answer among the candidates, ${rowCount} rows`);
close();
