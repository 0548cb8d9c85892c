import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Conversations } from '../../src/service/conversations.ts';

it('keeps the last questions of a conversation, oldest first', () => {
  const conversations = new Conversations({ maxQuestions: 2 });
  for (const question of ['一', '二', '三']) conversations.remember('a', question);
  expect(conversations.history('a')).toEqual(['二', '三']);
  expect(conversations.history('b')).toEqual([]);
});

it('forgets the conversation that has been quiet longest when there are too many', () => {
  const conversations = new Conversations({ maxConversations: 2 });
  conversations.remember('a', '一');
  conversations.remember('b', '二');
  conversations.remember('a', '三');
  conversations.remember('c', '四');
  expect(conversations.history('b')).toEqual([]);
  expect(conversations.history('a')).toEqual(['一', '三']);
});

it('forgets a conversation that has been idle', async () => {
  const conversations = new Conversations({ idleMs: 20 });
  conversations.remember('a', '一');
  expect(conversations.history('a')).toEqual(['一']);
  await wait(60);
  expect(conversations.history('a')).toEqual([]);
});
