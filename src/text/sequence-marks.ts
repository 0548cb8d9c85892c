import { isBlank } from './characters.ts';
import { type Mark, type MarkStyle, numeralEnd } from './marks.ts';
import { isHanNumeral, parseNumeral } from './numeral.ts';

const doubtful = (style: MarkStyle, ordinal: number, start: number, end: number): Mark => ({
  style,
  ordinal,
  suffix: 0,
  start,
  end,
  doubtful: true,
});

const LONGEST_LOOSE_HEADING = 30;
const LETTER = /^(?:[（(]([A-Za-z])[）)]|([A-Za-z])[.．、)）])(?![A-Za-z\d.])/;

/**
 * Marks that lines of running text begin with as well, so that only a whole sequence of them counts: 一，  一）  一 总则
 *  Ⅰ.  a)  （b）. All are `doubtful`; null for any other line. Looks at a bounded number of units.
 */
export function looseMarkAt(source: string, start: number, end: number): Mark | null {
  const unit = source.charCodeAt(start);
  // Ⅰ to Ⅻ; Ⅰ级响应 is no number in a list.
  if (unit >= 0x2160 && unit <= 0x216b) {
    const delimited = start + 1 < end && '、.．)）'.includes(source.charAt(start + 1));
    return delimited ? doubtful('roman', unit - 0x2160 + 1, start, start + 2) : null;
  }
  const letter = LETTER.exec(source.slice(start, Math.min(end, start + 4)));
  const written = letter?.[1] ?? letter?.[2];
  if (letter !== null && written !== undefined) {
    const ordinal = written.toLowerCase().charCodeAt(0) - 0x60;
    return doubtful('letter', ordinal, start, start + letter[0].length);
  }
  if (!isHanNumeral(unit)) return null;
  const to = numeralEnd(source, start, end);
  const ordinal = parseNumeral(source.slice(start, to));
  if (ordinal === null || ordinal === 0 || to >= end) return null;
  const delimiter = source.charAt(to);
  if (delimiter === '）' || delimiter === ')') return doubtful('han_bracket', ordinal, start, to + 1);
  if (delimiter === '，' || delimiter === ',') return doubtful('han', ordinal, start, to + 1);
  const isHeading = end - to <= LONGEST_LOOSE_HEADING && !/[，。；：]/.test(source.slice(to, end));
  return isBlank(source.charCodeAt(to)) && isHeading ? doubtful('han', ordinal, start, to) : null;
}

const DECIMAL = /^(\d{1,2}(?:[.．]\d{1,2}){0,3})[ \t\u3000]*(?=[一-龥“《])/;
const LONGEST_DECIMAL_HEADING = 30;

/**
 * The number of 1 总则 and 1.1 编制目的 at `start`, as its places, or null. Running text begins lines like that too
 * (2.5亿元, 18个指标): whether it is a number, only the sequence tells, so markAt (marks.ts) does not know these.
 */
export function decimalAt(
  source: string,
  start: number,
  end: number,
): { places: number[]; end: number } | null {
  const written = DECIMAL.exec(source.slice(start, Math.min(end, start + 16)))?.[1];
  if (written === undefined) return null;
  const places = written.split(/[.．]/).map(Number);
  if (places.some((place) => place === 0)) return null;
  const line = source.slice(start, end);
  if (places.length === 1 && (line.length > LONGEST_DECIMAL_HEADING || /[，。；：、]/.test(line)))
    return null;
  return { places, end: start + written.length };
}
