/** Character classes by UTF-16 code unit, as small functions that a hot loop can inline. */

export const isHan = (unit: number): boolean =>
  (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3400 && unit <= 0x4dbf) || unit === 0x3007;

export const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** Lower-case ASCII letter or digit: what a normalised Latin word or number is made of. */
export const isLatinOrDigit = (unit: number): boolean =>
  isDigit(unit) || (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);

/** Blanks and line ends of every width, and the byte order mark. */
export const isBlank = (unit: number): boolean =>
  unit === 0x20 ||
  (unit >= 0x09 && unit <= 0x0d) ||
  unit === 0xa0 ||
  unit === 0x3000 ||
  unit === 0xfeff ||
  unit === 0x200b ||
  (unit >= 0x2000 && unit <= 0x200a) ||
  unit === 0x2028 ||
  unit === 0x2029;

/** “ ” ‘ ’ 「 」 『 』 " and ': official texts quote single words, which must not cut the words around them. */
export const isQuote = (unit: number): boolean =>
  (unit >= 0x2018 && unit <= 0x201f) || (unit >= 0x300c && unit <= 0x300f) || unit === 0x22 || unit === 0x27;
