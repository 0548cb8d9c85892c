import { request as httpRequest } from 'node:http';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AskOutput, ClauseOutput, DocumentOutput, SearchOutput } from '../../../src/channels/mcp/schema.ts';
import { fakeKnowledge, PROVINCE_ID, PROVINCE_TEXT, QUOTE, ZONE_ID } from '../../http/fake-knowledge.ts';
import { startService } from '../running-service.ts';

const SOURCE =
  '《江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见》（赣府发〔2022〕16号）三、（四）12.';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(settings: Readonly<Record<string, string>> = {}) {
  const knowledge = fakeKnowledge();
  const running = await startService(knowledge, settings);
  stops.push(running.stop);
  const connect = async (headers: Readonly<Record<string, string>> = {}) => {
    const client = new Client({ name: 'test', version: '1' });
    const transport = new StreamableHTTPClientTransport(new URL(`${running.url}/mcp`), {
      requestInit: { headers },
    });
    await client.connect(transport);
    stops.push(() => client.close());
    return client;
  };
  return { ...running, knowledge, connect };
}

const TextContent = z.tuple([z.object({ type: z.literal('text'), text: z.string() })]);

/** Calls a tool; the client itself checks the structured content against the tool's output schema. */
async function call<Output>(
  client: Client,
  name: string,
  args: Record<string, unknown>,
  schema: z.ZodType<Output>,
): Promise<{ output: Output; text: string }> {
  const result = await client.callTool({ name, arguments: args });
  const [{ text }] = TextContent.parse(result.content);
  expect(result.isError, text).toBeFalsy();
  const output = schema.parse(result.structuredContent);
  expect(output).toEqual(result.structuredContent);
  return { output, text };
}

async function toolError(client: Client, name: string, args: Record<string, unknown>): Promise<string> {
  const result = await client.callTool({ name, arguments: args });
  expect(result.isError).toBe(true);
  expect(result.structuredContent).toBeUndefined();
  return TextContent.parse(result.content)[0].text;
}

