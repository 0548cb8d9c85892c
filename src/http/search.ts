import { createRoute } from '@hono/zod-openapi';
import { SearchRequest, type SearchResponse } from '../retrieval/schema.ts';
import type { Service } from '../service/service.ts';
import { errorsOf, jsonOf } from './openapi.ts';
import { readJsonBody } from './request-body.ts';
import { contextOf, type HttpApp } from './route.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/search',
  tags: ['问答'],
  summary: '检索条款，每条条款出现一次',
  description: 'mode：hybrid 两路合并，lexical 只按字词，dense 只按语义。',
  request: {
    body: {
      required: true,
      content: jsonOf('SearchRequest', { query: '企业诉求 办结时限', topK: 3, mode: 'hybrid' }),
    },
  },
  responses: {
    200: { description: '条款，最相关的在前', content: jsonOf('SearchResponse') },
    ...errorsOf([400, '请求不合要求（invalid_request）'], [413, '请求体超过 1 MB（payload_too_large）']),
  },
});

export function addSearchRoute(app: HttpApp, service: Service): void {
  app.openAPIRegistry.registerPath(route);
  app.post(route.getRoutingPath(), async (c) => {
    const request = await readJsonBody(c, SearchRequest);
    const found: SearchResponse = await service.search(request, contextOf(c));
    return c.json(found, 200);
  });
}
