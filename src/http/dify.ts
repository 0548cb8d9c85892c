import { createRoute } from '@hono/zod-openapi';
import { retrieve } from '../channels/dify/retrieve.ts';
import { DifyError, KNOWLEDGE_ID, RetrievalRequest, RetrievalResponse } from '../channels/dify/schema.ts';
import type { Service } from '../service/service.ts';
import { inlineJson } from './inline-schema.ts';
import { limitBody, readJsonBody } from './request-body.ts';
import { contextOf, type HttpApp } from './route.ts';

const failed = (description: string) => ({ description, content: inlineJson(DifyError, 'output') });

const route = createRoute({
  method: 'post',
  path: '/retrieval',
  tags: ['对话与智能体'],
  summary: 'Dify 外部知识库',
  description: `在 Dify 的外部知识库里，API 端点填本服务的地址（不带 /retrieval），外部知识库 ID 填 ${KNOWLEDGE_ID}。score 在 0 到 1 之间：字词或语义有一方相符就高；阈值宜从 0.4 起。metadata_condition 可用 title、documentNumber、issuer、region、issuedOn、status、kind。保存时 Dify 发一个空请求来试，得到空的 records。`,
  request: {
    body: {
      required: false,
      content: inlineJson(RetrievalRequest, 'input', {
        knowledge_id: KNOWLEDGE_ID,
        query: '企业诉求办结时限是多少',
        retrieval_setting: { top_k: 3, score_threshold: 0.4 },
        metadata_condition: {
          logical_operator: 'and',
          conditions: [{ name: 'issuer', comparison_operator: 'contains', value: '江西省' }],
        },
      }),
    },
  },
  responses: {
    200: { description: '条款，最相关的在前', content: inlineJson(RetrievalResponse, 'output') },
    400: failed('请求不合要求，按 Dify 的格式'),
    403: failed('密钥格式不对（1001）或不对（1002）'),
    404: failed('没有这个知识库（2001）'),
    500: failed('服务内部出错'),
  },
});

export function addDifyRoute(app: HttpApp, service: Service): void {
  app.openAPIRegistry.registerPath(route);
  app.post(route.getRoutingPath(), limitBody, async (c) => {
    // On saving, Dify posts nothing at all, to see whether the address answers and takes the key.
    if ((await c.req.arrayBuffer()).byteLength === 0) return c.json({ records: [] }, 200);
    const request = await readJsonBody(c, RetrievalRequest);
    return c.json(await retrieve(request, service, contextOf(c, 'dify')), 200);
  });
}
