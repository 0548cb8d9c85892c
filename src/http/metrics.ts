import { createRoute } from '@hono/zod-openapi';
import type { Service } from '../service/service.ts';
import { errorsOf } from './openapi.ts';
import type { HttpApp } from './route.ts';

const route = createRoute({
  method: 'get',
  path: '/metrics',
  tags: ['运行'],
  summary: '运行指标，Prometheus 文本格式',
  description: '提问数、用时、索引大小、入库任务、进程资源。标签里没有问题、密钥和编号。',
  responses: {
    200: { description: '指标', content: { 'text/plain': { schema: { type: 'string' } } } },
    ...errorsOf(),
  },
});

export function addMetricsRoute(app: HttpApp, { metrics }: Service): void {
  app.openAPIRegistry.registerPath(route);
  app.get(route.getRoutingPath(), async (c) =>
    c.body(await metrics.render(), 200, { 'Content-Type': metrics.contentType }),
  );
}
