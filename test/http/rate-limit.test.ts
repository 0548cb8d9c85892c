import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createApp } from '../../src/http/app.ts';
import { createService } from '../../src/service/service.ts';
import { fakeKnowledge } from './fake-knowledge.ts';
import { errorOf } from './requests.ts';

const KEY = 'a-key-of-twenty-letters';
const OTHER = 'another-key-of-letters';

function serve(settings: Record<string, string>) {
  const knowledge = fakeKnowledge();
  const config = readConfig({
    ZHENGDA_API_KEYS: `ask:${KEY},ask:${OTHER}`,
    ZHENGDA_TRUST_PROXY: '1',
    ...settings,
  });
  const app = createApp(createService({ config, knowledge: () => knowledge }), { reportBug: () => {} });
  return (key: string, address: string, path = '/v1/documents') =>
    app.request(path, { headers: { 'X-API-Key': key, 'X-Forwarded-For': address } });
}

describe('limits', () => {
  it('counts by key, from wherever it comes', async () => {
    const get = serve({ RATE_LIMIT_KEY: '2' });
    expect((await get(KEY, '192.0.2.1')).status).toBe(200);
    expect((await get(KEY, '192.0.2.2')).status).toBe(200);
    const refused = await get(KEY, '192.0.2.3');
    const wait = Number(refused.headers.get('Retry-After'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    const error = await errorOf(refused, 429, 'rate_limited');
    expect(error.details).toEqual([{ retryAfterSeconds: wait }]);
    expect((await get(OTHER, '192.0.2.1')).status).toBe(200);
  });

  it('counts by address, wrong keys too', async () => {
    const get = serve({ RATE_LIMIT_ADDRESS: '2' });
    expect((await get('wrong', '192.0.2.1')).status).toBe(401);
    expect((await get('wrong', '10.0.0.9, 192.0.2.1')).status).toBe(401);
    expect((await get(KEY, '192.0.2.1')).status).toBe(429);
    expect((await get(KEY, '192.0.2.2')).status).toBe(200);
    // Pages cost nothing and are not counted.
    expect((await get(KEY, '192.0.2.1', '/healthz')).status).toBe(200);
  });

  it('takes a network of IPv6 for one address, and IPv4 in IPv6 for what it is', async () => {
    const get = serve({ RATE_LIMIT_ADDRESS: '1' });
    expect((await get(KEY, '2001:db8:0:1::1')).status).toBe(200);
    expect((await get(KEY, '2001:0db8:0000:0001:ffff::2')).status).toBe(429);
    expect((await get(KEY, '2001:db8:0:2::1')).status).toBe(200);
    expect((await get(KEY, '192.0.2.1')).status).toBe(200);
    expect((await get(KEY, '::ffff:192.0.2.1')).status).toBe(429);
  });

  it('has none where it is 0, nor on this machine', async () => {
    const free = serve({ RATE_LIMIT_ADDRESS: '0', RATE_LIMIT_KEY: '0' });
    const local = serve({ RATE_LIMIT_ADDRESS: '1' });
    for (let request = 0; request < 5; request += 1) {
      expect((await free(KEY, '192.0.2.1')).status).toBe(200);
      expect((await local(KEY, '127.0.0.1')).status).toBe(200);
    }
  });
});

describe('calls from other sites', () => {
  const preflight = (settings: Record<string, string>, origin: string) => {
    const knowledge = fakeKnowledge();
    const config = readConfig(settings);
    const app = createApp(createService({ config, knowledge: () => knowledge }));
    return app.request('/v1/ask', {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
    });
  };
  const LISTED = { CORS_ORIGINS: 'https://portal.example.gov.cn' };

  it('are allowed to the listed origins alone, without cookies', async () => {
    const allowed = await preflight(LISTED, 'https://portal.example.gov.cn');
    expect(allowed.headers.get('Access-Control-Allow-Origin')).toBe('https://portal.example.gov.cn');
    expect(allowed.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    for (const origin of [
      'https://portal.example.gov.cn.attacker.example',
      'http://portal.example.gov.cn',
      'null',
    ])
      expect((await preflight(LISTED, origin)).headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  it('are off by default', async () => {
    const response = await preflight({}, 'https://portal.example.gov.cn');
    expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });
});
