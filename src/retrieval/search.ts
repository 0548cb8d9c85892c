import type { CatalogueReader, IndexedPassage } from '../indexing/schema.ts';
import { parseQuestion, type QuestionTools } from '../question/parse.ts';
import type { Question } from '../question/schema.ts';
import { normalise } from '../text/normalise.ts';
import { RANKING_FEATURES } from './features.ts';
import { type RankedPassage, rankPassages } from './rank.ts';
import { referToClause, summariseDocument } from './reference.ts';
import type { RetrievalTools, SearchHit, SearchRequest, SearchResponse } from './schema.ts';
import { scopeOf } from './scope.ts';

export type SearchTools = RetrievalTools & QuestionTools & Readonly<{ catalogue: CatalogueReader }>;

/** Passages looked at for each clause asked for: a clause has several, and appears once. */
const PASSAGES_PER_CLAUSE = 3;

function matchedTerms(question: Question, text: string): string[] {
  const { text: normalised } = normalise(text);
  return question.terms
    .flatMap(({ term, alternatives }) => [term, ...alternatives])
    .filter((term) => term.length > 1 && normalised.includes(term));
}

/** What the ranking model saw, by name, without what is zero; four decimals. */
function namedFeatures(features: Float32Array): Record<string, number> {
  const named: Record<string, number> = {};
  for (const [at, name] of RANKING_FEATURES.entries()) {
    const value = Math.round((features[at] ?? 0) * 10_000) / 10_000;
    if (value !== 0) named[name] = value;
  }
  return named;
}

function hit(
  rank: number,
  ranked: RankedPassage,
  passage: IndexedPassage,
  question: Question,
  tools: SearchTools,
  day: string | undefined,
): SearchHit {
  const { reference, clause } = referToClause(passage.clauseId, tools.catalogue);
  const text = tools.catalogue.text(passage.documentId) ?? '';
  return {
    rank,
    score: ranked.score,
    scores: {
      lexical: ranked.lexical,
      dense: ranked.dense,
      ...(ranked.features === null ? {} : { features: namedFeatures(ranked.features) }),
    },
    matchedTerms: matchedTerms(question, `${passage.headingPath.join('|')}|${passage.text}`),
    document: summariseDocument(tools.search.documentAt(passage.document), tools.catalogue, day),
    clause: { ...reference, text: text.slice(clause.start, clause.end) },
    passage: { start: passage.start, end: passage.end, text: passage.text },
  };
}

/**
 * `POST /v1/search`: clauses for a query, each once, at its best passage. A 文号 in the query names the documents to
 * search, as in a question; one that no document has gives no hit.
 */
export async function searchClauses(request: SearchRequest, tools: SearchTools): Promise<SearchResponse> {
  const started = performance.now();
  const question = parseQuestion(request.query, tools);
  const parsed = performance.now();
  const scope = scopeOf(question, request.filters ?? {}, tools);
  const hits: SearchHit[] = [];
  if (scope.unknownNumbers.length === 0) {
    const ranking = await rankPassages(question, tools, {
      limit: request.topK * PASSAGES_PER_CLAUSE,
      mode: request.mode,
      selection: scope.selection,
    });
    const passages = tools.search.passages(ranking.passages.map(({ passage }) => passage));
    const seen = new Set<string>();
    for (const [index, passage] of passages.entries()) {
      const ranked = ranking.passages[index];
      if (ranked === undefined || seen.has(passage.clauseId)) continue;
      seen.add(passage.clauseId);
      hits.push(hit(hits.length + 1, ranked, passage, question, tools, request.filters?.asOf));
      if (hits.length === request.topK) break;
    }
  }
  const ended = performance.now();
  return {
    hits,
    index: tools.search.statistics,
    timings: { questionMs: parsed - started, retrievalMs: ended - parsed, totalMs: ended - started },
  };
}
