/** What an RTF file is made of (RTF 1.9.1, “RTF Syntax”). */
export type RtfToken =
  | Readonly<{ kind: 'open' }>
  | Readonly<{ kind: 'close' }>
  /** `\name` with its number, null where there is none. */
  | Readonly<{ kind: 'word'; name: string; value: number | null }>
  /** `\` and one character that is no letter. */
  | Readonly<{ kind: 'symbol'; char: string }>
  /** Characters as bytes: plain ones, or one that was written as \'hh. */
  | Readonly<{ kind: 'bytes'; bytes: Uint8Array }>;

const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const APOSTROPHE = 0x27;
const MINUS = 0x2d;
const BLANK = 0x20;
/** The standard's limit is 32 letters and 10 digits; longer ones are no control words. */
const LONGEST_NAME = 32;
const LONGEST_NUMBER = 10;

const isLetter = (byte: number): boolean => (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isLineEnd = (byte: number): boolean => byte === 0x0d || byte === 0x0a || byte === 0;

function hexByte(bytes: Uint8Array, at: number): number | null {
  const digits = String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0);
  return /^[0-9a-f]{2}$/i.test(digits) ? Number.parseInt(digits, 16) : null;
}

/** The control word behind a backslash, and where the next token begins. */
function readWord(bytes: Uint8Array, from: number) {
  let at = from;
  while (isLetter(bytes[at] ?? 0) && at - from < LONGEST_NAME) at += 1;
  const name = String.fromCharCode(...bytes.subarray(from, at));
  const numberAt = at;
  if (bytes[at] === MINUS && isDigit(bytes[at + 1] ?? 0)) at += 1;
  while (isDigit(bytes[at] ?? 0) && at - numberAt <= LONGEST_NUMBER) at += 1;
  const value = at === numberAt ? null : Number(String.fromCharCode(...bytes.subarray(numberAt, at)));
  return { name, value, next: bytes[at] === BLANK ? at + 1 : at };
}

/** The tokens of a file in order; line ends between them and what \bin holds are left out. */
export function* readTokens(bytes: Uint8Array): Generator<RtfToken> {
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === OPEN || byte === CLOSE) {
      yield { kind: byte === OPEN ? 'open' : 'close' };
      at += 1;
    } else if (isLineEnd(byte)) at += 1;
    else if (byte !== BACKSLASH) {
      const from = at;
      while (at < bytes.length) {
        const next = bytes[at] ?? 0;
        if (next === BACKSLASH || next === OPEN || next === CLOSE || isLineEnd(next)) break;
        at += 1;
      }
      yield { kind: 'bytes', bytes: bytes.subarray(from, at) };
    } else if (isLetter(bytes[at + 1] ?? 0)) {
      const { name, value, next } = readWord(bytes, at + 1);
      at = name === 'bin' ? next + Math.max(0, value ?? 0) : next;
      if (name !== 'bin') yield { kind: 'word', name, value };
    } else if (bytes[at + 1] === APOSTROPHE) {
      const code = hexByte(bytes, at + 2);
      if (code !== null) yield { kind: 'bytes', bytes: Uint8Array.of(code) };
      at += code === null ? 2 : 4;
    } else {
      yield { kind: 'symbol', char: String.fromCharCode(bytes[at + 1] ?? 0) };
      at += 2;
    }
  }
}
