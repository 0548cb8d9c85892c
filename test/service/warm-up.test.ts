import { expect, it } from 'vitest';
import type { AskRequest } from '../../src/answer/schema.ts';
import { warmUp } from '../../src/service/warm-up.ts';
import { fakeKnowledge } from '../http/fake-knowledge.ts';

function listening(onAsk: () => void = () => {}) {
  const knowledge = fakeKnowledge();
  const asked: string[] = [];
  const ask = (request: AskRequest) => {
    asked.push(request.question);
    onAsk();
    return knowledge.ask(request);
  };
  return { knowledge: { catalogue: knowledge.catalogue, ask }, asked };
}

it('asks what the headings of all documents say, each once', async () => {
  const { knowledge, asked } = listening();
  const count = await warmUp(knowledge);
  expect(count).toBe(asked.length);
  expect(new Set(asked).size).toBe(asked.length);
  // One heading of each of the two documents.
  expect(asked).toEqual(expect.arrayContaining(['目标任务', '提高政治站位']));
});

it('stops when its time is spent, when the service stops, and where asking fails', async () => {
  expect(await warmUp(listening().knowledge, { budgetMs: 0 })).toBe(0);
  const stopping = new AbortController();
  const stopped = listening(() => stopping.abort());
  expect(await warmUp(stopped.knowledge, { signal: stopping.signal })).toBe(1);
  const broken = listening(() => {
    throw new Error('closed');
  });
  expect(await warmUp(broken.knowledge)).toBe(0);
});
