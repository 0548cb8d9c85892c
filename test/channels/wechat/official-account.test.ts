import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/answer/schema.ts';
import { IncomingMessage } from '../../../src/channels/wechat/callback.ts';
import { OfficialAccountChannel } from '../../../src/channels/wechat/official-account.ts';
import { replyXml } from '../../../src/channels/wechat/reply-xml.ts';
import { childNamed, parseXml, textOf } from '../../../src/document/formats/xml.ts';
import { createService } from '../../../src/service/service.ts';
import { fakeKnowledge, QUOTE } from '../../http/fake-knowledge.ts';
import { plainQuery, TOKEN, textXml } from './platform.ts';

describe('OfficialAccountChannel', () => {
  it('says success where the answer takes too long, and does not ask again', async () => {
    const knowledge = fakeKnowledge();
    let answer = (): void => {};
    const slow = {
      ...knowledge,
      ask: async (...asked: Parameters<typeof knowledge.ask>): Promise<Answer> => {
        const answered = await knowledge.ask(...asked);
        return new Promise((resolve) => {
          answer = () => resolve(answered);
        });
      },
      restrictedTo: () => slow,
    };
    const channel = new OfficialAccountChannel(
      createService({ knowledge: () => slow }),
      { WECHAT_TOKEN: TOKEN, safeMode: null },
      { report: () => {}, replyMs: 5 },
    );
    const body = new TextEncoder().encode(textXml('企业诉求办结时限'));
    expect(await channel.receive({ query: plainQuery(), body, requestId: 'r1' })).toBe('success');
    expect(await channel.receive({ query: plainQuery(), body, requestId: 'r2' })).toBe('success');
    expect(knowledge.asked).toHaveLength(1);
    answer();
  });

  it('waits for an answer that comes in time', async () => {
    const channel = new OfficialAccountChannel(
      createService({ knowledge: () => fakeKnowledge() }),
      { WECHAT_TOKEN: TOKEN, safeMode: null },
      { report: () => {} },
    );
    const body = new TextEncoder().encode(textXml('企业诉求办结时限'));
    expect(await channel.receive({ query: plainQuery(), body, requestId: 'r1' })).toContain(QUOTE);
  });
});

describe('replyXml', () => {
  const message = IncomingMessage.parse({
    ToUserName: 'gh_1',
    FromUserName: 'o]]>1',
    CreateTime: '1',
    MsgType: 'text',
  });
  const contentOf = (xml: string, name: string) => {
    const element = childNamed(parseXml(new TextEncoder().encode(xml), 'reply', 'xml'), name);
    return element && textOf(element);
  };

  it('is XML whatever the text is', () => {
    for (const text of ['a]]>b', ']]>]]>', ']]', '<b>&amp;</b>', '一\n二', '😀', '']) {
      const xml = replyXml(message, text, 1_000_000_000_999);
      expect(contentOf(xml, 'Content'), text).toBe(text);
      expect(contentOf(xml, 'ToUserName')).toBe('o]]>1');
      expect(contentOf(xml, 'CreateTime')).toBe('1000000000');
    }
  });

  it('drops what XML cannot hold', () => {
    expect(contentOf(replyXml(message, 'a\u0000b\u001bc\ufffed\ud800e', 0), 'Content')).toBe('abcde');
  });
});
