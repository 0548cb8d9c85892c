import { createRoute } from '@hono/zod-openapi';
import { type Answer, AskRequest } from '../answer/schema.ts';
import type { Service } from '../service/service.ts';
import { streamAnswer } from './ask-stream.ts';
import type { ReportBug } from './error-response.ts';
import { wantsEvents } from './event-stream.ts';
import { errorsOf, jsonOf } from './openapi.ts';
import { readJsonBody } from './request-body.ts';
import { contextOf, type HttpApp } from './route.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/ask',
  tags: ['问答'],
  summary: '提问，得到条款原文的回答与出处',
  description:
    '文件中没有依据时 status 为 no_evidence，仍是 200。同一 conversationId 的前几问会用来理解追问。带 Accept: text/event-stream 则逐步推送：evidence（出处）、answer（回答的一句，依次相接）、done（整个回答），出错为 error。请求体一律按 JSON 读，不看 Content-Type。',
  request: {
    body: { required: true, content: jsonOf('AskRequest', { question: '企业诉求办结时限是多少' }) },
  },
  responses: {
    200: {
      description: '回答',
      content: { ...jsonOf('Answer'), 'text/event-stream': { schema: { type: 'string' } } },
    },
    ...errorsOf([400, '请求不合要求（invalid_request）'], [413, '请求体超过 1 MB（payload_too_large）']),
  },
});

export function addAskRoute(app: HttpApp, service: Service, reportBug: ReportBug): void {
  app.openAPIRegistry.registerPath(route);
  app.post(route.getRoutingPath(), async (c) => {
    const request = await readJsonBody(c, AskRequest);
    if (wantsEvents(c)) return streamAnswer(c, request, service, reportBug);
    const answer: Answer = await service.ask(request, contextOf(c));
    return c.json(answer, 200);
  });
}
