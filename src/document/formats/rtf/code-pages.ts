import { decodeWestern } from '../word/western.ts';

/** The names that TextDecoder has for the code pages of Windows. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [874, 'windows-874'],
  [932, 'shift_jis'],
  [936, 'gb18030'],
  [949, 'euc-kr'],
  [950, 'big5'],
  [10000, 'macintosh'],
  [10008, 'gb18030'],
  [54936, 'gb18030'],
  [65001, 'utf-8'],
  ...[1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258].map((page): [number, string] => [
    page,
    `windows-${page}`,
  ]),
]);

/** Code pages by \fcharset (RTF 1.9.1, “Font Table”); 0 and 1 say nothing of the characters. */
const BY_CHARSET: ReadonlyMap<number, number> = new Map([
  [77, 10000],
  [128, 932],
  [129, 949],
  [134, 936],
  [136, 950],
  [161, 1253],
  [162, 1254],
  [163, 1258],
  [177, 1255],
  [178, 1256],
  [186, 1257],
  [204, 1251],
  [222, 874],
  [238, 1250],
]);

/** The charset of fonts that hold shapes instead of letters. */
export const SYMBOL_CHARSET = 2;
export const WESTERN = 1252;

/** The code page of a font by its charset; null where the file's own counts. */
export const codePageOf = (charset: number): number | null => BY_CHARSET.get(charset) ?? null;

const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

/** Null where the bytes cannot be of that encoding. */
function decodeStrictly(bytes: Uint8Array, name: string): string | null {
  const decoder = decoders.get(name) ?? new TextDecoder(name, { fatal: true });
  decoders.set(name, decoder);
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * Bytes as characters. Where they cannot be of the code page, they are of the Western one: Word writes the dashes and
 * quotation marks of Latin fonts so, in files that say 936, too.
 */
export function decodeBytes(bytes: Uint8Array, codePage: number): string {
  const name = NAMES.get(codePage);
  return (name === undefined ? null : decodeStrictly(bytes, name)) ?? decodeWestern(bytes);
}
