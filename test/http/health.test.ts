import { expect, it } from 'vitest';
import { createApp } from '../../src/http/app.ts';
import { Health } from '../../src/http/schema.ts';
import { createService } from '../../src/service/service.ts';
import { ServiceStore } from '../../src/service/store.ts';
import { fakeKnowledge } from './fake-knowledge.ts';
import { bodyOf, errorOf, testApp } from './requests.ts';

it('GET /readyz says which index answers', async () => {
  const body = await bodyOf(await testApp().get('/readyz'), Health);
  expect(body).toEqual({ status: 'ok', index: { version: 'test-1', documents: 2, passages: 9 } });
});

it('is not ready where searching fails, and says what', async () => {
  const { get, knowledge } = testApp();
  knowledge.search = () => Promise.reject(new Error('model gone'));
  const { message, details } = await errorOf(await get('/readyz'), 503, 'not_ready');
  expect(message).toContain('模型');
  expect(message).not.toContain('索引');
  expect(details).toEqual([{ check: 'model', problem: expect.stringContaining('model gone') }]);
  expect((await get('/healthz')).status).toBe(200);
});

it('is not ready where nothing can be recorded', async () => {
  const knowledge = fakeKnowledge();
  const store = ServiceStore.inMemory();
  const app = createApp(createService({ knowledge: () => knowledge, store }));
  store.database.pragma('query_only = ON');
  const { details } = await errorOf(await app.request('/readyz'), 503, 'not_ready');
  expect(details.map(({ check }) => check)).toEqual(['store']);
});
