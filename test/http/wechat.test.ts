import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MessageCipher } from '../../src/channels/wechat/message-cipher.ts';
import { GREETING, ONLY_TEXT, TOO_LONG, TROUBLE } from '../../src/channels/wechat/respondent.ts';
import { signatureOf } from '../../src/channels/wechat/signature.ts';
import { readConfig } from '../../src/config.ts';
import { childrenOf, parseXml, textOf } from '../../src/document/formats/xml.ts';
import { createApp } from '../../src/http/app.ts';
import { ErrorBody } from '../../src/http/schema.ts';
import { createService } from '../../src/service/service.ts';
import {
  AES_KEY,
  AGENT_ID,
  CORP_ID,
  encryptedCallback,
  messageXml,
  nowS,
  plainQuery,
  startQyapi,
  TOKEN,
  textXml,
} from '../channels/wechat/platform.ts';
import { type FakeKnowledge, fakeKnowledge, QUOTE } from './fake-knowledge.ts';

const SOURCE =
  '《江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见》（赣府发〔2022〕16号）三、（四）12.';
const ANSWER = `${QUOTE}\n\n出处：${SOURCE}`;
const QUESTION = '企业诉求办结时限是多少';

type Query = Readonly<Record<string, string>>;

function appOf(environment: Readonly<Record<string, string>>, knowledge: FakeKnowledge = fakeKnowledge()) {
  const reports: unknown[] = [];
  const service = createService({ config: readConfig(environment), knowledge: () => knowledge });
  const app = createApp(service, { reportBug: (_, problem) => reports.push(problem) });
  const get = (path: string, query: Query) => app.request(`${path}?${new URLSearchParams(query)}`);
  const post = (path: string, query: Query, body: string | Uint8Array<ArrayBuffer>) =>
    app.request(`${path}?${new URLSearchParams(query)}`, { method: 'POST', body });
  return { app, service, knowledge, reports, get, post };
}

const errorOf = async (response: Response) => ErrorBody.parse(await response.json()).error;

