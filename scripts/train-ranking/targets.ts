import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lettersOf } from '../../src/evaluation/text-overlap.ts';
import { articleNumber, decode, readLaws, withoutNumber } from '../train-embedding/read-texts.ts';
import {
  foldOf,
  readLawQuestions,
  readPolicyQuestions,
  readTexts,
  textFile,
} from '../training-questions/read.ts';

/** A question with what its passage must say: the whole article that answers it, or the part that does. */
export type Target = Readonly<{
  question: string;
  /** 0 … 9, by the hash of the question. */
  fold: number;
  /** Of policies: the file that answers it. */
  file: string | null;
  /** Its letters (see lettersOf): the article or the line around the answer. */
  within: string;
  /** Its letters: the answer itself, where it is known. */
  answer: string | null;
  /** False where no document gives an answer. */
  answerable: boolean;
}>;

/** What train.py takes for each candidate. `near`: of the right clause, but without the answer itself. */
export const LABEL = { wrong: 0, near: 1, right: 2 } as const;

/** Our own questions over the laws and policies below `data`/train. */
export function readTargets(data: string): Target[] {
  const articles = new Map<string, string>();
  for (const law of readLaws(join(data, 'train/laws'))) {
    for (const { text } of law.clauses) {
      const number = articleNumber(text);
      if (number !== '') articles.set(`${law.title}\t${number}`, lettersOf(withoutNumber(text)));
    }
  }
  const targets: Target[] = [];
  for (const { law, article, question, answer } of readLawQuestions()) {
    const within = articles.get(`${law}\t${article}`);
    if (within === undefined) continue;
    const said = answer === null ? null : lettersOf(answer);
    targets.push({
      question,
      fold: foldOf(question),
      file: null,
      within,
      answer: said,
      answerable: true,
    });
  }
  const lines = new Map<string, string[]>();
  for (const { file, question, answer } of readPolicyQuestions()) {
    let known = lines.get(file);
    if (known === undefined) {
      known = decode(readFileSync(join(data, 'train/policies', file))).split(/\r?\n/);
      lines.set(file, known);
    }
    const line = answer === null ? '' : (known.find((one) => one.includes(answer)) ?? answer);
    targets.push({
      question,
      fold: foldOf(question),
      file,
      within: lettersOf(line),
      answer: answer === null ? null : lettersOf(answer),
      answerable: answer !== null,
    });
  }
  for (const [number, { text, questions }] of readTexts().entries()) {
    for (const { question, answer } of questions) {
      targets.push({
        question,
        fold: foldOf(question),
        file: textFile(number),
        within: lettersOf(text),
        answer: answer === null ? null : lettersOf(answer),
        answerable: answer !== null,
      });
    }
  }
  return targets;
}

/** A shorter sentence stands in too many places to say whether it is of the answer. */
const SHORTEST = 4;
/** A sentence that shares this much of its bigrams with the answer, or the answer with it, is near. */
const NEAR = 0.6;

function overlap(a: string, b: string): number {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  let shared = 0;
  for (let at = 0; at + 1 < shorter.length; at += 1) {
    if (longer.includes(shorter.slice(at, at + 2))) shared += 1;
  }
  return shared / Math.max(1, shorter.length - 1);
}

/**
 * How good an answer a sentence of a document is: `right` is the number of the document that answers, undefined for
 * an article that several printings may hold. Of an article whose answer is not known to the letter, every sentence.
 */
export function sentenceLabel(
  sentence: string,
  document: number,
  right: number | undefined,
  target: Target,
): number {
  const said = lettersOf(sentence);
  if (!target.answerable || said === '') return LABEL.wrong;
  if (right === undefined ? !target.within.includes(said) : right !== document) return LABEL.wrong;
  const { answer } = target;
  if (answer === null) return LABEL.right;
  if (said.includes(answer) || (said.length >= SHORTEST && answer.includes(said))) return LABEL.right;
  return said.length >= SHORTEST && overlap(said, answer) >= NEAR ? LABEL.near : LABEL.wrong;
}
