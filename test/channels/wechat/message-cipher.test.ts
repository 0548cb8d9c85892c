import { createDecipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMessage } from '../../../src/channels/wechat/callback.ts';
import { MessageCipher } from '../../../src/channels/wechat/message-cipher.ts';
import { sameSignature, signatureOf } from '../../../src/channels/wechat/signature.ts';
import { AppError } from '../../../src/errors.ts';
import { AES_KEY, CORP_ID, TOKEN } from './platform.ts';

/** Both from the sample of 企业微信's libraries: the one of GET, and the one of POST. */
const ECHO = {
  signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
  timestamp: '1409659589',
  nonce: '263014780',
  encrypted: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
};
const MESSAGE = {
  signature: '477715d11cdb4164915debcba66cb864d751f3e6',
  timestamp: '1409659813',
  nonce: '1372623149',
  encrypted:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
};

const cipher = new MessageCipher(AES_KEY, CORP_ID);

describe('the published sample', () => {
  it.each([ECHO, MESSAGE])('is signed with $signature', ({ signature, timestamp, nonce, encrypted }) => {
    expect(signatureOf(TOKEN, timestamp, nonce, encrypted)).toBe(signature);
  });

  it('decrypts to its echostr', () => {
    expect(cipher.decrypt(ECHO.encrypted)).toBe('1616140317555161061');
  });

  it('decrypts to its message', () => {
    expect(readMessage(Buffer.from(cipher.decrypt(MESSAGE.encrypted)))).toEqual({
      ToUserName: CORP_ID,
      FromUserName: 'mycreate',
      CreateTime: '1409659813',
      MsgType: 'text',
      Content: 'hello',
      Recognition: '',
      Event: '',
      MsgId: '4561255354251345929',
      AgentID: '218',
    });
  });
});

describe('MessageCipher', () => {
  it('brings 1,000 random messages back', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.string({ maxLength: 40 }),
        (message, id) => {
          const one = new MessageCipher(AES_KEY, id);
          expect(one.decrypt(one.encrypt(message))).toBe(message);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('pads to 32 bytes with the number of bytes padded, and whole 32 where nothing is missing', () => {
    const key = Buffer.from(`${AES_KEY}=`, 'base64');
    for (let length = 0; length < 64; length += 1) {
      const bytes = Buffer.from(cipher.encrypt('a'.repeat(length)), 'base64');
      const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
      const plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
      // 16 random bytes, 4 of length, the message, 18 of the id.
      const padding = 32 - ((16 + 4 + length + 18) % 32);
      expect(plain.length % 32).toBe(0);
      expect([...plain.subarray(-padding)]).toEqual(Array(padding).fill(padding));
      expect(plain.length - padding).toBe(16 + 4 + length + 18);
      expect(cipher.decrypt(bytes.toString('base64'))).toBe('a'.repeat(length));
    }
  });

  it('never encrypts the same message the same way', () => {
    expect(cipher.encrypt('同一句')).not.toBe(cipher.encrypt('同一句'));
  });

  it('refuses a message for another receiver', () => {
    expect(() => new MessageCipher(AES_KEY, 'wx0000000000000000').decrypt(ECHO.encrypted)).toThrow(
      /不是发给本应用/u,
    );
  });

  it('refuses a message of another key', () => {
    const other = new MessageCipher('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', CORP_ID);
    expect(() => other.decrypt(ECHO.encrypted)).toThrow(AppError);
  });

  it('refuses whatever else comes, with an AppError', () => {
    for (const broken of ['', '=', 'AAAA', ECHO.encrypted.slice(0, -8), `AAAA${ECHO.encrypted}`]) {
      expect(() => cipher.decrypt(broken), broken).toThrow(AppError);
    }
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 96 }), (bytes) => {
        expect(() => cipher.decrypt(Buffer.from(bytes).toString('base64'))).toThrow(AppError);
      }),
    );
  });
});

describe('sameSignature', () => {
  it('takes either case and nothing else', () => {
    expect(sameSignature(ECHO.signature.toUpperCase(), ECHO.signature)).toBe(true);
    for (const other of ['', '5c45', `${ECHO.signature}0`, ECHO.signature.replace('5', '6')]) {
      expect(sameSignature(other, ECHO.signature)).toBe(false);
    }
  });
});
