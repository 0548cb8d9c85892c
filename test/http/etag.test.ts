import { describe, expect, it } from 'vitest';
import { PROVINCE_ID } from './fake-knowledge.ts';
import { testApp } from './requests.ts';

describe('ETag', () => {
  it.each([
    '/v1/documents',
    '/v1/documents?limit=1',
    `/v1/documents/${PROVINCE_ID}`,
    `/v1/documents/${PROVINCE_ID}/text`,
    `/v1/documents/${PROVINCE_ID}/original`,
  ])('lets a client keep %s', async (path) => {
    const { get } = testApp();
    const first = await get(path);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[^"]+"$/u);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    for (const given of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await get(path, { 'If-None-Match': given });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    }
    const other = await get(path, { 'If-None-Match': '"other"' });
    expect(other.status).toBe(200);
    expect((await other.text()).length).toBeGreaterThan(10);
  });

  it('tells pages of a list apart, and tags no errors', async () => {
    const { get } = testApp();
    const tags = await Promise.all(
      ['?limit=1', '?limit=2'].map(async (query) => (await get(`/v1/documents${query}`)).headers.get('etag')),
    );
    expect(tags[0]).not.toBe(tags[1]);
    expect((await get('/v1/documents/none')).headers.get('etag')).toBeNull();
  });

  it('names an original by the hash of its bytes', async () => {
    const { get } = testApp();
    // The fake record's sha256.
    expect((await get(`/v1/documents/${PROVINCE_ID}/original`)).headers.get('etag')).toMatch(
      /^"[0-9a-f]{64}"$/u,
    );
  });
});
