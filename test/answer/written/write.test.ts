import { afterEach, describe, expect, it } from 'vitest';
import { openChatModel } from '../../../src/answer/written/chat-model.ts';
import { WritingFailure } from '../../../src/answer/written/schema.ts';
import { type WrittenAnswer, writeSentences } from '../../../src/answer/written/write.ts';
import { readConfig } from '../../../src/config.ts';
import { createService } from '../../../src/service/service.ts';
import { fakeCatalogue, fakeKnowledge, QUOTE } from '../../http/fake-knowledge.ts';
import { type Behaviour, chunk, type ModelServer, startModelServer, writes } from './model-server.ts';

const QUESTION = '企业诉求办结时限是多少';
const GOOD = '一般问题5个工作日办结，疑难问题10个工作日回复[1]。企业诉求分级分类实现“动态清零”[1]。';

let server: ModelServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** What the model's text becomes: the pieces shown and the outcome. */
async function run(behave: Behaviour, timeoutMs = 5000) {
  server = await startModelServer(behave);
  const model = openChatModel({ baseUrl: server.baseUrl, model: 'test', apiKey: 'secret', timeoutMs });
  const answer = await fakeKnowledge().ask({ question: QUESTION, topK: 5 });
  const pieces = writeSentences({ answer, catalogue: fakeCatalogue, model });
  const shown: string[] = [];
  let outcome: WrittenAnswer | string | undefined;
  try {
    while (outcome === undefined) {
      const next = await pieces.next();
      if (next.done === true) outcome = next.value;
      else shown.push(next.value.kind === 'sentence' ? next.value.text : '⟲');
    }
  } catch (error) {
    if (!(error instanceof WritingFailure)) throw error;
    outcome = error.reason;
  }
  return { shown, outcome };
}

