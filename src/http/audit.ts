import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '../errors.ts';
import type { Service } from '../service/service.ts';
import { type AuditList, AuditListQuery, type UnansweredList } from './audit-schema.ts';
import { errorsOf, jsonOf, queryParameters } from './openapi.ts';
import { parseRequest } from './problems.ts';
import type { HttpApp } from './route.ts';
import { PageQuery } from './upload-schema.ts';

const refused = [
  [401, '需要密钥（unauthorized）'],
  [403, '密钥的角色不是管理（forbidden）'],
] as const;

const listRoute = createRoute({
  method: 'get',
  path: '/v1/audit',
  tags: ['管理'],
  summary: '回答记录，最近的在前',
  description:
    '每个回答一条：问题（按 AUDIT_QUESTIONS 原样、隐去个人信息或不留）、密钥、渠道、索引版本、条款与引文、回答的 SHA-256。保留 AUDIT_DAYS 天。from、to 是日期或时刻，两端都含，按 UTC。nextCursor 不为 null 时，带上它取下一页。',
  parameters: queryParameters(AuditListQuery),
  responses: {
    200: { description: '一页记录', content: jsonOf('AuditList') },
    ...errorsOf([400, '查询参数不合要求（invalid_request）'], ...refused),
  },
});

const oneRoute = createRoute({
  method: 'get',
  path: '/v1/audit/{id}',
  tags: ['管理'],
  summary: '一个回答的记录',
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: { description: '记录', content: jsonOf('AuditRecord') },
    ...errorsOf(...refused, [404, '没有这个回答的记录，或已过保留期（not_found）']),
  },
});

const unansweredRoute = createRoute({
  method: 'get',
  path: '/v1/unanswered',
  tags: ['管理'],
  summary: '没有找到依据、此后也没有答上的问题，最近问的在前',
  description: '同一问题（连同它之前的几问）一条，附次数。AUDIT_QUESTIONS=none 时为空。',
  parameters: queryParameters(PageQuery),
  responses: {
    200: { description: '一页问题', content: jsonOf('UnansweredList') },
    ...errorsOf([400, '查询参数不合要求（invalid_request）'], ...refused),
  },
});

export function addAuditRoutes(app: HttpApp, { audit }: Service): void {
  app.openAPIRegistry.registerPath(listRoute);
  app.get(listRoute.getRoutingPath(), (c) => {
    const { records, nextCursor } = audit.list(parseRequest(AuditListQuery, c.req.query(), '查询参数'));
    const body: AuditList = { records: [...records], nextCursor };
    return c.json(body, 200);
  });

  app.openAPIRegistry.registerPath(oneRoute);
  app.get(oneRoute.getRoutingPath(), (c) => {
    const id = c.req.param('id');
    const record = audit.find(id);
    if (record === undefined) {
      throw new AppError('not_found', `没有编号为“${id}”的回答记录，也许已过保留期（AUDIT_DAYS）`);
    }
    return c.json(record, 200);
  });

  app.openAPIRegistry.registerPath(unansweredRoute);
  app.get(unansweredRoute.getRoutingPath(), (c) => {
    const page = audit.unanswered(parseRequest(PageQuery, c.req.query(), '查询参数'));
    const body: UnansweredList = { questions: [...page.questions], nextCursor: page.nextCursor };
    return c.json(body, 200);
  });
}
