import type { Embedder } from '../embedding/schema.ts';
import type { DocumentSelection, SearchIndex, WeightedTerm } from '../indexing/schema.ts';
import type { Question } from '../question/schema.ts';
import type { Segmenter } from '../text/segment.ts';
import { blendedInverseFrequency, type TermStatistics } from '../text/term-statistics.ts';
import type { SearchMode } from './schema.ts';

export type RetrievalTools = Readonly<{
  search: SearchIndex;
  segmenter: Segmenter;
  embedder: Embedder;
  termStatistics: TermStatistics;
}>;

/**
 * One retrieved passage. `lexical` is the BM25 score as a share of what all of the question's terms weigh together
 * (about 1 where a passage of average length has each of them once), `dense` the cosine; `score` combines both.
 */
export type RankedPassage = Readonly<{ passage: number; score: number; lexical: number; dense: number }>;

export type Ranking = Readonly<{ passages: readonly RankedPassage[]; vector: Float32Array }>;

/** What a synonym counts for beside the question's own word. */
const SYNONYM_WEIGHT = 0.6;

/** Terms of less weight are single characters. */
const WORD_WEIGHT = 0.25;

/** How many candidates each side gives; enough that what one side misses the other still brings. */
const CANDIDATES = 100;

/**
 * Share of the lexical side in the sum. Both sides are absolute measures, so that exact wording outweighs the cosine
 * and lay wording, where little is covered, leaves the decision to it; fusing ranks would lose that
 * (Cormack et al. 2009 combine ranks where scores cannot be compared; here they can).
 */
const LEXICAL_SHARE = 0.6;

/** A term's weight in the index at hand, blended with the background; see text/term-statistics.ts. */
export function termImportance(
  term: string,
  tools: Pick<RetrievalTools, 'search' | 'termStatistics'>,
): number {
  const { search, termStatistics } = tools;
  return blendedInverseFrequency(
    search.statistics.passages,
    search.passageFrequency(term),
    termStatistics.share(term),
  );
}

/** The terms that are looked up, with weights that turn the index's own idf into the blended one, and their sum. */
function weightedTerms(question: Question, tools: RetrievalTools): { terms: WeightedTerm[]; total: number } {
  const weights = new Map<string, number>();
  let total = 0;
  const add = (term: string, importance: number) => {
    const own = tools.search.inverseFrequency(term);
    if (own > 0) weights.set(term, Math.max(weights.get(term) ?? 0, importance / own));
  };
  // Single characters stand nearly everywhere: where there are words, they cost time and decide nothing.
  const words = question.terms.filter(({ weight }) => weight >= WORD_WEIGHT);
  for (const { term, weight, alternatives } of words.length > 0 ? words : question.terms) {
    const importance = weight * termImportance(term, tools);
    total += importance;
    add(term, importance);
    for (const alternative of alternatives) {
      for (const word of tools.segmenter.words(alternative)) {
        if (word.length > 1) add(word, SYNONYM_WEIGHT * weight * termImportance(word, tools));
      }
    }
  }
  return { terms: [...weights].map(([term, weight]) => ({ term, weight })), total };
}

/**
 * Ranks passages for `question`, best first, ties by passage number. Hybrid: the union of both sides' candidates,
 * each scored on both.
 */
export async function rankPassages(
  question: Question,
  tools: RetrievalTools,
  options: { limit: number; mode?: SearchMode; selection?: DocumentSelection | null },
): Promise<Ranking> {
  const { search, embedder } = tools;
  const { limit, mode = 'hybrid', selection = null } = options;
  const depth = Math.max(CANDIDATES, limit);
  // The model runs on a thread of its own while this one reads the postings.
  const embedding = embedder.embed([question.content || question.normalised], 'query');
  const lexicalScores = new Map<number, number>();
  if (mode !== 'dense') {
    const { terms, total } = weightedTerms(question, tools);
    for (const { passage, score } of search.lexical(terms, depth, selection)) {
      lexicalScores.set(passage, total > 0 ? score / total : 0);
    }
  }
  const vector = await embedding;
  const denseScores = new Map<number, number>();
  if (mode !== 'lexical') {
    for (const { passage, score } of search.dense(vector, depth, selection)) denseScores.set(passage, score);
    const missing = [...lexicalScores.keys()].filter((passage) => !denseScores.has(passage));
    const cosines = search.similarities(vector, missing);
    for (const [index, passage] of missing.entries()) denseScores.set(passage, cosines[index] ?? 0);
  }
  const passages: RankedPassage[] = [];
  for (const passage of new Set([...lexicalScores.keys(), ...denseScores.keys()])) {
    const lexical = lexicalScores.get(passage) ?? 0;
    const dense = denseScores.get(passage) ?? 0;
    const score =
      mode === 'lexical'
        ? lexical
        : mode === 'dense'
          ? dense
          : LEXICAL_SHARE * lexical + (1 - LEXICAL_SHARE) * dense;
    passages.push({ passage, score, lexical, dense });
  }
  passages.sort((a, b) => b.score - a.score || a.passage - b.passage);
  return { passages: passages.slice(0, limit), vector };
}
