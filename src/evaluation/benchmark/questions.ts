import type { Clause } from '../../clause/schema.ts';
import { shortHeadings } from '../../clause/short-headings.ts';

/** What is asked of a clause whose heading is a phrase of its own. */
const ASKED_OF_HEADING = (heading: string): string => `${heading}有什么要求`;

/**
 * `count` different questions: those given, in their order, then one for each heading of the clauses until there are
 * enough. Throws where there are too few.
 */
export function differentQuestions(
  given: readonly string[],
  clauses: readonly Clause[],
  count: number,
): readonly string[] {
  const questions = new Set([...new Set(given)].slice(0, count));
  for (const heading of shortHeadings(clauses)) {
    if (questions.size >= count) break;
    questions.add(ASKED_OF_HEADING(heading));
  }
  if (questions.size < count) throw new Error(`only ${questions.size} different questions of ${count}`);
  return [...questions];
}
