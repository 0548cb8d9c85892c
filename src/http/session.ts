import { createRoute } from '@hono/zod-openapi';
import { AppError } from '../errors.ts';
import type { AccessKey } from '../service/keys.ts';
import type { Service } from '../service/service.ts';
import { refuseOtherSites } from './access.ts';
import { errorsOf, jsonOf } from './openapi.ts';
import { readJsonBody } from './request-body.ts';
import type { HttpApp } from './route.ts';
import { giveSession, sessionOf, takeSession } from './session-cookie.ts';
import { SessionRequest, type SessionState } from './session-schema.ts';

const startRoute = createRoute({
  method: 'post',
  path: '/v1/session',
  tags: ['权限'],
  summary: '网页用密钥换取会话，12 小时有效',
  description:
    '会话在 Cookie 里（HttpOnly、SameSite=Strict），脚本读不到；密钥撤销时会话随即失效。程序请直接用密钥。',
  request: { body: { required: true, content: jsonOf('SessionRequest', { key: 'zd_…' }) } },
  responses: {
    200: { description: '会话', content: jsonOf('SessionState') },
    ...errorsOf(
      [400, '请求不合要求（invalid_request）'],
      [401, '密钥不对、过期或已撤销（unauthorized）'],
      [403, '请求来自别的网站（forbidden）'],
      [429, '试的次数太多（rate_limited）'],
    ),
  },
});

const stateRoute = createRoute({
  method: 'get',
  path: '/v1/session',
  tags: ['权限'],
  summary: '这个请求是谁、还要不要密钥',
  responses: { 200: { description: '会话', content: jsonOf('SessionState') }, ...errorsOf() },
});

const endRoute = createRoute({
  method: 'delete',
  path: '/v1/session',
  tags: ['权限'],
  summary: '结束会话',
  responses: { 204: { description: '已结束' }, ...errorsOf() },
});

const stateOf = (key: AccessKey | null): SessionState => ({
  key:
    key === null
      ? null
      : { name: key.name, role: key.role, labels: key.labels === null ? null : [...key.labels] },
});

export function addSessionRoutes(app: HttpApp, { config, sessions }: Service): void {
  app.openAPIRegistry.registerPath(startRoute);
  app.post(startRoute.getRoutingPath(), async (c) => {
    refuseOtherSites(c, config);
    const { key: secret } = await readJsonBody(c, SessionRequest);
    const session = sessions.start(secret);
    if (session === undefined) {
      throw new AppError('unauthorized', '密钥不对，或已过期、已撤销。请检查是否复制完整，或向管理员要一个');
    }
    giveSession(c, session.token, { trustProxy: config.ZHENGDA_TRUST_PROXY });
    return c.json(stateOf(session.key), 200, { 'Cache-Control': 'no-store' });
  });

  app.openAPIRegistry.registerPath(stateRoute);
  app.get(stateRoute.getRoutingPath(), (c) => {
    const key = c.get('key') ?? null;
    return c.json(stateOf(key), 200, { 'Cache-Control': 'no-store' });
  });

  app.openAPIRegistry.registerPath(endRoute);
  app.delete(endRoute.getRoutingPath(), (c) => {
    refuseOtherSites(c, config);
    const token = sessionOf(c);
    if (token !== undefined) sessions.end(token);
    takeSession(c);
    return c.body(null, 204);
  });
}
