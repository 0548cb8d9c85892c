import type { TextEncoding } from './schema.ts';

export type DecodedText = Readonly<{ text: string; encoding: TextEncoding }>;

export type DecodeOptions = Readonly<{
  /** The charset that the file or its sender states (`gb2312`, `utf-8`), null where none does. */
  declared?: string | null;
  /** Whether a few broken bytes may become U+FFFD, as on web pages whose summary was cut within a character. */
  tolerant?: boolean;
}>;

/** Names as the WHATWG Encoding Standard, 4.2, groups them; GB 2312 and GBK are parts of GB 18030. */
const NAMES: readonly (readonly [RegExp, TextEncoding])[] = [
  [/^(?:unicode-1-1-)?utf-?8$/, 'utf-8'],
  [/^(?:x-)?gbk$|^gb_?2312(?:-80)?$|^csgb2312$|^gb18030$|^x-gb2312$|^gb$|^cp936$|^ms936$/, 'gb18030'],
  [/^(?:x-x-)?big5(?:-hkscs)?$|^cn-big5$|^cp950$/, 'big5'],
  [/^utf-?16be$|^unicodefffe$/, 'utf-16be'],
  [/^utf-?16(?:le)?$|^unicode$|^ucs-2$/, 'utf-16le'],
];

/** The encoding that a charset's name means here, null for others (latin1 is what servers say by default). */
export function encodingNamed(name: string | null | undefined): TextEncoding | null {
  const label = name?.trim().toLowerCase() ?? '';
  return NAMES.find(([pattern]) => pattern.test(label))?.[1] ?? null;
}

/** Broken characters per character that `tolerant` lets pass. */
const MOST_BROKEN = 0.002;

/** As many of the commonest characters make a third of any Chinese text: in Simplified and in Traditional writing. */
const COMMON = new Set(
  '的一是不在有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞這來個們國時說為學會對過發後經實開關電與業產動機種當點裡體於進應長門東車務區員團聯報寶電優縣總職權義議據條證監構聽處號應規醫範圖書題須變費標團眾辦術陸際'.split(
    '',
  ),
);

const HAN = /\p{Script=Han}/u;

function strict(bytes: Uint8Array, encoding: TextEncoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/^\ufeff/, '');
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function lenient(bytes: Uint8Array, encoding: TextEncoding): string | null {
  const text = new TextDecoder(encoding).decode(bytes).replace(/^\ufeff/, '');
  let broken = 0;
  for (const character of text) if (character === '\ufffd') broken += 1;
  return broken <= Math.max(2, text.length * MOST_BROKEN) ? text : null;
}

/** Share of common characters among the Chinese ones of the first 20,000 units; null where there is none. */
function commonShare(text: string): number | null {
  let characters = 0;
  let common = 0;
  for (const character of text.slice(0, 20_000)) {
    if (!HAN.test(character)) continue;
    characters += 1;
    if (COMMON.has(character)) common += 1;
  }
  return characters === 0 ? null : common / characters;
}

/**
 * Whether bytes that decode as GB18030 were written as such. Big5 and Shift_JIS decode too, into rare characters:
 * of the characters of two bytes in Chinese text nearly all have a second byte from 0xA1 on (the GB 2312 part).
 */
function looksLikeGb18030(bytes: Uint8Array): boolean {
  let characters = 0;
  let common = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const lead = bytes[index] ?? 0;
    if (lead < 0x81) continue;
    const trail = bytes[index + 1] ?? 0;
    if (trail < 0x40) {
      index += 3; // four bytes
      continue;
    }
    characters += 1;
    if (lead >= 0xa1 && trail >= 0xa1) common += 1;
    index += 1;
  }
  return common >= characters * 0.85;
}

/**
 * 通知 in GBK is valid UTF-8 of two Hebrew and Greek letters. Letters from U+0180 to U+07FF stand in no Chinese text
 * without Chinese characters beside them; signs below that (×, °, ·, ©) do.
 */
