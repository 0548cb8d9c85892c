import { describe, expect, it } from 'vitest';
import { Answer } from '../../src/answer/schema.ts';
import { PROVINCE_ID, QUOTE } from './fake-knowledge.ts';
import { bodyOf, errorOf, testApp } from './requests.ts';

const QUESTION = '{"question":"企业诉求办结时限是多少"}';

describe('POST /v1/ask', () => {
  it('answers with a citation whose quote is the slice of the text that its offsets name', async () => {
    const { post, get } = testApp();
    const answer = await bodyOf(await post('/v1/ask', QUESTION), Answer);
    expect(answer.status).toBe('answered');
    const [citation] = answer.citations;
    expect(citation).toMatchObject({
      index: 1,
      quote: QUOTE,
      document: { id: PROVINCE_ID, documentNumber: '赣府发〔2022〕16号', issuedOn: '2022-07-11' },
      clause: { label: '三、（四）12.' },
    });
    const text = await (await get(`/v1/documents/${citation?.document.id}/text`)).text();
    expect(text.slice(citation?.start, citation?.end)).toBe(QUOTE);
  });

  it('gives no evidence as an answer, not as an error', async () => {
    const { post } = testApp();
    const answer = await bodyOf(await post('/v1/ask', '{"question":"地铁票价"}'), Answer);
    expect(answer).toMatchObject({
      status: 'no_evidence',
      answer: '未在已入库的政策文件中找到依据',
      citations: [],
    });
    expect(answer.related).toHaveLength(1);
  });

  it.each([
    ['a form, as a bare curl -d says', 'application/x-www-form-urlencoded'],
    ['text', 'text/plain'],
    ['JSON', 'application/json; charset=utf-8'],
  ])('reads the body as JSON when its type is %s', async (_, type) => {
    const { post } = testApp();
    expect((await post('/v1/ask', QUESTION, { 'Content-Type': type })).status).toBe(200);
  });

  it('takes topK and filters, and 5 where topK is not given', async () => {
    const { post, knowledge } = testApp();
    await post('/v1/ask', '{"question":"甲","topK":3,"filters":{"region":"江西省","status":["in_force"]}}');
    await post('/v1/ask', '{"question":"乙"}');
    expect(knowledge.asked.map(({ request }) => request)).toEqual([
      { question: '甲', topK: 3, filters: { region: '江西省', status: ['in_force'] } },
      { question: '乙', topK: 5 },
    ]);
  });

  it('passes the earlier questions of the same conversation, and of no other', async () => {
    const { post, knowledge } = testApp();
    const ask = (question: string, conversationId?: string) =>
      post('/v1/ask', JSON.stringify({ question, conversationId }));
    await ask('第一问', 'a');
    await ask('别人的问', 'b');
    await ask('没有对话');
    await ask('第二问', 'a');
    await ask('第三问', 'a');
    expect(knowledge.asked.map(({ history }) => history)).toEqual([
      [],
      [],
      [],
      ['第一问'],
      ['第一问', '第二问'],
    ]);
  });

  it('does not remember a question that failed', async () => {
    const { post, knowledge } = testApp();
    await post('/v1/ask', '{"question":"出错","conversationId":"a"}');
    await post('/v1/ask', '{"question":"再问","conversationId":"a"}');
    expect(knowledge.asked.at(-1)?.history).toEqual([]);
  });

  it.each([
    ['{"question":""}', 'question', '不能为空'],
    ['{"question":" \\n\\u3000"}', 'question', '不能为空'],
    [JSON.stringify({ question: '问'.repeat(2001) }), 'question', '最长 2000 字'],
    ['{"question":42}', 'question', '应为文字'],
    ['{"question":null}', 'question', '应为文字'],
    ['{}', 'question', '应为文字'],
    ['{"question":"问","topK":0}', 'topK', '最小为 1，收到的是0'],
    ['{"question":"问","topK":21}', 'topK', '最大为 20，收到的是21'],
    ['{"question":"问","topK":"5"}', 'topK', '应为数字，收到的是“5”'],
    ['{"question":"问","topK":1.5}', 'topK', '应为整数，收到的是1.5'],
    ['{"question":"问","model":"gpt"}', 'model', '没有这个字段'],
    ['{"question":"问","__proto__":{}}', '__proto__', '没有这个字段'],
    ['{"question":"问","filters":{"city":"南昌"}}', 'filters.city', '没有这个字段'],
    [
      '{"question":"问","filters":{"issuedFrom":"2022年"}}',
      'filters.issuedFrom',
      '应为 2022-07-11 这样的日期，收到的是“2022年”',
    ],
    ['{"question":"问","filters":{"status":[]}}', 'filters.status', '不能为空'],
    ['{"question":"问","conversationId":""}', 'conversationId', '不能为空'],
    ['[]', '', '应为对象，收到的是数组'],
    ['"问"', '', '应为对象，收到的是“问”'],
  ])('refuses %s and names the field', async (body, field, problem) => {
    const { post, knowledge } = testApp();
    const error = await errorOf(await post('/v1/ask', body), 400, 'invalid_request');
    expect(error.details).toEqual([{ field, problem }]);
    expect(error.message).toContain(problem);
    expect(knowledge.asked).toEqual([]);
  });

  it('takes a question of exactly 2,000 characters', async () => {
    const { post } = testApp();
    expect((await post('/v1/ask', JSON.stringify({ question: '问'.repeat(2000) }))).status).toBe(200);
  });

  it('names every wrong field at once', async () => {
    const { post } = testApp();
    const response = await post('/v1/ask', '{"question":" ","topK":99,"x":1}');
    const { details } = await errorOf(response, 400, 'invalid_request');
    expect(details.map(({ field }) => field)).toEqual(['question', 'topK', 'x']);
  });

  it.each([
    ['nothing', '', '请求体是空的'],
    ['half a JSON', '{"question":', '不是合法的 JSON'],
    ['a form', 'question=企业诉求', '不是合法的 JSON'],
  ])('refuses %s', async (_, body, found) => {
    const { post } = testApp();
    const error = await errorOf(await post('/v1/ask', body), 400, 'invalid_request');
    expect(error.message).toContain(found);
  });

  it('refuses bytes that are not UTF-8, as a GBK terminal sends them', async () => {
    const { post } = testApp();
    // 问 in GBK is CE CA.
    const head = new TextEncoder().encode('{"question":"');
    const tail = new TextEncoder().encode('"}');
    const body = new Uint8Array([...head, 0xce, 0xca, ...tail]);
    const error = await errorOf(await post('/v1/ask', body), 400, 'invalid_request');
    expect(error.message).toContain('UTF-8');
  });

  it('refuses a body over 1 MB, and reads one of 1 MB', async () => {
    const { post } = testApp();
    const frame = '{"question":"问","conversationId":""}';
    const room = 1024 * 1024 - new TextEncoder().encode(frame).length;
    const body = (length: number) => frame.replace('""', `"${'a'.repeat(length)}"`);
    await errorOf(await post('/v1/ask', body(room + 1)), 413, 'payload_too_large');
    // One byte less is read, and refused for what it says.
    await errorOf(await post('/v1/ask', body(room)), 400, 'invalid_request');
  });
});
