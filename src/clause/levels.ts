import type { MarkStyle } from '../text/marks.ts';
import type { Entry } from './numbering.ts';

/** Outermost first. 一、（一）1.（1） as in GB/T 9704—2012 7.3.3; 编章节条 as in the Legislation Law, art. 65. */
const RANKS: Readonly<Record<MarkStyle, number>> = {
  attachment: 0,
  bracket: 1,
  book: 2,
  subbook: 3,
  chapter: 4,
  law_section: 5,
  article: 6,
  han: 7,
  han_bracket: 8,
  decimal_1: 9,
  decimal_2: 10,
  decimal_3: 11,
  decimal_4: 12,
  digit: 13,
  digit_bracket: 14,
  circled: 15,
  letter: 16,
  roman: 17,
  ordinal: 18,
  is: 19,
  bullet: 20,
};

const INVERTIBLE: readonly (readonly [outer: MarkStyle, inner: MarkStyle])[] = [
  ['han_bracket', 'digit'],
  ['han', 'han_bracket'],
  ['han', 'digit'],
  ['digit', 'digit_bracket'],
  ['han', 'roman'],
  ['han_bracket', 'roman'],
];

/** How often `inner` starts at 1 between two neighbours k and k+1 of `outer`. */
function nestings(entries: readonly Entry[], outer: MarkStyle, inner: MarkStyle): number {
  let count = 0;
  let last = 0;
  let startsInside = false;
  for (const { mark } of entries) {
    if (mark === null || mark.ordinal === null) continue;
    if (mark.style === outer) {
      if (last > 0 && mark.ordinal === last + 1 && startsInside) count += 1;
      last = mark.ordinal;
      startsInside = false;
    } else if (mark.style === inner) {
      if (mark.ordinal === 1) startsInside = true;
    } else if (RANKS[mark.style] < Math.min(RANKS[outer], RANKS[inner])) {
      last = 0;
      startsInside = false;
    }
  }
  return count;
}

/**
 * The level of each style of mark in this document, outermost lowest: the standard's order, but where the document
 * itself nests two styles the other way round (1. over （一）) and never as the standard does.
 */
export function levelsOf(entries: readonly Entry[]): Readonly<Record<MarkStyle, number>> {
  const levels = { ...RANKS };
  for (const [outer, inner] of INVERTIBLE) {
    if (nestings(entries, inner, outer) < 1 || nestings(entries, outer, inner) > 0) continue;
    [levels[outer], levels[inner]] = [levels[inner], levels[outer]];
  }
  return levels;
}
