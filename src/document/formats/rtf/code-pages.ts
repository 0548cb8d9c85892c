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
  ...Array.from({ length: 9 }, (_, index): [number, string] => [1250 + index, `windows-${1250 + index}`]),
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

function decode(bytes: Uint8Array, name: string, fatal: boolean): string | null {
  const key = `${name} ${fatal}`;
  const decoder = decoders.get(key) ?? new TextDecoder(name, { fatal });
  decoders.set(key, decoder);
  try {
    return decoder.decode(bytes);
  } catch (error) {
    // Only a decoder that is told to be strict throws, and only for bytes that are none of its characters.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * Bytes as characters. Where they cannot be of the code page, they are of the Western one: Word writes the dashes and
 * quotation marks of Latin fonts so, in files that say 936, too.
 */
export function decodeBytes(bytes: Uint8Array, codePage: number): string {
  const name = NAMES.get(codePage) ?? 'windows-1252';
  return decode(bytes, name, true) ?? decode(bytes, 'windows-1252', false) ?? '';
}
