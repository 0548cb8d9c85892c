import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Logger } from '../service/log.ts';
import type { ServiceMetrics } from '../service/metrics.ts';
import type { HttpEnv } from './route.ts';

/** Asked every few seconds by machines: of interest only where something is wrong. */
const PROBES: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Counts and logs every request when its response begins: id, method, the route's path and not the address (which
 * may hold what was searched for), status, milliseconds, name of the key.
 */
export const requestLog =
  (log: Logger, metrics: ServiceMetrics): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    const started = performance.now();
    await next();
    const ms = performance.now() - started;
    const { status } = c.res;
    const matched = routePath(c, -1);
    // Middleware alone has matched where no route has.
    const path = matched.endsWith('*') ? null : matched;
    const figures = { method: c.req.method, path, status, ms };
    metrics.request(figures);
    const level = status >= 500 ? 'error' : path !== null && PROBES.has(path) ? 'debug' : 'info';
    log[level](
      { requestId: c.get('requestId'), ...figures, ms: Math.round(ms * 100) / 100, key: c.get('key')?.name },
      '请求',
    );
  };
