/**
 * Step 1 of 3: cuts every training text with the segmenter that runs in production, chooses the vocabulary and
 * writes token ids for train.py.
 *
 *   npx tsx scripts/train-embedding/prepare.ts ../shared/data WORK [FOLDS [VOCABULARY]]
 *
 * FOLDS: of our own questions, such as 0,1,2, that are left out (those that the ranking is trained on); '' for none.
 * VOCABULARY: the vocabulary.txt of an earlier run, kept as it is so that its model can be trained on.
 *
 * WORK/vocabulary.txt  one token a line; its id is the line number from 0; ids 0 and 1 are [PAD] and [UNK]
 * WORK/counts.i32      how often each was seen
 * WORK/tokens.i32      all texts one after the other, unknown words left out
 * WORK/fragments.i32   rows (start, end, kind): a run between two punctuation marks; see FRAGMENT
 * WORK/clauses.i32     rows (document, title, firstHeading, firstBody, endBody) of fragment numbers
 * WORK/extra-words.txt the commonest words of jieba's dictionary that no text has: train.py composes them of characters
 * WORK/questions.i32   rows (source, question, endQuestion, name, body, endBody) of fragment numbers, one for each
 *                      article; source: 0 to 4 a fold of STARD, 5 our own questions on laws, 6 on policies
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import nodejieba from 'nodejieba';
import { readConfig } from '../../src/config.ts';
import { STARD_FOLDS, stardFold } from '../../src/evaluation/folds.ts';
import { normalise } from '../../src/text/normalise.ts';
import { Segmenter } from '../../src/text/segment.ts';
import { foldOf, readLawQuestions, readPolicyQuestions } from '../training-questions/read.ts';
import {
  articleNumber,
  listFiles,
  readLaws,
  readPolicies,
  readQuestions,
  readServiceMatters,
  withoutNumber,
} from './read-texts.ts';

/** A word costs 260 bytes of the table and about 18 of tokenizer.json: 107,000 in all stay within 32 MB. */
const VOCABULARY_SIZE = 80_000;
const EXTRA_WORDS = 27_000;
const SOURCE = { laws: STARD_FOLDS, policies: STARD_FOLDS + 1 } as const;
const FRAGMENT = { within: 0, endsSentence: 1 } as const;
/** How much an occurrence weighs for a place in the vocabulary: policy texts are a fifth of the laws' bulk. */
const WEIGHT = { law: 1, policy: 4, corpus: 1000 } as const;

class IntList {
  private buffer = new Int32Array(1 << 20);
  length = 0;
  push(...values: number[]): void {
    if (this.length + values.length > this.buffer.length) {
      const grown = new Int32Array(this.buffer.length * 2);
      grown.set(this.buffer);
      this.buffer = grown;
    }
    this.buffer.set(values, this.length);
    this.length += values.length;
  }
  view(): Int32Array {
    return this.buffer.subarray(0, this.length);
  }
}

const [data = '../shared/data', work = 'WORK', without = '', vocabulary] = process.argv.slice(2);
const withheld = new Set(
  without
    .split(',')
    .filter((fold) => fold !== '')
    .map(Number),
);
mkdirSync(work, { recursive: true });
const segmenter = Segmenter.open(readConfig().ZHENGDA_DICTIONARY);

const numberOf = new Map<string, number>();
const names: string[] = [];
const seen: number[] = [];
const weighed: number[] = [];
const tokens = new IntList();
const fragments = new IntList();
const clauses = new IntList();
const questions = new IntList();
let fragmentCount = 0;
let weight = 1;

/** Adds the fragments of `text` and returns the number of the first. */
function add(text: string, longest = 4000): number {
  const first = fragmentCount;
  for (const match of normalise(text)
    .text.slice(0, longest)
    .matchAll(/[^，,。；;：:！!？?\n]+([，,。；;：:！!？?\n]?)/g)) {
    const words = segmenter.words(match[0]);
    if (words.length === 0) continue;
    const start = tokens.length;
    for (const word of words) {
      let number = numberOf.get(word);
      if (number === undefined) {
        number = names.length;
        numberOf.set(word, number);
        names.push(word);
        seen.push(0);
        weighed.push(0);
      }
      seen[number] = (seen[number] ?? 0) + 1;
      weighed[number] = (weighed[number] ?? 0) + weight;
      tokens.push(number);
    }
    const kind = /[，,：:]/.test(match[1] ?? '') ? FRAGMENT.within : FRAGMENT.endsSentence;
    fragments.push(start, tokens.length, kind);
    fragmentCount += 1;
  }
  return first;
}

