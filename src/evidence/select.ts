import type { CatalogueReader } from '../indexing/schema.ts';
import type { Question } from '../question/schema.ts';
import type { Ranking } from '../retrieval/rank.ts';
import type { RetrievalTools } from '../retrieval/schema.ts';
import { coverage, type Inquiry, inquire, type Setting, settingOf, shareOf } from './coverage.ts';
import { typeAgreement } from './expected-type.ts';
import type { PassageReader, ReadPassage, ReadSentence } from './passage-reader.ts';
import type { Evidence } from './schema.ts';
import { SoftMatch } from './soft-match.ts';
import { matchDegrees } from './term-match.ts';
import { highestGain, scoreEvidence } from './weights.ts';
import type { WordVectors } from './word-vectors.ts';

export type EvidenceTools = RetrievalTools &
  Readonly<{ catalogue: CatalogueReader; wordVectors: WordVectors; passageReader: PassageReader }>;

/** How many passages are read sentence by sentence. */
const READ_PASSAGES = 24;

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

const NO_SIMILARITY = () => 0;

/** A sentence with what is known of it before words of similar meaning are looked for. */
type Candidate = Readonly<{
  read: ReadSentence;
  setting: Setting;
  degrees: Parameters<typeof coverage>[1];
  evidence: Evidence;
}>;

function candidatesOf(
  { passage, text, headings, sentences }: ReadPassage,
  setting: Setting,
  cosine: number,
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
      ...coverage(inquiry, degrees, setting, NO_SIMILARITY),
      elsewhere: setting.elsewhere,
      higherLevel: setting.higherLevel,
      level: setting.level,
      phrase: longestShared(question.content, read.text),
      parts: bestPartsShare(read.parts, inquiry),
      cosine,
      // Who is responsible stands in a field of the clause (牵头单位：…), not in the sentence that says for what.
      type: question.clauseField === null ? typeAgreement(question, read.text, read.quantities) : 0,
    } as const;
    const span = { start: passage.start + read.span.start, end: passage.start + read.span.end };
    return { read, setting, degrees, evidence: { passage, span, features, score: scoreEvidence(features) } };
  });
}

/**
 * The sentences of the best passages as evidence for `question`, best first, ties by place. Deterministic.
 * Words of similar meaning are looked for only in sentences that they could lift to the top.
 */
export async function selectEvidence(
  question: Question,
  ranking: Ranking,
  tools: EvidenceTools,
): Promise<Evidence[]> {
  const inquiry = inquire(question, tools);
  const ranked = ranking.passages.slice(0, READ_PASSAGES);
  const settings = new Map<number, Setting>();
  const candidates = tools.search.passages(ranked.map(({ passage }) => passage)).flatMap((passage, rank) => {
    const setting = settings.get(passage.document) ?? settingOf(passage.document, inquiry, tools);
    settings.set(passage.document, setting);
    return candidatesOf(tools.passageReader.read(passage), setting, ranked[rank]?.dense ?? 0, inquiry);
  });
  const best = Math.max(...candidates.map(({ evidence }) => evidence.score));
  const contends = ({ evidence }: Candidate) => evidence.score + highestGain(evidence.features) >= best;
  const soft = await SoftMatch.prepare(
    inquiry.terms,
    candidates.filter(contends).flatMap(({ read }) => read.words),
    tools.wordVectors,
  );
  return candidates
    .map((candidate): Evidence => {
      const { read, setting, degrees, evidence } = candidate;
      if (!contends(candidate)) return evidence;
      const shares = coverage(inquiry, degrees, setting, (term) => soft.degree(term, read.words));
      const features = { ...evidence.features, ...shares };
      return { ...evidence, features, score: scoreEvidence(features) };
    })
    .sort(
      (a, b) => b.score - a.score || a.passage.passage - b.passage.passage || a.span.start - b.span.start,
    );
}
