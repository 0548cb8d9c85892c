import type { Context, MiddlewareHandler } from 'hono';
import { difyError } from '../channels/dify/error.ts';
import { rpcError } from '../channels/mcp/error.ts';
import { openAiError } from '../channels/openai/error.ts';
import type { HttpEnv } from './route.ts';
import { ErrorBody } from './schema.ts';

type Reshape = (
  status: number,
  error: ErrorBody['error'],
  c: Context<HttpEnv>,
) => { status: number; body: object };

/** What the clients of an address read errors as; undefined for those of the API's own. */
function shapeOf(method: string, path: string): Reshape | undefined {
  if (path === '/v1/chat/completions' || path === '/v1/models' || path.startsWith('/v1/models/')) {
    return (status, error) => ({ status, body: openAiError(status, error) });
  }
  // With GET it is a page.
  if (path === '/retrieval' && method === 'POST') {
    return (status, error, c) => difyError(status, error, c.req.header('Authorization'));
  }
  if (path === '/mcp') return (status, error) => ({ status, body: rpcError(status, error) });
  return undefined;
}

/**
 * Gives the errors of chat and agent protocols the protocol's own shape, wherever they came from: strict clients read
 * nothing else. Stands before whatever may refuse a request.
 */
export const channelErrors: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await next();
  if (c.res.status < 400) return;
  const reshape = shapeOf(c.req.method, c.req.path);
  if (reshape === undefined) return;
  const found = ErrorBody.safeParse(
    await c.res
      .clone()
      .json()
      .catch(() => undefined),
  );
  if (!found.success) return;
  const { status, body } = reshape(c.res.status, found.data.error, c);
  const headers = new Headers(c.res.headers);
  headers.delete('Content-Length');
  c.res = new Response(JSON.stringify(body), { status, headers });
};
