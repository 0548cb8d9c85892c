import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalise } from '../../src/text/normalise.ts';
import { articleNumber, decode, readLaws, withoutNumber } from '../train-embedding/read-texts.ts';
import { foldOf, readLawQuestions, readPolicyQuestions } from '../training-questions/read.ts';

/** A question with what its passage must say: the whole article that answers it, or the part that does. */
export type Target = Readonly<{
  question: string;
  /** 0 … 9, by the hash of the question. */
  fold: number;
  /** Of policies: the file that answers it. */
  file: string | null;
  /** Squashed (see {@link squash}): the article or the line around the answer. */
  within: string;
  /** Squashed: the answer itself, where it is known. */
  answer: string | null;
  /** The answer as written, and whether no document gives one. */
  answerText: string | null;
  answerable: boolean;
}>;

/** Letters and digits alone, normalised: what two printings of one text share. */
export const squash = (text: string): string => normalise(text).text.replace(/[\s\p{P}]/gu, '');

/** Our own questions over the laws and policies below `data`/train. */
export function readTargets(data: string): Target[] {
  const articles = new Map<string, string>();
  for (const law of readLaws(join(data, 'train/laws'))) {
    for (const { text } of law.clauses) {
      const number = articleNumber(text);
      if (number !== '') articles.set(`${law.title}\t${number}`, squash(withoutNumber(text)));
    }
  }
  const targets: Target[] = [];
  for (const { law, article, question, answer } of readLawQuestions()) {
    const within = articles.get(`${law}\t${article}`);
    if (within === undefined) continue;
    const said = answer === null ? null : squash(answer);
    targets.push({
      question,
      fold: foldOf(question),
      file: null,
      within,
      answer: said,
      answerText: answer,
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
      within: squash(line),
      answer: answer === null ? null : squash(answer),
      answerText: answer,
      answerable: answer !== null,
    });
  }
  return targets;
}
