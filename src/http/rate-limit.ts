import type { Context, MiddlewareHandler } from 'hono';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import { RateLimit } from '../service/rate-limit.ts';
import { clientAddress } from './client-address.ts';
import type { HttpEnv } from './route.ts';

/** Addresses under which nothing is computed: pages and their files, and what machines ask to see whether it runs. */
const isLight = (path: string): boolean =>
  !path.startsWith('/v1/') && path !== '/mcp' && path !== '/retrieval';

/** Says with `Retry-After` (RFC 9110 section 10.2.3) when to come back. */
async function limited(c: Context, take: () => Promise<void>): Promise<void> {
  try {
    await take();
  } catch (error) {
    if (error instanceof AppError && error.code === 'rate_limited')
      c.header('Retry-After', String(error.details[0]?.retryAfterSeconds ?? 60));
    throw error;
  }
}

type LimitConfig = Pick<Config, 'RATE_LIMIT_ADDRESS' | 'RATE_LIMIT_KEY' | 'ZHENGDA_TRUST_PROXY'>;

/** Before access is checked, so that wrong keys count too: so many requests from one address. This machine has no limit. */
export function limitAddress(config: LimitConfig): MiddlewareHandler<HttpEnv> {
  const requests = new RateLimit({ perMinute: config.RATE_LIMIT_ADDRESS, what: '来自这个地址的请求' });
  return async (c, next) => {
    const address = isLight(c.req.path) ? null : clientAddress(c, { trustProxy: config.ZHENGDA_TRUST_PROXY });
    if (address !== null) await limited(c, () => requests.take(address));
    await next();
  };
}

/** After access is checked: so many requests with one key, wherever they come from. */
export function limitKey(config: LimitConfig): MiddlewareHandler<HttpEnv> {
  const requests = new RateLimit({ perMinute: config.RATE_LIMIT_KEY, what: '用这个密钥的请求' });
  return async (c, next) => {
    const key = c.get('key');
    // Who asks without a key is told apart by address.
    if (key !== undefined && !isLight(c.req.path) && key.id !== 'local' && key.id !== 'open')
      await limited(c, () => requests.take(key.id));
    await next();
  };
}
