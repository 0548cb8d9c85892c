import type { DocumentLevel } from '../document/schema.ts';
import { ANSWER_THRESHOLD } from '../evidence/confidence.ts';
import type { Evidence } from '../evidence/schema.ts';
import type { CatalogueReader, SearchIndex } from '../indexing/schema.ts';
import type { QuotedSpan } from './citation.ts';
import { clauseHolding } from './clause-at.ts';

/** The higher level first. A document without a stated level comes last. */
const LEVELS: readonly DocumentLevel[] = [
  'national',
  'province',
  'city',
  'county',
  'development_zone',
  'township',
];

/** How many clauses are shown where nothing answers. */
const NEAREST = 3;

function quote({ passage, span }: Evidence, catalogue: CatalogueReader): QuotedSpan {
  const found = catalogue.clause(passage.clauseId);
  if (found === undefined) throw new Error(`clause ${passage.clauseId} is not in the catalogue`);
  return { documentId: passage.documentId, clauseId: clauseHolding([found.clause], span).id, span };
}

/** The best evidence of each clause (or document), in order. */
function firstOfEach(evidence: readonly Evidence[], key: (one: Evidence) => string): Evidence[] {
  const seen = new Set<string>();
  return evidence.filter((one) => {
    const name = key(one);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/**
 * With an answer: what other documents say on the same point, one clause each, the higher level and then the later
 * date first. Without one: the nearest clauses.
 */
export function relatedEvidence(
  evidence: readonly Evidence[],
  quoted: readonly QuotedSpan[],
  limit: number,
  answered: boolean,
  { search, catalogue }: Readonly<{ search: SearchIndex; catalogue: CatalogueReader }>,
): QuotedSpan[] {
  if (!answered)
    return firstOfEach(evidence, ({ passage }) => passage.clauseId)
      .slice(0, Math.min(limit, NEAREST))
      .map((one) => quote(one, catalogue));
  const cited = new Set(quoted.map(({ documentId }) => documentId));
  const rank = ({ passage }: Evidence) => {
    const { level, issuedOn, printedOn } = search.documentAt(passage.document).metadata;
    return {
      level: level === null ? LEVELS.length : LEVELS.indexOf(level),
      date: issuedOn ?? printedOn ?? '',
    };
  };
  return firstOfEach(evidence, ({ passage }) => passage.documentId)
    .filter(({ passage, confidence }) => !cited.has(passage.documentId) && confidence >= ANSWER_THRESHOLD)
    .slice(0, limit)
    .sort((a, b) => rank(a).level - rank(b).level || (rank(a).date < rank(b).date ? 1 : -1))
    .map((one) => quote(one, catalogue));
}
