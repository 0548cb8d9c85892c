import { describe, expect, it } from 'vitest';
import { IncomingMessage } from '../../../src/channels/wechat/callback.ts';
import { Inbox } from '../../../src/channels/wechat/inbox.ts';
import { WecomChannel } from '../../../src/channels/wechat/wecom.ts';
import { readConfig } from '../../../src/config.ts';
import { createService } from '../../../src/service/service.ts';
import { ServiceStore } from '../../../src/service/store.ts';
import { fakeKnowledge, QUOTE } from '../../http/fake-knowledge.ts';
import { AES_KEY, AGENT_ID, CORP_ID, encryptedCallback, TOKEN, textXml } from './platform.ts';

/** A channel on `store` that sends by `send`, as after a start of the service. */
function startChannel(store: ServiceStore, send: (user: string, text: string) => Promise<string | null>) {
  const knowledge = fakeKnowledge();
  const reports: unknown[] = [];
  const channel = new WecomChannel(
    createService({ config: readConfig({}), knowledge: () => knowledge, store }),
    {
      WECOM_TOKEN: TOKEN,
      WECOM_AES_KEY: AES_KEY,
      WECOM_CORP_ID: CORP_ID,
      WECOM_SECRET: 'secret',
      WECOM_AGENT_ID: AGENT_ID,
      WECOM_API_BASE: 'http://127.0.0.1:9',
    },
    { client: { sendText: send }, report: (_, problem) => reports.push(problem) },
  );
  const receive = (xml: string) => {
    const { query, body } = encryptedCallback(xml);
    channel.receive({ query, body: new TextEncoder().encode(body), requestId: 'r1' });
  };
  return { channel, receive, reports, knowledge };
}

const never = () => new Promise<null>(() => {});

const POLL = { timeout: 5000 };

it('drops what one user asks faster than it can be answered, and reports it', () => {
  const { receive, reports } = startChannel(ServiceStore.inMemory(), never);
  for (let count = 0; count < 8; count += 1) receive(textXml(`天气${count}`));
  receive(textXml('天气', { FromUserName: 'lisi' }));
  // Five of one user may wait.
  expect(reports).toHaveLength(3);
});

describe('a stop of the service', () => {
  it('loses no question that was taken, and answers none twice', async () => {
    const store = ServiceStore.inMemory();
    const xml = textXml('企业诉求办结时限');
    startChannel(store, never).receive(xml);

    const sent: string[] = [];
    const after = startChannel(store, async (user, text) => {
      sent.push(`${user} ${text}`);
      return null;
    });
    after.channel.resume();
    await expect.poll(() => sent, POLL).toEqual([expect.stringContaining(`zhangsan ${QUOTE}`)]);
    after.receive(xml);
    after.receive(textXml('天气'));
    await expect.poll(() => sent, POLL).toHaveLength(2);
    expect(after.knowledge.asked).toHaveLength(2);

    const later = startChannel(store, never);
    later.channel.resume();
    expect(later.knowledge.asked).toEqual([]);
  });

  it('keeps what was under way when the store was closed', async () => {
    const store = ServiceStore.inMemory();
    const underWay: (() => void)[] = [];
    const channel = startChannel(store, () => new Promise((resolve) => underWay.push(() => resolve(null))));
    channel.receive(textXml('企业诉求办结时限'));
    await expect.poll(() => underWay, POLL).toHaveLength(1);
    store.close();
    underWay[0]?.();
    await expect.poll(() => channel.reports, POLL).toHaveLength(1);
  });
});

describe('Inbox', () => {
  const message = (MsgId: string) =>
    IncomingMessage.parse({ ToUserName: 'a', FromUserName: 'b', CreateTime: '1', MsgType: 'text', MsgId });

  it('knows a message for an hour, and keeps its text only until it is answered', () => {
    let now = 1_000_000_000_000;
    const store = ServiceStore.inMemory();
    const inbox = new Inbox(store, () => now);
    const first = { message: message('1'), requestId: 'r1' };
    const second = { message: message('2'), requestId: 'r2' };
    expect(inbox.add(first)).toBe(true);
    expect(inbox.add(second)).toBe(true);
    expect(inbox.add({ ...first, requestId: 'r3' })).toBe(false);
    expect(inbox.waiting()).toEqual([first, second]);
    inbox.done(first.message);
    expect(inbox.waiting()).toEqual([second]);
    expect(store.database.prepare("SELECT message FROM wecom_inbox WHERE key = '1'").all()).toEqual([
      { message: null },
    ]);
    now += 3_600_000;
    expect(inbox.add(first)).toBe(false);
    now += 1;
    expect(inbox.waiting()).toEqual([]);
    expect(inbox.add(first)).toBe(true);
  });
});
