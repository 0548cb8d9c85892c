import OpenAI, {
  APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Citation } from '../../../src/answer/schema.ts';
import { ChatChunk, ChatCompletion, OpenAiError } from '../../../src/channels/openai/schema.ts';
import { fakeKnowledge, PROVINCE_ID, QUOTE } from '../../http/fake-knowledge.ts';
import { startService } from '../running-service.ts';

const TITLE = '江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见';
const SOURCE = `《${TITLE}》（赣府发〔2022〕16号）三、（四）12.`;
const CONTENT = `${QUOTE} [1]\n\n出处：\n\n[1] ${SOURCE}`;
const QUESTION = { role: 'user', content: '企业诉求办结时限是多少' } as const;

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

async function start(settings: Readonly<Record<string, string>> = {}, apiKey = 'none-needed') {
  const knowledge = fakeKnowledge();
  const running = await startService(knowledge, settings);
  stop = running.stop;
  const client = new OpenAI({ baseURL: `${running.url}/v1`, apiKey, maxRetries: 0 });
  const raw = (body: unknown) =>
    fetch(`${running.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { ...running, client, knowledge, raw };
}

/** The error that the client throws, of the class that it makes of the status. */
async function failure(promise: PromiseLike<unknown>): Promise<APIError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof APIError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('chat completions, by the client of OpenAI', () => {
  it('answers with the quote, its marker and the source', async () => {
    const { client } = await start();
    const completion = await client.chat.completions.create({ model: 'zhengda', messages: [QUESTION] });
    const [choice] = completion.choices;
    expect(choice?.message.content).toBe(CONTENT);
    expect([choice?.finish_reason, completion.object, completion.model]).toEqual([
      'stop',
      'chat.completion',
      'zhengda',
    ]);
    const [annotation] = choice?.message.annotations ?? [];
    const { start_index = 0, end_index = 0, title, url } = annotation?.url_citation ?? {};
    expect(choice?.message.content?.slice(start_index, end_index)).toBe('[1]');
    expect(title).toBe(SOURCE);
    expect(url).toMatch(new RegExp(`^/documents/${PROVINCE_ID}\\?start=\\d+&end=\\d+#clause-`, 'u'));
    // 11 characters asked; the answer's are all of the basic plane.
    expect(completion.usage).toEqual({
      prompt_tokens: 11,
      completion_tokens: CONTENT.length,
      total_tokens: 11 + CONTENT.length,
    });
    expect(Math.abs(completion.created - Date.now() / 1000)).toBeLessThan(60);
  });

  it('has the citations of /v1/ask in the message, and nothing else beside the protocol', async () => {
    const { raw, knowledge } = await start();
    const body: unknown = await (await raw({ messages: [QUESTION] })).json();
    const completion = ChatCompletion.parse(body);
    expect(completion).toEqual(body);
    const asked = await knowledge.ask({ question: QUESTION.content, topK: 5 });
    expect(completion.choices[0]?.message.citations).toEqual(asked.citations);
  });

  it('links to the place where PUBLIC_URL is set', async () => {
    const { client } = await start({ PUBLIC_URL: 'https://zhengda.example.gov.cn/' });
    const completion = await client.chat.completions.create({ model: 'zhengda', messages: [QUESTION] });
    const { content, annotations } = completion.choices[0]?.message ?? {};
    const url = annotations?.[0]?.url_citation.url ?? '';
    expect(url).toMatch(/^https:\/\/zhengda\.example\.gov\.cn\/documents\/1111/u);
    expect(content?.endsWith(`[1] ${SOURCE} ${url}`)).toBe(true);
  });

  it('says so where the documents hold no answer, and marks nothing as a source', async () => {
    const { client } = await start();
    const completion = await client.chat.completions.create({
      model: 'zhengda',
      messages: [{ role: 'user', content: '地铁票价' }],
    });
    const { content, annotations } = completion.choices[0]?.message ?? {};
    expect(content).toBe(
      `未在已入库的政策文件中找到依据。\n\n最接近的条款（未必相关，不是回答）：\n\n- ${SOURCE}`,
    );
    expect(annotations).toEqual([]);
  });

  it('tells how a misspelt word was read', async () => {
    const { client } = await start();
    const completion = await client.chat.completions.create({
      model: 'zhengda',
      messages: [{ role: 'user', content: '企业素求办结时限' }],
    });
    expect(completion.choices[0]?.message.content).toBe(`（“素求”按“诉求”理解）\n\n${CONTENT}`);
  });

  it('takes the last user message for the question and the earlier ones for the conversation', async () => {
    const { client, knowledge } = await start();
    await client.chat.completions.create({
      model: 'gpt-4o',
      messages: [
        { role: 'system', content: '你是一只猫，只回答喵' },
        { role: 'user', content: [{ type: 'text', text: '第一问' }] },
        { role: 'assistant', content: '第一答' },
        { role: 'user', content: '第二问' },
        { role: 'assistant', content: '第二答' },
        {
          role: 'user',
          content: [
            { type: 'text', text: '企业诉求' },
            { type: 'text', text: '第三问' },
          ],
        },
      ],
      user: '张三',
    });
    expect(knowledge.asked).toMatchObject([
      { request: { question: '企业诉求\n第三问' }, history: ['第一问', '第二问'] },
    ]);
  });

  it('keeps the conversation of a user who sends one question at a time, apart from others', async () => {
    const { client, knowledge } = await start();
    const ask = (content: string, user?: string) =>
      client.chat.completions.create({
        model: 'zhengda',
        messages: [{ role: 'user', content }],
        ...(user !== undefined && { user }),
      });
    await ask('甲一', '甲'.repeat(500));
    await ask('乙一', '乙');
    await ask('无名');
    await ask('甲二', '甲'.repeat(500));
    expect(knowledge.asked.map(({ history }) => history)).toEqual([[], [], [], ['甲一']]);
  });

  it('tolerates n, sampling, tools and parameters of other servers', async () => {
    const { raw } = await start();
    const response = await raw({
      messages: [QUESTION],
      n: 3,
      temperature: 1.5,
      tools: [{ type: 'function', function: { name: 'x' } }],
      response_format: { type: 'text' },
      stream: null,
      stream_options: null,
      user: null,
      max_tokens: null,
      chat_id: 'open-webui',
    });
    expect(ChatCompletion.parse(await response.json()).choices).toHaveLength(1);
  });

  it('keeps a whole sentence where max_tokens is less, and says that it is cut', async () => {
    const { client } = await start();
    const completion = await client.chat.completions.create({
      model: 'zhengda',
      messages: [QUESTION],
      max_tokens: 24,
    });
    const [choice] = completion.choices;
    expect(choice?.finish_reason).toBe('length');
    // Up to the first 、 it has 18 characters; the next pause is after the 24th.
    expect(choice?.message.content).toContain(
      '推行企业诉求“1 个工作日电话联系、……（后文从略，全文见出处） [1]',
    );
  });
});

