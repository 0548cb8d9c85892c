import type { CatalogueReader, IndexedPassage } from '../indexing/schema.ts';
import type { Question, QuestionTerm } from '../question/schema.ts';
import { type Ranking, type RetrievalTools, termImportance } from '../retrieval/rank.ts';
import { normalise } from '../text/normalise.ts';
import type { Span } from '../text/schema.ts';
import { sourceSentences } from '../text/source-sentences.ts';
import { typeAgreement } from './expected-type.ts';
import { sentenceParts } from './parts.ts';
import type { Evidence, EvidenceFeatures } from './schema.ts';
import { SoftMatch } from './soft-match.ts';
import { matchDegrees } from './term-match.ts';
import { scoreEvidence } from './weights.ts';
import type { WordVectors } from './word-vectors.ts';

export type EvidenceTools = RetrievalTools &
  Readonly<{ catalogue: CatalogueReader; wordVectors: WordVectors }>;

/** How many passages are read sentence by sentence. */
const READ_PASSAGES = 24;

type Place = 'sentence' | 'heading' | 'clause' | 'identity' | 'document';
const PLACES: readonly Place[] = ['sentence', 'heading', 'clause', 'identity', 'document'];

/** What all sentences of one question share. */
type Inquiry = Readonly<{
  question: Question;
  terms: readonly QuestionTerm[];
  /** Importance of each term, summing to 1. */
  importance: Float64Array;
  /** The words by which each term is looked for in a whole document. */
  forms: readonly (readonly string[])[];
}>;

function inquire(question: Question, tools: EvidenceTools): Inquiry {
  const { terms } = question;
  const importance = Float64Array.from(terms, ({ term, weight }) => weight * termImportance(term, tools));
  const total = importance.reduce((sum, share) => sum + share, 0);
  const forms = terms.map(({ term, alternatives, place }) => {
    const words = [term, ...alternatives.flatMap((alternative) => tools.segmenter.words(alternative))];
    // 兴国县 is 兴国 in its own documents.
    return place ? [...words, term.replace(/[省市县区镇乡]$/u, '')] : words;
  });
  return { question, terms, importance: importance.map((share) => (total > 0 ? share / total : 0)), forms };
}

/** What tells one document from another, normalised. */
function identityText(document: number, tools: EvidenceTools): string {
  const { title, documentNumber, issuer, region, addressees } = tools.search.documentAt(document).metadata;
  return normalise(
    [title, documentNumber, issuer, region, addressees].filter((part) => part !== null).join('|'),
  ).text;
}

/** What the passages of one document share: which terms its own page holds, and which it holds anywhere. */
type Setting = Readonly<{
  identity: Float64Array;
  held: readonly boolean[];
  elsewhere: boolean;
  higherLevel: boolean;
}>;

function settingOf(document: number, inquiry: Inquiry, tools: EvidenceTools): Setting {
  const held = inquiry.forms.map((words) => words.some((word) => tools.search.documentHolds(document, word)));
  const { level } = tools.search.documentAt(document).metadata;
  return {
    higherLevel: level === 'national' || level === 'province',
    identity: matchDegrees(inquiry.terms, identityText(document, tools)),
    held,
    elsewhere: inquiry.terms.some(({ place }, index) => place && !held[index]),
  };
}

/** The share of the terms that `degrees` holds. */
const shareOf = (degrees: Float64Array, importance: Float64Array): number =>
  degrees.reduce((sum, degree, index) => sum + degree * (importance[index] ?? 0), 0);

