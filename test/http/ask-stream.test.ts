import { describe, expect, it } from 'vitest';
import { Answer } from '../../src/answer/schema.ts';
import { listen } from '../../src/http/listen.ts';
import { ErrorBody } from '../../src/http/schema.ts';
import { readEvents } from './event-reader.ts';
import { errorOf, testApp } from './requests.ts';

const EVENTS = { Accept: 'text/event-stream' };

describe('POST /v1/ask as events', () => {
  it('sends the evidence, the answer in pieces, and the whole at the end', async () => {
    const { post } = testApp();
    const response = await post('/v1/ask', '{"question":"企业诉求办结时限是多少"}', EVENTS);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = readEvents(await response.text());
    const names = events.map(({ event }) => event);
    expect([names[0], names.at(-1)]).toEqual(['evidence', 'done']);
    const answer = Answer.parse(events.at(-1)?.data);
    const { id, status, confidence, citations, related, warnings } = answer;
    expect(events[0]?.data).toEqual({ id, status, confidence, citations, related, warnings });
    const pieces = events.filter(({ event }) => event === 'answer').map(({ data }) => data);
    expect(pieces.length).toBeGreaterThan(0);
    expect(pieces.map((piece) => JSON.parse(JSON.stringify(piece)).text).join('')).toBe(answer.answer);
  });

  it('says so where there is no evidence', async () => {
    const { post } = testApp();
    const events = readEvents(await (await post('/v1/ask', '{"question":"月球的面积"}', EVENTS)).text());
    expect(events[0]).toMatchObject({ event: 'evidence', data: { status: 'no_evidence', citations: [] } });
    expect(events.at(-1)).toMatchObject({ event: 'done', data: { status: 'no_evidence' } });
  });

  it('refuses a wrong request with a status, before anything is sent', async () => {
    const { post } = testApp();
    await errorOf(await post('/v1/ask', '{"question":""}', EVENTS), 400, 'invalid_request');
  });

  it('sends an error of the index as an event, and of a bug nothing but its number', async () => {
    const { post, bugs } = testApp();
    const index = readEvents(await (await post('/v1/ask', '{"question":"索引"}', EVENTS)).text());
    expect(index.map(({ event }) => event)).toEqual(['error']);
    expect(ErrorBody.parse(index[0]?.data).error.code).toBe('index_damaged');
    const bug = await (await post('/v1/ask', '{"question":"出错"}', EVENTS)).text();
    expect(ErrorBody.parse(readEvents(bug)[0]?.data).error.code).toBe('internal');
    expect(bug).not.toContain('secret');
    expect(bugs).toHaveLength(1);
  });

  it('stops where the client leaves, and goes on serving', async () => {
    const { app, bugs } = testApp();
    const service = await listen(app, { host: '127.0.0.1', port: 0 });
    try {
      const left = new AbortController();
      const response = await fetch(`${service.url}/v1/ask`, {
        method: 'POST',
        body: '{"question":"企业诉求"}',
        headers: EVENTS,
        signal: left.signal,
      });
      left.abort();
      await expect(response.text()).rejects.toThrow();
      const after = await fetch(`${service.url}/v1/ask`, { method: 'POST', body: '{"question":"企业诉求"}' });
      expect(after.status).toBe(200);
      expect(bugs).toEqual([]);
    } finally {
      await service.stop();
    }
  });
});