describe('企业微信', () => {
  const PATH = '/channels/wecom';
  let qyapi: Awaited<ReturnType<typeof startQyapi>>;
  beforeEach(async () => {
    qyapi = await startQyapi();
  });
  afterEach(() => qyapi.stop());

  const wecomApp = (others: Readonly<Record<string, string>> = {}) =>
    appOf({
      WECOM_TOKEN: TOKEN,
      WECOM_AES_KEY: AES_KEY,
      WECOM_CORP_ID: CORP_ID,
      WECOM_SECRET: 'secret',
      WECOM_AGENT_ID: String(AGENT_ID),
      WECOM_API_BASE: qyapi.url,
      ...others,
    });

  const contents = () => qyapi.sent.map(({ text }) => text.content);

  /** Sends an encrypted message, and waits for so many messages to have been delivered. */
  async function tell({ post }: ReturnType<typeof wecomApp>, xml: string, delivered: number) {
    const { query, body } = encryptedCallback(xml);
    const response = await post(PATH, query, body);
    await expect.poll(contents, { timeout: 5000 }).toHaveLength(delivered);
    return response;
  }

  it('answers the check of the address with what it decrypts', async () => {
    const { query, encrypted } = encryptedCallback('1616140317555161061');
    const response = await wecomApp().get(PATH, { ...query, echostr: encrypted });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('1616140317555161061');
  });

  it('understands an address in which “+” has become a blank', async () => {
    const { get } = wecomApp();
    for (let tries = 0; tries < 20; tries += 1) {
      const { query, encrypted } = encryptedCallback('echo');
      const response = await get(PATH, { ...query, echostr: encrypted.replaceAll('+', ' ') });
      expect(await response.text()).toBe('echo');
    }
  });

  it('takes a question with an empty 200 and sends the answer with its source', async () => {
    const app = wecomApp();
    const response = await tell(app, textXml(QUESTION, { AgentID: String(AGENT_ID) }), 1);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
    expect(qyapi.sent).toEqual([
      { touser: 'zhangsan', msgtype: 'text', agentid: AGENT_ID, text: { content: ANSWER } },
    ]);
    expect(app.reports).toEqual([]);
  });

  it('links to the place where PUBLIC_URL is set', async () => {
    await tell(wecomApp({ PUBLIC_URL: 'https://zhengda.example.gov.cn' }), textXml(QUESTION), 1);
    expect(contents()[0]).toMatch(
      / <a href="https:\/\/zhengda\.example\.gov\.cn\/documents\/1{16}\?start=[^"]+">/u,
    );
  });

  it('answers a message once however often it comes', async () => {
    const app = wecomApp();
    const xml = textXml(QUESTION);
    await tell(app, xml, 1);
    await tell(app, xml, 1);
    await tell(app, textXml('天气'), 2);
    expect(app.knowledge.asked.map(({ request }) => request.question)).toEqual([QUESTION, '天气']);
  });

  it('keeps the conversation of each user', async () => {
    const app = wecomApp();
    await tell(app, textXml(QUESTION), 1);
    await tell(app, textXml('那疑难问题呢'), 2);
    await tell(app, textXml('牵头单位是谁', { FromUserName: 'lisi' }), 3);
    expect(app.knowledge.asked.map(({ history }) => history)).toEqual([[], [QUESTION], []]);
  });

  it('answers the questions of one user in their order', async () => {
    const app = wecomApp();
    const questions = ['企业诉求一', '天气', '企业诉求二'];
    for (const question of questions) {
      const { query, body } = encryptedCallback(textXml(question));
      expect((await app.post(PATH, query, body)).status).toBe(200);
    }
    await expect.poll(contents, { timeout: 5000 }).toHaveLength(3);
    expect(app.knowledge.asked.map(({ request }) => request.question)).toEqual(questions);
    expect(contents().map((text) => text.startsWith(QUOTE))).toEqual([true, false, true]);
  });

  it('greets who opens the application, once', async () => {
    const app = wecomApp();
    const event = (Event: string, CreateTime: string) =>
      messageXml({ ToUserName: CORP_ID, FromUserName: 'zhangsan', CreateTime, MsgType: 'event', Event });
    await tell(app, event('enter_agent', '1'), 1);
    await tell(app, event('enter_agent', '2'), 1);
    await tell(app, event('subscribe', '3'), 2);
    await tell(app, event('subscribe', '3'), 2);
    await tell(app, event('LOCATION', '4'), 2);
    expect(contents()).toEqual([GREETING, GREETING]);
  });

  it('answers voice that was heard, and says what it cannot read', async () => {
    const app = wecomApp();
    await tell(app, textXml('', { MsgType: 'voice', MediaId: 'm', Recognition: QUESTION }), 1);
    await tell(app, textXml('', { MsgType: 'voice', MediaId: 'm' }), 2);
    await tell(app, textXml('', { MsgType: 'image', PicUrl: 'http://x/' }), 3);
    await tell(app, textXml(' '), 4);
    await tell(app, textXml('问'.repeat(2001)), 5);
    expect(contents()).toEqual([ANSWER, ONLY_TEXT, ONLY_TEXT, ONLY_TEXT, TOO_LONG]);
  });

  it('tells the user where something went wrong, and reports it', async () => {
    const app = wecomApp();
    await tell(app, textXml('出错'), 1);
    expect(contents()).toEqual([TROUBLE]);
    expect(app.reports).toEqual([new Error('secret: /var/lib/zhengda')]);
  });

  it('reports what could not be sent, and goes on', async () => {
    const app = wecomApp();
    qyapi.troubles.push(60020);
    await tell(app, textXml(QUESTION), 0);
    await tell(app, textXml(QUESTION), 1);
    expect(app.reports).toEqual([expect.stringContaining('60020')]);
  });

  it('answers from the documents of its labels only', async () => {
    await tell(wecomApp({ WECOM_LABELS: '不予公开' }), textXml(QUESTION), 1);
    expect(contents()).toEqual(['未在已入库的政策文件中找到依据。']);
  });

  it('refuses a wrong signature, before it reads the message', async () => {
    const app = wecomApp();
    const { query, encrypted, body } = encryptedCallback(textXml(QUESTION));
    for (const wrong of ['', query.msg_signature.replace(/^./u, 'x'), signatureOf('other', encrypted)]) {
      const response = await app.post(PATH, { ...query, msg_signature: wrong }, body);
      expect(response.status).toBe(403);
      expect((await errorOf(response)).code).toBe('forbidden');
    }
    const other = encryptedCallback(textXml('另一条'));
    expect((await app.post(PATH, query, other.body)).status).toBe(403);
    expect((await app.get(PATH, { ...query, echostr: other.encrypted })).status).toBe(403);
    expect((await app.get(PATH, {})).status).toBe(403);
    expect(app.knowledge.asked).toEqual([]);
  });

  it('refuses what was recorded long ago, and what is from the future', async () => {
    const { post } = wecomApp();
    for (const apart of [-601, 700]) {
      const timestamp = String(Number(nowS()) + apart);
      const { query, body } = encryptedCallback(textXml(QUESTION), { timestamp });
      const response = await post(PATH, query, body);
      expect(response.status).toBe(403);
      expect((await errorOf(response)).message).toContain('10 分钟');
    }
    const { query, body } = encryptedCallback(textXml(QUESTION), { timestamp: 'NaN' });
    expect((await post(PATH, query, body)).status).toBe(403);
  });

  it('refuses a message for another company or another application', async () => {
    const { post } = wecomApp();
    const timestamp = nowS();
    const encrypted = new MessageCipher(AES_KEY, 'ww0000000000000000').encrypt(textXml(QUESTION));
    const query = { msg_signature: signatureOf(TOKEN, timestamp, 'n', encrypted), timestamp, nonce: 'n' };
    const company = await post(PATH, query, messageXml({ Encrypt: encrypted }));
    expect(company.status).toBe(400);
    expect((await errorOf(company)).message).toContain('不是发给本应用');
    const application = encryptedCallback(textXml(QUESTION, { AgentID: '1' }));
    expect((await post(PATH, application.query, application.body)).status).toBe(400);
  });

  it.each([
    ['nothing', ''],
    ['no XML', '{"Encrypt":"x"}'],
    ['XML that ends too soon', '<xml><Encrypt>AAAA'],
    ['entities of its own', '<!DOCTYPE x [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>'],
    ['nesting without end', '<xml>'.repeat(500)],
    ['no Encrypt', '<xml><ToUserName>x</ToUserName></xml>'],
    ['an empty Encrypt', '<xml><Encrypt/></xml>'],
  ])('refuses %s', async (_, body) => {
    const { query } = encryptedCallback('');
    const response = await wecomApp().post(PATH, query, body);
    expect(response.status).toBe(400);
    expect((await errorOf(response)).message).toContain('回调的内容');
  });

  it('refuses a signed message that is none', async () => {
    const { post } = wecomApp();
    for (const xml of [
      '',
      'text',
      '<xml/>',
      messageXml({ ToUserName: 'x', FromUserName: 'y', CreateTime: 'z', MsgType: 'text' }),
    ]) {
      const { query, body } = encryptedCallback(xml);
      expect((await post(PATH, query, body)).status, xml).toBe(400);
    }
  });

  it('refuses a body or a parameter that is too large', async () => {
    const { post, get } = wecomApp();
    const { query } = encryptedCallback('');
    const body = messageXml({ Encrypt: 'A'.repeat(65 * 1024) });
    const response = await post(PATH, query, body);
    expect(response.status).toBe(413);
    expect((await errorOf(response)).code).toBe('payload_too_large');
    expect((await get(PATH, { ...query, nonce: 'n'.repeat(300) })).status).toBe(400);
  });
});

