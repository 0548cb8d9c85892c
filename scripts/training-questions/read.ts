import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readRows } from '../train-embedding/read-texts.ts';

const LAWS = fileURLToPath(new URL('laws.tsv', import.meta.url));
const TEXTS = fileURLToPath(new URL('texts.jsonl', import.meta.url));
const POLICIES = fileURLToPath(new URL('policies.jsonl', import.meta.url));

/** A question of our own with the article of a law that answers it; `answer` is a part of that article, or null. */
export interface LawQuestion {
  readonly law: string;
  readonly article: string;
  readonly question: string;
  readonly answer: string | null;
}

/** A question of our own on a policy document; `answer` is a part of one line of it, or null where none says it. */
export interface PolicyQuestion {
  readonly file: string;
  readonly question: string;
  readonly answer: string | null;
}

/** Lines `law<TAB>article<TAB>question[<TAB>answer]`; see README.md. */
export function readLawQuestions(): LawQuestion[] {
  const lines = readFileSync(LAWS, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const [law = '', article = '', question = '', answer = null] = line.split('\t');
    return { law, article, question, answer };
  });
}

const PolicyRow = z.object({ file: z.string(), question: z.string(), answer: z.string().nullable() });

export const readPolicyQuestions = (): PolicyQuestion[] => readRows(POLICIES, PolicyRow);

const Text = z.object({
  text: z.string(),
  questions: z.array(z.object({ question: z.string(), answer: z.string().nullable() })),
});

/** Short texts of our own, each with questions that it answers and questions that it does not. */
export const readTexts = (): z.infer<typeof Text>[] => readRows(TEXTS, Text);

/** The name under which text `number` is put into an index. */
export const textFile = (number: number): string => `text-${String(number).padStart(4, '0')}.txt`;

export const FOLDS = 10;

/**
 * The fold of a question, 0 … 9, by the FNV-1a hash of its text, so that it does not depend on the order of a file.
 * The embedding that the ranking is trained over is trained without some of the folds.
 */
export function foldOf(question: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < question.length; at += 1) {
    hash = Math.imul(hash ^ question.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0) % FOLDS;
}