function isGbkReadAsUtf8(bytes: Uint8Array, text: string): boolean {
  if (HAN.test(text) || !/[\u0180-\u07ff]/.test(text) || /[\u0800-\uffff]/.test(text)) return false;
  const gb = strict(bytes, 'gb18030');
  return gb !== null && HAN.test(gb) && looksLikeGb18030(bytes);
}

/** UTF-16 shows by its zero bytes (line ends, digits), or without any by characters that are common in Chinese. */
function utf16WithoutMark(bytes: Uint8Array): DecodedText | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null;
  for (const encoding of ['utf-16le', 'utf-16be'] as const) {
    const text = strict(bytes, encoding);
    if (text === null || text.includes('\0')) continue;
    let usual = 0;
    let length = 0;
    for (const character of text.slice(0, 20_000)) {
      length += 1;
      if (/[\t\r\n\x20-\x7e\u2010-\u203b\u3000-\u3020\uff01-\uff5e\u4e00-\u9fff]/.test(character)) usual += 1;
    }
    if (usual >= length * 0.98 && (commonShare(text) ?? 0) >= 0.3) return { text, encoding };
  }
  return null;
}

function byMark(bytes: Uint8Array, decode: typeof strict): DecodedText | null | undefined {
  const encoding =
    bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
      ? 'utf-8'
      : bytes[0] === 0xff && bytes[1] === 0xfe
        ? 'utf-16le'
        : bytes[0] === 0xfe && bytes[1] === 0xff
          ? 'utf-16be'
          : undefined;
  if (encoding === undefined) return undefined;
  const text = decode(bytes, encoding);
  return text === null || text.includes('\0') ? null : { text, encoding };
}

/** GB18030 or Big5, whichever reads as Chinese; between equals the declared one, then GB18030. */
function doubleByte(
  bytes: Uint8Array,
  declared: TextEncoding | null,
  decode: typeof strict,
): DecodedText | null {
  const gb = decode(bytes, 'gb18030');
  const big5 = decode(bytes, 'big5');
  const gbShare = gb === null ? null : commonShare(gb);
  const big5Share = big5 === null ? null : commonShare(big5);
  const isGb = gb !== null && (looksLikeGb18030(bytes) || (gbShare ?? 0) >= 0.3);
  const isBig5 = big5 !== null && (big5Share ?? 0) >= (declared === 'big5' ? 0.1 : 0.3);
  const preferred = declared === 'big5' ? (big5Share ?? 0) * 2 : (big5Share ?? 0) / 1.5;
  if (isBig5 && (!isGb || preferred > (gbShare ?? 0))) return { text: big5, encoding: 'big5' };
  return isGb ? { text: gb, encoding: 'gb18030' } : null;
}

/**
 * The text of bytes of unknown encoding; null for binary data (a NUL byte outside UTF-16, a broken sequence) and for
 * encodings that are not read. A byte order mark decides and is no part of the text; else what is declared, unless the
 * bytes contradict it; else what reads as Chinese. UTF-8 is never valid by chance, so it goes before a declaration.
 */
export function decodeText(
  bytes: Uint8Array,
  { declared = null, tolerant = false }: DecodeOptions = {},
): DecodedText | null {
  const stated = encodingNamed(declared);
  const marked = byMark(bytes, strict);
  if (marked !== undefined) return marked ?? (tolerant ? (byMark(bytes, lenient) ?? null) : null);
  const hasNul = bytes.includes(0);
  if (hasNul || stated === 'utf-16le' || stated === 'utf-16be') {
    const found = utf16WithoutMark(bytes);
    if (found !== null) return found;
    if (hasNul && !tolerant) return null;
  }
  const utf8 = strict(bytes, 'utf-8');
  if (utf8 !== null && !isGbkReadAsUtf8(bytes, utf8)) return { text: utf8, encoding: 'utf-8' };
  const found = doubleByte(bytes, stated, strict) ?? utf16WithoutMark(bytes);
  if (found !== null || !tolerant) return found;
  const broken = lenient(bytes, 'utf-8');
  return broken === null ? doubleByte(bytes, stated, lenient) : { text: broken, encoding: 'utf-8' };
}
