import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PROVINCE_ID } from './fake-knowledge.ts';
import { testApp } from './requests.ts';

const WEB = fileURLToPath(new URL('../../src/web/', import.meta.url));
const sources = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
  .filter((name) => !name.startsWith('dist') && /\.(?:tsx?|html)$/u.test(name))
  .map((name) => ({ name, text: readFileSync(`${WEB}${name}`, 'utf8') }));

const PAGES = [
  ['/', 200],
  ['/?q=企业诉求', 200],
  ['/documents', 200],
  [`/documents/${PROVINCE_ID}`, 200],
  [`/documents/${PROVINCE_ID}?start=1&end=2`, 200],
  ['/documents/0000000000000000', 404],
  ['/retrieval', 200],
  ['/quality', 200],
  ['/docs', 200],
] as const;

const assetsOf = (html: string): string[] =>
  [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/gu)].map(([, path = '']) => path);

describe('pages', () => {
  it.each(PAGES)(
    'GET %s is a page (%i), with nothing inline and nothing from elsewhere',
    async (path, status) => {
      const response = await testApp().get(path);
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      const html = await response.text();
      expect(html).toContain('<html lang="zh-CN">');
      expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
      const addresses = [...html.matchAll(/(?:src|href|action)="([^"]*)"/gu)].map(([, to = '']) => to);
      expect(addresses.filter((to) => !/^[/#](?!\/)/u.test(to))).toEqual([]);
      expect(html.match(/aria-current="page"/gu)).toHaveLength(1);
    },
  );

  it('serves what a page names, each with its own type, to be kept', async () => {
    const { get } = testApp();
    const named = new Set<string>();
    for (const [path] of PAGES)
      for (const asset of assetsOf(await (await get(path)).text())) named.add(asset);
    expect(named.size).toBeGreaterThan(10);
    for (const asset of named) {
      const response = await get(asset);
      expect([asset, response.status]).toEqual([asset, 200]);
      expect(response.headers.get('content-type')).toMatch(
        asset.endsWith('.js') ? /^text\/javascript/ : asset.endsWith('.css') ? /^text\/css/ : /^image\/svg/,
      );
      expect(response.headers.get('cache-control')).toContain('immutable');
    }
  });

  it('weighs less than 100 kB compressed, each page with all that it loads', async () => {
    const { get } = testApp();
    for (const [path] of PAGES) {
      const html = await (await get(path)).text();
      let size = gzipSync(html).length;
      for (const asset of new Set(assetsOf(html))) {
        size += gzipSync(new Uint8Array(await (await get(asset)).arrayBuffer())).length;
      }
      expect(size).toBeLessThan(100_000);
    }
  });

  it('answers 304 to a browser that has the file, and compresses for one that takes it', async () => {
    const { get } = testApp();
    const plain = await get('/');
    const etag = plain.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    expect((await get('/', { 'If-None-Match': etag })).status).toBe(304);
    expect((await get('/', { 'If-None-Match': '"other"' })).status).toBe(200);
    const packed = await get('/', { 'Accept-Encoding': 'gzip, br' });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect((await packed.arrayBuffer()).byteLength).toBeLessThan((await plain.arrayBuffer()).byteLength);
  });

  it('does not know other names', async () => {
    const { get } = testApp();
    expect((await get('/assets/inputs.json')).status).toBe(404);
    expect((await get('/assets/..%2Fask.html')).status).toBe(404);
  });
});

describe('sources of the pages', () => {
  it('never turn text into markup', () => {
    expect(sources.length).toBeGreaterThan(40);
    const dangerous = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function\(/;
    expect(sources.filter(({ text }) => dangerous.test(text)).map(({ name }) => name)).toEqual([]);
  });
});