describe('writeSentences', () => {
  it('gives the text of a good model, sentence by sentence', async () => {
    const { shown, outcome } = await run(writes(GOOD));
    expect(shown).toEqual([
      '一般问题5个工作日办结，疑难问题10个工作日回复[1]。',
      '企业诉求分级分类实现“动态清零”[1]。',
    ]);
    expect(outcome).toMatchObject({ answer: GOOD, usedCitations: [1], dropped: [] });
    const [{ url, authorization, body } = { url: '', authorization: '', body: '' }] = server?.received ?? [];
    expect([url, authorization]).toEqual(['/v1/chat/completions', 'Bearer secret']);
    expect(body).toContain('疑难问题10个工作日回复');
    expect(body).toContain(QUESTION);
  });

  it('reads markers of other forms, behind the full stop, and marks of markdown', async () => {
    const { outcome } = await run(
      writes('**一般问题5个工作日办结。**【1】\n- 疑难问题10个工作日回复。 [来源1]', 1),
    );
    expect(outcome).toMatchObject({ answer: '一般问题5个工作日办结[1]。疑难问题10个工作日回复[1]。' });
  });

  it.each([
    ['a wrong figure', '一般问题7个工作日办结[1]。', 'figure'],
    ['swapped figures', '一般问题10个工作日办结[1]。', 'misplaced_figure'],
    ['a wrong 文号', '按照赣府发〔2022〕61号，一般问题5个工作日办结[1]。', 'document_number'],
    ['no marker', '一般问题5个工作日办结。', 'no_marker'],
    ['a marker beyond the list', '一般问题5个工作日办结[9]。', 'unknown_marker'],
    ['an invented prohibition', '企业诉求一般问题不得超过5个工作日办结[1]。', 'modality'],
    ['nothing', '', 'empty'],
    ['that the clauses do not answer', '资料不足。', 'declined'],
    ['what is true and no answer', '企业诉求分级分类实现“动态清零”[1]。', 'misses_answer'],
    ['without end', '一般问题5个工作日办结'.repeat(300), 'too_long'],
  ])('refuses a model that writes %s', async (_, text, reason) => {
    expect((await run(writes(text))).outcome).toBe(reason);
  });

  it('leaves out a wrong sentence, and the one that goes on from it, where the rest answers', async () => {
    const { outcome } = await run(
      writes(
        `${GOOD}逾期的罚款500元[1]。该项企业诉求一般问题5个工作日办结[1]。企业诉求1个工作日电话联系[1]。`,
      ),
    );
    expect(outcome).toMatchObject({
      answer: `${GOOD}企业诉求1个工作日电话联系[1]。`,
      dropped: [{ reason: 'figure' }, { reason: 'follows_dropped' }],
    });
  });

  it('does not show what a model thinks', async () => {
    const tagged = await run(writes(`<think>也许是7个工作日？</think>\n\n${GOOD}`, 2));
    expect(tagged.outcome).toMatchObject({ answer: GOOD });
    await server?.close();
    const untagged = await run(writes(`先看条款1。一般问题5个工作日办结[1]。</think>${GOOD}`, 2));
    expect(untagged.outcome).toMatchObject({ answer: GOOD, dropped: [] });
    expect(untagged.shown).toContain('⟲');
    await server?.close();
    expect((await run(writes('<think>一直在想'))).outcome).toBe('empty');
  });

  it.each<[string, Behaviour, string]>([
    ['error 500', (response) => response.writeHead(500).end('{}'), 'http_error'],
    [
      'a redirection',
      (response) => response.writeHead(307, { Location: 'http://127.0.0.1:9/' }).end(),
      'unreachable',
    ],
    [
      'no JSON',
      (response) => response.setHeader('Content-Type', 'text/event-stream').end('data: {oops\n\n'),
      'invalid_response',
    ],
    [
      'another shape',
      (response) => response.setHeader('Content-Type', 'application/json').end('{"choices":"x"}'),
      'invalid_response',
    ],
    [
      'an error within the stream',
      (response) =>
        response.setHeader('Content-Type', 'text/event-stream').end('data: {"error":{"message":"x"}}\n\n'),
      'http_error',
    ],
    [
      'a stream without its end',
      (response) =>
        response.setHeader('Content-Type', 'text/event-stream').end(chunk('一般问题5个工作日办结[1]。')),
      'cut_short',
    ],
    [
      'too few tokens',
      (response) =>
        response
          .setHeader('Content-Type', 'text/event-stream')
          .end(`${chunk(GOOD, 'length')}data: [DONE]\n\n`),
      'cut_short',
    ],
    [
      'a broken connection',
      (response) => {
        response.setHeader('Content-Type', 'text/event-stream');
        response.write(chunk('一般'), () => response.destroy());
      },
      'unreachable',
    ],
  ])('falls back at %s', async (_, behave, reason) => {
    expect((await run(behave)).outcome).toBe(reason);
  });

  it('does not wait for a slow model, nor for one that is not there', async () => {
    const slow: Behaviour = (response) => {
      response.setHeader('Content-Type', 'text/event-stream');
      response.write(chunk('一般问题'));
    };
    expect((await run(slow, 200)).outcome).toBe('timeout');
    const model = openChatModel({ baseUrl: 'http://127.0.0.1:1/v1', model: 'test', timeoutMs: 5000 });
    const answer = await fakeKnowledge().ask({ question: QUESTION, topK: 5 });
    await expect(writeSentences({ answer, catalogue: fakeCatalogue, model }).next()).rejects.toMatchObject({
      reason: 'unreachable',
    });
  });

  it('takes the answer of a server that does not stream', async () => {
    const { outcome } = await run((response) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ choices: [{ message: { content: GOOD }, finish_reason: 'stop' }] }));
    });
    expect(outcome).toMatchObject({ answer: GOOD });
  });
});

describe('a service with a language model', () => {
  const serviceWith = async (behave: Behaviour) => {
    server = await startModelServer(behave);
    const config = readConfig({ LLM_BASE_URL: server.baseUrl, LLM_MODEL: 'qwen' });
    return createService({ config, knowledge: () => fakeKnowledge() });
  };

  it('answers in the words of the model and keeps the extract', async () => {
    const service = await serviceWith(writes(GOOD));
    const answer = await service.ask({ question: QUESTION, topK: 5 }, { channel: 'http', key: null });
    expect(answer).toMatchObject({
      answer: GOOD,
      extract: QUOTE,
      generated: { model: 'qwen', usedCitations: [1] },
      citations: [{ index: 1, quote: QUOTE }],
    });
  });

  it('answers with the extract and says why where the model is wrong', async () => {
    const service = await serviceWith(writes('一般问题7个工作日办结[1]。'));
    const answer = await service.ask({ question: QUESTION, topK: 5 }, { channel: 'http', key: null });
    expect(answer).toMatchObject({
      answer: QUOTE,
      generated: { model: 'qwen', rejected: 'figure', detail: '7个工作日' },
    });
    expect(answer).not.toHaveProperty('extract');
  });

  it('asks the model neither without evidence nor for agents', async () => {
    const service = await serviceWith(writes(GOOD));
    const none = await service.ask({ question: '月球上有什么', topK: 5 }, { channel: 'http', key: null });
    const agent = await service.ask({ question: QUESTION, topK: 5 }, { channel: 'mcp', key: null });
    expect([none.generated, agent.generated]).toEqual([undefined, undefined]);
    expect(server?.received).toEqual([]);
  });
});
