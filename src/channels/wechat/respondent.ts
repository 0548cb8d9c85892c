import { LRUCache } from 'lru-cache';
import { AskRequest } from '../../answer/schema.ts';
import { QUESTION_MAX_LENGTH } from '../../retrieval/schema.ts';
import type { AskContext, Service } from '../../service/service.ts';
import { conversationKey } from '../conversation-key.ts';
import type { IncomingMessage } from './callback.ts';
import { type ReplyShape, replyMessages } from './reply-text.ts';

export const GREETING =
  '您好，这里是政策问答。请直接输入问题，我从已入库的政策文件中找出原文回答，并注明出处；没有依据的，我会如实告诉您。写明文号（如某府发〔2022〕16号），就只问那一份文件。';
export const ONLY_TEXT = '目前只能回答文字问题，请用文字提问。';
export const TOO_LONG = `问题太长，请缩短到 ${QUESTION_MAX_LENGTH} 字以内再问。`;
export const TROUBLE = '暂时无法回答，请稍后再试。';

/** Opening the app is an event each time (enter_agent); greeted once a day is polite enough. */
const GREETED_MS = 24 * 60 * 60 * 1000;
const MOST_GREETED = 20_000;

/** Told of what went wrong, with the number of the request. Must not throw. */
export type Report = (requestId: string, problem: unknown) => void;

export type RespondentOptions = Readonly<{
  channel: AskContext['channel'];
  /** Who asks, as the records name it, and the documents that it may see; null for all. */
  name: string;
  labels: readonly string[] | null;
  shape: Omit<ReplyShape, 'publicUrl'>;
  report: Report;
}>;

/** What a message is answered with, in both protocols. */
export class Respondent {
  readonly #service: Service;
  readonly #options: RespondentOptions;
  readonly #greeted = new LRUCache<string, true>({ max: MOST_GREETED, ttl: GREETED_MS });

  constructor(service: Service, options: RespondentOptions) {
    this.#service = service;
    this.#options = options;
  }

  /** The messages to send back, in their order; none for an event that wants no reply. Never rejects. */
  async respond(message: IncomingMessage, requestId: string): Promise<readonly string[]> {
    switch (message.MsgType) {
      case 'event':
        return this.#greets(message) ? [GREETING] : [];
      case 'text':
        return this.#answer(message.Content, message, requestId);
      case 'voice':
        return this.#answer(message.Recognition, message, requestId);
      default:
        return [ONLY_TEXT];
    }
  }

  #greets({ Event, FromUserName }: IncomingMessage): boolean {
    if (Event !== 'subscribe' && (Event !== 'enter_agent' || this.#greeted.has(FromUserName))) return false;
    this.#greeted.set(FromUserName, true);
    return true;
  }

  async #answer(question: string, message: IncomingMessage, requestId: string): Promise<readonly string[]> {
    const { channel, name, labels, shape, report } = this.#options;
    const context: AskContext = { channel, key: { id: channel, name, role: 'ask', labels }, requestId };
    const conversationId = conversationKey(context, message.FromUserName);
    if (question.trim() === '') return [ONLY_TEXT];
    const request = AskRequest.safeParse({ question, conversationId });
    if (!request.success) return [TOO_LONG];
    try {
      const answer = await this.#service.ask(request.data, context);
      return replyMessages(answer, { ...shape, publicUrl: this.#service.config.PUBLIC_URL });
    } catch (error) {
      report(requestId, error);
      return [TROUBLE];
    }
  }
}
