import { createRoute } from '@hono/zod-openapi';
import { errorsOf, jsonOf } from './openapi.ts';
import type { HttpApp, KnowledgeProvider } from './route.ts';
import type { Health } from './schema.ts';

const route = createRoute({
  method: 'get',
  path: '/healthz',
  tags: ['运行'],
  summary: '服务是否在运行，用的是哪个索引',
  responses: { 200: { description: '在运行', content: jsonOf('Health') }, ...errorsOf() },
});

export function addHealthRoute(app: HttpApp, knowledge: KnowledgeProvider): void {
  app.openAPIRegistry.registerPath(route);
  app.get(route.getRoutingPath(), (c) => {
    const { version, documents, passages } = knowledge().statistics;
    const body: Health = { status: 'ok', index: { version, documents, passages } };
    return c.json(body, 200);
  });
}
