import { createRoute, z } from '@hono/zod-openapi';
import { answerMcp } from '../channels/mcp/server.ts';
import type { Service } from '../service/service.ts';
import type { ReportBug } from './error-response.ts';
import { inlineJson } from './inline-schema.ts';
import { limitBody } from './request-body.ts';
import { checkSource } from './request-source.ts';
import { contextOf, type HttpApp } from './route.ts';

/** JSON-RPC 2.0, as the Model Context Protocol uses it; the SDK checks the rest. */
const RpcMessage = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number(), z.null()]).optional(),
});

const route = createRoute({
  method: 'post',
  path: '/mcp',
  tags: ['对话与智能体'],
  summary: 'MCP（Streamable HTTP，无会话）',
  description:
    '工具：policy_ask、policy_search、policy_get_clause、policy_get_document。Host 须是本机名、IP 地址、PUBLIC_URL 或 ALLOWED_HOSTS 里的主机名；网页来源须是本服务、PUBLIC_URL 或 CORS_ORIGINS 里的。',
  request: {
    body: {
      required: true,
      content: inlineJson(RpcMessage, 'input', { jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    },
  },
  responses: {
    200: { description: 'JSON-RPC 应答', content: inlineJson(RpcMessage, 'output') },
    202: { description: '通知已收到' },
    400: { description: '不是 JSON-RPC', content: inlineJson(RpcMessage, 'output') },
    401: { description: '没有密钥，或密钥不对、过期、已撤销', content: inlineJson(RpcMessage, 'output') },
    403: { description: '密钥的角色不够，或 Host、Origin 不认识', content: inlineJson(RpcMessage, 'output') },
    500: { description: '服务内部出错', content: inlineJson(RpcMessage, 'output') },
  },
});

export function addMcpRoute(app: HttpApp, service: Service, reportBug: ReportBug): void {
  app.openAPIRegistry.registerPath(route);
  app.post(route.getRoutingPath(), limitBody, (c) => {
    checkSource(c, service.config, service.config.CORS_ORIGINS);
    const report = (error: unknown) => reportBug(c.get('requestId'), error);
    return answerMcp(c.req.raw, service, contextOf(c, 'mcp'), report);
  });
}
