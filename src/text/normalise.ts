import { isBlank, isLatinOrDigit, isQuote } from './characters.ts';
import { MappedText } from './mapped-text.ts';

const FULL_WIDTH_OFFSET = 0xfee0;

/** Folds one code unit: full-width ASCII to ASCII, capitals to small letters, bracket and dash forms to one. */
function fold(unit: number): number {
  if (unit >= 0xff01 && unit <= 0xff5e) return fold(unit - FULL_WIDTH_OFFSET);
  if (unit >= 0x41 && unit <= 0x5a) return unit + 0x20;
  if (unit === 0x3014 || unit === 0x3010 || unit === 0x5b) return 0x28; // 〔 【 [ → (
  if (unit === 0x3015 || unit === 0x3011 || unit === 0x5d) return 0x29; // 〕 】 ] → )
  if (unit === 0x2013 || unit === 0x2014 || unit === 0x2015 || unit === 0x2212) return 0x2d; // – — ― − → -
  if (unit === 0xff61) return 0x3002; // ｡ → 。
  if (unit === 0xb7 || unit === 0x2022 || unit === 0x30fb) return 0xb7; // middle dots
  return unit;
}

const isMark = (unit: number): boolean => unit === 0x2a || unit === 0x23; // markdown * and #

/**
 * The form in which texts and questions are compared: width and case folded, quotation marks and markdown marks
 * dropped, blanks dropped (one kept between two Latin words or numbers). The map leads back to `source`.
 * Runs in linear time; lone surrogates pass through.
 */
export function normalise(source: string): MappedText {
  const units = new Uint16Array(source.length);
  const offsets = new Int32Array(source.length + 1);
  let length = 0;
  let blankAt = -1;
  for (let index = 0; index < source.length; index += 1) {
    const raw = source.charCodeAt(index);
    if (isBlank(raw)) {
      if (blankAt < 0) blankAt = index;
      continue;
    }
    const unit = fold(raw);
    if (isMark(unit) || isQuote(unit)) continue;
    if (blankAt >= 0) {
      const previous = length > 0 ? (units[length - 1] ?? 0) : 0;
      if (isLatinOrDigit(previous) && isLatinOrDigit(unit)) {
        units[length] = 0x20;
        offsets[length] = blankAt;
        length += 1;
      }
      blankAt = -1;
    }
    units[length] = unit;
    offsets[length] = index;
    length += 1;
  }
  offsets[length] = length > 0 ? (offsets[length - 1] ?? 0) + 1 : 0;
  const text = Buffer.from(units.buffer, 0, length * 2).toString('utf16le');
  return new MappedText(text, offsets.subarray(0, length + 1));
}
