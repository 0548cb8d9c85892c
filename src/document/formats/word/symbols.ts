/**
 * What the symbol fonts of Windows show, as Unicode. Such a font gives its shapes to the codes 0x20 to 0xFF, which Word
 * stores as U+F020 to U+F0FF or, in text that was typed in Latin letters, as these letters.
 */

/** Begins at 0x20. Source: Adobe Symbol Encoding (unicode.org, VENDORS/ADOBE/symbol.txt). A blank: no character. */
const SYMBOL_20 =
  ' !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼';
/** Begins at 0xA0. */
const SYMBOL_A0 =
  '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭';

type Codes = readonly (readonly [code: number, characters: string])[];

/** `characters` are those from `code` on. Source: the fonts' character charts; shapes without a near relation are left out. */
const WINGDINGS: Codes = [
  [0x28, '☎✆✉'],
  [0x36, '⌛⌨'],
  [0x46, '☞☝☟'],
  [0x4a, '☺'],
  [0x6c, '●❍■□'],
  [0x71, '❑❒'],
  [0x74, '◆◆❖◆'],
  [0x80, '⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿'],
  [0x9e, '·•▪○○○◉◎'],
  [0xa7, '▪□'],
  [0xaa, '✦★✶✴✹✵'],
  [0xd5, '⌫⌦'],
  [0xd8, '➢'],
  [0xdf, '←→↑↓↖↗↙↘'],
  [0xe8, '➔'],
  [0xef, '⇦⇨⇧⇩⬄⇳'],
  [0xfb, '✗✓☒☑'],
];

const WINGDINGS_2: Codes = [
  [0x4f, '✗✓☒☑☒☒'],
  [0x69, '⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿'],
  [0x96, '·•●'],
  [0x9e, '○◉◎'],
  [0xa0, '▪■■□□'],
];

const WINGDINGS_3: Codes = [
  [0x66, '←→↑↓↖↗↙↘'],
  [0x70, '▲▼△▽◀▶◁▷'],
  [0x7d, '▶'],
];

const WEBDINGS: Codes = [
  [0x33, '◀▶▲▼'],
  [0x61, '✓'],
  [0x63, '□'],
  [0x67, '■'],
  [0x6e, '●'],
  [0x72, '✗'],
];

const tableOf = (codes: Codes): ReadonlyMap<number, string> =>
  new Map(
    codes.flatMap(([first, characters]) =>
      [...characters].map((character, index): [number, string] => [first + index, character]),
    ),
  );

const SYMBOL: Codes = [
  [0x20, SYMBOL_20],
  [0xa0, SYMBOL_A0],
];

const FONTS: ReadonlyMap<string, ReadonlyMap<number, string>> = new Map([
  ['symbol', tableOf(SYMBOL)],
  ['wingdings', tableOf(WINGDINGS)],
  ['wingdings 2', tableOf(WINGDINGS_2)],
  ['wingdings 3', tableOf(WINGDINGS_3)],
  ['webdings', tableOf(WEBDINGS)],
]);

/** What a shape is written as that has no near relation in Unicode: that something stands there is all that is known. */
export const BULLET = '•';

export const isSymbolFont = (font: string | undefined): boolean =>
  font !== undefined && FONTS.has(font.toLowerCase());

/** The code within a symbol font, of a character in the private area (U+F020 to U+F0FF) or below U+0100; or null. */
function symbolCode(codePoint: number): number | null {
  const code = codePoint >= 0xf020 && codePoint <= 0xf0ff ? codePoint - 0xf000 : codePoint;
  return code >= 0x20 && code <= 0xff ? code : null;
}

/**
 * The character that `codePoint` shows in `font`. In other fonts than symbol fonts it is the character itself;
 * private ones stay as they are, since only their font knows them.
 */
export function symbolAt(codePoint: number, font: string | undefined): string {
  const table = FONTS.get(font?.toLowerCase() ?? '');
  const code = symbolCode(codePoint);
  if (table === undefined || code === null) return String.fromCodePoint(codePoint);
  return table.get(code) ?? (code === 0x20 ? ' ' : BULLET);
}

/** A text as a symbol font shows it. Characters beyond the font (Chinese ones) are another font's and stay. */
export const symbolsOf = (text: string, font: string | undefined): string =>
  isSymbolFont(font)
    ? Array.from(text, (character) => symbolAt(character.codePointAt(0) ?? 0, font)).join('')
    : text;
