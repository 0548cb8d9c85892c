import type { MiddlewareHandler } from 'hono';
import { etag } from 'hono/etag';
import type { HttpEnv } from './route.ts';

const addTag = etag();

/**
 * `ETag` and `If-None-Match` (RFC 9110, 8.8.3 and 13.1.2) from the body itself, as what is said of a document depends on
 * the other documents, the day and who asks. A client may keep what it got, for itself, and asks each time.
 */
export const entityTags: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await addTag(c, async () => {
    await next();
    if (c.res.ok && c.req.method !== 'POST' && c.req.method !== 'DELETE') {
      c.res.headers.set('Cache-Control', 'private, no-cache');
    }
  });
};
