import type { DocumentSelection } from '../indexing/schema.ts';
import type { Question } from '../question/schema.ts';
import { gatherCandidates, weighTerms } from './candidates.ts';
import { type Candidate, RANKING_FEATURES, rankingFeatures } from './features.ts';
import { Network } from './network.ts';
import type { RetrievalTools, SearchMode } from './schema.ts';

/**
 * One retrieved passage. `lexical` is the BM25 score as a share of what all of the question's terms weigh together
 * (about 1 where a passage of average length has each of them once), `dense` the cosine; `score` is the ranking
 * model's, or that side's where only one is asked. `features` are what the model saw, in the order of
 * RANKING_FEATURES; null where it was not asked.
 */
export type RankedPassage = Candidate & Readonly<{ score: number; features: Float32Array | null }>;

export type Ranking = Readonly<{ passages: readonly RankedPassage[]; vector: Float32Array }>;

/** Written by scripts/train-ranking. */
const WEIGHTS_FILE = new URL('ranking.json', import.meta.url);

export const openRankingNetwork = (): Network => Network.read(WEIGHTS_FILE, RANKING_FEATURES);

/** How many candidates each side gives; enough that what one side misses the other still brings. */
const CANDIDATES = 120;

/**
 * Ranks passages for `question`, best first, ties by passage number. Hybrid: the union of both sides' candidates,
 * in the order of the ranking model. `among`: ranks only what of these documents is among the candidates of all in
 * `selection`, so that it must come near the best of them. `vector`: the question's, where it is known.
 */
export async function rankPassages(
  question: Question,
  tools: RetrievalTools,
  options: Readonly<{
    limit: number;
    mode?: SearchMode;
    selection?: DocumentSelection | null;
    among?: DocumentSelection | null;
    vector?: Float32Array | undefined;
  }>,
): Promise<Ranking> {
  const { limit, mode = 'hybrid', selection = null, among = null } = options;
  const depth = Math.max(CANDIDATES, limit);
  const { candidates, vector } = await gatherCandidates(question, tools, {
    depth,
    mode,
    selection,
    among,
    vector: options.vector,
  });
  let scores: ArrayLike<number>;
  let features: Float32Array | null = null;
  if (mode === 'hybrid') {
    const groups = tools.search.unitsOf(candidates.map(({ passage }) => passage));
    features = rankingFeatures(question, weighTerms(question, tools), candidates, tools, groups);
    scores = tools.rankingNetwork.scores(features);
  } else {
    scores = candidates.map(({ lexical, dense }) => (mode === 'lexical' ? lexical : dense));
  }
  const width = RANKING_FEATURES.length;
  // Candidates ascend by passage, and sorting is stable: ties stay in that order.
  const order = [...candidates.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0)).slice(0, limit);
  const passages = order.flatMap((at) => {
    const candidate = candidates[at];
    if (candidate === undefined) return [];
    const own = features?.subarray(at * width, (at + 1) * width) ?? null;
    return { ...candidate, score: scores[at] ?? 0, features: own };
  });
  return { passages, vector };
}
