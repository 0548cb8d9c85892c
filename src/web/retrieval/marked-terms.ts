import type { Span } from '../../text/schema.ts';

/** A piece of a text, and whether it is one of the words that were looked for. */
export type TermPiece = Readonly<{ text: string; matched: boolean }>;

/** One code unit for each, so that places in the folded text are places in the text: full width to half, capitals to small. */
const foldUnit = (unit: string): string => {
  const code = unit.charCodeAt(0);
  const half = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : unit;
  const small = half.toLowerCase();
  return small.length === 1 ? small : half;
};
const fold = (text: string): string => text.split('').map(foldUnit).join('');

function spansOf(folded: string, terms: readonly string[]): readonly Span[] {
  return terms.flatMap((term) => {
    const found: Span[] = [];
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
      found.push({ start: at, end: at + term.length });
    }
    return found;
  });
}

/** The text cut where one of `terms` begins or ends; overlapping words are marked as one. Blank terms are passed over. */
export function markTerms(text: string, terms: readonly string[]): readonly TermPiece[] {
  const wanted = [...new Set(terms.map(fold))].filter((term) => term.trim() !== '');
  const spans = [...spansOf(fold(text), wanted)].sort((one, other) => one.start - other.start);
  const pieces: TermPiece[] = [];
  let end = 0;
  const add = (to: number, matched: boolean) => {
    const last = pieces.at(-1);
    if (to <= end) return;
    const words = text.slice(end, to);
    if (last?.matched === matched) pieces[pieces.length - 1] = { text: last.text + words, matched };
    else pieces.push({ text: words, matched });
    end = to;
  };
  for (const span of spans) {
    add(span.start, false);
    add(span.end, true);
  }
  add(text.length, false);
  return pieces;
}
