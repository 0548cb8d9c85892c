import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

const DAY_SECONDS = 24 * 60 * 60;

/**
 * Lets pages of the listed origins call the API with a key of their own; never with this site's cookies. An origin
 * that is not listed gets no header at all, so its browser keeps the answer from the page.
 */
export const crossOrigin = (origins: readonly string[]): MiddlewareHandler =>
  cors({
    origin: (origin) => (origins.includes(origin) ? origin : null),
    allowMethods: ['GET', 'POST', 'DELETE'],
    allowHeaders: [
      'Authorization',
      'X-API-Key',
      'Content-Type',
      'Idempotency-Key',
      'If-None-Match',
      'Last-Event-ID',
      'Mcp-Protocol-Version',
      'Mcp-Session-Id',
      'X-Request-Id',
    ],
    exposeHeaders: ['ETag', 'Retry-After', 'WWW-Authenticate', 'X-Request-Id', 'Mcp-Session-Id'],
    maxAge: DAY_SECONDS,
  });
