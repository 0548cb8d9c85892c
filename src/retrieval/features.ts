import { PLACE_BITS, type SearchIndex } from '../indexing/schema.ts';
import type { Question } from '../question/schema.ts';
import { DOCUMENT_FORMS, type DocumentTraits } from './document-traits.ts';

/** A passage that one side or both found, with both sides' scores; `lexical` is 0 where that side did not find it. */
export type Candidate = Readonly<{ passage: number; document: number; lexical: number; dense: number }>;

/**
 * What the ranking model sees of a candidate, in this order. Shares are of the question's terms weighed by
 * importance, 0 … 1. Nothing depends on the size of the index.
 */
export const RANKING_FEATURES = [
  /** BM25 score as a share of what all terms weigh together, and beside the best candidate's. */
  'lexical',
  'lexicalBehind',
  /** Cosine, and beside the best candidate's. */
  'dense',
  'denseBehind',
  /** 1 / log2(1 + rank) on each side; 0 where it is not among the side's candidates. */
  'lexicalRank',
  'denseRank',
  /** Terms that stand in the passage; there or in its heading path; there or in the title; anywhere in the document. */
  'text',
  'heading',
  'title',
  'document',
  /** Terms of the title and of the heading path by themselves. */
  'titleAlone',
  'headingAlone',
  /** Terms that stand in none of the three but whose synonym does. */
  'synonym',
  /** The most important term that stands in none of the three. */
  'missing',
  /** Terms of three characters and more (compounds, figures) that stand in the passage. */
  'compounds',
  /** How many of the first ten, and of all candidates, are of the same document. */
  'documentTop',
  'documentShare',
  /** Best sum of both sides in the document, beside the best of all. */
  'documentBehind',
  /** Terms that stand in any candidate passage of the same unit. */
  'clause',
  /** Best cosine in the same unit, less this one's. */
  'clauseDense',
  /** The title as a whole stands in the question. */
  'named',
  'older',
  /** ln(1 + documents that name this one). */
  'namedBy',
  /** Decades before the newest document of the index; and whether a year the question says is its year. */
  'age',
  'yearAsked',
  'yearOther',
  /** The level that the question asks after is the document's, or another. */
  'levelAsked',
  'levelOther',
  'national',
  'local',
  /** The question names a place that the document knows, or does not; a local document where none is named. */
  'placeKnown',
  'placeUnknown',
  'localUnasked',
  ...DOCUMENT_FORMS.map((form) => `form_${form}` as const),
  /** The same for all candidates of a question; the model's hidden layer weighs others by them. */
  'terms',
  'bestLexical',
  'bestDense',
  'bestText',
] as const;
export type RankingFeature = (typeof RANKING_FEATURES)[number];

const WIDTH = RANKING_FEATURES.length;
const TOP = 10;

const discount = (rank: number): number => (rank < 0 ? 0 : 1 / Math.log2(2 + rank));

/** Terms of the question with what they weigh (importance sums to 1) and, for each, words that would do as well. */
export type WeighedTerm = Readonly<{
  term: string;
  importance: number;
  place: boolean;
  /** Each alternative as the words that it is made of. */
  alternatives: readonly (readonly string[])[];
}>;

function ranksOf(scores: readonly number[]): Int32Array {
  const order = scores.map((_, at) => at).filter((at) => (scores[at] ?? 0) > 0);
  order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const ranks = new Int32Array(scores.length).fill(-1);
  for (const [rank, at] of order.entries()) ranks[at] = rank;
  return ranks;
}

/**
 * Rows of {@link RANKING_FEATURES}, one for each of `candidates`, which ascend by passage. `groups` says which
 * candidates are of one unit (SearchIndex.unitsOf).
 */
