import { createRoute } from '@hono/zod-openapi';
import { FeedbackRequest } from '../service/feedback-schema.ts';
import type { Service } from '../service/service.ts';
import { type FeedbackAccepted, type FeedbackList, FeedbackQuery } from './feedback-schema.ts';
import { errorsOf, jsonOf, queryParameters } from './openapi.ts';
import { parseRequest } from './problems.ts';
import { readJsonBody } from './request-body.ts';
import type { HttpApp } from './route.ts';

const addRoute = createRoute({
  method: 'post',
  path: '/v1/feedback',
  tags: ['反馈'],
  summary: '说一个回答有用还是没用，可以附上更正',
  description: '同一个回答再次反馈，以后一次为准。更正最好照录文件原文：这样可以直接成为测试题。',
  request: {
    body: {
      required: true,
      content: jsonOf('FeedbackRequest', { answerId: 'ans_0123456789abcdef', verdict: 'useful' }),
    },
  },
  responses: {
    200: { description: '已更改先前的反馈', content: jsonOf('FeedbackAccepted') },
    201: { description: '已记下', content: jsonOf('FeedbackAccepted') },
    ...errorsOf([400, '请求不合要求（invalid_request）']),
  },
});

const listRoute = createRoute({
  method: 'get',
  path: '/v1/feedback',
  tags: ['反馈'],
  summary: '收到的反馈，最近的在前',
  parameters: queryParameters(FeedbackQuery),
  responses: {
    200: { description: '一页反馈', content: jsonOf('FeedbackList') },
    ...errorsOf([400, '查询参数不合要求（invalid_request）']),
  },
});

const questionsRoute = createRoute({
  method: 'get',
  path: '/v1/feedback/questions',
  tags: ['反馈'],
  summary: '由反馈得到的测试题',
  description:
    'JSON Lines，每行一题，即 npm run evaluate 的题集格式。有用的回答照原样成题；没用的只有更正见于引用过的文件原文时才成题。',
  responses: {
    200: { description: '题集', content: { 'application/x-ndjson': { schema: { type: 'string' } } } },
    ...errorsOf(),
  },
});

export function addFeedbackRoutes(app: HttpApp, { feedback }: Service): void {
  app.openAPIRegistry.registerPath(addRoute);
  app.post(addRoute.getRoutingPath(), async (c) => {
    const request = await readJsonBody(c, FeedbackRequest);
    const isNew = feedback.add(request, c.get('key')?.name ?? null);
    const body: FeedbackAccepted = { answerId: request.answerId };
    return c.json(body, isNew ? 201 : 200);
  });

  app.openAPIRegistry.registerPath(listRoute);
  app.get(listRoute.getRoutingPath(), (c) => {
    const page = feedback.list(parseRequest(FeedbackQuery, c.req.query(), '查询参数'));
    const body: FeedbackList = { feedback: [...page.feedback], nextCursor: page.nextCursor };
    return c.json(body, 200);
  });

  app.openAPIRegistry.registerPath(questionsRoute);
  app.get(questionsRoute.getRoutingPath(), (c) => {
    const lines = feedback.testQuestions().map((question) => `${JSON.stringify(question)}\n`);
    return c.body(lines.join(''), 200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' });
  });
}
