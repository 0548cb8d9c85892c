import type { MetadataField } from '../document/schema.ts';
import { identityText } from '../evidence/coverage.ts';
import { matchDegree } from '../evidence/term-match.ts';
import type { CatalogueReader, DocumentRecord, DocumentSelection } from '../indexing/schema.ts';
import type { DocumentTopic, Question } from '../question/schema.ts';
import { termImportance } from '../retrieval/candidates.ts';
import type { Ranking } from '../retrieval/rank.ts';
import type { RetrievalTools } from '../retrieval/schema.ts';
import type { Span } from '../text/schema.ts';
import type { QuotedSpan } from './citation.ts';
import { clauseAt } from './clause-at.ts';

export type TopicTools = RetrievalTools & Readonly<{ catalogue: CatalogueReader }>;

/** Topics that documents state on their own page; `source` is a question about an answer. */
type StatedTopic = Exclude<DocumentTopic, 'source'>;

/** Which fields answer a topic, the better first. */
const FIELDS: Readonly<Record<Exclude<StatedTopic, 'references'>, readonly MetadataField[]>> = {
  documentNumber: ['documentNumber'],
  issuedOn: ['issuedOn', 'printedOn'],
  addressees: ['addressees'],
  copies: ['copies'],
  telephone: ['telephone'],
  issuer: ['issuer', 'printedBy'],
  title: ['title'],
  disclosure: ['disclosure'],
};

/** The least share of the question's terms that the document meant must account for. */
export const DOCUMENT_MEANT = 0.5;

/** A document that meets this much more of the question is the one meant, and if it does not say, none does. */
const CLEARLY_MEANT = 0.4;

/** Documents up to which all are candidates; beyond, those of the best passages. */
const FEW_DOCUMENTS = 50;

/** What a term counts for that stands in the document but not in its title, number, issuer or addressees. */
const ELSEWHERE = 0.5;

/** Topics that only a document's header or footer can answer: its sentences never do. */
export const ONLY_STATED: ReadonlySet<DocumentTopic> = new Set([
  'documentNumber',
  'addressees',
  'copies',
  'telephone',
]);

/** The places that answer `topic` in a document, in reading order; empty where the document does not say. */
function placesFor(topic: StatedTopic, question: Question, { metadata }: DocumentRecord): readonly Span[] {
  if (topic === 'references') {
    const basis = metadata.references.filter(({ relation }) => relation === 'basis');
    return basis.map(({ span }) => span);
  }
  const fields = FIELDS[topic];
  const printed = topic === 'issuedOn' && /印发|印制|印的/u.test(question.normalised);
  const edited = topic === 'issuer' && /编|印/u.test(question.normalised);
  for (const field of printed || edited ? [...fields].reverse() : fields) {
    const place = metadata.places[field]?.[0];
    if (place !== undefined) return [place];
  }
  return [];
}

/** The share of the question's terms that speaks of each candidate, best first. */
export function rankDocuments(question: Question, candidates: readonly number[], tools: TopicTools) {
  const importance = question.terms.map(({ term, weight }) => weight * termImportance(term, tools));
  const total = importance.reduce((sum, share) => sum + share, 0);
  return candidates
    .map((document) => {
      const text = identityText(tools.search.documentAt(document));
      const met = question.terms.reduce((sum, term, index) => {
        const degree = Math.max(
          matchDegree(term, text),
          tools.search.documentHolds(document, term.term) ? ELSEWHERE : 0,
        );
        return sum + degree * (importance[index] ?? 0);
      }, 0);
      return { document, share: total > 0 ? met / total : 1 };
    })
    .sort((a, b) => b.share - a.share || a.document - b.document);
}

/** The documents that may be meant: all where there are few, else those of the best passages. */
export function candidateDocuments(
  ranking: Ranking,
  selection: DocumentSelection | null,
  { search }: TopicTools,
): number[] {
  const all = search.statistics.documents;
  const candidates =
    all <= FEW_DOCUMENTS
      ? Array.from({ length: all }, (_, document) => document)
      : search.passages(ranking.passages.map(({ passage }) => passage)).map(({ document }) => document);
  return [...new Set(candidates)].filter((document) => selection === null || selection[document] === 1);
}

/**
 * Answers a question about a document itself (文号, 印发日期, 主送, 抄送, 电话, 依据 …) from the places where the document
 * states it. Null where no document is clearly meant or the one meant does not say.
 */
export function quoteTopic(
  question: Question,
  ranking: Ranking,
  selection: DocumentSelection | null,
  tools: TopicTools,
): { quoted: QuotedSpan[]; share: number } | null {
  const { topic } = question;
  if (topic === null || topic === 'source') return null;
  const { search, catalogue } = tools;
  const allowed = candidateDocuments(ranking, selection, tools);
  const named = selection !== null && question.documentNumbers.length + question.shortNumbers.length > 0;
  const ranked = rankDocuments(question, allowed, tools).map(({ document, share }) => ({
    document,
    share: named ? 1 : share,
    record: search.documentAt(document),
  }));
  const meant = ranked[0]?.share ?? 0;
  const stating = ranked.filter(({ record }) => placesFor(topic, question, record).length > 0);
  const chosen = stating[0];
  if (chosen === undefined || chosen.share < DOCUMENT_MEANT || chosen.share < meant - CLEARLY_MEANT)
    return null;
  // Several documents state it and none is meant more than another: which one is asked for cannot be told.
  if (!named && (stating[1]?.share ?? 0) >= chosen.share) return null;
  const quoted = placesFor(topic, question, chosen.record).map((span) => ({
    documentId: chosen.record.id,
    clauseId: clauseAt(catalogue.clauses(chosen.record.id) ?? [], span).id,
    span,
  }));
  return { quoted, share: chosen.share };
}
