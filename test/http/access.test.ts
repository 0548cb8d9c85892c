import { request as nodeRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { ACCESS } from '../../src/http/access.ts';
import { createApp } from '../../src/http/app.ts';
import { listen } from '../../src/http/listen.ts';
import { DocumentList } from '../../src/http/schema.ts';
import { SessionState } from '../../src/http/session-schema.ts';
import { createService } from '../../src/service/service.ts';
import { fakeKnowledge, PROVINCE_ID, ZONE_ID } from './fake-knowledge.ts';
import { bodyOf, errorOf } from './requests.ts';

const ASK = 'ask-key-of-twenty-letters';
const INDEX = 'index-key-of-twenty-letters';
const ADMIN = 'admin-key-of-twenty-letters';
const KEYS = { ZHENGDA_API_KEYS: `ask:${ASK},index:${INDEX},admin:${ADMIN}` };
const QUESTION = JSON.stringify({ question: '企业诉求办结时限是多少' });

function serve(settings: Record<string, string> = {}) {
  const knowledge = fakeKnowledge();
  const service = createService({ config: readConfig(settings), knowledge: () => knowledge });
  const app = createApp(service, { reportBug: () => {} });
  const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
  const ask = (headers: Record<string, string> = {}, body = QUESTION) =>
    app.request('/v1/ask', { method: 'POST', body, headers });
  return { app, service, get, ask };
}

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

describe('the table of roles', () => {
  const { app } = serve({
    WECHAT_TOKEN: 'token',
    WECHAT_AES_KEY: 'a'.repeat(43),
    WECHAT_APP_ID: 'wx1234567890abcdef',
  });
  const routes = app.routes
    .filter(({ method, path }) => method !== 'ALL' || !path.endsWith('*'))
    .map(({ method, path }) => `${method} ${path}`);

  it('names every route', () => {
    expect(routes.length).toBeGreaterThan(20);
    expect(routes.filter((route) => ACCESS[route] === undefined)).toEqual([]);
  });

  it('names no route that is not there, but for callbacks that are not set up', () => {
    const others = Object.keys(ACCESS).filter((route) => !routes.includes(route));
    expect(others.filter((route) => !route.includes('/channels/'))).toEqual([]);
  });

  it('leaves nothing of /v1 open but the session', () => {
    const open = Object.entries(ACCESS).filter(([, needed]) => needed === 'open');
    const api = open.map(([route]) => route).filter((route) => / \/(v1|mcp|retrieval|metrics)/u.test(route));
    expect(
      api.filter((route) => route !== 'GET /retrieval').every((route) => route.endsWith('/v1/session')),
    ).toBe(true);
  });

  it.each(Object.entries(ACCESS).filter(([route]) => !route.includes('/channels/')))(
    '%s lets in from %s on',
    async (route, needed) => {
      const [method = '', pattern = ''] = route.split(' ');
      const path = pattern.replace(/:\w+/gu, 'x');
      const { app } = serve(KEYS);
      const statusWith = async (headers: Record<string, string>) =>
        (await app.request(path, { method, headers })).status;
      // Dify tells of a missing key by 403 and a code of its own.
      const refused = { none: path === '/retrieval' ? 403 : 401, ask: 403, index: 403, admin: 403 };
      const seen = {
        none: await statusWith({}),
        ask: await statusWith(bearer(ASK)),
        index: await statusWith(bearer(INDEX)),
        admin: await statusWith(bearer(ADMIN)),
      };
      const order = ['none', 'ask', 'index', 'admin'] as const;
      const least = needed === 'open' ? 0 : order.indexOf(needed);
      for (const [at, who] of order.entries()) {
        if (at < least) expect(seen[who], who).toBe(refused[who]);
        // POST /v1/session refuses a body that is none with another code.
        else expect([401, 403], who).not.toContain(seen[who]);
      }
    },
  );
});

describe('without keys', () => {
  it('lets the machine itself do everything, whatever key a client sends', async () => {
    const { get, ask } = serve();
    expect((await ask()).status).toBe(200);
    expect((await ask(bearer('sk-placeholder'))).status).toBe(200);
    expect((await get('/v1/audit')).status).toBe(200);
  });

  it('asks who comes through a proxy, by another name, or from another address', async () => {
    const { get, app } = serve();
    expect((await get('/v1/documents', { 'X-Forwarded-For': '203.0.113.9' })).status).toBe(401);
    expect((await get('/v1/documents', { Forwarded: 'for=203.0.113.9' })).status).toBe(401);
    // DNS rebinding: a foreign name that points here.
    expect((await app.request('http://attacker.example:8787/v1/documents')).status).toBe(401);
    expect((await serve({ HOST: '0.0.0.0' }).get('/v1/documents')).status).toBe(401);
  });

  it('refuses what another site makes this browser send', async () => {
    const { app, ask } = serve();
    await errorOf(await ask({ Origin: 'https://attacker.example' }), 403, 'forbidden');
    await errorOf(await ask({ Origin: 'null' }), 403, 'forbidden');
    await errorOf(await ask({ 'Sec-Fetch-Site': 'cross-site' }), 403, 'forbidden');
    const removed = await app.request(`/v1/documents/${PROVINCE_ID}`, {
      method: 'DELETE',
      headers: { Origin: 'https://attacker.example' },
    });
    expect(removed.status).toBe(403);
    expect((await ask({ Origin: 'http://localhost' })).status).toBe(200);
  });

  it('lets everybody ask, and nothing more, where it is open', async () => {
    const { get, ask } = serve({ HOST: '0.0.0.0', ZHENGDA_OPEN: '1' });
    expect((await ask()).status).toBe(200);
    await errorOf(await get('/v1/audit'), 403, 'forbidden');
  });
});

describe('with keys', () => {
  it('takes a key in either header', async () => {
    const { get } = serve(KEYS);
    for (const headers of [bearer(ASK), { Authorization: `bearer  ${ASK}` }, { 'X-API-Key': ASK }])
      expect((await get('/v1/documents', headers)).status).toBe(200);
  });

  it('says how to give one', async () => {
    const response = await serve(KEYS).get('/v1/documents');
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer realm="zhengda"');
    expect((await errorOf(response, 401, 'unauthorized')).message).toContain('npm run keys');
  });

  it.each([
    ['a wrong key', bearer('wrong-key-of-twenty-letters')],
    ['one of two keys', { ...bearer(ASK), 'X-API-Key': ADMIN }],
    ['two keys in a header', { Authorization: `Bearer ${ASK}, Bearer ${ADMIN}` }],
    ['a key with a blank', { 'X-API-Key': `${ASK} x` }],
    ['a key and more', { Authorization: `Bearer ${ASK}\t${ADMIN}` }],
    ['a key of any length', { 'X-API-Key': 'a'.repeat(100_000) }],
    ['another scheme', { Authorization: `Basic ${btoa(`x:${ASK}`)}` }],
    ['a cookie that is none', { Cookie: `zhengda_session=${ASK}` }],
    ['SQL', { 'X-API-Key': "'/**/OR/**/1=1--" }],
  ])('refuses %s', async (_name, headers) => {
    await errorOf(await serve(KEYS).get('/v1/documents', headers), 401, 'unauthorized');
  });

  it.each([`?key=${ASK}`, `?api_key=${ASK}`, `?Access_Token=x`, `?query=zd_${'a'.repeat(43)}`])(
    'refuses a key in the address: %s',
    async (query) => {
      const error = await errorOf(
        await serve(KEYS).get(`/v1/documents${query}`, bearer(ASK)),
        401,
        'unauthorized',
      );
      expect(error.message).toContain('地址');
      expect(error.message).not.toContain(ASK);
    },
  );

  it('keeps what one key may see out of shared caches', async () => {
    const response = await serve(KEYS).get(`/v1/documents/${PROVINCE_ID}/text`, bearer(ASK));
    expect(response.headers.get('Cache-Control')).toMatch(/private|no-store/u);
  });

  it('keeps conversations of different keys apart', async () => {
    const { service, ask } = serve(KEYS);
    const turn = (question: string) => JSON.stringify({ question, conversationId: 'c' });
    await ask(bearer(ASK), turn('企业诉求办结时限是多少'));
    await ask(bearer(ADMIN), turn('那疑难问题呢'));
    expect(service.audit.list({ limit: 1 }).records[0]?.history).toEqual([]);
    await ask(bearer(ASK), turn('那疑难问题呢'));
    expect(service.audit.list({ limit: 1 }).records[0]?.history).toEqual(['企业诉求办结时限是多少']);
  });

  it('answers a header that is too big, and lives', async () => {
    const server = await listen(serve(KEYS).app, { host: '127.0.0.1', port: 0 });
    try {
      const status = await new Promise((resolve, reject) => {
        nodeRequest(
          `${server.url}/v1/documents`,
          { headers: { 'X-API-Key': 'a'.repeat(70_000) } },
          (response) => {
            response.resume();
            resolve(response.statusCode);
          },
        )
          .on('error', reject)
          .end();
      });
      expect(status).toBe(431);
      expect((await fetch(`${server.url}/v1/documents`, { headers: bearer(ASK) })).status).toBe(200);
    } finally {
      await server.stop();
    }
  });
});

describe('labels', () => {
  function labelled(labels: '主动公开' | '不予公开' | '未注明') {
    const { service, app } = serve();
    const { secret } = service.keys.create({ name: '市民', role: 'ask', labels: [labels], expiresAt: null });
    const get = (path: string) => app.request(path, { headers: bearer(secret) });
    const post = (path: string, body: unknown) =>
      app.request(path, { method: 'POST', body: JSON.stringify(body), headers: bearer(secret) });
    return { get, post };
  }

  it('hides the other documents from every way of reading', async () => {
    const { get, post } = labelled('主动公开');
    const { documents } = await bodyOf(await get('/v1/documents'), DocumentList);
    expect(documents.map(({ id }) => id)).toEqual([PROVINCE_ID]);
    for (const path of ['', '/text', '/original'])
      await errorOf(await get(`/v1/documents/${ZONE_ID}${path}`), 404, 'not_found');
    await errorOf(await get(`/v1/clauses/${ZONE_ID}-1.1`), 404, 'not_found');
    // The province's document is named by the hidden one, and does not tell.
    expect(await (await get(`/v1/documents/${PROVINCE_ID}`)).text()).not.toContain(ZONE_ID);
    expect(await (await post('/v1/ask', { question: '企业诉求办结时限' })).json()).toMatchObject({
      status: 'answered',
    });
  });

  it('finds nothing where nothing may be seen', async () => {
    const { get, post } = labelled('不予公开');
    expect((await bodyOf(await get('/v1/documents'), DocumentList)).documents).toEqual([]);
    for (const path of ['/v1/ask', '/v1/search']) {
      const said = await (
        await post(path, path === '/v1/ask' ? { question: '企业诉求' } : { query: '企业诉求' })
      ).text();
      expect(said).not.toContain(PROVINCE_ID);
    }
    const chat = await post('/v1/chat/completions', {
      model: 'zhengda',
      messages: [{ role: 'user', content: '企业诉求办结时限是多少' }],
    });
    expect(await chat.text()).not.toContain('工作日');
    const dify = await post('/retrieval', {
      knowledge_id: 'zhengda',
      query: '企业诉求',
      retrieval_setting: { top_k: 5, score_threshold: 0 },
    });
    expect(await dify.text()).not.toContain('工作日');
  });

  it('does not tell a stranger which documents there are', async () => {
    const { get } = serve(KEYS);
    const known = await get(`/documents/${PROVINCE_ID}`);
    const unknown = await get('/documents/0000000000000000');
    expect(known.status).toBe(unknown.status);
  });
});

describe('sessions of the page', () => {
  const login = (app: ReturnType<typeof serve>['app'], key: string, headers: Record<string, string> = {}) =>
    app.request('/v1/session', { method: 'POST', body: JSON.stringify({ key }), headers });

  it('takes a key once and gives a cookie that no script reads', async () => {
    const { app, get } = serve(KEYS);
    expect(await bodyOf(await get('/v1/session'), SessionState)).toEqual({ key: null });
    const response = await login(app, INDEX);
    const cookie = response.headers.get('Set-Cookie') ?? '';
    expect(cookie).toMatch(/^zhengda_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/u);
    expect(cookie).not.toContain(INDEX);
    const headers = { Cookie: cookie.split(';')[0] ?? '' };
    expect((await get('/v1/documents', headers)).status).toBe(200);
    expect((await get('/v1/jobs', headers)).status).toBe(200);
    expect((await bodyOf(await get('/v1/session', headers), SessionState)).key?.role).toBe('index');
    await errorOf(await get('/v1/audit', headers), 403, 'forbidden');
    const ended = await app.request('/v1/session', { method: 'DELETE', headers });
    expect(ended.status).toBe(204);
    expect((await get('/v1/documents', headers)).status).toBe(401);
  });

  it('is Secure where the page came by HTTPS', async () => {
    const { app } = serve({ ...KEYS, ZHENGDA_TRUST_PROXY: '1' });
    const response = await login(app, ASK, { 'X-Forwarded-Proto': 'https' });
    expect(response.headers.get('Set-Cookie')).toContain('; Secure');
  });

  it('refuses a wrong key and another site', async () => {
    const { app } = serve(KEYS);
    await errorOf(await login(app, 'zd_wrong'), 401, 'unauthorized');
    await errorOf(await login(app, ASK, { Origin: 'https://attacker.example' }), 403, 'forbidden');
  });

  it('does not act for another site that the browser would lend the cookie to', async () => {
    const { app, ask } = serve(KEYS);
    const cookie = (await login(app, ASK)).headers.get('Set-Cookie')?.split(';')[0] ?? '';
    expect((await ask({ Cookie: cookie })).status).toBe(200);
    await errorOf(await ask({ Cookie: cookie, Origin: 'https://sub.localhost' }), 403, 'forbidden');
  });
});