const train = join(data, 'train');
const documents = [
  ...readLaws(join(train, 'laws')),
  ...readPolicies(join(train, 'policies'), 'policy'),
  ...readPolicies(readConfig().ZHENGDA_CORPUS, 'corpus'),
];
/** Where the clauses of our own questions stand: (heading, body, end) by law and article, or by file and paragraph. */
const places = new Map<string, readonly [heading: number, body: number, end: number]>();
const paragraphs = new Map<string, { text: string; key: string }[]>();
for (const [number, document] of documents.entries()) {
  weight = WEIGHT[document.kind];
  const title = add(document.title);
  for (const clause of document.clauses) {
    const heading = add(clause.headings.join('\n'));
    const body = add(withoutNumber(clause.text));
    clauses.push(number, title, heading, body, fragmentCount);
    if (document.kind === 'law') {
      places.set(`${document.title}\t${articleNumber(clause.text)}`, [heading, body, fragmentCount]);
    } else if (document.kind === 'policy') {
      const key = `${document.file}\t${body}`;
      places.set(key, [heading, body, fragmentCount]);
      const known = paragraphs.get(document.file) ?? [];
      known.push({ text: clause.text, key });
      paragraphs.set(document.file, known);
    }
  }
}
weight = 4;
for (const [number, matter] of readServiceMatters(join(train, 'service-matters.jsonl')).entries()) {
  const title = add(matter.name);
  for (const statement of matter.statements) {
    const body = add(statement);
    clauses.push(documents.length + number, title, body, body, fragmentCount);
  }
}
weight = 20;
for (const row of readQuestions(join(train, 'stard-train.jsonl'))) {
  const fold = stardFold(row.id);
  const question = add(row.question);
  const end = fragmentCount;
  for (const article of row.articles) {
    const name = add(article.name);
    const body = add(article.text);
    questions.push(fold, question, end, name, body, fragmentCount);
  }
}
function addQuestion(source: number, question: string, place: readonly [number, number, number]): void {
  if (withheld.has(foldOf(question))) return;
  const first = add(question);
  questions.push(source, first, fragmentCount, ...place);
}
let unplaced = 0;
for (const { law, article, question } of readLawQuestions()) {
  const place = places.get(`${law}\t${article}`);
  if (place === undefined) unplaced += 1;
  else addQuestion(SOURCE.laws, question, place);
}
for (const { file, question, answer } of readPolicyQuestions()) {
  if (answer === null) continue;
  const plain = answer.replace(/[*#]/g, '').trim();
  const paragraph = paragraphs.get(file)?.find(({ text }) => text.includes(plain));
  const place = places.get(paragraph?.key ?? '');
  if (place === undefined) unplaced += 1;
  else addQuestion(SOURCE.policies, question, place);
}
weight = 1000;
for (const file of listFiles(readConfig().ZHENGDA_DICTIONARY, '.txt')) {
  for (const line of readFileSync(file, 'utf8').split('\n'))
    add(line.replace(/#.*|[=→、]|\s\d+\s\w+$/g, '\n'));
}

// Most weight first; ties by spelling, so that the same texts give the same file.
const given = vocabulary === undefined ? null : readFileSync(vocabulary, 'utf8').split('\n').slice(2);
const chosen = names
  .map((name, number) => ({ name, number }))
  .filter(({ number }) => (weighed[number] ?? 0) >= 2)
  .sort(
    (a, b) =>
      (weighed[b.number] ?? 0) - (weighed[a.number] ?? 0) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  )
  .slice(0, VOCABULARY_SIZE - 2);
const kept = given?.map((name) => ({ name, number: numberOf.get(name) ?? -1 })) ?? chosen;
const idOf = new Int32Array(names.length);
for (const [rank, { number }] of kept.entries()) if (number >= 0) idOf[number] = rank + 2;

const ids = new IntList();
const spans = fragments.view();
const all = tokens.view();
for (let row = 0; row < spans.length; row += 3) {
  const start = spans[row] ?? 0;
  const end = spans[row + 1] ?? 0;
  spans[row] = ids.length;
  for (let at = start; at < end; at += 1) {
    const id = idOf[all[at] ?? 0] ?? 0;
    if (id > 0) ids.push(id);
  }
  spans[row + 1] = ids.length;
}

/**
 * Lay questions use words that no official text has (妈妈, 胖子). Names of people and places are left out: they mean
 * nothing by their characters.
 */
const extra = readFileSync(nodejieba.DEFAULT_DICT, 'utf8')
  .split('\n')
  .map((line) => line.split(' '))
  .map(([word = '', frequency = '0', tag = '']) => ({ word, frequency: Number(frequency), tag }))
  .filter(({ word, tag }) => /^[\u3400-\u9fff]{2,6}$/.test(word) && !/^n[rs]/.test(tag))
  .filter(({ word }) => (idOf[numberOf.get(word) ?? -1] ?? 0) === 0)
  .sort((a, b) => b.frequency - a.frequency || (a.word < b.word ? -1 : 1))
  .slice(0, EXTRA_WORDS)
  .map(({ word }) => word);
writeFileSync(join(work, 'extra-words.txt'), extra.join('\n'));

const counts = Int32Array.from([0, 0, ...kept.map(({ number }) => seen[number] ?? 0)]);
writeFileSync(join(work, 'vocabulary.txt'), ['[PAD]', '[UNK]', ...kept.map(({ name }) => name)].join('\n'));
writeFileSync(join(work, 'counts.i32'), counts);
writeFileSync(join(work, 'tokens.i32'), ids.view());
writeFileSync(join(work, 'fragments.i32'), spans);
writeFileSync(join(work, 'clauses.i32'), clauses.view());
writeFileSync(join(work, 'questions.i32'), questions.view());
if (unplaced > 0) console.log(`${unplaced} of our own questions fit no clause`);
const share = ((100 * ids.length) / tokens.length).toFixed(2);
console.log(
  `${documents.length} documents, ${clauses.length / 5} clauses, ${questions.length / 6} question-article pairs, ` +
    `${names.length} distinct words, ${kept.length} kept (${share} % of ${tokens.length} occurrences)`,
);
