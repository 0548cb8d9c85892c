import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { ACCESS } from '../../src/http/access.ts';
import { Health } from '../../src/http/schema.ts';
import { bodyOf, testApp } from './requests.ts';

const Operation = z.looseObject({
  summary: z.string(),
  tags: z.array(z.string()).length(1),
  responses: z.record(z.string(), z.looseObject({ description: z.string() })),
});
const OpenApiDocument = z.looseObject({
  openapi: z.literal('3.1.0'),
  tags: z.array(z.looseObject({ name: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
});

async function openApiDocument() {
  const { app, get } = testApp();
  const json: unknown = await (await get('/openapi.json')).json();
  return { app, json, document: OpenApiDocument.parse(json) };
}

it('is valid OpenAPI 3.1', async () => {
  const { json } = await openApiDocument();
  const validator = new Validator();
  const { valid, errors } = await validator.validate(z.record(z.string(), z.unknown()).parse(json));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(validator.version).toBe('3.1');
});

it('describes exactly the routes of the API that the app has', async () => {
  const { app, document } = await openApiDocument();
  const served = app.routes
    .filter(
      ({ method, path }) =>
        method !== 'ALL' &&
        (path.startsWith('/v1/') ||
          /^\/(?:healthz|readyz|metrics)$/u.test(path) ||
          // With GET, /retrieval is a page.
          /^POST \/(?:retrieval|mcp)$/u.test(`${method} ${path}`)),
    )
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/gu, '{$1}')}`);
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect([...new Set(served)].sort()).toEqual(described.sort());
  expect(described).toContain('POST /v1/ask');
});

it('names only components that it has, and only tags that it lists', async () => {
  const { json, document } = await openApiDocument();
  const references = [...JSON.stringify(json).matchAll(/"#\/components\/schemas\/([^"]+)"/gu)].map(
    ([, name]) => name,
  );
  expect(references.length).toBeGreaterThan(10);
  expect(references.filter((name) => name === undefined || !(name in document.components.schemas))).toEqual(
    [],
  );
  const tags = document.tags.map(({ name }) => name);
  const used = Object.values(document.paths).flatMap((path) =>
    Object.values(path).flatMap((operation) => operation.tags),
  );
  expect(used.filter((tag) => !tags.includes(tag))).toEqual([]);
});

it('tells of the limits that requests are held to', async () => {
  const { document } = await openApiDocument();
  expect(document.components.schemas.AskRequest).toMatchObject({
    required: ['question'],
    additionalProperties: false,
    properties: { question: { maxLength: 2000 }, topK: { minimum: 1, maximum: 20, default: 5 } },
  });
  const list = document.paths['/v1/documents']?.get;
  expect(list?.parameters).toContainEqual(
    expect.objectContaining({
      name: 'limit',
      in: 'query',
      required: false,
      schema: expect.objectContaining({ maximum: 200, default: 50 }),
    }),
  );
});

it('GET /healthz says which index is in use', async () => {
  const { get } = testApp();
  expect(await bodyOf(await get('/healthz'), Health)).toEqual({
    status: 'ok',
    index: { version: 'test-1', documents: 2, passages: 9 },
  });
});

it('tells of every route what access control may answer', async () => {
  const { document } = await openApiDocument();
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, { responses, security }] of Object.entries(operations)) {
      const name = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/gu, ':$1')}`;
      if (ACCESS[name] === 'open') expect(security, name).toEqual([]);
      else {
        expect(Object.keys(responses), name).toContain('429');
        expect('401' in responses || '403' in responses, name).toBe(true);
      }
    }
  }
  expect(document.paths['/v1/audit']?.get?.responses['403']?.description).toContain('管理');
  expect(document.paths['/v1/jobs']?.get?.responses['403']?.description).toContain('index');
  // Clients of OpenAI read errors in its own shape.
  const chat = document.paths['/v1/chat/completions']?.post?.responses;
  expect(chat?.['401']).toHaveProperty('content', chat?.['500']?.content);
});
