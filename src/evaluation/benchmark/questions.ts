import type { Clause } from '../../clause/schema.ts';

/** What is asked of a clause whose heading is a phrase of its own. */
const ASKED_OF_HEADING = (heading: string): string => `${heading}有什么要求`;

const HEADING_LENGTH = { least: 4, most: 30 } as const;

function* headingsOf(clauses: readonly Clause[]): Generator<string> {
  for (const { heading, children } of clauses) {
    if (heading !== null) yield heading.replaceAll(/[\s。；：]/gu, '');
    yield* headingsOf(children);
  }
}

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
  for (const heading of headingsOf(clauses)) {
    if (questions.size >= count) break;
    if (heading.length < HEADING_LENGTH.least || heading.length > HEADING_LENGTH.most) continue;
    questions.add(ASKED_OF_HEADING(heading));
  }
  if (questions.size < count) throw new Error(`only ${questions.size} different questions of ${count}`);
  return [...questions];
}
