import { AppError } from '../../errors.ts';
import type { Service } from '../../service/service.ts';
import { type Callback, checkSigned, readCallbackQuery, readEncrypted, readMessage } from './callback.ts';
import { Inbox, type Waiting } from './inbox.ts';
import { MessageCipher } from './message-cipher.ts';
import { OrderedWork } from './ordered-work.ts';
import { type Report, Respondent } from './respondent.ts';
import type { WecomSettings } from './settings.ts';
import { WecomClient } from './wecom-client.ts';

/** Longest text of message/send, in bytes of UTF-8; what is longer is cut by the platform, in the middle of a character. */
const TEXT_MAX_BYTES = 2048;
/** An answer, and its sources where they do not fit beside it. */
const MOST_MESSAGES = 3;

export type WecomOptions = Readonly<{
  report: Report;
  now?: () => number;
  client?: Pick<WecomClient, 'sendText'>;
}>;

/**
 * An application of 企业微信 that receives messages (接收消息服务器配置): callbacks are answered at once, and the answer to the
 * question is sent afterwards.
 */
export class WecomChannel {
  readonly #settings: WecomSettings;
  readonly #cipher: MessageCipher;
  readonly #client: Pick<WecomClient, 'sendText'>;
  readonly #respondent: Respondent;
  readonly #report: Report;
  readonly #now: () => number;
  readonly #work = new OrderedWork();
  readonly #inbox: Inbox;

  constructor(
    service: Service,
    settings: WecomSettings,
    { report, now = Date.now, client = new WecomClient(settings) }: WecomOptions,
  ) {
    this.#settings = settings;
    this.#cipher = new MessageCipher(settings.WECOM_AES_KEY, settings.WECOM_CORP_ID);
    this.#client = client;
    this.#report = report;
    this.#now = now;
    this.#inbox = new Inbox(service.store, now);
    this.#respondent = new Respondent(service, {
      channel: 'wecom',
      name: '企业微信',
      labels: service.config.WECOM_LABELS,
      shape: { maxBytes: TEXT_MAX_BYTES, maxMessages: MOST_MESSAGES },
      report,
    });
  }

  /** What a GET is to be answered with when the address is set. Throws `forbidden` and `invalid_request`. */
  verify({ query }: Pick<Callback, 'query'>): string {
    const signed = readCallbackQuery(query);
    // A proxy that decodes the address once too often makes a blank of “+”.
    const encrypted = signed.echostr.replaceAll(' ', '+');
    checkSigned(signed.msg_signature, signed, this.#settings.WECOM_TOKEN, this.#now(), encrypted);
    return this.#cipher.decrypt(encrypted);
  }

  /** Takes a message; it is answered later, and only once however often it comes. Throws `forbidden` and `invalid_request`. */
  receive({ query, body, requestId }: Callback): void {
    const signed = readCallbackQuery(query);
    const encrypted = readEncrypted(body);
    if (encrypted === undefined) {
      throw new AppError('invalid_request', '回调的内容没有 Encrypt，应为企业微信所发的密文。请核对后重试');
    }
    checkSigned(signed.msg_signature, signed, this.#settings.WECOM_TOKEN, this.#now(), encrypted);
    const message = readMessage(Buffer.from(this.#cipher.decrypt(encrypted)));
    const { AgentID } = message;
    if (AgentID !== '' && Number(AgentID) !== this.#settings.WECOM_AGENT_ID) {
      throw new AppError(
        'invalid_request',
        `回调来自应用 ${AgentID}，与设置的 WECOM_AGENT_ID 不符，请核对后重试`,
      );
    }
    const waiting = { message, requestId };
    if (this.#inbox.add(waiting)) this.#take(waiting);
  }

  /** Answers what was taken before the service was stopped. */
  resume(): void {
    for (const waiting of this.#inbox.waiting()) this.#take(waiting);
  }

  #take(waiting: Waiting): void {
    const { message, requestId } = waiting;
    if (this.#work.add(message.FromUserName, () => this.#answer(waiting))) return;
    this.#inbox.done(message);
    this.#report(requestId, '企业微信的消息来得太快，有一条没有回答');
  }

  /** Never rejects. */
  async #answer({ message, requestId }: Waiting): Promise<void> {
    try {
      for (const text of await this.#respondent.respond(message, requestId)) {
        const problem = await this.#client.sendText(message.FromUserName, text);
        if (problem === null) continue;
        this.#report(requestId, problem);
        break;
      }
      this.#inbox.done(message);
    } catch (error) {
      // A store that was closed, as the service is stopping: the message is answered after the next start.
      this.#report(requestId, error);
    }
  }
}
