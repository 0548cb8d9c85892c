import type { Clause, ClauseField } from '../clause/schema.ts';
import { ANSWER_THRESHOLD } from '../evidence/confidence.ts';
import type { Evidence } from '../evidence/schema.ts';
import type { CatalogueReader } from '../indexing/schema.ts';
import type { Question } from '../question/schema.ts';
import type { QuotedSpan } from './citation.ts';

/** Evidence this much less sure than the best is no longer about the same thing, … */
const NEAR = 0.35;

/** … unless its clause says nearly all of the question: the sentence itself need not name who is responsible. */
const SAYS_ALL = 0.75;

const isAbout = ({ confidence, features }: Evidence, least: number): boolean =>
  confidence >= least || features.sentence + features.heading + features.clause >= SAYS_ALL;

/** The field of that name, else any: documents use 牵头单位 and 责任单位 for the same. */
const fieldOf = ({ fields }: Clause, name: string): ClauseField | undefined =>
  fields.find((field) => field.name === name) ?? fields[0];

/**
 * The （牵头单位：…） of the clause that the question is about, where it asks who is responsible; null where no clause
 * among the best evidence, nor one above it, states it.
 */
export function quoteResponsible(
  question: Question,
  evidence: readonly Evidence[],
  catalogue: CatalogueReader,
): QuotedSpan | null {
  const { clauseField } = question;
  const best = evidence[0];
  if (clauseField === null || best === undefined) return null;
  const least = Math.max(ANSWER_THRESHOLD, best.confidence - NEAR);
  for (const one of evidence) {
    if (!isAbout(one, least)) continue;
    const { passage } = one;
    const found = catalogue.clause(passage.clauseId);
    if (found === undefined) continue;
    for (const clause of [found.clause, ...found.ancestors.toReversed()]) {
      const field = fieldOf(clause, clauseField);
      if (field !== undefined) {
        return {
          documentId: passage.documentId,
          clauseId: clause.id,
          span: { start: field.start, end: field.end },
        };
      }
    }
  }
  return null;
}
