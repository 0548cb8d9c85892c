import { basename } from 'node:path';
import type { DocumentSelection, SearchIndex } from '../../src/indexing/schema.ts';
import type { Target } from './targets.ts';

/** A small office has tens of documents, not thousands. */
const FEW_DOCUMENTS = 20;

/**
 * The sets that training tells apart: laws, policies among all documents, among few, one document by itself; the
 * question sets over `corpus/`, and the same with the right document withheld.
 */
export const SET = { laws: 0, policies: 1, few: 2, alone: 3, own: 4, withheld: 5 } as const;

/** Documents by file name, and small selections of them. */
export class Documents {
  readonly #numbers = new Map<string, number>();
  readonly #policies: readonly number[];
  readonly #count: number;

  constructor(search: SearchIndex) {
    this.#count = search.statistics.documents;
    for (let document = 0; document < this.#count; document += 1) {
      this.#numbers.set(basename(search.documentAt(document).fileName), document);
    }
    this.#policies = [...this.#numbers].filter(([name]) => name.endsWith('.txt')).map(([, number]) => number);
  }

  /** The document that answers; undefined for an article of a law, which several printings may hold. */
  of({ file }: Target): number | undefined {
    return file === null ? undefined : this.#numbers.get(basename(file));
  }

  alone(document: number): DocumentSelection {
    const selection = new Uint8Array(this.#count);
    selection[document] = 1;
    return selection;
  }

  /** `document` (or none of it, where `withheld`) among a few others, always the same for the same question. */
  few(document: number, question: string, withheld = false): DocumentSelection {
    const selection = new Uint8Array(this.#count);
    let state = question.length * 7919 + document;
    for (let one = 0; one < FEW_DOCUMENTS; one += 1) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      selection[this.#policies[state % this.#policies.length] ?? 0] = 1;
    }
    selection[document] = withheld ? 0 : 1;
    return selection;
  }
}

/** Short texts are asked about as a reader asks who has one before him. */
const isText = ({ file }: Target): boolean => file?.startsWith('text-') === true;

/** Where each question is asked: [selection, set]. */
export function placesOf(
  target: Target,
  documents: Documents,
): (readonly [DocumentSelection | null, number])[] {
  const document = documents.of(target);
  if (target.file === null) return [[null, SET.laws]];
  if (document === undefined) return [];
  const few = [documents.few(document, target.question), SET.few] as const;
  if (isText(target)) return [few, [documents.alone(document), SET.alone]];
  return [[null, SET.policies], few];
}
