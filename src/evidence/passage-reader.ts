import { LRUCache } from 'lru-cache';
import type { IndexedPassage } from '../indexing/schema.ts';
import { normalise } from '../text/normalise.ts';
import { findQuantities, type Quantity } from '../text/quantity.ts';
import type { Span } from '../text/schema.ts';
import type { Segmenter } from '../text/segment.ts';
import { sourceSentences } from '../text/source-sentences.ts';
import { type SentenceTraits, sentenceTraits } from './features.ts';
import { sentenceParts } from './parts.ts';

/** Passages kept as read: about 5 kB each. */
const KEPT_PASSAGES = 4000;

/** A sentence of a passage: its place there, its normalised text, its words of two and more characters, its parts, its quantities. */
export type ReadSentence = Readonly<{
  span: Span;
  text: string;
  words: readonly string[];
  parts: readonly string[];
  /** Where each part stands in the passage. */
  partSpans: readonly Span[];
  quantities: readonly Quantity[];
  traits: SentenceTraits;
}>;

/** A passage with what every question wants of it; all texts are normalised. */
export type ReadPassage = Readonly<{
  passage: IndexedPassage;
  text: string;
  headings: string;
  sentences: readonly ReadSentence[];
}>;

/** Reads passages into sentences and words, each once as long as it is in use: questions keep to the same clauses. */
export class PassageReader {
  readonly #segmenter: Segmenter;
  readonly #read = new LRUCache<number, ReadPassage>({ max: KEPT_PASSAGES });

  /** One reader serves one snapshot: passage numbers are its. */
  constructor(segmenter: Segmenter) {
    this.#segmenter = segmenter;
  }

  read(passage: IndexedPassage): ReadPassage {
    const known = this.#read.get(passage.passage);
    if (known !== undefined) return known;
    const { text } = passage;
    const slice = ({ start, end }: Span) => normalise(text.slice(start, end)).text;
    const spans = sourceSentences(text);
    const read: ReadPassage = {
      passage,
      text: normalise(text).text,
      headings: normalise(passage.headingPath.join('|')).text,
      sentences: spans.map((span, index) => {
        const sentence = slice(span);
        const quantities = findQuantities(sentence);
        const partSpans = sentenceParts(text, span);
        return {
          span,
          text: sentence,
          words: [...new Set(this.#segmenter.words(sentence))].filter((word) => word.length > 1),
          parts: partSpans.map(slice),
          partSpans,
          quantities,
          traits: sentenceTraits(sentence, index, spans.length, quantities.length),
        };
      }),
    };
    this.#read.set(passage.passage, read);
    return read;
  }
}
