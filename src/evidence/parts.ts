import type { Span } from '../text/schema.ts';

const OPENING = '“‘（(《「『〔【[';
const CLOSING = '”’）)》」』〕】]';
const BREAKS = '，,；;：:';

/**
 * The parts of a sentence between commas, semicolons and colons, punctuation at a part's end included; what stands
 * within quotation marks or brackets stays whole. The parts cover `span` without gaps.
 */
export function sentenceParts(source: string, span: Span): Span[] {
  const parts: Span[] = [];
  let depth = 0;
  let start = span.start;
  for (let index = span.start; index < span.end; index += 1) {
    const character = source.charAt(index);
    if (OPENING.includes(character)) depth += 1;
    else if (CLOSING.includes(character)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && BREAKS.includes(character) && !isNumeric(source, index)) {
      parts.push({ start, end: index + 1 });
      start = index + 1;
    }
  }
  if (start < span.end) parts.push({ start, end: span.end });
  return parts;
}

/** The comma of 1,000 and the colon of 17:30 do not end a part. */
const isNumeric = (source: string, index: number): boolean =>
  /\d/u.test(source.charAt(index - 1)) && /\d/u.test(source.charAt(index + 1));
