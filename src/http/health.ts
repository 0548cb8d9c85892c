import { createRoute } from '@hono/zod-openapi';
import { AppError } from '../errors.ts';
import { readiness } from '../service/readiness.ts';
import type { Service } from '../service/service.ts';
import { errorsOf, jsonOf } from './openapi.ts';
import type { HttpApp } from './route.ts';
import type { Health } from './schema.ts';

const health = createRoute({
  method: 'get',
  path: '/healthz',
  tags: ['运行'],
  summary: '服务是否在运行，用的是哪个索引',
  responses: { 200: { description: '在运行', content: jsonOf('Health') }, ...errorsOf() },
});

const ready = createRoute({
  method: 'get',
  path: '/readyz',
  tags: ['运行'],
  summary: '现在能不能回答：试读索引、试用模型、试写记录库',
  responses: {
    200: { description: '能', content: jsonOf('Health') },
    ...errorsOf([503, '不能（not_ready），details 逐项说明缺什么']),
  },
});

const CHECK_NAMES = { index: '索引', model: '模型', store: '记录库' } as const;

export function addHealthRoutes(app: HttpApp, service: Service): void {
  const state = (): Health => {
    const { version, documents, passages } = service.knowledge(null).statistics;
    return { status: 'ok', index: { version, documents, passages } };
  };
  app.openAPIRegistry.registerPath(health);
  app.get(health.getRoutingPath(), (c) => c.json(state(), 200));
  app.openAPIRegistry.registerPath(ready);
  app.get(ready.getRoutingPath(), async (c) => {
    const failed = (await readiness(service)).filter(({ problem }) => problem !== null);
    if (failed.length === 0) return c.json(state(), 200);
    const names = failed.map(({ name }) => CHECK_NAMES[name]).join('、');
    throw new AppError(
      'not_ready',
      `现在不能回答：${names}不可用。请在这台机器上运行 npm run doctor 查明原因`,
      {
        details: failed.map(({ name, problem }) => ({ check: name, problem })),
      },
    );
  });
}
