import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PROVINCE_ID } from './fake-knowledge.ts';
import { testApp } from './requests.ts';

const WEB = fileURLToPath(new URL('../../src/web/', import.meta.url));
const sources = readdirSync(WEB).map((name) => ({ name, text: readFileSync(`${WEB}${name}`, 'utf8') }));

describe('pages', () => {
  it.each([
    ['/', 200],
    ['/?q=企业诉求', 200],
    ['/documents', 200],
    [`/documents/${PROVINCE_ID}`, 200],
    [`/documents/${PROVINCE_ID}?start=1&end=2`, 200],
    ['/documents/0000000000000000', 404],
    ['/docs', 200],
  ])('GET %s is a page (%i)', async (path, status) => {
    const { get } = testApp();
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toContain('<html lang="zh-CN">');
  });

  it('serves each file that a page or a module names, with its own type', async () => {
    const { get } = testApp();
    const named = sources.flatMap(({ name, text }) =>
      name.endsWith('.html')
        ? [...text.matchAll(/\/assets\/([\w.-]+)/gu)].map(([, file]) => file)
        : [...text.matchAll(/from '\.\/([\w.-]+)'/gu)].map(([, file]) => file),
    );
    expect(new Set(named).size).toBeGreaterThan(10);
    for (const file of new Set(named)) {
      const response = await get(`/assets/${file}`);
      expect([file, response.status]).toEqual([file, 200]);
      expect(response.headers.get('content-type')).toMatch(
        file?.endsWith('.js') ? /^text\/javascript/ : file?.endsWith('.css') ? /^text\/css/ : /^image\/svg/,
      );
    }
  });

  it('answers 304 to a browser that has the file', async () => {
    const { get } = testApp();
    const etag = (await get('/assets/base.css')).headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    expect((await get('/assets/base.css', { 'If-None-Match': etag })).status).toBe(304);
    expect((await get('/assets/base.css', { 'If-None-Match': '"other"' })).status).toBe(200);
  });
});

describe('sources of the pages', () => {
  const scripts = sources.filter(({ name }) => name.endsWith('.js'));
  const pages = sources.filter(({ name }) => name.endsWith('.html'));

  it.each(scripts)('$name never turns text into markup', ({ text }) => {
    expect(text).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function/);
  });

  it.each(pages)('$name has nothing inline and nothing from elsewhere', ({ text }) => {
    expect(text).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
    expect(
      [...text.matchAll(/(?:src|href|action)="([^"]*)"/gu)].filter(
        ([, to]) => !/^[/#](?!\/)/u.test(to ?? ''),
      ),
    ).toEqual([]);
  });
});
