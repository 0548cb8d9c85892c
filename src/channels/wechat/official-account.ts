import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { AppError } from '../../errors.ts';
import type { Service } from '../../service/service.ts';
import {
  type Callback,
  type CallbackQuery,
  checkSigned,
  type IncomingMessage,
  messageKey,
  readCallbackQuery,
  readEncrypted,
  readMessage,
  WINDOW_S,
} from './callback.ts';
import { MessageCipher } from './message-cipher.ts';
import { encryptedXml, replyXml } from './reply-xml.ts';
import { type Report, Respondent } from './respondent.ts';
import type { WechatSettings } from './settings.ts';

/** The platform gives up after 5 s and asks again; the way there and back takes its part. */
const REPLY_MS = 4500;
/** Content of a reply, in bytes of UTF-8. */
const TEXT_MAX_BYTES = 2048;
/** Replies of a few kB each. */
const MOST_REMEMBERED = 10_000;

/** “Nothing to say, and do not ask again.” */
export const NO_REPLY = 'success';

export type OfficialAccountOptions = Readonly<{ report: Report; now?: () => number; replyMs?: number }>;

/** A 公众号 with 服务器配置, in plain or safe mode: the answer is the response to the callback. */
export class OfficialAccountChannel {
  readonly #token: string;
  /** Null in plain mode. */
  readonly #cipher: MessageCipher | null;
  readonly #respondent: Respondent;
  readonly #now: () => number;
  readonly #replyMs: number;
  /** Text of the reply by message, null for none. Twice the window: what was sent at its far end comes again at its near end. */
  readonly #replies = new LRUCache<string, Promise<string | null>>({
    max: MOST_REMEMBERED,
    ttl: 2 * WINDOW_S * 1000,
  });
  /** In plain mode the signature does not cover the message: each is good for one. */
  readonly #messageOfSignature = new LRUCache<string, string>({
    max: MOST_REMEMBERED,
    ttl: 2 * WINDOW_S * 1000,
  });

  constructor(
    service: Service,
    { WECHAT_TOKEN, safeMode }: WechatSettings,
    { report, now = Date.now, replyMs = REPLY_MS }: OfficialAccountOptions,
  ) {
    this.#token = WECHAT_TOKEN;
    this.#cipher = safeMode && new MessageCipher(safeMode.WECHAT_AES_KEY, safeMode.WECHAT_APP_ID);
    this.#now = now;
    this.#replyMs = replyMs;
    this.#respondent = new Respondent(service, {
      channel: 'wechat',
      name: '公众号',
      labels: service.config.WECHAT_LABELS,
      shape: { maxBytes: TEXT_MAX_BYTES, maxMessages: 1 },
      report,
    });
  }

  /** What a GET is to be answered with when the address is set. Throws `forbidden` and `invalid_request`. */
  verify({ query }: Pick<Callback, 'query'>): string {
    const signed = readCallbackQuery(query);
    checkSigned(signed.signature, signed, this.#token, this.#now());
    return signed.echostr;
  }

  /**
   * The response to a message: XML, or {@link NO_REPLY}. A message that comes again is not asked again; it gets the
   * reply of the first time, which did not arrive. Throws `forbidden` and `invalid_request`.
   */
  async receive({ query, body, requestId }: Callback): Promise<string> {
    const signed = readCallbackQuery(query);
    const message = this.#cipher ? this.#open(this.#cipher, signed, body) : this.#read(signed, body);
    const key = messageKey(message);
    const reply = this.#replies.get(key) ?? this.#reply(message, requestId);
    this.#replies.set(key, reply);
    const text = await reply;
    if (text === null) return NO_REPLY;
    const xml = replyXml(message, text, this.#now());
    return this.#cipher ? encryptedXml(xml, this.#cipher, this.#token, this.#now()) : xml;
  }

  /** Also of 兼容模式, which sends the plain text beside the encrypted one: only the latter is signed. */
  #open(cipher: MessageCipher, signed: CallbackQuery, body: Uint8Array): IncomingMessage {
    const encrypted = readEncrypted(body);
    if (encrypted === undefined) {
      throw new AppError(
        'invalid_request',
        '公众号发来的是明文，而设置了 WECHAT_AES_KEY。请把公众号后台的消息加解密方式改为安全模式，或去掉 WECHAT_AES_KEY 和 WECHAT_APP_ID',
      );
    }
    checkSigned(signed.msg_signature, signed, this.#token, this.#now(), encrypted);
    return readMessage(Buffer.from(cipher.decrypt(encrypted)));
  }

  #read(signed: CallbackQuery, body: Uint8Array): IncomingMessage {
    checkSigned(signed.signature, signed, this.#token, this.#now());
    if (readEncrypted(body) !== undefined) {
      throw new AppError(
        'invalid_request',
        '公众号发来的是密文，而没有设置 WECHAT_AES_KEY。请设置 WECHAT_AES_KEY 和 WECHAT_APP_ID，或把公众号后台的消息加解密方式改为明文模式',
      );
    }
    const message = readMessage(body);
    const key = messageKey(message);
    if ((this.#messageOfSignature.get(signed.signature) ?? key) !== key) {
      throw new AppError('forbidden', '回调的签名已用于另一条消息。应由平台为每条消息另行签名');
    }
    this.#messageOfSignature.set(signed.signature, key);
    return message;
  }

  /** Null where there is nothing to say or the answer takes too long. */
  async #reply(message: IncomingMessage, requestId: string): Promise<string | null> {
    const waiting = new AbortController();
    const tooLate = sleep(this.#replyMs, null, { ref: false, signal: waiting.signal }).catch(() => null);
    const answer = this.#respondent.respond(message, requestId).then(([text = null]) => text);
    const reply = await Promise.race([answer, tooLate]);
    waiting.abort();
    return reply;
  }
}
