import type { QuestionTerm } from '../question/schema.ts';
import { isLatinOrDigit } from '../text/characters.ts';

/** What a synonym counts for where the question's own word does not stand. */
const SYNONYM_DEGREE = 0.9;

/** Whether `word` stands in `text` (both normalised); numbers and Latin words only as a whole (5 is not in 15). */
export function standsIn(word: string, text: string): boolean {
  if (!isLatinOrDigit(word.charCodeAt(0))) return text.includes(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = at > 0 && isLatinOrDigit(text.charCodeAt(at - 1));
    const end = at + word.length;
    const after = end < text.length && isLatinOrDigit(text.charCodeAt(end));
    if (!before && !after) return true;
  }
  return false;
}

/** How well `text` (normalised) holds `term`: 1 as asked, less by a synonym, 0 not at all. */
export function matchDegree({ term, alternatives }: QuestionTerm, text: string): number {
  if (standsIn(term, text)) return 1;
  return alternatives.some((alternative) => standsIn(alternative, text)) ? SYNONYM_DEGREE : 0;
}

/** `degrees[i]` of `terms[i]` in `text`. */
export function matchDegrees(terms: readonly QuestionTerm[], text: string): Float64Array {
  return Float64Array.from(terms, (term) => matchDegree(term, text));
}
