import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '../errors.ts';
import { referToClause, summariseDocument } from '../retrieval/reference.ts';
import { clauseNode } from './document-body.ts';
import { errorsOf, jsonOf } from './openapi.ts';
import type { HttpApp, KnowledgeProvider } from './route.ts';
import type { ClauseDetail } from './schema.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/clauses/{id}',
  tags: ['文件'],
  summary: '一个条款的全文与所在文件',
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: { description: '条款', content: jsonOf('ClauseDetail') },
    ...errorsOf([404, '没有这个条款（not_found）']),
  },
});

export function addClauseRoute(app: HttpApp, knowledge: KnowledgeProvider): void {
  app.openAPIRegistry.registerPath(route);
  app.get(route.getRoutingPath(), (c) => {
    const id = c.req.param('id');
    const { catalogue } = knowledge(c);
    const found = catalogue.clause(id);
    const document = found && catalogue.document(found.documentId);
    const text = found && catalogue.text(found.documentId);
    if (found === undefined || document === undefined || text === undefined) {
      throw new AppError('not_found', `没有编号为“${id}”的条款，请用检索结果或文件条款树中的编号`);
    }
    const { path, label } = referToClause(id, catalogue).reference;
    const body: ClauseDetail = {
      document: summariseDocument(document, catalogue),
      clause: clauseNode(found.clause),
      path: [...path],
      label,
      text: text.slice(found.clause.start, found.clause.end),
    };
    return c.json(body, 200);
  });
}
