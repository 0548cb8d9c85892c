import { expect, it } from 'vitest';
import { createApp } from '../../src/http/app.ts';
import { createService } from '../../src/service/service.ts';
import { fakeKnowledge } from './fake-knowledge.ts';
import { testApp } from './requests.ts';

const ask = (question: string) => JSON.stringify({ question });

/** The samples of the text exposition format: name with its labels, and value. */
function samplesOf(text: string): ReadonlyMap<string, number> {
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const space = line.lastIndexOf(' ');
        return [line.slice(0, space), Number(line.slice(space + 1))];
      }),
  );
}

async function metrics({ get }: ReturnType<typeof testApp>) {
  const response = await get('/metrics');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return samplesOf(await response.text());
}

it('counts questions by channel and outcome, and those that were answered from what is kept', async () => {
  const app = testApp();
  await app.post('/v1/ask', ask('企业诉求'));
  await app.post('/v1/ask', ask('企业诉求'));
  await app.post('/v1/ask', ask('天气'));
  await app.post('/v1/ask', ask('出错'));
  const samples = await metrics(app);
  expect(samples.get('zhengda_questions_total{channel="http",status="answered"}')).toBe(2);
  expect(samples.get('zhengda_questions_total{channel="http",status="no_evidence"}')).toBe(1);
  expect(samples.get('zhengda_questions_total{channel="http",status="failed"}')).toBe(1);
  expect(samples.get('zhengda_answer_cache{of="hits"}')).toBe(1);
  expect(samples.get('zhengda_answer_cache{of="misses"}')).toBe(3);
  // Stages of the two that were newly made; in total the three that were answered.
  expect(samples.get('zhengda_answer_seconds_count{stage="retrieval"}')).toBe(2);
  expect(samples.get('zhengda_answer_seconds_count{stage="total"}')).toBe(3);
  // The fake takes 0.9 ms to retrieve, which is within 1 ms and not within 0.5 ms.
  expect(samples.get('zhengda_answer_seconds_bucket{le="0.001",stage="retrieval"}')).toBe(2);
  expect(samples.get('zhengda_answer_seconds_bucket{le="0.0005",stage="retrieval"}')).toBe(0);
});

it('tells of the index in use', async () => {
  const samples = await metrics(testApp());
  expect(samples.get('zhengda_index_size{of="documents"}')).toBe(2);
  expect(samples.get('zhengda_index_size{of="passages"}')).toBe(9);
  expect(samples.get('zhengda_index_info{version="test-1"}')).toBe(1);
});

it('tells how many jobs are in each state, also where none is', async () => {
  const service = createService({ knowledge: fakeKnowledge });
  service.jobs.submitWithdrawal({ id: '1111111111111111', fileName: '通知.txt' }, null);
  const samples = samplesOf(await (await createApp(service).request('/metrics')).text());
  const states = ['queued', 'running', 'done', 'failed'].map((state) =>
    samples.get(`zhengda_jobs{state="${state}"}`),
  );
  expect(states).toEqual([1, 0, 0, 0]);
});

it('counts requests by route, not by address, and holds no question', async () => {
  const app = testApp();
  await app.get('/v1/documents/1111111111111111');
  await app.get('/v1/documents/nothing');
  await app.get('/nowhere/at/all?question=秘密');
  await app.post('/v1/ask', ask('秘密'));
  const text = await (await app.get('/metrics')).text();
  const samples = samplesOf(text);
  const counted = (path: string, status: number, method = 'GET') =>
    samples.get(`zhengda_http_requests_total{method="${method}",path="${path}",status="${status}"}`);
  expect(counted('/v1/documents/:id', 200)).toBe(1);
  expect(counted('/v1/documents/:id', 404)).toBe(1);
  expect(counted('unmatched', 404)).toBe(1);
  expect(counted('/v1/ask', 200, 'POST')).toBe(1);
  expect(text).not.toMatch(/秘密|1111111111111111|nowhere/);
});
