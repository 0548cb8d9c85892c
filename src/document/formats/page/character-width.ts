/**
 * Letters, digits and punctuation of scripts that write blanks between words; not × · ° §, which Chinese type sets as
 * wide as a character.
 */
export const isNarrow = (unit: number): boolean =>
  (unit > 0x20 && unit < 0x7f) || (unit > 0xbf && unit < 0x2000 && unit !== 0xd7 && unit !== 0xf7);

const THIN = 'iljtfrI.,:;!|\'"()[]-/';
const BROAD = 'mwMW@%';

/** About how wide a character is drawn, in sizes: of use where a format states positions but no widths. */
export function estimatedWidth(character: string): number {
  const unit = character.charCodeAt(0);
  if (unit === 0x20 || unit === 0xa0 || unit === 0x09) return 0.5;
  if (!isNarrow(unit)) return 1;
  if (THIN.includes(character)) return 0.33;
  if (BROAD.includes(character)) return 0.85;
  return unit >= 0x41 && unit <= 0x5a ? 0.67 : 0.5;
}

/** The width of a text by {@link estimatedWidth}, in sizes. */
export function estimatedLength(text: string): number {
  let sum = 0;
  for (const character of text) sum += estimatedWidth(character);
  return sum;
}
