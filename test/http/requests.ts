import { expect } from 'vitest';
import type { z } from 'zod';
import type { ErrorCode } from '../../src/errors.ts';
import { createApp } from '../../src/http/app.ts';
import { ErrorBody } from '../../src/http/schema.ts';
import { createService } from '../../src/service/service.ts';
import { fakeKnowledge } from './fake-knowledge.ts';

/** An app on fake knowledge, with what it reported as bugs. */
export function testApp() {
  const knowledge = fakeKnowledge();
  const bugs: { requestId: string; error: unknown }[] = [];
  const app = createApp(createService({ knowledge: () => knowledge }), {
    reportBug: (requestId, error) => bugs.push({ requestId, error }),
  });
  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    app.request(path, { method: 'POST', body, headers });
  const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
  return { app, knowledge, bugs, post, get };
}

/** Parses a 200 response with the schema of the contract; unknown fields make it fail. */
export async function bodyOf<Schema extends z.ZodObject>(
  response: Response,
  schema: Schema,
): Promise<z.output<Schema>> {
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  const body: unknown = await response.json();
  const parsed = schema.parse(body);
  expect(parsed).toEqual(body);
  return parsed;
}

/** Checks status and shape of an error, and returns it. */
export async function errorOf(response: Response, status: number, code: ErrorCode) {
  expect(response.status).toBe(status);
  const body: unknown = await response.json();
  const { error } = ErrorBody.parse(body);
  expect(body).toEqual({ error });
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/\p{Script=Han}/u);
  return error;
}
