import { documentNumberKey, findDocumentNumbers } from '../../document/document-number.ts';
import { type Figure, findFigures } from './figures.ts';
import { fold } from './fold.ts';
import { findModals, isNegated, type Modal, withoutNegation } from './modality.ts';
import { figureContexts, type Segment, segmentsOf, type WordPairs, wordPairs } from './word-pairs.ts';

/** A piece of a sentence with the words that it is about, negations left out. */
export type Statement = Readonly<{ negated: boolean; pairs: WordPairs }>;

/** A text, a clause or a written sentence, read for what can be checked. */
export type ReadText = Readonly<{
  folded: string;
  figures: readonly (Figure & Readonly<{ context: WordPairs }>)[];
  /** Keys of the 文号 named (document-number.ts). */
  documentNumbers: ReadonlySet<string>;
  /** Titles in 《》, folded, without the outer marks. */
  titles: readonly string[];
  /** Latin words and addresses of at least two letters, in small letters. */
  latin: ReadonlySet<string>;
  modals: readonly Modal[];
  statements: readonly Statement[];
  pairs: WordPairs;
}>;

const TITLE = /《([^《》]{1,200}(?:《[^《》]{1,200}》[^《》]{0,200}){0,3})》/gu;
const LATIN = /[a-z]{2,}/gu;

/** 〈〉 are what 《》 become within a title. */
const titleOf = (title: string): string => fold(title.replaceAll('〈', '《').replaceAll('〉', '》'));

/** Each segment, and with the one before it in its sentence: 材料不齐全的，不予受理 denies as a whole. */
function statementsOf(folded: string, segments: readonly Segment[]): Statement[] {
  return segments.flatMap((segment, at) => {
    const before = segments[at - 1];
    const spans =
      before === undefined || before.last ? [segment] : [segment, { ...segment, start: before.start }];
    return spans.map(({ start, end }) => {
      const piece = folded.slice(start, end);
      const plain = withoutNegation(piece);
      return { negated: isNegated(piece), pairs: wordPairs(plain, { start: 0, end: plain.length }) };
    });
  });
}

/** Reads `text` once; 文号 and titles are left out of the figures, as they are compared as wholes. Linear. */
export function readText(text: string): ReadText {
  const folded = fold(text);
  const masked = new Uint8Array(folded.length);
  const titles: string[] = [];
  for (const match of folded.matchAll(TITLE)) {
    titles.push(titleOf(match[1] ?? ''));
    masked.fill(1, match.index, match.index + match[0].length);
  }
  const documentNumbers = new Set<string>();
  for (const { documentNumber, span } of findDocumentNumbers(folded)) {
    documentNumbers.add(documentNumberKey(documentNumber));
    masked.fill(1, span.start, span.end);
  }
  const segments = segmentsOf(folded);
  const figures = findFigures(folded).filter(({ start, end }) => !masked.subarray(start, end).includes(1));
  for (const { start, end } of figures) masked.fill(1, start, end);
  const contexts = figureContexts(folded, segments, figures, masked);
  return {
    folded,
    figures: figures.map((figure, at) => ({ ...figure, context: contexts[at] ?? new Set() })),
    documentNumbers,
    titles,
    latin: new Set(folded.match(LATIN) ?? []),
    modals: findModals(folded, segments),
    statements: statementsOf(folded, segments),
    pairs: wordPairs(folded, { start: 0, end: folded.length }),
  };
}