describe('公众号', () => {
  const PATH = '/channels/wechat';
  const PLAIN = { WECHAT_TOKEN: TOKEN };
  const SAFE = { WECHAT_TOKEN: TOKEN, WECHAT_AES_KEY: AES_KEY, WECHAT_APP_ID: CORP_ID };

  const fieldsOf = (xml: string): Record<string, string> =>
    Object.fromEntries(
      childrenOf(parseXml(new TextEncoder().encode(xml), 'reply', 'xml')).map((child) => [
        child.name,
        textOf(child),
      ]),
    );
  const contentOf = async (response: Response) => fieldsOf(await response.text()).Content;

  it('echoes the check of the address', async () => {
    const { get } = appOf(PLAIN);
    const response = await get(PATH, { ...plainQuery(), echostr: '5838479218127813673' });
    expect(await response.text()).toBe('5838479218127813673');
    expect((await get(PATH, { ...plainQuery(), signature: 'x', echostr: '1' })).status).toBe(403);
    const old = plainQuery(String(Number(nowS()) - 601));
    expect((await get(PATH, { ...old, echostr: '1' })).status).toBe(403);
  });

  it('replies with the answer and its source', async () => {
    const { post } = appOf(PLAIN);
    const response = await post(PATH, plainQuery(), textXml(QUESTION));
    expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    const fields = fieldsOf(await response.text());
    expect(fields).toEqual({
      ToUserName: 'zhangsan',
      FromUserName: CORP_ID,
      CreateTime: expect.stringMatching(/^\d{10}$/u),
      MsgType: 'text',
      Content: ANSWER,
    });
  });

  it('replies encrypted and signed in safe mode', async () => {
    const { post } = appOf(SAFE);
    const { query, body } = encryptedCallback(textXml(QUESTION));
    const response = await post(PATH, { ...query, encrypt_type: 'aes' }, body);
    const { Encrypt = '', MsgSignature, TimeStamp = '', Nonce = '' } = fieldsOf(await response.text());
    expect(MsgSignature).toBe(signatureOf(TOKEN, TimeStamp, Nonce, Encrypt));
    expect(fieldsOf(new MessageCipher(AES_KEY, CORP_ID).decrypt(Encrypt)).Content).toBe(ANSWER);
  });

  it('greets a new follower and has nothing to say to one who leaves', async () => {
    const { post } = appOf(PLAIN);
    const event = (Event: string) =>
      messageXml({ ToUserName: 'gh_1', FromUserName: 'o1', CreateTime: nowS(), MsgType: 'event', Event });
    expect(await contentOf(await post(PATH, plainQuery(), event('subscribe')))).toBe(GREETING);
    expect(await (await post(PATH, plainQuery(), event('unsubscribe'))).text()).toBe('success');
  });

  it('gives the same reply to a message that comes again, and asks once', async () => {
    const { post, knowledge } = appOf(PLAIN);
    const xml = textXml(QUESTION);
    const replies = await Promise.all([post(PATH, plainQuery(), xml), post(PATH, plainQuery(), xml)]);
    expect(await Promise.all(replies.map(contentOf))).toEqual([ANSWER, ANSWER]);
    expect(await contentOf(await post(PATH, plainQuery(), xml))).toBe(ANSWER);
    expect(knowledge.asked).toHaveLength(1);
  });

  it('keeps the conversation of each follower', async () => {
    const { post, knowledge } = appOf(PLAIN);
    await post(PATH, plainQuery(), textXml(QUESTION));
    await post(PATH, plainQuery(), textXml('那疑难问题呢'));
    await post(PATH, plainQuery(), textXml('那疑难问题呢', { FromUserName: 'o2' }));
    expect(knowledge.asked.map(({ history }) => history)).toEqual([[], [QUESTION], []]);
  });

  it('takes a signature for one message only, as it does not cover the message', async () => {
    const { post } = appOf(PLAIN);
    const query = plainQuery();
    expect((await post(PATH, query, textXml(QUESTION))).status).toBe(200);
    expect((await post(PATH, query, textXml('伪造的消息'))).status).toBe(403);
  });

  it('does not let itself be talked out of safe mode', async () => {
    const { post, knowledge } = appOf(SAFE);
    const response = await post(PATH, plainQuery(), textXml(QUESTION));
    expect(response.status).toBe(400);
    expect((await errorOf(response)).message).toContain('安全模式');
    const { query, body } = encryptedCallback(textXml(QUESTION));
    expect((await post(PATH, { ...plainQuery(), msg_signature: 'x' }, body)).status).toBe(403);
    expect((await post(PATH, { ...query, nonce: 'other' }, body)).status).toBe(403);
    expect(knowledge.asked).toEqual([]);
  });

  it('says so where the platform encrypts and no key is set', async () => {
    const { body } = encryptedCallback(textXml(QUESTION));
    const response = await appOf(PLAIN).post(PATH, plainQuery(), body);
    expect(response.status).toBe(400);
    expect((await errorOf(response)).message).toContain('WECHAT_AES_KEY');
  });

  it('tells the follower where something went wrong, and reports it', async () => {
    const { post, reports } = appOf(PLAIN);
    expect(await contentOf(await post(PATH, plainQuery(), textXml('出错')))).toBe(TROUBLE);
    expect(reports).toHaveLength(1);
  });

  it('answers from what is open to the public only, unless told otherwise', async () => {
    const closed = appOf({ ...PLAIN, WECHAT_LABELS: '依申请公开' });
    const reply = await contentOf(await closed.post(PATH, plainQuery(), textXml(QUESTION)));
    expect(reply).toBe('未在已入库的政策文件中找到依据。');
  });

  it.each(['', '<xml>', '<xml/>', 'x'.repeat(100)])('refuses a body that is no message: %s', async (body) => {
    expect((await appOf(PLAIN).post(PATH, plainQuery(), body)).status).toBe(400);
  });

  it('refuses a body that is too large', async () => {
    const body = textXml('问'.repeat(30_000));
    expect((await appOf(PLAIN).post(PATH, plainQuery(), body)).status).toBe(413);
  });
});

