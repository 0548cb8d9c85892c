import type { CatalogueReader, IndexedPassage } from '../indexing/schema.ts';
import type { Question } from '../question/schema.ts';
import { Network } from '../retrieval/network.ts';
import type { Ranking } from '../retrieval/rank.ts';
import type { RetrievalTools } from '../retrieval/schema.ts';
import { leadsOf, probability } from './confidence.ts';
import {
  coverage,
  type Inquiry,
  inquire,
  type Setting,
  type Shares,
  settingOf,
  shareOf,
} from './coverage.ts';
import { typeAgreement } from './expected-type.ts';
import { SELECTION_FEATURES, selectionRow } from './features.ts';
import type { PassageReader, ReadPassage, ReadSentence } from './passage-reader.ts';
import type { Evidence, EvidenceFeatures } from './schema.ts';
import { SoftMatch } from './soft-match.ts';
import { matchDegrees } from './term-match.ts';
import type { WordVectors } from './word-vectors.ts';

export type EvidenceTools = RetrievalTools &
  Readonly<{
    catalogue: CatalogueReader;
    wordVectors: WordVectors;
    passageReader: PassageReader;
    /** Orders sentences by {@link SELECTION_FEATURES}. */
    selectionNetwork: Network;
    /** How probable it is that a sentence answers, from the same features; see confidence.ts. */
    confidenceNetwork: Network;
    /** Chooses what of them to quote; see choose-span.ts. */
    spanNetwork: Network;
  }>;

/** Written by scripts/train-ranking. */
const WEIGHTS_FILE = new URL('selection.json', import.meta.url);

export const openSelectionNetwork = (): Network => Network.read(WEIGHTS_FILE, SELECTION_FEATURES);

/** How many passages are read sentence by sentence. */
const READ_PASSAGES = 14;

function bestPartsShare(parts: readonly string[], { terms, importance }: Inquiry): number {
  let best = 0;
  let previous: Float64Array | undefined;
  for (const part of parts) {
    const degrees = matchDegrees(terms, part);
    const before = previous;
    const both =
      before === undefined ? degrees : degrees.map((degree, at) => Math.max(degree, before[at] ?? 0));
    best = Math.max(best, shareOf(both, importance));
    previous = degrees;
  }
  return best;
}

const LONGEST_PHRASE = 8;

/** The longest run of characters of `question` (its parts are parted by blanks) that stands in `text`, as a share of 8. */
function longestShared(question: string, text: string): number {
  let longest = 0;
  for (const part of question.split(' ')) {
    for (let start = 0; start + longest < part.length && longest < LONGEST_PHRASE; start += 1) {
      while (
        longest < LONGEST_PHRASE &&
        start + longest < part.length &&
        text.includes(part.slice(start, start + longest + 1))
      ) {
        longest += 1;
      }
    }
  }
  return longest / LONGEST_PHRASE;
}

/** How the passage of a sentence stands in the ranking. */
type Standing = Readonly<Pick<EvidenceFeatures, 'ranking' | 'rank' | 'lexical' | 'cosine'>>;

/** How many sentences are compared by words of similar meaning. */
const CONTENDERS = 12;

const NO_SIMILARITY = () => 0;

/** Scores further behind the best one's say no more. */
const FARTHEST = -10;

/** A sentence with what is known of it before words of similar meaning are looked for. */
type Candidate = Readonly<{
  read: ReadSentence;
  setting: Setting;
  degrees: Parameters<typeof coverage>[1];
  passage: IndexedPassage;
  features: Omit<EvidenceFeatures, keyof Shares>;
}>;

/** Share of a sentence's words that the question says. */
function echoOf(words: readonly string[], { question }: Inquiry): number {
  if (words.length === 0) return 0;
  return words.filter((word) => question.normalised.includes(word)).length / words.length;
}