function bestPartsShare(source: string, span: Span, { terms, importance }: Inquiry): number {
  const parts = sentenceParts(source, span).map((part) =>
    matchDegrees(terms, normalise(source.slice(part.start, part.end)).text),
  );
  let best = 0;
  for (const [index, degrees] of parts.entries()) {
    const next = parts[index + 1];
    const both = next === undefined ? degrees : degrees.map((degree, at) => Math.max(degree, next[at] ?? 0));
    best = Math.max(best, shareOf(both, importance));
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

type Shares = Record<Place | 'similar' | 'missing' | 'keyMissing', number>;

/** Counts each term where it stands nearest; what stands nowhere counts as far as the sentence has a similar word. */
function weigh(
  inquiry: Inquiry,
  degrees: Readonly<Record<Exclude<Place, 'document'>, Float64Array>>,
  { held }: Setting,
  similarity: (term: number) => number,
): Shares {
  const shares: Shares = {
    sentence: 0,
    heading: 0,
    clause: 0,
    identity: 0,
    document: 0,
    similar: 0,
    missing: 0,
    keyMissing: 0,
  };
  for (const [index, importance] of inquiry.importance.entries()) {
    if (inquiry.terms[index]?.place) {
      // A place names the document, not the sentence: its title or header says it, and the clauses need not.
      shares[held[index] ? 'identity' : 'missing'] += importance;
      continue;
    }
    let left = 1;
    for (const place of PLACES) {
      if (place === 'document' && left > 0) {
        const similar = left * similarity(index);
        shares.similar += similar * importance;
        left -= similar;
      }
      const degree = place === 'document' ? Number(held[index] ?? false) : (degrees[place][index] ?? 0);
      const taken = Math.min(left, degree);
      shares[place] += taken * importance;
      left -= taken;
    }
    shares.missing += left * importance;
    shares.keyMissing = Math.max(shares.keyMissing, left * importance);
  }
  return shares;
}

type ReadPassage = Readonly<{
  passage: IndexedPassage;
  cosine: number;
  sentences: readonly Readonly<{ span: Span; text: string; words: readonly string[] }>[];
}>;

function read(passage: IndexedPassage, cosine: number, { segmenter }: EvidenceTools): ReadPassage {
  const sentences = sourceSentences(passage.text).map((span) => {
    const { text } = normalise(passage.text.slice(span.start, span.end));
    return { span, text, words: [...new Set(segmenter.words(text))] };
  });
  return { passage, cosine, sentences };
}

/**
 * The sentences of the best passages as evidence for `question`, best first, ties by place. Deterministic.
 */
export async function selectEvidence(
  question: Question,
  ranking: Ranking,
  tools: EvidenceTools,
): Promise<Evidence[]> {
  const inquiry = inquire(question, tools);
  const ranked = ranking.passages.slice(0, READ_PASSAGES);
  const passages = tools.search
    .passages(ranked.map(({ passage }) => passage))
    .map((passage, rank) => read(passage, ranked[rank]?.dense ?? 0, tools));
  const soft = await SoftMatch.prepare(
    inquiry.terms,
    passages.flatMap(({ sentences }) => sentences.flatMap(({ words }) => words)),
    tools.wordVectors,
  );
  const settings = new Map<number, Setting>();
  const found: Evidence[] = [];
  for (const { passage, cosine, sentences } of passages) {
    const setting = settings.get(passage.document) ?? settingOf(passage.document, inquiry, tools);
    settings.set(passage.document, setting);
    const around = {
      heading: matchDegrees(inquiry.terms, normalise(passage.headingPath.join('|')).text),
      clause: matchDegrees(inquiry.terms, normalise(passage.text).text),
      identity: setting.identity,
    };
    for (const { span, text, words } of sentences) {
      const shares = weigh(
        inquiry,
        { ...around, sentence: matchDegrees(inquiry.terms, text) },
        setting,
        (term) => soft.degree(term, words),
      );
      const features: EvidenceFeatures = {
        ...shares,
        elsewhere: setting.elsewhere,
        higherLevel: setting.higherLevel,
        phrase: longestShared(question.content, text),
        parts: bestPartsShare(passage.text, span, inquiry),
        cosine,
        // Who is responsible stands in a field of the clause (牵头单位：…), not in the sentence that says for what.
        type: question.clauseField === null ? typeAgreement(question, text) : 0,
      };
      found.push({
        passage,
        span: { start: passage.start + span.start, end: passage.start + span.end },
        features,
        score: scoreEvidence(features),
      });
    }
  }
  return found.sort(
    (a, b) => b.score - a.score || a.passage.passage - b.passage.passage || a.span.start - b.span.start,
  );
}
