import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { readQuestionSet } from '../../src/evaluation/question-set.ts';
import { createApp } from '../../src/http/app.ts';
import { FeedbackList } from '../../src/http/feedback-schema.ts';
import { createService } from '../../src/service/service.ts';
import { fakeKnowledge } from './fake-knowledge.ts';
import { bodyOf, errorOf, testApp } from './requests.ts';

/** An app on which every answer has a number of its own, and what it does with a question and a feedback on it. */
function setUp(settings: Record<string, string> = { AUDIT_QUESTIONS: 'full' }) {
  const fake = fakeKnowledge();
  let answers = 0;
  const knowledge = {
    ...fake,
    ask: async (...given: Parameters<typeof fake.ask>) => {
      answers += 1;
      return { ...(await fake.ask(...given)), id: `ans_${answers}` };
    },
  };
  const service = createService({
    config: readConfig({ ANSWER_CACHE_MB: '0', ...settings }),
    knowledge: () => knowledge,
  });
  const app = createApp(service);
  const post = (path: string, body: unknown) =>
    app.request(path, { method: 'POST', body: JSON.stringify(body) });
  const ask = (question: string, conversationId?: string) => post('/v1/ask', { question, conversationId });
  const list = async (query = '') => bodyOf(await app.request(`/v1/feedback${query}`), FeedbackList);
  return { app, post, ask, list };
}

describe('POST /v1/feedback', () => {
  it('keeps what was said, with what it is about', async () => {
    const { post, ask, list } = setUp();
    await ask('企业诉求办结时限是多少');
    const said = await post('/v1/feedback', { answerId: 'ans_1', verdict: 'useful', comment: '很好' });
    expect([said.status, await said.json()]).toEqual([201, { answerId: 'ans_1' }]);
    const [entry] = (await list()).feedback;
    expect(entry).toMatchObject({
      answerId: 'ans_1',
      verdict: 'useful',
      correction: null,
      comment: '很好',
      subject: {
        question: '企业诉求办结时限是多少',
        history: [],
        status: 'answered',
        indexVersion: 'test-1',
      },
    });
    expect(entry?.subject?.citations[0]).toMatchObject({
      documentNumber: '赣府发〔2022〕16号',
      clause: '三、（四）12.',
    });
  });

  it('lets the later one take the place of the earlier', async () => {
    const { post, ask, list } = setUp();
    await ask('企业诉求');
    await post('/v1/feedback', { answerId: 'ans_1', verdict: 'useful' });
    const changed = await post('/v1/feedback', { answerId: 'ans_1', verdict: 'useless', comment: '不对' });
    expect(changed.status).toBe(200);
    const { feedback } = await list();
    expect(feedback.map(({ verdict, comment }) => [verdict, comment])).toEqual([['useless', '不对']]);
    expect((await list('?verdict=useful')).feedback).toEqual([]);
  });

  it('takes feedback on an answer from before a restart', async () => {
    const { post, list } = setUp();
    expect((await post('/v1/feedback', { answerId: 'ans_old', verdict: 'useless' })).status).toBe(201);
    expect((await list()).feedback[0]).toMatchObject({ subject: null, testQuestion: null });
  });

  it('keeps questions as the setting says', async () => {
    const question = '企业诉求找谁，我的手机是13800138000';
    const masked = setUp({ AUDIT_QUESTIONS: 'masked' });
    await masked.ask(question);
    await masked.post('/v1/feedback', { answerId: 'ans_1', verdict: 'useful', comment: '请打13800138000' });
    expect(JSON.stringify(await masked.list())).not.toContain('13800138000');
    const none = setUp({ AUDIT_QUESTIONS: 'none' });
    await none.ask(question);
    await none.post('/v1/feedback', { answerId: 'ans_1', verdict: 'useful' });
    expect((await none.list()).feedback[0]).toMatchObject({
      subject: { question: null },
      testQuestion: null,
    });
  });

  it.each([
    ['answerId', { verdict: 'useful' }],
    ['answerId', { answerId: 'x', verdict: 'useful' }],
    ['verdict', { answerId: 'ans_1', verdict: '有用' }],
    ['correction', { answerId: 'ans_1', verdict: 'useful', correction: '长'.repeat(2001) }],
    ['stars', { answerId: 'ans_1', verdict: 'useful', stars: 5 }],
  ])('refuses a wrong %s', async (field, body) => {
    const { post } = testApp();
    const error = await errorOf(await post('/v1/feedback', JSON.stringify(body)), 400, 'invalid_request');
    expect(error.details).toEqual([expect.objectContaining({ field })]);
  });

  it('comes page by page, the latest first', async () => {
    const { post, list } = setUp();
    for (const answerId of ['ans_a', 'ans_b', 'ans_c'])
      await post('/v1/feedback', { answerId, verdict: 'useful' });
    const first = await list('?limit=2');
    const second = await list(`?limit=2&cursor=${first.nextCursor}`);
    expect([first, second].map(({ feedback }) => feedback.map(({ answerId }) => answerId))).toEqual([
      ['ans_c', 'ans_b'],
      ['ans_a'],
    ]);
    expect(second.nextCursor).toBeNull();
    const { get } = testApp();
    await errorOf(await get('/v1/feedback?cursor=x'), 400, 'invalid_request');
  });
});

describe('GET /v1/feedback/questions', () => {
  it('is a question set that npm run evaluate reads', async () => {
    const { app, post, ask } = setUp();
    await ask('企业诉求办结时限是多少', 'c1');
    await ask('企业诉求谁来办', 'c1');
    await ask('月球的面积是多少');
    await ask('企业诉求怎么办');
    await ask('企业诉求找谁');
    for (const [answerId, body] of [
      ['ans_1', { verdict: 'useful' }],
      ['ans_2', { verdict: 'useful' }],
      ['ans_3', { verdict: 'useful' }],
      // Stands in the document that was cited, with other blanks.
      ['ans_4', { verdict: 'useless', correction: '一般问题5个工作日办结' }],
      // Stands nowhere, so that no answer could be it.
      ['ans_5', { verdict: 'useless', correction: '找县长' }],
    ] as const) {
      await post('/v1/feedback', { answerId, ...body });
    }
    const response = await app.request('/v1/feedback/questions');
    expect(response.headers.get('content-type')).toContain('application/x-ndjson');
    const folder = mkdtempSync(join(tmpdir(), 'zhengda-feedback-'));
    try {
      const path = join(folder, 'questions.jsonl');
      writeFileSync(path, await response.text());
      const questions = readQuestionSet(path, new Map());
      expect(questions.map(({ id, history, question }) => [id, history, question])).toEqual([
        ['ans_1', [], '企业诉求办结时限是多少'],
        ['ans_2', ['企业诉求办结时限是多少'], '企业诉求谁来办'],
        ['ans_3', [], '月球的面积是多少'],
        ['ans_4', [], '企业诉求怎么办'],
      ]);
      expect(questions.map(({ expected }) => expected?.fileName)).toEqual([
        '赣府发〔2022〕16号.txt',
        '赣府发〔2022〕16号.txt',
        undefined,
        '赣府发〔2022〕16号.txt',
      ]);
      expect(questions[3]?.expected?.contains).toEqual(['一般问题5个工作日办结']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
