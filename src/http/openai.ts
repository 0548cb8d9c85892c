import { createRoute, z } from '@hono/zod-openapi';
import { answerChat, chatChunks, chatCompletion } from '../channels/openai/chat.ts';
import {
  ChatCompletion,
  ChatRequest,
  MODEL_ID,
  Model,
  ModelList,
  OpenAiError,
} from '../channels/openai/schema.ts';
import { AppError } from '../errors.ts';
import type { Service } from '../service/service.ts';
import { inlineJson } from './inline-schema.ts';
import { readJsonBody } from './request-body.ts';
import { contextOf, type HttpApp } from './route.ts';

const failed = (description: string) => ({ description, content: inlineJson(OpenAiError, 'output') });

const chatRoute = createRoute({
  method: 'post',
  path: '/v1/chat/completions',
  tags: ['对话与智能体'],
  summary: 'OpenAI 兼容的对话',
  description:
    '最后一条用户消息是问题，之前的用户消息用来理解追问；只发一个问题的客户端，同一 user 的追问也连得上。system 消息和采样参数不起作用：回答都是文件原文。stream 为 true 时按 text/event-stream 返回。message.citations 是 /v1/ask 的出处。',
  request: {
    body: {
      required: true,
      content: inlineJson(ChatRequest, 'input', {
        model: MODEL_ID,
        messages: [{ role: 'user', content: '企业诉求办结时限是多少' }],
      }),
    },
  },
  responses: {
    200: { description: '回答', content: inlineJson(ChatCompletion, 'output') },
    400: failed('请求不合要求，按 OpenAI 的格式'),
    500: failed('服务内部出错'),
  },
});

const modelsRoute = createRoute({
  method: 'get',
  path: '/v1/models',
  tags: ['对话与智能体'],
  summary: 'OpenAI 兼容的模型列表',
  responses: {
    200: { description: '模型', content: inlineJson(ModelList, 'output') },
    500: failed('服务内部出错'),
  },
});

const modelRoute = createRoute({
  method: 'get',
  path: '/v1/models/{model}',
  tags: ['对话与智能体'],
  summary: 'OpenAI 兼容的一个模型',
  request: { params: z.object({ model: z.string() }) },
  responses: {
    200: { description: '模型', content: inlineJson(Model, 'output') },
    404: failed('没有这个模型'),
    500: failed('服务内部出错'),
  },
});

/** Proxies keep a stream back unless told not to (nginx). */
const STREAM_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache',
  'X-Accel-Buffering': 'no',
};

export function addOpenAiRoutes(app: HttpApp, service: Service): void {
  // Unix seconds: the model is what this service answers with, from when it was started.
  const model: Model = {
    id: MODEL_ID,
    object: 'model',
    created: Math.floor(Date.now() / 1000),
    owned_by: MODEL_ID,
  };

  app.openAPIRegistry.registerPath(chatRoute);
  app.post(chatRoute.getRoutingPath(), async (c) => {
    const request = await readJsonBody(c, ChatRequest);
    // The answer is there within milliseconds, so a stream begins when it is: what fails, fails with its own status.
    const chat = await answerChat(request, service, contextOf(c, 'openai'));
    if (request.stream !== true) return c.json(chatCompletion(chat), 200);
    const includeUsage = request.stream_options?.include_usage === true;
    const events = Array.from(
      chatChunks(chat, includeUsage),
      (chunk) => `data: ${JSON.stringify(chunk)}\n\n`,
    );
    return c.body([...events, 'data: [DONE]\n\n'].join(''), 200, STREAM_HEADERS);
  });

  app.openAPIRegistry.registerPath(modelsRoute);
  app.get(modelsRoute.getRoutingPath(), (c) => c.json({ object: 'list', data: [model] }, 200));

  app.openAPIRegistry.registerPath(modelRoute);
  app.get(modelRoute.getRoutingPath(), (c) => {
    const id = c.req.param('model');
    if (id === MODEL_ID) return c.json(model, 200);
    throw new AppError('not_found', `没有“${id}”这个模型，本服务的模型是 ${MODEL_ID}`, {
      details: [{ field: 'model', openaiCode: 'model_not_found' }],
    });
  });
}
