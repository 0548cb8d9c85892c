import type { Answer } from '../answer/schema.ts';
import type { CatalogueReader } from '../indexing/schema.ts';
import { sentences } from '../text/sentences.ts';
import type { EvaluationQuestion } from './question-set.ts';

export type Verdict = Readonly<{
  /** It holds every string expected and quotes the file expected; for one to be refused: it was refused. */
  right: boolean;
  /** It quotes the file expected, whatever it says. */
  cited: boolean;
  /** At most three sentences or 200 characters, whichever is longer. */
  concise: boolean;
  /** Every quote, of citations and related clauses, equals its slice of the stored text and lies in the clause cited. */
  verbatim: boolean;
}>;

const CONCISE_SENTENCES = 3;
const CONCISE_LENGTH = 200;

/** White space and markdown marks do not count when texts are compared. */
export const squash = (text: string): string => text.replace(/[\s*#]/gu, '');

export function judge(question: EvaluationQuestion, answer: Answer, catalogue: CatalogueReader): Verdict {
  const verbatim = [...answer.citations, ...answer.related].every(
    ({ document, clause, quote, start, end }) => {
      const cited = catalogue.clause(clause.id)?.clause;
      const inClause = cited !== undefined && cited.start <= start && end <= cited.end;
      return inClause && catalogue.text(document.id)?.slice(start, end) === quote;
    },
  );
  const concise =
    squash(answer.answer).length <= CONCISE_LENGTH || sentences(answer.answer).length <= CONCISE_SENTENCES;
  const { expected } = question;
  if (expected === null) {
    const refused = answer.status === 'no_evidence' && answer.citations.length === 0;
    return { right: refused, cited: refused, concise, verbatim };
  }
  const cited = answer.citations.some(
    ({ document }) => catalogue.document(document.id)?.fileName === expected.fileName,
  );
  const said = squash(answer.answer);
  const holds = expected.contains.every((part) => said.includes(squash(part)));
  return { right: answer.status === 'answered' && holds && cited && concise, cited, concise, verbatim };
}
