import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKnowledge } from '../../src/answer/knowledge.ts';
import type { Knowledge } from '../../src/answer/schema.ts';
import { RetrievalResponse } from '../../src/channels/dify/schema.ts';
import { AskOutput } from '../../src/channels/mcp/schema.ts';
import { readConfig } from '../../src/config.ts';
import { buildIndex } from '../../src/indexing/ingest.ts';
import { startService } from './running-service.ts';

/** The texts of corpus/ asked through each protocol, each question leaning on the one before it. */

/** 赣府发〔2022〕16号 三、（四）12.: 一般问题 5 个工作日办结、疑难问题 10 个工作日回复 */
const TURNS = ['企业诉求一般问题几个工作日办结', '那疑难问题呢'] as const;
const SOURCE = '（赣府发〔2022〕16号）三、（四）12.';

let index: string;
let knowledge: Knowledge;
let service: Awaited<ReturnType<typeof startService>>;

beforeAll(async () => {
  index = mkdtempSync(join(tmpdir(), 'zhengda-channels-'));
  const config = { ...readConfig({}), ZHENGDA_INDEX: index };
  await buildIndex(config, [config.ZHENGDA_CORPUS]);
  knowledge = await openKnowledge(config);
  service = await startService(knowledge, { PUBLIC_URL: 'https://zhengda.example.gov.cn' });
}, 120_000);
afterAll(async () => {
  await service.stop();
  knowledge.close();
  rmSync(index, { recursive: true, force: true });
});

const chatClient = () => new OpenAI({ baseURL: `${service.url}/v1`, apiKey: 'none', maxRetries: 0 });

describe('a conversation through OpenAI’s protocol', () => {
  it('is what the client sends along', async () => {
    const client = chatClient();
    const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'system', content: '你是政务助手' }];
    for (const [turn, expected] of [
      [TURNS[0], /5\s*个工作日/u],
      [TURNS[1], /10\s*个工作日/u],
    ] as const) {
      messages.push({ role: 'user', content: turn });
      const { choices } = await client.chat.completions.create({ model: 'zhengda', messages });
      const content = choices[0]?.message.content ?? '';
      expect(content).toMatch(expected);
      expect(content).toContain(`${SOURCE} https://zhengda.example.gov.cn/documents/`);
      messages.push({ role: 'assistant', content });
    }
  });

  it('is kept for a user who sends one question at a time, streamed too', async () => {
    const client = chatClient();
    let content = '';
    for (const turn of TURNS) {
      content = '';
      const stream = await client.chat.completions.create({
        model: 'zhengda',
        messages: [{ role: 'user', content: turn }],
        user: '0791-1',
        stream: true,
      });
      for await (const chunk of stream) content += chunk.choices[0]?.delta.content ?? '';
    }
    expect(content).toMatch(/10\s*个工作日/u);
    expect(content).toContain(SOURCE);
  });

  it('refuses what no document says', async () => {
    const { choices } = await chatClient().chat.completions.create({
      model: 'zhengda',
      messages: [{ role: 'user', content: '南昌地铁一号线的票价是多少' }],
    });
    expect(choices[0]?.message.content).toMatch(/^未在已入库的政策文件中找到依据。/u);
  });
});

it('a conversation through MCP is that of its conversationId', async () => {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${service.url}/mcp`)));
  const answers = [];
  for (const question of TURNS) {
    const { structuredContent } = await client.callTool({
      name: 'policy_ask',
      arguments: { question, conversationId: '会话一' },
    });
    answers.push(AskOutput.parse(structuredContent));
  }
  await client.close();
  expect(answers.map(({ status }) => status)).toEqual(['answered', 'answered']);
  const [citation] = answers[1]?.citations ?? [];
  if (citation === undefined) throw new Error('nothing is cited');
  expect(citation.quote).toMatch(/10\s*个工作日/u);
  expect(citation.quote).toBe(
    knowledge.catalogue.text(citation.document.id)?.slice(citation.start, citation.end),
  );
});

describe('Dify, which sends each question by itself', () => {
  async function records(body: Readonly<Record<string, unknown>>) {
    const response = await fetch(`${service.url}/retrieval`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        knowledge_id: 'zhengda',
        retrieval_setting: { top_k: 5, score_threshold: 0 },
        ...body,
      }),
    });
    return RetrievalResponse.parse(await response.json()).records;
  }

  it('finds the clause of each, best first, by scores in order', async () => {
    for (const query of ['企业诉求一般问题几个工作日办结', '企业诉求疑难问题几个工作日回复']) {
      const found = await records({ query });
      expect(found).toHaveLength(5);
      expect(found[0]?.content).toContain(SOURCE);
      expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a));
    }
  });

  it('scores a question that the documents hold above one that they do not', async () => {
    const [held] = await records({ query: '企业诉求一般问题几个工作日办结' });
    const [strange] = await records({ query: '南昌地铁一号线的票价是多少' });
    expect(held?.score).toBeGreaterThan(0.5);
    expect(strange?.score).toBeLessThan(0.4);
  });

  it('looks only into the documents that meet the condition, and finds as many clauses there', async () => {
    const conditions = [{ name: 'title', comparison_operator: 'contains', value: '实施意见' }];
    const all = await records({ query: '企业诉求办结时限' });
    const found = await records({ query: '企业诉求办结时限', metadata_condition: { conditions } });
    expect(all.some(({ title }) => !title.includes('实施意见'))).toBe(true);
    expect(found).toHaveLength(5);
    expect(found.every(({ title }) => title.includes('实施意见'))).toBe(true);
  });
});
