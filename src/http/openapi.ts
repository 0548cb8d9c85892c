import { z } from 'zod';
import { Answer, AskRequest, Citation, Warning } from '../answer/schema.ts';
import { DocumentFilters } from '../indexing/schema.ts';
import {
  ClauseReference,
  DocumentSummary,
  IndexSummary,
  SearchHit,
  SearchRequest,
  SearchResponse,
} from '../retrieval/schema.ts';
import { AuditRecord, UnansweredQuestion } from '../service/audit.ts';
import { FeedbackEntry, FeedbackRequest } from '../service/feedback-schema.ts';
import { Job, JobFile } from '../service/job-schema.ts';
import type { AccessRole } from '../service/keys.ts';
import { ACCESS } from './access.ts';
import { AuditList, UnansweredList } from './audit-schema.ts';
import { EvaluationRecords } from './evaluation-record.ts';
import { FeedbackAccepted, FeedbackList } from './feedback-schema.ts';
import type { HttpApp } from './route.ts';
import {
  ClauseDetail,
  ClauseNode,
  DocumentBody,
  DocumentDetail,
  DocumentList,
  ErrorBody,
  Health,
  Relation,
  StandingBody,
} from './schema.ts';
import { SessionRequest, SessionState } from './session-schema.ts';
import { JobAccepted, JobDetail, JobList } from './upload-schema.ts';

/** The schemas that the OpenAPI document names; everything else is written out where it is used. */
const COMPONENTS = {
  Answer,
  AskRequest,
  AuditList,
  AuditRecord,
  Citation,
  ClauseDetail,
  ClauseNode,
  ClauseReference,
  DocumentBody,
  DocumentDetail,
  DocumentFilters,
  DocumentList,
  DocumentSummary,
  ErrorBody,
  EvaluationRecords,
  FeedbackAccepted,
  FeedbackEntry,
  FeedbackList,
  FeedbackRequest,
  Health,
  IndexSummary,
  Job,
  JobAccepted,
  JobDetail,
  JobFile,
  JobList,
  Relation,
  SearchHit,
  SearchRequest,
  SearchResponse,
  SessionRequest,
  SessionState,
  StandingBody,
  UnansweredList,
  UnansweredQuestion,
  Warning,
};
export type ComponentName = keyof typeof COMPONENTS;

const reference = (name: string) => `#/components/schemas/${name}`;

/** JSON content of a component, for `createRoute`; the example is what the page of the API starts from. */
export function jsonOf(name: ComponentName, example?: Readonly<Record<string, unknown>>) {
  const schema = { $ref: reference(name) };
  return { 'application/json': example === undefined ? { schema } : { schema, example } };
}

/** The error responses that a route may give, with the shape that all share. */
export function errorsOf(...descriptions: readonly (readonly [status: number, description: string])[]) {
  return Object.fromEntries(
    [...descriptions, [500, '服务内部出错（internal），附请求编号'] as const].map(([status, description]) => [
      status,
      { description, content: jsonOf('ErrorBody') },
    ]),
  );
}

/**
 * zod writes JSON Schema 2020-12 itself, which is what OpenAPI 3.1 uses. The schemas belong to folders that know
 * nothing of OpenAPI, and zod-to-openapi reads only those made after it has patched zod, so it gets them ready-made.
 */
function componentSchemas(): Record<string, Record<string, unknown>> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(COMPONENTS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: reference });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _schema, $id: _id, ...schema }]) => [name, schema]),
  );
}

/** Query parameters of a zod object, in the form of an OpenAPI document. */
export function queryParameters(schema: z.ZodObject) {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: 'query' as const,
    required: required.includes(name),
    schema: JSON.parse(JSON.stringify(property)),
  }));
}

/** What access control and limits may answer, by the role that a route needs. */
const refusals = (role: AccessRole): Readonly<Record<string, string>> => ({
  401: '没有密钥，或密钥不对、过期、已撤销（unauthorized）',
  403: `密钥的角色不到 ${role}，或请求来自别的网站的网页（forbidden）`,
  429: '太频繁（rate_limited），Retry-After 说明多少秒后再试',
});

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

type Document = ReturnType<HttpApp['getOpenAPI31Document']>;

/**
 * Adds to each operation what it has in common with all others of its role. Errors have the shape of the route's own:
 * clients of a protocol read no other. A route that speaks of keys itself is left as it is.
 */
function withAccess(document: Document): Document {
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation?.responses === undefined) continue;
      const needed = ACCESS[`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/gu, ':$1')}`] ?? 'admin';
      if (needed === 'open') {
        operation.security = [];
        continue;
      }
      const { responses } = operation;
      const own = responses[500];
      const content = own !== undefined && 'content' in own ? own.content : undefined;
      const speaksOfKeys = '401' in responses || '403' in responses;
      for (const [status, description] of Object.entries(refusals(needed))) {
        if (status in responses || (speaksOfKeys && status !== '429')) continue;
        responses[status] = { description, ...(content !== undefined && { content }) };
      }
    }
  }
  return document;
}

export function addOpenApiDocument(app: HttpApp): void {
  for (const [name, schema] of Object.entries(componentSchemas())) {
    app.openAPIRegistry.registerComponent('schemas', name, schema);
  }
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: '密钥，由管理员用 npm run keys 建立。只在本机监听又没有建过密钥时不需要',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'header', {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: '同一密钥的另一种给法',
  });
  const config = {
    openapi: '3.1.0',
    info: {
      title: '政答',
      version: '1',
      description:
        '政策文件知识库：用条款原文回答问题并给出出处。引文与 GET /v1/documents/{id}/text 的 slice(start, end)（UTF-16 码元，半开区间）逐字相同。出错时一律为 ErrorBody。',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/', description: '本服务' }],
    security: [{ bearer: [] }, { header: [] }, {}],
    tags: [
      { name: '问答', description: '提问与检索' },
      { name: '文件', description: '文件、条款、正文与原件' },
      { name: '对话与智能体', description: 'OpenAI 兼容的对话、Dify、MCP' },
      { name: '反馈', description: '用户对回答的反馈' },
      { name: '权限', description: '网页的会话' },
      { name: '管理', description: '回答记录与没有答上的问题，要管理密钥' },
      { name: '运行', description: '服务状态' },
    ],
  };
  let document: Document | undefined;
  app.get('/openapi.json', (c) => {
    document ??= withAccess(app.getOpenAPI31Document(config));
    return c.json(document);
  });
}
