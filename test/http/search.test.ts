import { expect, it } from 'vitest';
import { SearchResponse } from '../../src/retrieval/schema.ts';
import { QUOTE } from './fake-knowledge.ts';
import { bodyOf, errorOf, testApp } from './requests.ts';

it('POST /v1/search gives hits with the whole clause and the passage', async () => {
  const { post } = testApp();
  const found = await bodyOf(
    await post('/v1/search', '{"query":"办结时限","mode":"lexical"}'),
    SearchResponse,
  );
  expect(found.hits).toHaveLength(1);
  expect(found.hits[0]).toMatchObject({
    rank: 1,
    passage: { text: QUOTE },
    clause: { label: '三、（四）12.' },
  });
  expect(found.hits[0]?.clause.text).toMatch(/^12\. 大力推动营商环境优化升级。/);
});

it.each([
  ['{"query":" "}', 'query', '不能为空'],
  ['{"query":"甲","topK":201}', 'topK', '最大为 200，收到的是201'],
  ['{"query":"甲","mode":"fuzzy"}', 'mode', '应为 hybrid、lexical、dense 之一，收到的是“fuzzy”'],
  ['{"query":"甲","question":"乙"}', 'question', '没有这个字段'],
])('POST /v1/search refuses %s', async (body, field, problem) => {
  const { post } = testApp();
  const { details } = await errorOf(await post('/v1/search', body), 400, 'invalid_request');
  expect(details).toEqual([{ field, problem }]);
});
