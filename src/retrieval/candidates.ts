import type { DocumentSelection, WeightedTerm } from '../indexing/schema.ts';
import type { Question } from '../question/schema.ts';
import { blendedInverseFrequency } from '../text/term-statistics.ts';
import type { Candidate, WeighedTerm } from './features.ts';
import type { RetrievalTools, SearchMode } from './schema.ts';

/** What a synonym counts for beside the question's own word. */
const SYNONYM_WEIGHT = 0.6;

/** Terms of less weight are single characters. */
const WORD_WEIGHT = 0.25;

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

/** The question's terms with their share of the whole weight, and synonyms cut into words. */
export function weighTerms(question: Question, tools: RetrievalTools): WeighedTerm[] {
  const weighed = question.terms.map(({ term, weight, place, alternatives }) => ({
    term,
    place,
    importance: weight * termImportance(term, tools),
    alternatives: alternatives.map((alternative) =>
      tools.segmenter.words(alternative).filter((word) => word.length > 1),
    ),
  }));
  const total = weighed.reduce((sum, { importance }) => sum + importance, 0);
  return weighed.map((term) => ({
    ...term,
    importance: total > 0 ? term.importance / total : 0,
    alternatives: term.alternatives.filter((parts) => parts.length > 0),
  }));
}

/** The terms that are looked up, with weights that turn the index's own idf into the blended one, and their sum. */
function soughtTerms(question: Question, tools: RetrievalTools): { terms: WeightedTerm[]; total: number } {
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
 * The union of the best `depth` passages of both sides (or of one, by `mode`), each scored on both, ascending by
 * passage; and the question's vector. Of the best in `selection`, only those of documents in `among` are kept.
 */
export async function gatherCandidates(
  question: Question,
  tools: RetrievalTools,
  options: Readonly<{
    depth: number;
    mode: SearchMode;
    selection: DocumentSelection | null;
    among?: DocumentSelection | null;
    vector?: Float32Array | undefined;
  }>,
): Promise<{ candidates: Candidate[]; vector: Float32Array }> {
  const { search, embedder } = tools;
  const { depth, mode, selection, among = null } = options;
  // Asked for first: where the model runs on a thread of its own, this one reads the postings meanwhile.
  const embedding =
    options.vector ?? embedder.embed([question.followUp ? question.content : question.normalised], 'query');
  const lexical = new Map<number, number>();
  if (mode !== 'dense') {
    const { terms, total } = soughtTerms(question, tools);
    for (const { passage, score } of search.lexical(terms, depth, selection)) {
      lexical.set(passage, total > 0 ? score / total : 0);
    }
  }
  const vector = await embedding;
  const dense = new Map<number, number>();
  if (mode !== 'lexical') {
    for (const { passage, score } of search.dense(vector, depth, selection)) dense.set(passage, score);
    const missing = [...lexical.keys()].filter((passage) => !dense.has(passage));
    const cosines = search.similarities(vector, missing);
    for (const [index, passage] of missing.entries()) dense.set(passage, cosines[index] ?? 0);
  }
  const passages = [...new Set([...lexical.keys(), ...dense.keys()])].sort((a, b) => a - b);
  const documents = search.documentsOf(passages);
  const candidates = passages.map((passage, at) => ({
    passage,
    document: documents[at] ?? 0,
    lexical: lexical.get(passage) ?? 0,
    dense: dense.get(passage) ?? 0,
  }));
  return {
    candidates: among === null ? candidates : candidates.filter(({ document }) => among[document] === 1),
    vector,
  };
}
