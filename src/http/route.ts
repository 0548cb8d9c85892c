import type { OpenAPIHono } from '@hono/zod-openapi';
import type { RequestIdVariables } from 'hono/request-id';
import type { Knowledge } from '../answer/schema.ts';

export type HttpApp = OpenAPIHono<{ Variables: RequestIdVariables }>;

/** The knowledge as it is now: asked for anew with each request, so that a newer index can take its place. */
export type KnowledgeProvider = () => Knowledge;
