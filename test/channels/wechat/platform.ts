import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { MessageCipher } from '../../../src/channels/wechat/message-cipher.ts';
import { signatureOf } from '../../../src/channels/wechat/signature.ts';

/** Of the sample that 企业微信 publishes with its libraries (加解密库, Sample). */
export const TOKEN = 'QDG6eK';
export const AES_KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
export const CORP_ID = 'wx5823bf96d3bd56c7';
export const AGENT_ID = 218;

export const nowS = (): string => String(Math.floor(Date.now() / 1000));

/** A message as the platforms write it; fields with values, in the order given. */
export const messageXml = (fields: Readonly<Record<string, string>>): string =>
  `<xml>${Object.entries(fields)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('')}</xml>`;

let messages = 0;
/** A text of its own MsgId. */
export const textXml = (Content: string, others: Readonly<Record<string, string>> = {}): string => {
  messages += 1;
  return messageXml({
    ToUserName: CORP_ID,
    FromUserName: 'zhangsan',
    CreateTime: nowS(),
    MsgType: 'text',
    Content,
    MsgId: String(4_561_255_354_251_345_000n + BigInt(messages)),
    ...others,
  });
};

/** What a platform that encrypts sends for `xml`: the query and the body. */
export function encryptedCallback(xml: string, { timestamp = nowS(), nonce = '1372623149' } = {}) {
  const encrypted = new MessageCipher(AES_KEY, CORP_ID).encrypt(xml);
  const query = { msg_signature: signatureOf(TOKEN, timestamp, nonce, encrypted), timestamp, nonce };
  return { query, encrypted, body: messageXml({ ToUserName: CORP_ID, Encrypt: encrypted }) };
}

/** The query of 公众号 in plain mode. */
let nonces = 0;
export function plainQuery(timestamp = nowS()) {
  nonces += 1;
  const nonce = `n${nonces}`;
  return { signature: signatureOf(TOKEN, timestamp, nonce), timestamp, nonce };
}

const Sent = z.object({
  touser: z.string(),
  msgtype: z.literal('text'),
  agentid: z.number(),
  text: z.object({ content: z.string() }),
});
type Sent = z.infer<typeof Sent>;

/** What the next message/send does: an errcode, a connection that breaks, or something that is not JSON. */
export type Trouble = number | 'break' | 'html';

/** A server that plays qyapi.weixin.qq.com on a port of this machine. */
export async function startQyapi({ expiresIn = 7200 } = {}) {
  const sent: Sent[] = [];
  const troubles: Trouble[] = [];
  const tokenTroubles: number[] = [];
  const tokenQueries: string[] = [];
  let valid = '';
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://qyapi');
    const reply = (body: object) =>
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
    if (url.pathname === '/cgi-bin/gettoken') {
      tokenQueries.push(url.search);
      const errcode = tokenTroubles.shift() ?? 0;
      if (errcode !== 0) return reply({ errcode, errmsg: 'invalid credential' });
      valid = `token-${tokenQueries.length}`;
      return reply({ errcode: 0, errmsg: 'ok', access_token: valid, expires_in: expiresIn });
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const trouble = troubles.shift() ?? 0;
    if (trouble === 'break') return request.socket.destroy();
    if (trouble === 'html') return response.writeHead(502).end('<html>Bad Gateway</html>');
    if (trouble !== 0) return reply({ errcode: trouble, errmsg: 'refused' });
    if (url.searchParams.get('access_token') !== valid)
      return reply({ errcode: 40014, errmsg: 'invalid access_token' });
    sent.push(Sent.parse(JSON.parse(Buffer.concat(chunks).toString())));
    return reply({ errcode: 0, errmsg: 'ok', invaliduser: '', msgid: 'x' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    /** Delivered, in order. */
    sent,
    troubles,
    tokenTroubles,
    tokenQueries,
    /** As where the platform takes a token back before its time. */
    revokeToken: () => {
      valid = 'revoked';
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
