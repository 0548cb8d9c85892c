import { OpenAPIHono } from '@hono/zod-openapi';
import { requestId } from 'hono/request-id';
import { addAskRoute } from './ask.ts';
import { addClauseRoute } from './clauses.ts';
import { Conversations } from './conversations.ts';
import { addDocumentRoutes } from './documents.ts';
import { errorResponse, type ReportBug, reportToStderr } from './error-response.ts';
import { addHealthRoute } from './health.ts';
import { addOpenApiDocument } from './openapi.ts';
import { addPages } from './pages.ts';
import { limitBody } from './request-body.ts';
import type { HttpApp, KnowledgeProvider } from './route.ts';
import { addSearchRoute } from './search.ts';
import { securityHeaders } from './security-headers.ts';
import { allowedMethods, unmatched } from './unmatched.ts';

export type AppOptions = Readonly<{
  conversations?: Conversations;
  /** Where bugs are written; stderr by default. */
  reportBug?: ReportBug;
}>;

/** The whole service as a function of requests: the API under /v1, its description, and the pages. */
export function createApp(knowledge: KnowledgeProvider, options: AppOptions = {}): HttpApp {
  const { conversations = new Conversations(), reportBug = reportToStderr } = options;
  const app: HttpApp = new OpenAPIHono();
  app.use(requestId());
  app.use(securityHeaders);
  app.use('/v1/*', limitBody);

  addAskRoute(app, knowledge, conversations);
  addSearchRoute(app, knowledge);
  addDocumentRoutes(app, knowledge);
  addClauseRoute(app, knowledge);
  addHealthRoute(app, knowledge);
  addOpenApiDocument(app);
  addPages(app, knowledge);

  app.notFound((c) => {
    const allowed = allowedMethods(app, c.req.path);
    if (allowed.length > 0) c.header('Allow', allowed.join(', '));
    const error = unmatched(c.req.method, c.req.path, allowed);
    return errorResponse(c, error, c.get('requestId'), reportBug);
  });
  app.onError((error, c) => errorResponse(c, error, c.get('requestId'), reportBug));
  return app;
}
