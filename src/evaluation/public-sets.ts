import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { stardFold } from './folds.ts';
import { readJsonLines } from './json-lines.ts';

const Id = z.string().min(1);
const Text = z.string().min(1);

/** STARD (Su et al. 2024): questions of citizens, with the articles of law that a lawyer would need. */
const StardRow = z.object({
  id: Id,
  question: Text,
  articles: z.array(z.object({ name: Text, text: Text })).min(1),
});
export type StardQuestion = Readonly<{
  id: string;
  question: string;
  /** 0 … 4; see folds.ts. */
  fold: number;
  /** Texts of the right articles as they stood when the set was made. */
  articles: readonly string[];
}>;

/** Policy news of early 2020 (DataFountain): a question with the document and the span of it that answers. */
const NcpRow = z
  .object({
    id: Id,
    question: Text,
    context: Text,
    answer: z.object({ text: Text, span: z.tuple([z.int(), z.int()]) }),
  })
  .refine(({ context, answer }) => context.slice(...answer.span) === answer.text, 'span is not the answer');

/** EQUALS (Chen et al. 2023): questions of a forum with the article that answers and the span of it that does. */
const EqualsRow = z
  .object({
    id: Id,
    law: Text,
    articleNumber: Text,
    question: Text,
    context: Text,
    answer: z.object({ text: Text, start: z.int() }),
  })
  .refine(({ context, answer }) => context.startsWith(answer.text, answer.start), 'start is not the answer');

/** A question with the one document that may answer it, and the span of it that does. */
export type SpanQuestion = Readonly<{
  id: string;
  question: string;
  context: string;
  /** Null where the document does not answer. */
  answer: string | null;
}>;

export type EqualsQuestion = SpanQuestion & Readonly<{ law: string; articleNumber: string }>;

/** CAIL 2019, judgments. `answer` is YES or NO where the question wants that. */
const CailRow = z
  .object({ id: Id, context: Text, question: Text, answerable: z.boolean(), answer: z.string().nullable() })
  .refine(
    ({ answerable, answer }) => answerable === (answer !== null),
    'answerable without answer, or the reverse',
  );

/** Whether an answer is a word of the one who asks for yes or no: no span of a document is it. */
export const isYesOrNo = (answer: string | null): boolean => answer === 'YES' || answer === 'NO';

export type PublicSets = Readonly<{
  stard: readonly StardQuestion[];
  ncp: readonly SpanQuestion[];
  equals: readonly EqualsQuestion[];
  cail: readonly SpanQuestion[];
}>;

const FILES = {
  stard: 'train/stard-train.jsonl',
  ncp: 'eval/ncp-dev.jsonl',
  equals: 'eval/equals-dev.jsonl',
  cail: 'eval/cail-refusal-dev.jsonl',
} as const;

/** SHA-256 of the four files one after the other, below a data folder. */
export function publicSetsHash(data: string): string {
  const hash = createHash('sha256');
  for (const file of Object.values(FILES)) hash.update(readFileSync(join(data, file)));
  return hash.digest('hex');
}

/**
 * Reads the four public sets below a data folder. Throws the file system's error for a missing file and a plain Error
 * that names the line for a row of another form.
 */
export function readPublicSets(data: string): PublicSets {
  const stard = readJsonLines(join(data, FILES.stard), StardRow);
  const ncp = readJsonLines(join(data, FILES.ncp), NcpRow);
  const equals = readJsonLines(join(data, FILES.equals), EqualsRow);
  const cail = readJsonLines(join(data, FILES.cail), CailRow);
  return {
    stard: stard.map(({ id, question, articles }) => ({
      id,
      question,
      fold: stardFold(id),
      articles: articles.map(({ text }) => text),
    })),
    ncp: ncp.map(({ id, question, context, answer }) => ({ id, question, context, answer: answer.text })),
    equals: equals.map(({ answer, ...row }) => ({ ...row, answer: answer.text })),
    cail: cail.map(({ id, question, context, answer }) => ({ id, question, context, answer })),
  };
}