describe('MCP, by the client of the SDK', () => {
  it('says who it is, and what the tools take and give', async () => {
    const { connect } = await start();
    const client = await connect();
    expect(client.getServerVersion()).toMatchObject({ name: 'zhengda', title: '政答' });
    expect(client.getInstructions()).toContain('no_evidence');
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'policy_ask',
      'policy_search',
      'policy_get_clause',
      'policy_get_document',
    ]);
    for (const tool of tools) {
      expect(tool.description).toMatch(/\p{Script=Han}/u);
      expect([tool.inputSchema.type, tool.outputSchema?.type]).toEqual(['object', 'object']);
      expect(tool.annotations?.readOnlyHint).toBe(true);
    }
    expect(tools[0]?.inputSchema.required).toEqual(['question']);
  });

  it('policy_ask gives the answer, its citations and a text that cites', async () => {
    const { connect, knowledge } = await start({ PUBLIC_URL: 'https://z.gov.cn' });
    const client = await connect();
    const { output, text } = await call(
      client,
      'policy_ask',
      { question: '企业诉求办结时限', filters: { region: '江西省' } },
      AskOutput,
    );
    expect([output.status, output.citations[0]?.quote]).toEqual(['answered', QUOTE]);
    expect(text).toContain(`${QUOTE} [1]`);
    expect(text).toContain(`[1] ${SOURCE} https://z.gov.cn/documents/${PROVINCE_ID}?`);
    expect(knowledge.asked[0]?.request).toMatchObject({ topK: 5, filters: { region: '江西省' } });
  });

  it('policy_ask says so where there is no evidence', async () => {
    const { connect } = await start();
    const { output, text } = await call(await connect(), 'policy_ask', { question: '地铁票价' }, AskOutput);
    expect([output.status, output.citations]).toEqual(['no_evidence', []]);
    expect(text).toContain('未在已入库的政策文件中找到依据');
  });

  it('goes on with a conversation, and with nobody else’s', async () => {
    const { connect, knowledge } = await start();
    const [client, other] = [await connect(), await connect()];
    for (const [who, question, conversationId] of [
      [client, '第一问', 'a'],
      [other, '别人的', 'b'],
      [client, '第二问', 'a'],
      [client, '没有对话', undefined],
    ] as const) {
      await call(who, 'policy_ask', { question, conversationId }, AskOutput);
    }
    expect(knowledge.asked.map(({ history }) => history)).toEqual([[], [], ['第一问'], []]);
  });

  it('policy_search gives clauses with their sources', async () => {
    const { connect } = await start();
    const { output, text } = await call(await connect(), 'policy_search', { query: '办结' }, SearchOutput);
    expect(output.hits.map(({ rank, clause }) => [rank, clause.label])).toEqual([[1, '三、（四）12.']]);
    expect(text).toContain(`1. ${SOURCE}（条款编号 ${PROVINCE_ID}-3.4.12）\n12. 大力推动营商环境优化升级。`);
  });

  it('policy_get_clause gives the whole clause, its place and what is in it', async () => {
    const { connect } = await start();
    const client = await connect();
    const { output, text } = await call(
      client,
      'policy_get_clause',
      { id: `${PROVINCE_ID}-3.4` },
      ClauseOutput,
    );
    const { clause } = output;
    expect(clause.text).toBe(PROVINCE_TEXT.slice(clause.start, clause.end));
    expect(output.clause.text).toMatch(/^（四）着力打造[\s\S]+公正监管。/u);
    expect(output.children.map(({ label }) => label)).toEqual(['三、（四）12.', '三、（四）13.']);
    expect(text).toContain('三、目标任务 › （四）着力打造更富温馨的“服务型”政府\n（四）');
  });

  it('policy_get_document gives a document by id or 文号, in parts', async () => {
    const { connect } = await start();
    const client = await connect();
    const { output: whole, text } = await call(
      client,
      'policy_get_document',
      { documentNumber: '赣府发〔2022〕16号' },
      DocumentOutput,
    );
    expect(whole.document).toMatchObject({ id: PROVINCE_ID, kind: '意见', region: '江西省' });
    expect(whole.text).toEqual({
      start: 0,
      end: PROVINCE_TEXT.length,
      content: PROVINCE_TEXT,
      totalLength: PROVINCE_TEXT.length,
      nextStart: null,
    });
    expect(whole.outline.map(({ depth, label, heading }) => [depth, label, heading])).toEqual([
      [0, '三、', '目标任务'],
      [1, '（四）', '着力打造更富温馨的“服务型”政府'],
      [2, '12.', '大力推动营商环境优化升级'],
      [2, '13.', '切实加强和改进政务服务'],
    ]);
    expect(text).toContain('（赣府发〔2022〕16号）（江西省人民政府，2022-07-11，现行有效）\n');
    expect(text).toContain(`    12.大力推动营商环境优化升级（${PROVINCE_ID}-3.4.12）`);
    const { output: part } = await call(
      client,
      'policy_get_document',
      { id: PROVINCE_ID, start: 10, length: 20 },
      DocumentOutput,
    );
    expect([part.text.content, part.text.nextStart]).toEqual([PROVINCE_TEXT.slice(10, 30), 30]);
  });

  it('tells an agent what is wrong in Chinese, and nothing of a bug', async () => {
    const { connect, bugs } = await start();
    const client = await connect();
    expect(await toolError(client, 'policy_get_clause', { id: 'x' })).toContain('没有编号为“x”的条款');
    expect(await toolError(client, 'policy_get_document', {})).toContain('请给出文件编号');
    expect(await toolError(client, 'policy_get_document', { documentNumber: '无发〔1999〕1号' })).toContain(
      'not_found',
    );
    expect(await toolError(client, 'policy_ask', { question: ' ' })).toContain('不能为空');
    expect(await toolError(client, 'policy_ask', { question: '索引' })).toContain('index_damaged');
    expect(bugs).toEqual([]);
    const text = await toolError(client, 'policy_ask', { question: '出错' });
    expect([text.includes('internal'), text.includes('secret'), bugs.length]).toEqual([true, false, 1]);
  });
});

