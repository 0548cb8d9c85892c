import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { checkSource } from '../../src/http/request-source.ts';

const CONFIG = {
  HOST: '0.0.0.0',
  PUBLIC_URL: 'https://zhengda.example.gov.cn/policy',
  ALLOWED_HOSTS: 'oa.example.gov.cn, Gateway',
};

/** What the check says of a request with these headers. */
async function check(headers: Record<string, string>): Promise<string> {
  const app = new Hono();
  app.get('/', (c) => {
    checkSource(c, CONFIG, ['https://portal.example.gov.cn']);
    return c.text('ok');
  });
  app.onError((error, c) => c.text(error instanceof AppError ? error.code : String(error)));
  return (await app.request('/', { headers })).text();
}

it.each([
  'localhost:8787',
  'LOCALHOST',
  '127.0.0.1:8787',
  '[::1]:8787',
  '10.1.2.3:8787',
  'zhengda.example.gov.cn',
  'oa.example.gov.cn:8080',
  'gateway',
])('takes requests addressed to %s', async (host) => {
  expect(await check({ Host: host })).toBe('ok');
});

it.each([
  'evil.example.com',
  'localhost.evil.example.com',
  '127.0.0.1.evil.example.com',
  '127.0.0.1.nip.io:8787',
  'zhengda.example.gov.cn.evil.com',
  'evil.com#localhost',
  'user@evil.com',
  '',
])('refuses requests addressed to “%s”', async (host) => {
  expect(await check({ Host: host })).toBe('forbidden');
});

it.each([
  ['localhost:8787', 'http://localhost:8787'],
  ['10.1.2.3:8787', 'http://10.1.2.3:8787'],
  ['10.1.2.3:8787', 'https://zhengda.example.gov.cn'],
  ['10.1.2.3:8787', 'https://portal.example.gov.cn'],
])('takes requests to %s from the pages of %s', async (host, origin) => {
  expect(await check({ Host: host, Origin: origin })).toBe('ok');
});

it.each([
  ['localhost:8787', 'http://evil.example.com'],
  ['localhost:8787', 'http://localhost:3000'],
  ['10.1.2.3:8787', 'http://10.1.2.4:8787'],
  ['localhost:8787', 'null'],
  ['localhost:8787', 'http://portal.example.gov.cn'],
])('refuses requests to %s from the pages of %s', async (host, origin) => {
  expect(await check({ Host: host, Origin: origin })).toBe('forbidden');
});
