import type { DocumentRecord } from '../indexing/schema.ts';
import type { Question, QuestionTerm } from '../question/schema.ts';
import { termImportance } from '../retrieval/candidates.ts';
import type { RetrievalTools } from '../retrieval/schema.ts';
import { normalise } from '../text/normalise.ts';
import { matchDegrees } from './term-match.ts';

export type Place = 'sentence' | 'heading' | 'clause' | 'identity' | 'document';
const PLACES: readonly Place[] = ['sentence', 'heading', 'clause', 'identity', 'document'];

/** What all sentences of one question share. */
export type Inquiry = Readonly<{
  question: Question;
  terms: readonly QuestionTerm[];
  /** Importance of each term, summing to 1. */
  importance: Float64Array;
  /** The words by which each term is looked for in a whole document. */
  forms: readonly (readonly string[])[];
}>;

/** Weighs the terms of a question once for all sentences. */
export function inquire(question: Question, tools: RetrievalTools): Inquiry {
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
export function identityText({ metadata }: DocumentRecord): string {
  const { title, documentNumber, issuer, region, addressees, kind, printedBy } = metadata;
  return normalise(
    [title, documentNumber, issuer, region, addressees, kind, printedBy]
      .filter((part) => part !== null)
      .join('|'),
  ).text;
}

/** What the passages of one document share: which terms its own page holds, and which it holds anywhere. */
export type Setting = Readonly<{
  identity: Float64Array;
  held: readonly boolean[];
  elsewhere: boolean;
  higherLevel: boolean;
  level: -1 | 0 | 1;
}>;

export function settingOf(document: number, inquiry: Inquiry, tools: RetrievalTools): Setting {
  const held = inquiry.forms.map((words) => words.some((word) => tools.search.documentHolds(document, word)));
  const record = tools.search.documentAt(document);
  const { level } = record.metadata;
  const asked = inquiry.question.level;
  return {
    level: asked === null || level === null ? 0 : asked === level ? 1 : -1,
    higherLevel: level === 'national' || level === 'province',
    identity: matchDegrees(inquiry.terms, identityText(record)),
    held,
    elsewhere: inquiry.terms.some(({ place }, index) => place && !held[index]),
  };
}

/** The share of the terms that `degrees` holds. */
export const shareOf = (degrees: Float64Array, importance: Float64Array): number =>
  degrees.reduce((sum, degree, index) => sum + degree * (importance[index] ?? 0), 0);

export type Shares = Record<Place | 'similar' | 'missing' | 'keyMissing', number>;

/** Counts each term where it stands nearest; what stands nowhere counts as far as the sentence has a similar word. */
export function coverage(
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
