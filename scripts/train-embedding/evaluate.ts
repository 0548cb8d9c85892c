/**
 * Measures a model folder by exact search over its vectors alone; nothing here is ever trained on, save the STARD
 * questions of the other folds.
 *
 *   npx tsx scripts/train-embedding/evaluate.ts ../shared/data MODEL [FOLD]
 *
 * FOLD: the questions of prepare.ts's fold that the model was trained without; left out, STARD is left out.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { openEmbedder } from '../../src/embedding/model.ts';
import { normalise } from '../../src/text/normalise.ts';
import { Segmenter } from '../../src/text/segment.ts';
import { readLaws, readQuestions, readRows, withoutNumber } from './read-texts.ts';

const FOLDS = 5;
const BATCH = 512;
/** Of each set that is searched among all law articles: exact search takes 0.1 s a question. */
const MOST_QUESTIONS = 401;
const config = readConfig();
const [data = '../shared/data', folder = config.EMBEDDING_MODEL, fold] = process.argv.slice(2);
const embedder = await openEmbedder(folder, Segmenter.open(config.ZHENGDA_DICTIONARY));
const { dimensions } = embedder;

interface Asked {
  readonly question: string;
  /** For each right article, the numbers of the candidates that are it. */
  readonly right: readonly ReadonlySet<number>[];
}

async function vectorsOf(texts: readonly string[], role: 'query' | 'passage'): Promise<Float32Array> {
  const vectors = new Float32Array(texts.length * dimensions);
  for (let at = 0; at < texts.length; at += BATCH) {
    vectors.set(await embedder.embed(texts.slice(at, at + BATCH), role), at * dimensions);
  }
  return vectors;
}

/** Dot products of `query` with each row of `passages`; four sums side by side, which is twice as fast as one. */
function similarities(query: Float32Array, passages: Float32Array): Float32Array {
  const scores = new Float32Array(passages.length / dimensions);
  for (let row = 0; row < scores.length; row += 1) {
    const start = row * dimensions;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let at = 0; at < dimensions; at += 4) {
      a += (query[at] ?? 0) * (passages[start + at] ?? 0);
      b += (query[at + 1] ?? 0) * (passages[start + at + 1] ?? 0);
      c += (query[at + 2] ?? 0) * (passages[start + at + 2] ?? 0);
      d += (query[at + 3] ?? 0) * (passages[start + at + 3] ?? 0);
    }
    scores[row] = a + b + c + d;
  }
  return scores;
}

/** success@k: any right one among the first k. recall@k: how many of the right ones are, averaged over questions. */
async function measure(title: string, asked: readonly Asked[], candidates: readonly string[]): Promise<void> {
  const passages = await vectorsOf(candidates, 'passage');
  const questions = await vectorsOf(
    asked.map(({ question }) => question),
    'query',
  );
  const found = { first: 0, ten: 0, recall: 0, reciprocal: 0 };
  for (const [number, { right }] of asked.entries()) {
    const query = questions.subarray(number * dimensions, (number + 1) * dimensions);
    const scores = similarities(query, passages);
    const ranks = right.map((ones) => {
      const best = Math.max(...[...ones].map((row) => scores[row] ?? 0));
      return scores.reduce((rank, score, row) => rank + (score > best && !ones.has(row) ? 1 : 0), 1);
    });
    const rank = Math.min(...ranks);
    found.first += rank === 1 ? 1 : 0;
    found.ten += rank <= 10 ? 1 : 0;
    found.reciprocal += 1 / rank;
    found.recall += ranks.filter((one) => one <= 100).length / ranks.length;
  }
  const share = (count: number) => (count / asked.length).toFixed(4);
  console.log(
    `${title}: ${asked.length} questions, ${candidates.length} candidates: success@1 ${share(found.first)}, ` +
      `success@10 ${share(found.ten)}, recall@100 ${share(found.recall)}, MRR ${share(found.reciprocal)}`,
  );
}

/** Candidates without repeats, and the number of each. */
class Candidates {
  readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();
  add(text: string): number {
    const form = normalise(text).text;
    const known = this.numbers.get(form);
    if (known !== undefined) return known;
    this.numbers.set(form, this.texts.length);
    this.texts.push(text);
    return this.texts.length - 1;
  }
}

const ARTICLE_NAME = /^(.*?)(第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?)$/;
const plainLaw = (name: string): string => name.replaceAll('中华人民共和国', '').replace(/[《》\s]/g, '');

/** Share of the characters of the shorter text that the longer one has too. */
function overlap(a: string, b: string): number {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  const letters = new Set(longer);
  return [...shorter].filter((letter) => letters.has(letter)).length / Math.max(1, shorter.length);
}

if (fold !== undefined) {
  const candidates = new Candidates();
  const byName = new Map<string, number>();
  for (const law of readLaws(join(data, 'train/laws'))) {
    for (const { text } of law.clauses) {
      const body = withoutNumber(text);
      if (body === text || body.trim() === '') continue;
      const number = /^第[^条]+条(?:之[一二三四五六七八九十]+)?/.exec(text)?.[0] ?? '';
      byName.set(plainLaw(law.title) + number, candidates.add(body));
    }
  }
  const asked = readQuestions(join(data, 'train/stard-train.jsonl')).map((row) => ({
    held: createHash('sha256').update(row.id).digest().readUInt32BE(0) % FOLDS === Number(fold),
    question: row.question,
    // The law as it stands in the question set, and the same article of our copy where its text is nearly the same.
    right: row.articles.map(({ name, text }) => {
      const ones = new Set([candidates.add(text)]);
      const [, law = '', number = ''] = ARTICLE_NAME.exec(name) ?? [];
      const same = byName.get(plainLaw(law) + number);
      if (same !== undefined && overlap(candidates.texts[same] ?? '', text) > 0.8) ones.add(same);
      return ones;
    }),
  }));
  await measure(
    `STARD, fold ${fold}`,
    asked.filter(({ held }) => held),
    candidates.texts,
  );
}

const Passage = z.object({ question: z.string(), context: z.string() });
for (const set of ['ncp-dev', 'equals-dev']) {
  const candidates = new Candidates();
  const asked = readRows(join(data, 'eval', `${set}.jsonl`), Passage)
    .map(({ question, context }) => ({ question, right: [new Set([candidates.add(context)])] }))
    .slice(0, MOST_QUESTIONS);
  if (set === 'equals-dev') {
    for (const law of readLaws(join(data, 'train/laws'))) {
      for (const { text } of law.clauses) candidates.add(withoutNumber(text));
    }
  }
  await measure(set, asked, candidates.texts);
}

const Message = z.object({ message_subject: z.string(), reply: z.string() });
const candidates = new Candidates();
const messages = readRows(join(data, 'eval/government-messages.jsonl'), Message).map((row) => ({
  question: row.message_subject,
  right: [new Set([candidates.add(row.reply)])],
}));
await measure('government-messages, subject → reply', messages, candidates.texts);
