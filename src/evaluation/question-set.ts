import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonLines } from './json-lines.ts';

const Id = z.string().min(1);
const Contains = z.array(z.string().min(1)).min(1).readonly();

/**
 * One row of a question set: a question (or the turns of a conversation, of which the last counts) with the file
 * that answers it and the strings that a right answer holds, or one that no document answers.
 */
const Row = z.union([
  z.strictObject({ id: Id, question: z.string(), file: z.string(), contains: Contains }),
  z.strictObject({ id: Id, turns: z.array(z.string()).min(2), file: z.string(), contains: Contains }),
  z.strictObject({ id: Id, question: z.string(), answerable: z.literal(false) }),
]);

export type EvaluationQuestion = Readonly<{
  id: string;
  /** Earlier questions, oldest first. */
  history: readonly string[];
  question: string;
  /** Null for a question that must be refused. */
  expected: Readonly<{ fileName: string; contains: readonly string[] }> | null;
}>;

/** Original file name → name in `corpus/`, from the table in `SOURCES.md`. */
export function readSources(corpusFolder: string): ReadonlyMap<string, string> {
  const rows = readFileSync(join(corpusFolder, 'SOURCES.md'), 'utf8').matchAll(
    /^\| ([^|]+) \| ([^|]+) \| [0-9a-f]{64} \|$/gmu,
  );
  return new Map([...rows].map(([, name = '', original = '']) => [original, name]));
}

/** Reads a question set (JSON Lines). Throws a plain Error that names the line for a row of another form. */
export function readQuestionSet(path: string, sources: ReadonlyMap<string, string>): EvaluationQuestion[] {
  return readJsonLines(path, Row).map((row) => {
    if ('answerable' in row) return { id: row.id, history: [], question: row.question, expected: null };
    const expected = { fileName: sources.get(row.file) ?? row.file, contains: row.contains };
    if ('turns' in row) {
      return { id: row.id, history: row.turns.slice(0, -1), question: row.turns.at(-1) ?? '', expected };
    }
    return { id: row.id, history: [], question: row.question, expected };
  });
}
