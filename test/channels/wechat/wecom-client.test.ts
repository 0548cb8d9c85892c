import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WecomClient } from '../../../src/channels/wechat/wecom-client.ts';
import { AES_KEY, AGENT_ID, CORP_ID, startQyapi, TOKEN } from './platform.ts';

const SECRET = 's3cret/of+the=app';
const DELAYS = { retryMs: 5, rateLimitMs: 20 };

let qyapi: Awaited<ReturnType<typeof startQyapi>>;
beforeEach(async () => {
  qyapi = await startQyapi();
});
afterEach(() => qyapi.stop());

const settingsOf = (url: string) => ({
  WECOM_TOKEN: TOKEN,
  WECOM_AES_KEY: AES_KEY,
  WECOM_CORP_ID: CORP_ID,
  WECOM_SECRET: SECRET,
  WECOM_AGENT_ID: AGENT_ID,
  WECOM_API_BASE: url,
});
const clientOf = (options: ConstructorParameters<typeof WecomClient>[1] = {}) =>
  new WecomClient(settingsOf(qyapi.url), { delays: DELAYS, ...options });

const contents = () => qyapi.sent.map(({ text }) => text.content);

describe('WecomClient', () => {
  it('sends a text of the application to a user', async () => {
    expect(await clientOf().sendText('zhangsan', '答案\n<a href="http://x/">查看原文</a>')).toBeNull();
    expect(qyapi.sent).toEqual([
      {
        touser: 'zhangsan',
        msgtype: 'text',
        agentid: AGENT_ID,
        text: { content: '答案\n<a href="http://x/">查看原文</a>' },
      },
    ]);
    expect(new URLSearchParams(qyapi.tokenQueries[0]).get('corpsecret')).toBe(SECRET);
  });

  it('gets one token for many messages, also for those sent at once', async () => {
    const client = clientOf();
    await Promise.all(['一', '二', '三'].map((text) => client.sendText('zhangsan', text)));
    await client.sendText('zhangsan', '四');
    expect(contents()).toHaveLength(4);
    expect(qyapi.tokenQueries).toHaveLength(1);
  });

  it('gets a new token before the old one ends', async () => {
    let now = 1_000_000_000_000;
    const client = clientOf({ now: () => now });
    await client.sendText('zhangsan', '一');
    // 7,200 s less 300 s of margin.
    now += 6_899_000;
    await client.sendText('zhangsan', '二');
    expect(qyapi.tokenQueries).toHaveLength(1);
    now += 2000;
    await client.sendText('zhangsan', '三');
    expect(qyapi.tokenQueries).toHaveLength(2);
  });

  it.each([40014, 42001])('renews the token once after %i', async (errcode) => {
    const client = clientOf();
    qyapi.troubles.push(errcode);
    expect(await client.sendText('zhangsan', '一')).toBeNull();
    expect(contents()).toEqual(['一']);
    expect(qyapi.tokenQueries).toHaveLength(2);
  });

  it('renews a token that was taken back, once for all messages', async () => {
    const client = clientOf();
    await client.sendText('zhangsan', '一');
    qyapi.revokeToken();
    await Promise.all(['二', '三'].map((text) => client.sendText('zhangsan', text)));
    expect(contents().sort()).toEqual(['一', '三', '二'].sort());
    expect(qyapi.tokenQueries).toHaveLength(2);
  });

  it('gives up on a token that is refused again', async () => {
    qyapi.troubles.push(42001, 42001);
    expect(await clientOf().sendText('zhangsan', '一')).toContain('42001');
    expect(qyapi.tokenQueries).toHaveLength(2);
  });

  it('waits where the limit on calls is reached, and so do the others', async () => {
    let now = 1_000_000_000_000;
    // The clock stands still: whoever does not wait sends, whoever waits does so until it is set forward.
    const client = clientOf({ now: () => now });
    qyapi.troubles.push(45009);
    const first = client.sendText('zhangsan', '一');
    while (qyapi.troubles.length > 0) await sleep(1);
    await sleep(20);
    const second = client.sendText('lisi', '二');
    await sleep(50);
    expect(contents()).toEqual([]);
    now += DELAYS.rateLimitMs;
    expect(await Promise.all([first, second])).toEqual([null, null]);
    expect(contents().sort()).toEqual(['一', '二'].sort());
  });

  it.each(['break', 'html', -1] as const)('tries again after %s', async (trouble) => {
    qyapi.troubles.push(trouble, trouble);
    expect(await clientOf().sendText('zhangsan', '一')).toBeNull();
    expect(contents()).toEqual(['一']);
  });

  it('gives up after three tries', async () => {
    qyapi.troubles.push(-1, 'break', 'html', 0);
    expect(await clientOf().sendText('zhangsan', '一')).toContain('HTTP 502');
    expect(contents()).toEqual([]);
    expect(qyapi.troubles).toEqual([0]);
  });

  it('says what stands against it where no try would help, without the secret', async () => {
    qyapi.tokenTroubles.push(40001, 0);
    const problem = await clientOf().sendText('zhangsan', '一');
    expect(problem).toContain('40001');
    expect(problem).not.toContain('s3cret');
    expect(qyapi.tokenQueries).toHaveLength(1);
  });

  it('says so where nobody is there, without the secret', async () => {
    const { url } = qyapi;
    await qyapi.stop();
    const problem = await new WecomClient(settingsOf(url), { delays: DELAYS }).sendText('zhangsan', '一');
    expect(problem).toContain('没有答复');
    expect(problem).not.toContain('s3cret');
  });
});
