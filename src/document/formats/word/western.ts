/** 0x80 to 0x9F in Windows-1252; the other bytes have the numbers of their characters in Unicode. */
const UPPER = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const CHUNK = 8192;

/**
 * Bytes of Windows-1252, one character each. Not by TextDecoder: Node reads this encoding as Latin-1, in which dashes
 * and quotation marks are control characters.
 */
export function decodeWestern(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text.replace(/[\u0080-\u009f]/g, (char) => UPPER[char.charCodeAt(0) - 0x80] ?? char);
}