const RpcError = z.object({
  jsonrpc: z.literal('2.0'),
  error: z.object({ code: z.number(), message: z.string(), data: z.object({ code: z.string() }) }),
  id: z.null(),
});

/** A request with headers that fetch does not let one set. */
function send(
  url: string,
  headers: Record<string, string>,
  method = 'POST',
): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      `${url}/mcp`,
      {
        method,
        headers: {
          'Content-Type': 'application/json',
          Accept: 'application/json, text/event-stream',
          ...headers,
        },
      },
      (response) => {
        const parts: string[] = [];
        response.setEncoding('utf8');
        response.on('data', (part: string) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(parts.join('')) }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(method === 'POST' ? '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' : undefined);
  });
}

describe('who may use it', () => {
  it('refuses a page that has its name pointed here, and a page of another site, even with a key', async () => {
    const { url, service } = await start();
    expect((await send(url, {})).status).toBe(200);
    expect((await send(url, { Origin: url })).status).toBe(200);
    const { secret } = service.keys.create({ role: 'ask', name: '智能体', labels: null, expiresAt: null });
    for (const headers of [{ Host: 'evil.example.com' }, { Origin: 'http://evil.example.com' }]) {
      const { status, body } = await send(url, { ...headers, Authorization: `Bearer ${secret}` });
      expect(status).toBe(403);
      expect(RpcError.parse(body).error.data.code).toBe('forbidden');
    }
  });

  it('lets in the host names and origins of the settings', async () => {
    const { url, service } = await start({
      ALLOWED_HOSTS: 'agents.example.gov.cn',
      CORS_ORIGINS: 'https://portal.example.gov.cn',
    });
    const { secret } = service.keys.create({ role: 'ask', name: '智能体', labels: null, expiresAt: null });
    const headers = {
      Host: 'agents.example.gov.cn',
      Origin: 'https://portal.example.gov.cn',
      Authorization: `Bearer ${secret}`,
    };
    expect((await send(url, headers)).status).toBe(200);
  });

  it('asks for a key where there are keys', async () => {
    const { url, service, connect } = await start();
    const { secret } = service.keys.create({ role: 'ask', name: '智能体', labels: null, expiresAt: null });
    const { status, body } = await send(url, {});
    expect([status, RpcError.parse(body).error.data.code]).toEqual([401, 'unauthorized']);
    await expect(connect()).rejects.toThrow();
    const client = await connect({ Authorization: `Bearer ${secret}` });
    expect((await client.listTools()).tools).toHaveLength(4);
  });

  it('shows a key what its labels allow, and nothing else', async () => {
    const { service, connect } = await start();
    // The province's document is 主动公开, the zone's says nothing of it.
    const { secret } = service.keys.create({
      role: 'ask',
      name: '公众',
      labels: ['主动公开'],
      expiresAt: null,
    });
    const client = await connect({ Authorization: `Bearer ${secret}` });
    expect(await toolError(client, 'policy_get_document', { id: ZONE_ID })).toContain('not_found');
    expect(await toolError(client, 'policy_get_clause', { id: `${ZONE_ID}-1.1` })).toContain('not_found');
    await call(client, 'policy_get_document', { id: PROVINCE_ID }, DocumentOutput);
  });

  it('has neither sessions nor a stream of its own, and says so', async () => {
    const { url } = await start();
    const { status, body } = await send(url, {}, 'GET');
    expect([status, RpcError.parse(body).error.data.code]).toEqual([405, 'method_not_allowed']);
  });
});
