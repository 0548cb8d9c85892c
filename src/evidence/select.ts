import type { CatalogueReader, IndexedPassage } from '../indexing/schema.ts';
import type { Question, QuestionTerm } from '../question/schema.ts';
import type { Ranking, RetrievalTools } from '../retrieval/rank.ts';
import { termImportance } from '../retrieval/rank.ts';
import { normalise } from '../text/normalise.ts';
import type { Span } from '../text/schema.ts';
import { sourceSentences } from '../text/source-sentences.ts';
import { typeAgreement } from './expected-type.ts';
import { sentenceParts } from './parts.ts';
import type { Evidence, EvidenceFeatures } from './schema.ts';
import { matchDegrees } from './term-match.ts';
import { scoreEvidence } from './weights.ts';

export type EvidenceTools = RetrievalTools & Readonly<{ catalogue: CatalogueReader }>;

/** How many passages are read sentence by sentence. */
const READ_PASSAGES = 30;

/** How many passages tell in which documents a term stands; a term that is commoner says little about a document. */
const TERM_PASSAGES = 300;

type Place = 'sentence' | 'heading' | 'clause' | 'identity' | 'document';
const PLACES: readonly Place[] = ['sentence', 'heading', 'clause', 'identity', 'document'];

/** What all sentences of one question share. */
type Inquiry = Readonly<{
  question: Question;
  terms: readonly QuestionTerm[];
  /** Importance of each term, summing to 1. */
  importance: Float64Array;
  /** In which documents each term stands. */
  documents: readonly ReadonlySet<number>[];
}>;

function inquire(question: Question, tools: EvidenceTools): Inquiry {
  const { search, segmenter } = tools;
  const { terms } = question;
  const importance = Float64Array.from(terms, ({ term, weight }) => weight * termImportance(term, tools));
  const total = importance.reduce((sum, share) => sum + share, 0);
  const documents = terms.map(({ term, alternatives, place }) => {
    const words = [term, ...alternatives.flatMap((alternative) => segmenter.words(alternative))];
    // 兴国县 is 兴国 in its own documents.
    if (place) words.push(term.replace(/[省市县区镇乡]$/u, ''));
    const hits = search.lexical(
      words.map((word) => ({ term: word, weight: 1 })),
      TERM_PASSAGES,
    );
    return new Set(search.passages(hits.map(({ passage }) => passage)).map(({ document }) => document));
  });
  return {
    question,
    terms,
    importance: importance.map((share) => (total > 0 ? share / total : 0)),
    documents,
  };
}

/** What tells one document from another, normalised. */
function identityText(passage: IndexedPassage, tools: EvidenceTools): string {
  const { metadata } = tools.search.documentAt(passage.document);
  const { title, documentNumber, issuer, region, addressees } = metadata;
  return normalise(
    [title, documentNumber, issuer, region, addressees].filter((part) => part !== null).join('|'),
  ).text;
}

/** The share of the terms that `degrees` holds. */
const share = (degrees: Float64Array, importance: Float64Array): number =>
  degrees.reduce((sum, degree, index) => sum + degree * (importance[index] ?? 0), 0);

function bestPartsShare(source: string, span: Span, { terms, importance }: Inquiry): number {
  const parts = sentenceParts(source, span).map((part) =>
    matchDegrees(terms, normalise(source.slice(part.start, part.end)).text),
  );
  let best = 0;
  for (const [index, degrees] of parts.entries()) {
    const next = parts[index + 1];
    best = Math.max(
      best,
      share(
        next === undefined ? degrees : degrees.map((degree, at) => Math.max(degree, next[at] ?? 0)),
        importance,
      ),
    );
  }
  return best;
}

function weigh(
  inquiry: Inquiry,
  places: Readonly<Record<Exclude<Place, 'document'>, Float64Array>>,
  document: number,
): Record<Place, number> & { missing: number } {
  const shares = { sentence: 0, heading: 0, clause: 0, identity: 0, document: 0, missing: 0 };
  for (const [index, importance] of inquiry.importance.entries()) {
    if (inquiry.terms[index]?.place) {
      // A place names the document, not the sentence: its title or header says it, and the clauses need not.
      shares[inquiry.documents[index]?.has(document) ? 'identity' : 'missing'] += importance;
      continue;
    }
    let left = 1;
    for (const place of PLACES) {
      const degree =
        place === 'document'
          ? Number(inquiry.documents[index]?.has(document) ?? false)
          : (places[place][index] ?? 0);
      const taken = Math.min(left, degree);
      shares[place] += taken * importance;
      left -= taken;
    }
    shares.missing += left * importance;
  }
  return shares;
}

/**
 * The sentences of the best passages as evidence for `question`, best first, ties by place. Deterministic.
 */
export function selectEvidence(question: Question, ranking: Ranking, tools: EvidenceTools): Evidence[] {
  const inquiry = inquire(question, tools);
  const ranked = ranking.passages.slice(0, READ_PASSAGES);
  const passages = tools.search.passages(ranked.map(({ passage }) => passage));
  const found: Evidence[] = [];
  for (const [rank, passage] of passages.entries()) {
    const cosine = ranked[rank]?.dense ?? 0;
    const clauseText = normalise(passage.text).text;
    const elsewhere = inquiry.terms.some(
      ({ place }, index) => place && inquiry.documents[index]?.has(passage.document) === false,
    );
    const places = {
      heading: matchDegrees(inquiry.terms, normalise(passage.headingPath.join('|')).text),
      clause: matchDegrees(inquiry.terms, clauseText),
      identity: matchDegrees(inquiry.terms, identityText(passage, tools)),
    };
    for (const local of sourceSentences(passage.text)) {
      const text = normalise(passage.text.slice(local.start, local.end)).text;
      const shares = weigh(
        inquiry,
        { ...places, sentence: matchDegrees(inquiry.terms, text) },
        passage.document,
      );
      const features: EvidenceFeatures = {
        ...shares,
        elsewhere,
        parts: bestPartsShare(passage.text, local, inquiry),
        cosine,
        // Who is responsible stands in a field of the clause (牵头单位：…), not in the sentence that says for what.
        type: question.clauseField === null ? typeAgreement(question, text) : 0,
      };
      found.push({
        passage,
        span: { start: passage.start + local.start, end: passage.start + local.end },
        features,
        score: scoreEvidence(features),
      });
    }
  }
  return found.sort(
    (a, b) => b.score - a.score || a.passage.passage - b.passage.passage || a.span.start - b.span.start,
  );
}