export function rankingFeatures(
  question: Question,
  terms: readonly WeighedTerm[],
  candidates: readonly Candidate[],
  tools: Readonly<{
    search: SearchIndex;
    traits: readonly DocumentTraits[];
  }>,
  groups: readonly number[],
): Float32Array {
  const { search, traits } = tools;
  const count = candidates.length;
  const features = new Float32Array(count * WIDTH);
  const passages = candidates.map(({ passage }) => passage);
  const words = [...new Set(terms.flatMap(({ term, alternatives }) => [term, ...alternatives.flat()]))];
  const rowOf = new Map(words.map((word, row) => [word, row]));
  const places = search.places(words, passages);
  const bitsOf = (word: string, at: number) => places[(rowOf.get(word) ?? 0) * count + at] ?? 0;

  const bestLexical = Math.max(0, ...candidates.map(({ lexical }) => lexical));
  const bestDense = Math.max(0, ...candidates.map(({ dense }) => dense));
  const lexicalRanks = ranksOf(candidates.map(({ lexical }) => lexical));
  const denseRanks = ranksOf(candidates.map(({ dense }) => dense));
  const sums = candidates.map(({ lexical, dense }) => lexical + dense);
  const sumRanks = ranksOf(sums);
  const bestSum = Math.max(0, ...sums);

  const byDocument = new Map<
    number,
    { best: number; top: number; count: number; held: number; place: boolean }
  >();
  for (const [at, { document }] of candidates.entries()) {
    let known = byDocument.get(document);
    if (known === undefined) {
      let held = 0;
      let place = false;
      for (const term of terms) {
        const holds = search.documentHolds(document, term.term);
        if (holds) held += term.importance;
        if (holds && term.place) place = true;
      }
      known = { best: 0, top: 0, count: 0, held, place };
      byDocument.set(document, known);
    }
    known.best = Math.max(known.best, sums[at] ?? 0);
    known.count += 1;
    if ((sumRanks[at] ?? -1) >= 0 && (sumRanks[at] ?? 0) < TOP) known.top += 1;
  }
  const groupCount = groups.reduce((most, group) => Math.max(most, group + 1), 0);
  const groupDense = new Float32Array(groupCount);
  for (const [at, group] of groups.entries()) {
    groupDense[group] = Math.max(groupDense[group] ?? 0, candidates[at]?.dense ?? 0);
  }
  const groupHeld = new Float32Array(groupCount);
  for (const { term, importance } of terms) {
    const seen = new Set<number>();
    for (let at = 0; at < count; at += 1) {
      const group = groups[at] ?? 0;
      if (bitsOf(term, at) !== 0 && !seen.has(group)) {
        seen.add(group);
        groupHeld[group] = (groupHeld[group] ?? 0) + importance;
      }
    }
  }
  const placeAsked = terms.some(({ place }) => place);
  const years = [...question.normalised.matchAll(/(?<!\d)((?:19|20)\d\d)年?/gu)].map(([, year]) =>
    Number(year),
  );
  const plainQuestion = question.normalised.replace(/[\s《》〈〉"“”]/gu, '');
  let bestText = 0;
  for (const [at, candidate] of candidates.entries()) {
    const own = byDocument.get(candidate.document);
    const trait = traits[candidate.document];
    if (own === undefined || trait === undefined)
      throw new Error(`document ${candidate.document} has no traits`);
    let text = 0;
    let heading = 0;
    let title = 0;
    let titleAlone = 0;
    let headingAlone = 0;
    let synonym = 0;
    let missing = 0;
    let compounds = 0;
    for (const { term, importance, alternatives } of terms) {
      const bits = bitsOf(term, at);
      if (bits & PLACE_BITS.title) titleAlone += importance;
      if (bits & PLACE_BITS.heading) headingAlone += importance;
      if (bits & PLACE_BITS.text) {
        text += importance;
        if (term.length > 2) compounds += importance;
      } else if (bits & PLACE_BITS.heading) heading += importance;
      else if (bits & PLACE_BITS.title) title += importance;
      else {
        missing = Math.max(missing, importance);
        if (alternatives.some((parts) => parts.every((word) => bitsOf(word, at) !== 0)))
          synonym += importance;
      }
    }
    bestText = Math.max(bestText, text);
    const local = trait.level !== null && trait.level !== 'national';
    const row: Record<RankingFeature, number> = {
      lexical: candidate.lexical,
      lexicalBehind: candidate.lexical - bestLexical,
      dense: candidate.dense,
      denseBehind: candidate.dense - bestDense,
      lexicalRank: discount(lexicalRanks[at] ?? -1),
      denseRank: discount(denseRanks[at] ?? -1),
      text,
      heading: text + heading,
      title: text + heading + title,
      document: own.held,
      titleAlone,
      headingAlone,
      synonym,
      missing,
      compounds,
      documentTop: own.top / TOP,
      documentShare: own.count / count,
      documentBehind: own.best - bestSum,
      clause: groupHeld[groups[at] ?? 0] ?? 0,
      clauseDense: (groupDense[groups[at] ?? 0] ?? 0) - candidate.dense,
      named: Number(trait.title.length > 2 && plainQuestion.includes(trait.title)),
      older: Number(trait.older),
      namedBy: Math.log1p(trait.namedBy),
      age: trait.age,
      yearAsked: Number(trait.year !== null && years.includes(trait.year)),
      yearOther: Number(trait.year !== null && years.length > 0 && !years.includes(trait.year)),
      levelAsked: Number(question.level !== null && question.level === trait.level),
      levelOther: Number(question.level !== null && trait.level !== null && question.level !== trait.level),
      national: Number(trait.level === 'national'),
      local: Number(local),
      placeKnown: Number(placeAsked && own.place),
      placeUnknown: Number(placeAsked && !own.place),
      localUnasked: Number(local && !placeAsked && question.level === null),
      form_law: Number(trait.form === 'law'),
      form_regulation: Number(trait.form === 'regulation'),
      form_rules: Number(trait.form === 'rules'),
      form_interpretation: Number(trait.form === 'interpretation'),
      form_decision: Number(trait.form === 'decision'),
      form_notice: Number(trait.form === 'notice'),
      form_other: Number(trait.form === 'other'),
      terms: Math.min(2, terms.length / 10),
      bestLexical,
      bestDense,
      bestText: 0,
    };
    for (const [column, name] of RANKING_FEATURES.entries()) features[at * WIDTH + column] = row[name];
  }
  const bestTextColumn = RANKING_FEATURES.indexOf('bestText');
  for (let at = 0; at < count; at += 1) features[at * WIDTH + bestTextColumn] = bestText;
  return features;
}
