import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { RequestIdVariables } from 'hono/request-id';
import type { Knowledge } from '../answer/schema.ts';
import type { AccessKey, AskContext } from '../service/service.ts';

/** `key` is set where a request came with a key that is known. */
export type HttpVariables = RequestIdVariables & { key?: AccessKey };
export type HttpEnv = { Variables: HttpVariables };
export type HttpApp = OpenAPIHono<HttpEnv>;

/**
 * The knowledge as it is now, with what this request may see: asked for anew with each request, so that a newer index
 * can take its place.
 */
export type KnowledgeProvider = (c: Context<HttpEnv>) => Knowledge;

/** Who asks by this request. */
export const contextOf = (c: Context<HttpEnv>, channel: AskContext['channel'] = 'http'): AskContext => ({
  channel,
  key: c.get('key') ?? null,
  requestId: c.get('requestId'),
});