describe('settings', () => {
  it('has no routes where nothing is set', async () => {
    const { get } = appOf({});
    expect((await get('/channels/wecom', {})).status).toBe(404);
    expect((await get('/channels/wechat', {})).status).toBe(404);
  });

  it('describes the callbacks that it has', async () => {
    const { get } = appOf({ WECHAT_TOKEN: TOKEN });
    const text = await (await get('/openapi.json', {})).text();
    expect(text).toContain('/channels/wechat');
    expect(text).not.toContain('/channels/wecom');
  });

  it.each([
    [{ WECOM_TOKEN: 'x' }, ['WECOM_AES_KEY', 'WECOM_CORP_ID', 'WECOM_SECRET', 'WECOM_AGENT_ID']],
    [{ WECHAT_AES_KEY: AES_KEY }, ['WECHAT_TOKEN', 'WECHAT_APP_ID']],
    [{ WECHAT_TOKEN: 'x', WECHAT_APP_ID: 'wx1' }, ['WECHAT_AES_KEY']],
    [{ WECHAT_TOKEN: 'x', WECHAT_APP_ID: 'wx1', WECHAT_AES_KEY: 'short' }, ['WECHAT_AES_KEY']],
    [
      {
        WECOM_TOKEN: 'x',
        WECOM_AES_KEY: `${AES_KEY}=`,
        WECOM_CORP_ID: 'x',
        WECOM_SECRET: 'x',
        WECOM_AGENT_ID: '一',
      },
      ['WECOM_AES_KEY', 'WECOM_AGENT_ID'],
    ],
  ])('refuses to start with %j', (environment, settings) => {
    const details = settings.map((setting) => expect.objectContaining({ setting }));
    expect(() => appOf(environment)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid', details }),
    );
  });
});
