import { OpenAPIHono } from '@hono/zod-openapi';
import { except } from 'hono/combine';
import { requestId } from 'hono/request-id';
import { type Logger, SILENT } from '../service/log.ts';
import type { Service } from '../service/service.ts';
import { checkAccess, STRANGER } from './access.ts';
import { addAskRoute } from './ask.ts';
import { addAuditRoutes } from './audit.ts';
import { channelErrors } from './channel-errors.ts';
import { addChannelRoutes } from './channels.ts';
import { addClauseRoute } from './clauses.ts';
import { crossOrigin } from './cors.ts';
import { addDocumentRoutes } from './documents.ts';
import { errorResponse, type ReportBug, reportToStderr } from './error-response.ts';
import { entityTags } from './etag.ts';
import { addEvaluationRoute } from './evaluation.ts';
import { addFeedbackRoutes } from './feedback.ts';
import { addHealthRoutes } from './health.ts';
import { addJobRoutes } from './jobs.ts';
import { addMetricsRoute } from './metrics.ts';
import { addOpenApiDocument } from './openapi.ts';
import { addPages } from './pages.ts';
import { limitAddress, limitKey } from './rate-limit.ts';
import { limitBody } from './request-body.ts';
import { requestLog } from './request-log.ts';
import type { HttpApp, KnowledgeProvider } from './route.ts';
import { addSearchRoute } from './search.ts';
import { securityHeaders } from './security-headers.ts';
import { addSessionRoutes } from './session.ts';
import { allowedMethods, unmatched } from './unmatched.ts';
import { addUploadRoutes, takesFiles } from './uploads.ts';
import { addWechatRoutes } from './wechat.ts';

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
  const { config } = service;
  const knowledge: KnowledgeProvider = (c) =>
    service.knowledge({ channel: 'http', key: c.get('key') ?? STRANGER });
  const app: HttpApp = new OpenAPIHono();
  app.use(requestId());
  app.use(requestLog(log, service.metrics));
  app.use(securityHeaders);
  app.use(channelErrors);
  if (config.CORS_ORIGINS.length > 0) app.use(crossOrigin(config.CORS_ORIGINS));
  app.use(limitAddress(config));
  app.use(checkAccess(service));
  app.use(limitKey(config));
  app.use('/v1/*', except(takesFiles, limitBody));
  app.use('/v1/documents/*', entityTags);

  addAskRoute(app, service, reportBug);
  addSearchRoute(app, service);
  addDocumentRoutes(app, knowledge);
  addUploadRoutes(app, service);
  addJobRoutes(app, service, reportBug);
  addFeedbackRoutes(app, service);
  addClauseRoute(app, knowledge);
  addSessionRoutes(app, service);
  addAuditRoutes(app, service);
  addEvaluationRoute(app);
  addHealthRoutes(app, service);
  addMetricsRoute(app, service);
  addChannelRoutes(app, service, reportBug);
  addWechatRoutes(app, service, reportBug);
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
