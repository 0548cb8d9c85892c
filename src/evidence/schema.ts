import type { IndexedPassage } from '../indexing/schema.ts';
import type { Span } from '../text/schema.ts';

export type TypeAgreement = -2 | -1 | 0 | 1;

/**
 * What speaks for one sentence as the answer. Shares are of the question's terms weighed by importance, 0 … 1; each
 * term counts where it stands nearest: in the sentence, else in the headings above, else in the rest of the clause,
 * else in the document's own title, number, issuer or addressees, else anywhere in the document.
 */
export type EvidenceFeatures = Readonly<{
  sentence: number;
  heading: number;
  clause: number;
  identity: number;
  document: number;
  /** Terms that stand nowhere nearer, as far as the sentence has words of similar meaning. */
  similar: number;
  /** Share of the terms that the document does not hold at all. */
  missing: number;
  /** Whether the question names a place that the document does not. */
  elsewhere: boolean;
  /** The best share that two neighbouring parts of the sentence (between commas) hold. */
  parts: number;
  /** Length of the longest run of characters that question and sentence share, of at most 8, as a share of 8. */
  phrase: number;
  /** Importance of the most important term that the document does not hold. */
  keyMissing: number;
  /** Cosine of the question with the passage. */
  cosine: number;
  /**
   * Whether the sentence holds the kind of answer asked for: 1, 0 (any will do), −1, or −2 where the kind cannot be
   * mistaken (an amount, a percentage, a time of day, the holder of an office).
   */
  type: TypeAgreement;
  /** Whether the document is of the level that the question names: 1, 0 (it names none, or the document), −1. */
  level: -1 | 0 | 1;
  /** Whether the document comes from the state or a province, which others restate. */
  higherLevel: boolean;
  /** Score of the passage in the ranking, less the best one's, 0 … −10; and 1 / log2(1 + its rank). */
  ranking: number;
  rank: number;
  /** Share of the question's weight that BM25 finds in the passage. */
  lexical: number;
  /** ln(1 + characters). */
  length: number;
  /** Number of the sentence in its passage, of at most 8, as a share of 8; whether it is the first or the last. */
  position: number;
  first: boolean;
  last: boolean;
  /** 下列, 如下, a colon at the end: what follows is what is meant. */
  introduces: boolean;
  /** It obliges, allows or forbids; defines; gives reasons; punishes; states a quantity. */
  modal: boolean;
  defines: boolean;
  reason: boolean;
  penalty: boolean;
  quantity: boolean;
  /** Share of the sentence's words that the question says too. */
  echo: number;
}>;

/** A sentence of a passage that may answer, with its place in the document's text. */
export type Evidence = Readonly<{
  passage: IndexedPassage;
  span: Span;
  features: EvidenceFeatures;
  /** Of the selection network: orders the sentences of one question, and means nothing beyond. */
  score: number;
  /** How probable it is that the sentence answers, 0 … 1. */
  confidence: number;
  /** What the confidence was computed from; see CONFIDENCE_FEATURES. */
  confidenceRow: readonly number[];
}>;
