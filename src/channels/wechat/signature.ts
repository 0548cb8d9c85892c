import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * SHA-1 in lower-case hexadecimal of the parts, sorted by code unit and joined: `signature` of token, timestamp and
 * nonce (公众号), `msg_signature` of these and the encrypted text (企业微信 加解密方案说明, 消息体签名校验).
 */
export const signatureOf = (...parts: readonly string[]): string =>
  createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');

/** Takes the same time wherever the two differ, so that a signature cannot be found digit by digit. */
export function sameSignature(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) =>
    createHash('sha256').update(text.toLowerCase()).digest(),
  );
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
