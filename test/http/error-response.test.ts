import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/errors.ts';
import { STATUS_OF_CODE } from '../../src/http/error-response.ts';
import { errorOf, testApp } from './requests.ts';

it('gives every code a status that is an error', () => {
  expect(Object.keys(STATUS_OF_CODE).sort()).toEqual([...ERROR_CODES].sort());
  for (const status of Object.values(STATUS_OF_CODE)) expect(status).toBeGreaterThanOrEqual(400);
});

describe('a bug', () => {
  it('is told as internal with the request id and nothing else, and reported in full', async () => {
    const { post, bugs } = testApp();
    const response = await post('/v1/ask', '{"question":"出错"}', { 'X-Request-Id': 'r-1' });
    const error = await errorOf(response.clone(), 500, 'internal');
    expect(error.details).toEqual([{ requestId: 'r-1' }]);
    expect(error.message).toContain('r-1');
    expect(await response.text()).not.toContain('secret');
    expect(bugs).toHaveLength(1);
    expect(bugs[0]?.requestId).toBe('r-1');
    expect(String(bugs[0]?.error)).toContain('secret');
  });
});

it('passes on an error of the index with its own words, and does not report it as a bug', async () => {
  const { post, bugs } = testApp();
  const error = await errorOf(await post('/v1/ask', '{"question":"索引"}'), 503, 'index_damaged');
  expect(error.message).toContain('--rebuild');
  expect(bugs).toEqual([]);
});

it.each(['/nothing', '/v1', '/v1/nothing', '/assets/nothing.js', '/assets/..%2Fhttp%2Fapp.ts'])(
  'says that %s is unknown',
  async (path) => {
    const { get } = testApp();
    await errorOf(await get(path), 404, 'not_found');
  },
);

it.each([
  ['GET', '/v1/ask', 'POST'],
  ['PUT', '/v1/search', 'POST'],
  ['PUT', '/v1/documents', 'GET, HEAD, POST'],
  ['POST', '/v1/documents/1111111111111111', 'DELETE, GET, HEAD'],
  ['PATCH', '/v1/clauses/1111111111111111-3', 'GET, HEAD'],
  ['POST', '/', 'GET, HEAD'],
])('refuses %s %s and says what is allowed', async (method, path, allowed) => {
  const { app } = testApp();
  const response = await app.request(path, { method });
  expect(response.headers.get('allow')).toBe(allowed);
  const error = await errorOf(response, 405, 'method_not_allowed');
  expect(error.message).toContain(method);
});

describe('every response', () => {
  it.each(['/', '/v1/documents', '/nothing', '/openapi.json'])(
    'of %s carries id and headers',
    async (path) => {
      const { get } = testApp();
      const { headers } = await get(path);
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,}$/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
    },
  );

  it('takes a sane request id of the client, and makes one of its own for any other', async () => {
    const { get } = testApp();
    expect((await get('/healthz', { 'X-Request-Id': 'abc-1' })).headers.get('x-request-id')).toBe('abc-1');
    expect((await get('/healthz', { 'X-Request-Id': '<script>' })).headers.get('x-request-id')).not.toContain(
      '<',
    );
  });
});