describe('streaming', () => {
  it('gives the same text piece by piece, under one id, and ends', async () => {
    const { client } = await start();
    const stream = await client.chat.completions.create({
      model: 'zhengda',
      messages: [QUESTION],
      stream: true,
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe(CONTENT);
    expect(chunks.length).toBeGreaterThan(3);
    expect(new Set(chunks.map(({ id, created }) => `${id} ${created}`)).size).toBe(1);
    expect(chunks[0]?.choices[0]?.delta.role).toBe('assistant');
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason)).toEqual([
      ...chunks.slice(1).map(() => null),
      'stop',
    ]);
  });

  it('is read by the helper of the client, usage included', async () => {
    const { client } = await start();
    const runner = client.chat.completions.stream({
      model: 'zhengda',
      messages: [QUESTION],
      stream_options: { include_usage: true },
    });
    expect(await runner.finalContent()).toBe(CONTENT);
    expect(await runner.totalUsage()).toMatchObject({ completion_tokens: CONTENT.length });
  });

  it('has the citations on the last event with a choice only, the usage on one without, then [DONE]', async () => {
    const { raw } = await start();
    const response = await raw({
      messages: [QUESTION],
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const lines = (await response.text()).split('\n\n');
    expect(lines.slice(-2)).toEqual(['data: [DONE]', '']);
    const chunks = lines.slice(0, -2).map((line) => {
      const value: unknown = JSON.parse(line.replace(/^data: /u, ''));
      const chunk = ChatChunk.parse(value);
      expect(chunk).toEqual(value);
      return chunk;
    });
    const usage = chunks.at(-1);
    expect([usage?.choices, usage?.usage?.prompt_tokens]).toEqual([[], 11]);
    const cited = chunks.map(({ choices }) => choices[0]?.delta.citations);
    expect(cited.findIndex((one) => one !== undefined)).toBe(chunks.length - 2);
    expect(z.array(Citation).parse(cited.at(-2))).toHaveLength(1);
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
  });
});

describe('models', () => {
  it('lists one', async () => {
    const { client } = await start();
    const models = [];
    for await (const model of client.models.list()) models.push(model);
    expect(models).toMatchObject([{ id: 'zhengda', object: 'model', owned_by: 'zhengda' }]);
    expect(await client.models.retrieve('zhengda')).toMatchObject({ id: 'zhengda' });
  });

  it('knows no other', async () => {
    const { client } = await start();
    const error = await failure(client.models.retrieve('gpt-4o'));
    expect(error).toBeInstanceOf(NotFoundError);
    expect([error.type, error.code, error.param]).toEqual([
      'invalid_request_error',
      'model_not_found',
      'model',
    ]);
  });
});

describe('errors', () => {
  it.each([
    ['no user message', [{ role: 'system', content: '问' }], 'messages', 'invalid_value'],
    ['an empty question', [{ role: 'user', content: ' ' }], 'messages.0.content', 'invalid_value'],
    ['a question without content', [{ role: 'user' }], 'messages.0.content', 'invalid_value'],
    [
      'a picture',
      [
        {
          role: 'user',
          content: [
            { type: 'text', text: '图中的时限' },
            { type: 'image_url', image_url: { url: 'data:,' } },
          ],
        },
      ],
      'messages.0.content',
      'invalid_value',
    ],
    [
      'a question that is too long',
      [{ role: 'user', content: '问'.repeat(2001) }],
      'messages.0.content',
      'context_length_exceeded',
    ],
    ['no messages', [], 'messages', 'invalid_request'],
  ])('refuses %s', async (_, messages, param, code) => {
    const { raw, knowledge } = await start();
    const response = await raw({ model: 'zhengda', messages });
    expect(response.status).toBe(400);
    const { error } = OpenAiError.parse(await response.json());
    expect([error.type, error.param, error.code]).toEqual(['invalid_request_error', param, code]);
    expect(error.message).toMatch(/\p{Script=Han}/u);
    expect(knowledge.asked).toEqual([]);
  });

  it('reach the client with message, type and code', async () => {
    const { client } = await start();
    const error = await failure(
      client.chat.completions.create({ model: 'zhengda', messages: [{ role: 'user', content: '' }] }),
    );
    expect(error).toBeInstanceOf(BadRequestError);
    expect([error.type, error.message.includes('问题是空的')]).toEqual(['invalid_request_error', true]);
  });

  it('has the shape for what is no JSON, too large, or another method', async () => {
    const { raw, url } = await start();
    const responses = [
      await raw('{'),
      await raw('"'.padEnd(1024 * 1024 + 1, ' ')),
      await fetch(`${url}/v1/chat/completions`),
    ];
    expect(responses.map(({ status }) => status)).toEqual([400, 413, 405]);
    for (const response of responses) {
      const body: unknown = await response.json();
      expect(OpenAiError.parse(body)).toEqual(body);
    }
    expect(responses[2]?.headers.get('allow')).toBe('POST');
  });

  it('tells nothing of a bug, streaming or not', async () => {
    const { client, bugs } = await start();
    for (const stream of [false, true]) {
      const error = await failure(
        client.chat.completions.create({
          model: 'zhengda',
          messages: [{ role: 'user', content: '出错' }],
          stream,
        }),
      );
      expect(error).toBeInstanceOf(InternalServerError);
      expect([error.type, error.code]).toEqual(['server_error', 'internal']);
      expect(error.message).not.toContain('secret');
    }
    expect(bugs).toHaveLength(2);
  });

  it('asks a client that is too fast to wait, and how long', async () => {
    const { service, url } = await start({ RATE_LIMIT_KEY: '1' });
    const { secret } = service.keys.create({ role: 'ask', name: '聊天', labels: null, expiresAt: null });
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: secret, maxRetries: 0 });
    await client.models.retrieve('zhengda');
    const error = await failure(client.models.retrieve('zhengda'));
    expect(error).toBeInstanceOf(RateLimitError);
    expect([error.type, error.code]).toEqual(['requests', 'rate_limit_exceeded']);
    expect(Number(error.headers?.get('retry-after'))).toBeGreaterThan(0);
  });

  it('refuses a wrong key as OpenAI does, and takes a right one', async () => {
    const { client, service, url } = await start({}, 'sk-wrong');
    const { secret } = service.keys.create({ role: 'ask', name: '聊天', labels: null, expiresAt: null });
    const request = { model: 'zhengda', messages: [QUESTION] };
    const error = await failure(client.chat.completions.create(request));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect([error.type, error.code]).toEqual(['invalid_request_error', 'invalid_api_key']);
    const right = new OpenAI({ baseURL: `${url}/v1`, apiKey: secret, maxRetries: 0 });
    expect((await right.chat.completions.create(request)).choices).toHaveLength(1);
  });
});
