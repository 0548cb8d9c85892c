import { expect, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../src/config.ts';
import { createApp } from '../../src/http/app.ts';
import { createLog, questionLog } from '../../src/service/log.ts';
import { createService } from '../../src/service/service.ts';
import { fakeKnowledge } from './fake-knowledge.ts';

const Line = z.record(z.string(), z.unknown());

/** An app with the lines that it logs. */
function loggingApp(settings: Record<string, string> = {}) {
  const config = readConfig(settings);
  const lines: Record<string, unknown>[] = [];
  const log = createLog(config, { write: (line) => lines.push(Line.parse(JSON.parse(line))) });
  const knowledge = fakeKnowledge();
  const service = createService({
    config,
    knowledge: () => knowledge,
    observers: config.LOG_QUESTIONS ? [questionLog(log)] : [],
  });
  return { app: createApp(service, { log, reportBug: () => {} }), lines };
}

const question = (text: string) => ({ method: 'POST', body: JSON.stringify({ question: text }) });

it('logs a line for each request, with the id that the client is told', async () => {
  const { app, lines } = loggingApp();
  const response = await app.request('/v1/ask', question('企业诉求'));
  expect(lines).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      msg: '请求',
      requestId: response.headers.get('x-request-id'),
      method: 'POST',
      path: '/v1/ask',
      status: 200,
      ms: expect.any(Number),
      key: expect.any(String),
    },
  ]);
});

it('takes a request id that is sane, and makes one otherwise', async () => {
  const { app, lines } = loggingApp();
  const get = (id: string) => app.request('/v1/documents', { headers: { 'X-Request-Id': id } });
  expect((await get('gateway-2026_11=7')).headers.get('x-request-id')).toBe('gateway-2026_11=7');
  const made = (await get(`"},{"level":"error`)).headers.get('x-request-id');
  expect(made).toMatch(/^[0-9a-f-]{36}$/);
  expect((await get('a'.repeat(256))).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(lines.map(({ requestId }) => requestId).slice(0, 2)).toEqual(['gateway-2026_11=7', made]);
});

it('never logs what was asked or searched for, but where the settings say so', async () => {
  const quiet = loggingApp({ LOG_LEVEL: 'debug' });
  await quiet.app.request('/v1/ask', question('企业诉求'));
  await quiet.app.request(`/v1/documents?query=${encodeURIComponent('企业诉求')}`);
  expect(JSON.stringify(quiet.lines)).not.toContain('诉求');
  const telling = loggingApp({ LOG_QUESTIONS: '1' });
  await telling.app.request('/v1/ask', question('企业诉求'));
  expect(telling.lines).toContainEqual(
    expect.objectContaining({ msg: '提问', question: '企业诉求', status: 'answered', channel: 'http' }),
  );
});

it('logs failures as errors, and probes only where all is to be logged', async () => {
  const { app, lines } = loggingApp();
  await app.request('/healthz');
  await app.request('/v1/ask', question('出错'));
  await app.request('/nowhere');
  expect(lines.map(({ level, path, status }) => [level, path, status])).toEqual([
    ['error', '/v1/ask', 500],
    ['info', null, 404],
  ]);
  const all = loggingApp({ LOG_LEVEL: 'debug' });
  await all.app.request('/healthz');
  expect(all.lines).toHaveLength(1);
});

it('logs nothing where the settings say so', async () => {
  const { app, lines } = loggingApp({ LOG_LEVEL: 'silent' });
  await app.request('/v1/ask', question('出错'));
  expect(lines).toEqual([]);
});
