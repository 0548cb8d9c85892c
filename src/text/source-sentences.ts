import { readingText } from './reading.ts';
import type { Span } from './schema.ts';
import { sentences } from './sentences.ts';

/** The sentences of a source span, read over page breaks and marks, as spans of the source in reading order. */
export function sourceSentences(source: string, span: Span = { start: 0, end: source.length }): Span[] {
  const reading = readingText(source, span);
  return sentences(reading.text).map(({ start, end }) => reading.sourceSpan(start, end));
}
