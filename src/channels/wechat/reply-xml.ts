import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from './callback.ts';
import type { MessageCipher } from './message-cipher.ts';
import { signatureOf } from './signature.ts';

/** What XML 1.0 section 2.2 does not allow, in or out of CDATA: with one of them the platform shows an error instead. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be dropped
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/** A CDATA section ends at the first `]]>`, so one in the text is parted between two sections (XML 1.0 section 2.7). */
const cdata = (text: string): string =>
  `<![CDATA[${text.replace(NOT_XML, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

/** A text in reply to `message` (公众号 被动回复用户消息, 回复文本消息). */
export function replyXml({ FromUserName, ToUserName }: IncomingMessage, text: string, nowMs: number): string {
  return [
    '<xml>',
    `<ToUserName>${cdata(FromUserName)}</ToUserName>`,
    `<FromUserName>${cdata(ToUserName)}</FromUserName>`,
    `<CreateTime>${Math.floor(nowMs / 1000)}</CreateTime>`,
    '<MsgType><![CDATA[text]]></MsgType>',
    `<Content>${cdata(text)}</Content>`,
    '</xml>',
  ].join('');
}

/** The same for safe mode: encrypted and signed anew. */
export function encryptedXml(xml: string, cipher: MessageCipher, token: string, nowMs: number): string {
  const encrypted = cipher.encrypt(xml);
  const timestamp = String(Math.floor(nowMs / 1000));
  const nonce = randomBytes(8).toString('hex');
  return [
    '<xml>',
    `<Encrypt>${cdata(encrypted)}</Encrypt>`,
    `<MsgSignature>${cdata(signatureOf(token, timestamp, nonce, encrypted))}</MsgSignature>`,
    `<TimeStamp>${timestamp}</TimeStamp>`,
    `<Nonce>${cdata(nonce)}</Nonce>`,
    '</xml>',
  ].join('');
}
