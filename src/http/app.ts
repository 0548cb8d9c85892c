import { OpenAPIHono } from '@hono/zod-openapi';
import { requestId } from 'hono/request-id';
import { type Logger, SILENT } from '../service/log.ts';
import type { Service } from '../service/service.ts';
import { addAskRoute } from './ask.ts';
import { channelErrors } from './channel-errors.ts';
import { addChannelRoutes } from './channels.ts';
import { addClauseRoute } from './clauses.ts';
import { addDocumentRoutes } from './documents.ts';
import { errorResponse, type ReportBug, reportToStderr } from './error-response.ts';
import { addHealthRoutes } from './health.ts';
import { addMetricsRoute } from './metrics.ts';
import { addOpenApiDocument } from './openapi.ts';
import { addPages } from './pages.ts';
import { limitBody } from './request-body.ts';
import { requestLog } from './request-log.ts';
import type { HttpApp } from './route.ts';
import { addSearchRoute } from './search.ts';
import { securityHeaders } from './security-headers.ts';
import { allowedMethods, unmatched } from './unmatched.ts';

export type AppOptions = Readonly<{
  /** Where bugs are written; stderr by default. */
  reportBug?: ReportBug;
  /** Where requests are logged; nowhere by default. */
  log?: Logger;
}>;

/** The whole service as a function of requests: the API under /v1, its description, and the pages. */
export function createApp(
  service: Service,
  { reportBug = reportToStderr, log = SILENT }: AppOptions = {},
): HttpApp {
  const { knowledge } = service;
  const app: HttpApp = new OpenAPIHono();
  app.use(requestId());
  app.use(requestLog(log, service.metrics));
  app.use(securityHeaders);
  app.use(channelErrors);
  app.use('/v1/*', limitBody);

  addAskRoute(app, service);
  addSearchRoute(app, service);
  addDocumentRoutes(app, knowledge);
  addClauseRoute(app, knowledge);
  addHealthRoutes(app, service);
  addMetricsRoute(app, service);
  addChannelRoutes(app, service, reportBug);
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
