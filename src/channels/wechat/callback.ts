import { z } from 'zod';
import { childNamed, parseXml, textOf } from '../../document/formats/xml.ts';
import { AppError } from '../../errors.ts';
import { sameSignature, signatureOf } from './signature.ts';

/** How far the time of a callback may be from ours, either way, in seconds. */
export const WINDOW_S = 600;

/** What a callback was signed with. A field that is missing is empty, and no signature fits it. */
export const CallbackQuery = z.object({
  signature: z.string().max(100).default(''),
  msg_signature: z.string().max(100).default(''),
  timestamp: z.string().max(20).default(''),
  nonce: z.string().max(200).default(''),
  echostr: z.string().max(2000).default(''),
  encrypt_type: z.string().max(20).default(''),
});
export type CallbackQuery = Readonly<z.infer<typeof CallbackQuery>>;

/** A callback as it came, with its number in our log. */
export type Callback = Readonly<{
  query: Readonly<Record<string, string>>;
  body: Uint8Array;
  requestId: string;
}>;

/** Throws `invalid_request` for a value that no platform sends. */
export function readCallbackQuery(query: Readonly<Record<string, string>>): CallbackQuery {
  const parsed = CallbackQuery.safeParse(query);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map((issue) => issue.path.join('.')).join('、');
  throw new AppError('invalid_request', `回调网址的参数 ${names} 过长。本网址只供平台回调，请核对后重试`);
}

/**
 * Refuses what was not signed with `token`, and what is too old or too new to be of this moment: it may have been
 * recorded. Throws `forbidden`.
 */
export function checkSigned(
  given: string,
  { timestamp, nonce }: CallbackQuery,
  token: string,
  nowMs: number,
  ...encrypted: readonly string[]
): void {
  if (!sameSignature(given, signatureOf(token, timestamp, nonce, ...encrypted))) {
    throw new AppError(
      'forbidden',
      '回调的签名不对。应由平台以后台所设的 Token 签名，请核对后台和本服务两处的 Token 是否一致',
    );
  }
  const apart = Math.abs(nowMs / 1000 - Number(timestamp));
  // A timestamp that is not a number is not apart by any number.
  if (!(apart <= WINDOW_S)) {
    throw new AppError(
      'forbidden',
      `回调的时间与本机相差超过 ${WINDOW_S / 60} 分钟，可能是重放。如果是平台刚发来的，请校准本机的时钟`,
    );
  }
}

const textField = (maxLength: number) => z.string().max(maxLength).default('');

/** The fields of a message that matter here, by their names in the XML. What is missing is empty. */
export const IncomingMessage = z.object({
  ToUserName: z.string().min(1).max(200),
  FromUserName: z.string().min(1).max(200),
  CreateTime: z.string().regex(/^\d{1,20}$/u),
  MsgType: z.string().min(1).max(50),
  /** Of a text. */
  Content: textField(20_000),
  /** What a voice message was heard as, where the platform does that. */
  Recognition: textField(20_000),
  Event: textField(100),
  /** Events have none. */
  MsgId: textField(100),
  /** 企业微信 only. */
  AgentID: textField(50),
});
export type IncomingMessage = Readonly<z.infer<typeof IncomingMessage>>;

function refuse(found: string, cause?: unknown): never {
  throw new AppError(
    'invalid_request',
    `回调的内容${found}，应为平台所发的 XML。本网址只供平台回调，请核对后重试`,
    { cause },
  );
}

/** The children of `<xml>` by name; where one comes twice, the first. */
function readFields(bytes: Uint8Array, names: readonly string[]): Record<string, string> {
  try {
    const root = parseXml(bytes, '回调', '消息');
    return Object.fromEntries(
      names.flatMap((name) => {
        const element = childNamed(root, name);
        return element === undefined ? [] : [[name, textOf(element).trim()]];
      }),
    );
  } catch (cause) {
    if (cause instanceof AppError) refuse('不是合格的 XML', cause);
    throw cause;
  }
}

/** The encrypted text of a callback's body; undefined where there is none. Throws `invalid_request`. */
export function readEncrypted(body: Uint8Array): string | undefined {
  const { Encrypt } = readFields(body, ['Encrypt']);
  return Encrypt === '' ? undefined : Encrypt;
}

/** Throws `invalid_request` where a field that every message has is missing or cannot be. */
export function readMessage(body: Uint8Array): IncomingMessage {
  const parsed = IncomingMessage.safeParse(readFields(body, Object.keys(IncomingMessage.shape)));
  if (parsed.success) return parsed.data;
  return refuse(
    `缺少字段或字段不对（${parsed.error.issues.map((issue) => issue.path.join('.')).join('、')}）`,
  );
}

/** The same for each try to deliver a message, as both platforms advise. */
export const messageKey = ({ MsgId, FromUserName, CreateTime, Event }: IncomingMessage): string =>
  MsgId === '' ? `${FromUserName} ${CreateTime} ${Event}` : MsgId;
