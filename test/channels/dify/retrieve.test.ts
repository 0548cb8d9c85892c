import { afterEach, describe, expect, it } from 'vitest';
import { DifyError, RetrievalResponse } from '../../../src/channels/dify/schema.ts';
import { fakeKnowledge, PROVINCE_ID, PROVINCE_TEXT, QUOTE } from '../../http/fake-knowledge.ts';
import { startService } from '../running-service.ts';

/** Requests as Dify sends them: https://docs.dify.ai/en/use-dify/knowledge/external-knowledge-api */

const TITLE = '江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见';
const REQUEST = {
  knowledge_id: 'zhengda',
  query: '企业诉求办结时限',
  retrieval_setting: { top_k: 3, score_threshold: 0 },
};

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

async function start(settings: Readonly<Record<string, string>> = {}) {
  const running = await startService(fakeKnowledge(), settings);
  stop = running.stop;
  const send = (body: unknown, authorization = 'Bearer any-key') =>
    fetch(`${running.url}/retrieval`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: authorization },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const records = async (more: Readonly<Record<string, unknown>>) => {
    const response = await send({ ...REQUEST, ...more });
    const body: unknown = await response.json();
    expect(response.status, JSON.stringify(body)).toBe(200);
    expect(RetrievalResponse.parse(body)).toEqual(body);
    return RetrievalResponse.parse(body).records;
  };
  return { ...running, send, records };
}

async function errorOf(response: Response, status: number) {
  expect(response.status).toBe(status);
  const body: unknown = await response.json();
  expect(DifyError.parse(body)).toEqual(body);
  return DifyError.parse(body);
}

describe('POST /retrieval', () => {
  it('gives clauses under their sources, with what the document states', async () => {
    const { records } = await start({ PUBLIC_URL: 'https://zhengda.example.gov.cn' });
    const [record, ...others] = await records({});
    const from = PROVINCE_TEXT.indexOf('12. 大力');
    const clause = PROVINCE_TEXT.slice(from, PROVINCE_TEXT.indexOf('13. 切实')).trim();
    const quoted = PROVINCE_TEXT.indexOf(QUOTE);
    expect(others).toEqual([]);
    expect(record).toEqual({
      content: `【《${TITLE}》（赣府发〔2022〕16号）三、（四）12.】\n${clause}`,
      // The fake's lexical score is 7.5, more than all of the query's weight.
      score: 1,
      title: TITLE,
      metadata: {
        document_id: PROVINCE_ID,
        clause_id: `${PROVINCE_ID}-3.4.12`,
        clause: '三、（四）12.',
        path: '三、目标任务 › （四）着力打造更富温馨的“服务型”政府 › 12. 大力推动营商环境优化升级',
        url: `https://zhengda.example.gov.cn/documents/${PROVINCE_ID}?start=${quoted}&end=${quoted + QUOTE.length}#clause-${PROVINCE_ID}-3.4.12`,
        title: TITLE,
        documentNumber: '赣府发〔2022〕16号',
        issuer: '江西省人民政府',
        region: '江西省',
        issuedOn: '2022-07-11',
        status: 'in_force',
        kind: '意见',
      },
    });
  });

  it('takes the request of the documentation, null conditions, and fields that are new to it', async () => {
    const { records } = await start();
    expect(await records({ metadata_condition: null, user: 'x' })).toHaveLength(1);
    expect(
      await records({
        metadata_condition: {
          logical_operator: 'and',
          conditions: [{ name: 'issuer', comparison_operator: 'contains', value: '江西省' }],
        },
      }),
    ).toHaveLength(1);
    expect(await records({ retrieval_setting: { top_k: 500, score_threshold: null } })).toHaveLength(1);
  });

  it('answers the empty request that Dify sends on saving', async () => {
    const { send } = await start();
    const response = await send(undefined);
    expect([response.status, await response.json()]).toEqual([200, { records: [] }]);
  });

  it('reads the beginning of a message that is longer than a query may be', async () => {
    const { records } = await start();
    expect(await records({ query: '企业诉求'.repeat(1000) })).toHaveLength(1);
    expect(await records({ query: ' ' })).toEqual([]);
  });

  it('knows one knowledge base', async () => {
    const { send } = await start();
    const error = await errorOf(await send({ ...REQUEST, knowledge_id: 'other' }), 404);
    expect([error.error_code, error.error_msg.includes('zhengda')]).toEqual([2001, true]);
  });

  it.each([
    ['no query', { knowledge_id: 'zhengda', retrieval_setting: { top_k: 3 } }, 'query'],
    ['no JSON', '{', 'JSON'],
    [
      'a threshold above 1',
      { ...REQUEST, retrieval_setting: { top_k: 1, score_threshold: 2 } },
      'score_threshold',
    ],
    [
      'a field that documents do not have',
      {
        ...REQUEST,
        metadata_condition: { conditions: [{ name: 'author', comparison_operator: 'is', value: 'x' }] },
      },
      'documentNumber',
    ],
    [
      'an operator that there is not',
      {
        ...REQUEST,
        metadata_condition: { conditions: [{ name: 'title', comparison_operator: '~', value: 'x' }] },
      },
      'not contains',
    ],
  ])('refuses %s in the shape of Dify', async (_, body, found) => {
    const { send } = await start();
    const error = await errorOf(await send(body), 400);
    expect([error.error_code, error.error_msg.includes(found)]).toEqual([400, true]);
  });

  it('tells a key that is none from a wrong one, by 403 as Dify expects', async () => {
    const { send, service } = await start();
    const { secret } = service.keys.create({ role: 'ask', name: 'Dify', labels: null, expiresAt: null });
    expect((await errorOf(await send(REQUEST, 'any-key'), 403)).error_code).toBe(1001);
    expect((await errorOf(await send(REQUEST, 'Bearer wrong'), 403)).error_code).toBe(1002);
    expect((await send(REQUEST, `Bearer ${secret}`)).status).toBe(200);
  });
});
