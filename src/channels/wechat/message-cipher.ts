import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../../errors.ts';

const CIPHER = 'aes-256-cbc';
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;
/** Of the padding (PKCS #7), though a block of AES has 16. */
const BLOCK_BYTES = 32;

/** What a decrypted message holds in front of the receiver's id. */
const HEAD_BYTES = RANDOM_BYTES + LENGTH_BYTES;

const undecipherable = (found: string, cause?: unknown): AppError =>
  new AppError(
    'invalid_request',
    `回调的密文解不开：${found}。应为用本应用的 EncodingAESKey 加密的消息，请核对后台和本服务两处的 EncodingAESKey 是否一致`,
    { cause },
  );

/**
 * Encrypts and decrypts the messages of 企业微信 and of 公众号 in safe mode: AES-256-CBC, the first 16 bytes of the key as
 * initial vector, over 16 random bytes, the length of the message (4 bytes, big-endian), the message in UTF-8 and the
 * id of the receiver (企业微信 加解密方案说明, 密文解密得到 msg 的过程). OpenSSL would take padding of 16 bytes at most, so it is
 * put on and taken off here.
 */
export class MessageCipher {
  readonly #key: Buffer;
  readonly #receiverId: string;

  /** `encodingAesKey` has 43 characters of base64; `receiverId` is the CorpId or the AppId. */
  constructor(encodingAesKey: string, receiverId: string) {
    this.#key = Buffer.from(`${encodingAesKey}=`, 'base64');
    this.#receiverId = receiverId;
  }

  encrypt(message: string): string {
    const content = Buffer.from(message);
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(content.length);
    const plain = Buffer.concat([randomBytes(RANDOM_BYTES), length, content, Buffer.from(this.#receiverId)]);
    const padding = BLOCK_BYTES - (plain.length % BLOCK_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, this.#key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([
      cipher.update(plain),
      cipher.update(Buffer.alloc(padding, padding)),
      cipher.final(),
    ]).toString('base64');
  }

  /** Throws `invalid_request` where it was not encrypted with this key, or not for this receiver. */
  decrypt(encrypted: string): string {
    const plain = this.#decryptBlocks(encrypted);
    const padding = plain.at(-1) ?? 0;
    const end = plain.length - padding;
    if (padding < 1 || padding > BLOCK_BYTES || end < HEAD_BYTES) throw undecipherable('补位不对');
    if (plain.subarray(end).some((byte) => byte !== padding)) throw undecipherable('补位不对');
    const messageEnd = HEAD_BYTES + plain.readUInt32BE(RANDOM_BYTES);
    if (messageEnd > end) throw undecipherable('长度不对');
    if (plain.toString('utf8', messageEnd, end) !== this.#receiverId) {
      throw new AppError(
        'invalid_request',
        '回调的消息不是发给本应用的：密文里的 CorpId 或 AppId 与设置不符，请核对后重试',
      );
    }
    return plain.toString('utf8', HEAD_BYTES, messageEnd);
  }

  #decryptBlocks(encrypted: string): Buffer {
    const bytes = Buffer.from(encrypted, 'base64');
    // Not BLOCK_BYTES: a message is refused for what it holds, not for how another implementation padded it.
    if (bytes.length === 0 || bytes.length % 16 !== 0) throw undecipherable('长度不是 16 字节的倍数');
    const decipher = createDecipheriv(CIPHER, this.#key, this.#key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([decipher.update(bytes), decipher.final()]);
  }
}
