import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '../errors.ts';
import type { DocumentFilters, DocumentRecord } from '../indexing/schema.ts';
import { attachmentDisposition } from './attachment.ts';
import { clauseNode, documentBody, relationsOf, standingBody } from './document-body.ts';
import { errorsOf, jsonOf, queryParameters } from './openapi.ts';
import { parseRequest } from './problems.ts';
import type { HttpApp, KnowledgeProvider } from './route.ts';
import { type DocumentDetail, type DocumentList, DocumentsQuery } from './schema.ts';

const params = z.object({ id: z.string() });
const unknown = [404, '没有这份文件（not_found）'] as const;

const listRoute = createRoute({
  method: 'get',
  path: '/v1/documents',
  tags: ['文件'],
  summary: '已入库的文件，可按标题、文号、发文机关等筛选',
  description: 'status 可重复给出或用逗号隔开；日期两端都含。nextCursor 不为 null 时，带上它取下一页。',
  parameters: queryParameters(DocumentsQuery),
  responses: {
    200: { description: '一页文件', content: jsonOf('DocumentList') },
    ...errorsOf([400, '查询参数不合要求（invalid_request）']),
  },
});

const detailRoute = createRoute({
  method: 'get',
  path: '/v1/documents/{id}',
  tags: ['文件'],
  summary: '一份文件的著录项、条款树、引用关系与版本',
  request: { params },
  responses: {
    200: { description: '文件', content: jsonOf('DocumentDetail') },
    ...errorsOf(unknown),
  },
});

const textRoute = createRoute({
  method: 'get',
  path: '/v1/documents/{id}/text',
  tags: ['文件'],
  summary: '文件正文，一切 start、end 都指向它',
  request: { params },
  responses: {
    200: { description: '正文', content: { 'text/plain; charset=utf-8': { schema: { type: 'string' } } } },
    ...errorsOf(unknown),
  },
});

const originalRoute = createRoute({
  method: 'get',
  path: '/v1/documents/{id}/original',
  tags: ['文件'],
  summary: '入库时的原文件，逐字节相同',
  request: { params },
  responses: {
    200: {
      description: '原文件',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    },
    ...errorsOf(unknown),
  },
});

function orNotFound<Found>(found: Found | undefined, id: string): Found {
  if (found !== undefined) return found;
  throw new AppError('not_found', `没有编号为“${id}”的文件，请用 GET /v1/documents 查看已入库的文件`);
}

/** Only the conditions that are given: the catalogue takes an absent one and an undefined one for different things. */
function givenFilters(query: z.output<typeof DocumentsQuery>): DocumentFilters {
  const { query: _query, limit: _limit, cursor: _cursor, ...conditions } = query;
  return Object.fromEntries(Object.entries(conditions).filter(([, value]) => value !== undefined));
}

function detail(
  record: DocumentRecord,
  catalogue: ReturnType<KnowledgeProvider>['catalogue'],
): DocumentDetail {
  const { id } = record;
  return {
    document: documentBody(record, catalogue),
    standing: standingBody(record, catalogue),
    clauses: (catalogue.clauses(id) ?? []).map(clauseNode),
    relations: relationsOf(record, catalogue),
    versions: catalogue.versions(id).map(({ document, current }) => ({
      id: document.id,
      sha256: document.sha256,
      fileName: document.fileName,
      current,
    })),
  };
}

export function addDocumentRoutes(app: HttpApp, knowledge: KnowledgeProvider): void {
  app.openAPIRegistry.registerPath(listRoute);
  app.get(listRoute.getRoutingPath(), (c) => {
    const given = Object.fromEntries(
      Object.entries(c.req.queries()).map(([name, values]) => [
        name,
        values.length === 1 ? values[0] : values,
      ]),
    );
    const query = parseRequest(DocumentsQuery, given, '查询参数');
    const { catalogue } = knowledge(c);
    const page = catalogue.documents({
      query: query.query,
      filters: givenFilters(query),
      limit: query.limit,
      cursor: query.cursor,
    });
    const body: DocumentList = {
      documents: page.documents.map((record) => documentBody(record, catalogue)),
      nextCursor: page.nextCursor,
    };
    return c.json(body, 200);
  });

  app.openAPIRegistry.registerPath(detailRoute);
  app.get(detailRoute.getRoutingPath(), (c) => {
    const id = c.req.param('id');
    const { catalogue } = knowledge(c);
    return c.json(detail(orNotFound(catalogue.document(id), id), catalogue), 200);
  });

  app.openAPIRegistry.registerPath(textRoute);
  app.get(textRoute.getRoutingPath(), (c) => {
    const id = c.req.param('id');
    const text = orNotFound(knowledge(c).catalogue.text(id), id);
    return c.body(text, 200, { 'Content-Type': 'text/plain; charset=utf-8' });
  });

  app.openAPIRegistry.registerPath(originalRoute);
  app.get(originalRoute.getRoutingPath(), (c) => {
    const id = c.req.param('id');
    const { catalogue } = knowledge(c);
    const { fileName, sha256 } = orNotFound(catalogue.document(id), id);
    const original = orNotFound(catalogue.original(id), id);
    return c.body(new Uint8Array(original), 200, {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': attachmentDisposition(fileName),
      ETag: `"${sha256}"`,
    });
  });
}