function candidatesOf(
  { passage, text, headings, sentences }: ReadPassage,
  setting: Setting,
  standing: Standing,
  inquiry: Inquiry,
): Candidate[] {
  const { question, terms } = inquiry;
  const around = {
    heading: matchDegrees(terms, headings),
    clause: matchDegrees(terms, text),
    identity: setting.identity,
  };
  return sentences.map((read) => {
    const degrees = { ...around, sentence: matchDegrees(terms, read.text) };
    const features = {
      ...standing,
      ...read.traits,
      echo: echoOf(read.words, inquiry),
      elsewhere: setting.elsewhere,
      higherLevel: setting.higherLevel,
      level: setting.level,
      phrase: longestShared(question.content, read.text),
      parts: bestPartsShare(read.parts, inquiry),
      // Who is responsible stands in a field of the clause (牵头单位：…), not in the sentence that says for what.
      type: question.clauseField === null ? typeAgreement(question, read.text, read.quantities) : 0,
    } as const;
    return { read, setting, degrees, passage, features };
  });
}

/**
 * The sentences of the best passages as evidence for `question`, best first by the selection network, ties by place.
 * Deterministic.
 */
export async function selectEvidence(
  question: Question,
  ranking: Ranking,
  tools: EvidenceTools,
): Promise<Evidence[]> {
  const inquiry = inquire(question, tools);
  const ranked = ranking.passages.slice(0, READ_PASSAGES);
  const best = ranked[0]?.score ?? 0;
  const settings = new Map<number, Setting>();
  const candidates = tools.search.passages(ranked.map(({ passage }) => passage)).flatMap((passage, at) => {
    const setting = settings.get(passage.document) ?? settingOf(passage.document, inquiry, tools);
    settings.set(passage.document, setting);
    const { score = 0, lexical = 0, dense: cosine = 0 } = ranked[at] ?? {};
    const standing = {
      ranking: Math.max(FARTHEST, score - best),
      rank: 1 / Math.log2(2 + at),
      lexical,
      cosine,
    };
    return candidatesOf(tools.passageReader.read(passage), setting, standing, inquiry);
  });
  const rowsOf = (
    similarity: (candidate: Candidate) => (term: number) => number,
    some: readonly Candidate[],
  ) =>
    some.map((candidate) => {
      const shares = coverage(inquiry, candidate.degrees, candidate.setting, similarity(candidate));
      const features = { ...candidate.features, ...shares };
      return { features, row: selectionRow(features, question) };
    });
  const scoresOf = (rows: readonly { row: readonly number[] }[]) =>
    tools.selectionNetwork.scoresOf(rows.map(({ row }) => row));
  // Words of similar meaning cost more than all else, so they are looked for only where they may decide.
  const exact = rowsOf(() => NO_SIMILARITY, candidates);
  const first = scoresOf(exact);
  const contenders = [...candidates.keys()]
    .sort((one, other) => (first[other] ?? 0) - (first[one] ?? 0) || one - other)
    .slice(0, CONTENDERS);
  const contending = contenders.flatMap((at) => candidates[at] ?? []);
  const soft = await SoftMatch.prepare(
    inquiry.terms,
    contending.flatMap(({ read }) => read.words),
    tools.wordVectors,
  );
  const softened = rowsOf(
    ({ read }) =>
      (term) =>
        soft.degree(term, read.words),
    contending,
  );
  const all = exact.map((plain, at) => softened[contenders.indexOf(at)] ?? plain);
  const scores = scoresOf(all);
  const scored = candidates
    .map(({ passage, read }, at) => {
      const span = { start: passage.start + read.span.start, end: passage.start + read.span.end };
      const known = all[at];
      if (known === undefined) throw new Error('a sentence without features');
      return { passage, span, ...known, score: scores[at] ?? 0 };
    })
    .sort(
      (a, b) => b.score - a.score || a.passage.passage - b.passage.passage || a.span.start - b.span.start,
    );
  const confidenceRows = leadsOf(scored).map((leads, at) => [...(scored[at]?.row ?? []), ...leads]);
  const logits = tools.confidenceNetwork.scoresOf(confidenceRows);
  return scored.map(({ passage, span, features, score }, at) => ({
    passage,
    span,
    features,
    score,
    confidence: probability(logits[at] ?? 0),
    confidenceRow: confidenceRows[at] ?? [],
  }));
}
