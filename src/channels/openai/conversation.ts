import { AppError } from '../../errors.ts';
import { QUESTION_MAX_LENGTH } from '../../retrieval/schema.ts';
import type { ChatMessage, ChatRequest } from './schema.ts';

/** Earlier questions that are handed on; follow-ups lean on the last few. */
const HISTORY_LENGTH = 6;

/** What a message says in words; parts of other kinds (pictures, sound) are left out. */
export function textOf({ content }: ChatMessage): string {
  if (typeof content === 'string') return content;
  return (content ?? []).flatMap(({ text }) => (text === undefined ? [] : [text])).join('\n');
}

const hasOtherParts = ({ content }: ChatMessage): boolean =>
  Array.isArray(content) && content.some(({ type }) => type !== 'text');

function refuse(message: string, field: string, openaiCode: string): never {
  throw new AppError('invalid_request', message, { details: [{ field, problem: message, openaiCode }] });
}

/**
 * The question is the last message of a user, the user's earlier ones are the conversation, oldest first. What the
 * system or the assistant said is left out: answers come from the documents only. Throws `invalid_request` where there
 * is no question, where it is not words alone, or is too long.
 */
export function readConversation({ messages }: Pick<ChatRequest, 'messages'>): {
  question: string;
  history: readonly string[];
} {
  const at = messages.findLastIndex(({ role }) => role === 'user');
  const last = messages[at];
  if (last === undefined) {
    refuse(
      'messages 里没有用户的消息（role 为 user），应把问题放在最后一条用户消息里',
      'messages',
      'invalid_value',
    );
  }
  const field = `messages.${at}.content`;
  // To answer the words and pass over the picture would answer another question.
  if (hasOtherParts(last)) {
    refuse('问题里有图片、声音或文件，本服务只读文字。请只用文字提问', field, 'invalid_value');
  }
  const question = textOf(last).trim();
  if (question === '') refuse('问题是空的，请在最后一条用户消息里写上问题', field, 'invalid_value');
  if (question.length > QUESTION_MAX_LENGTH) {
    refuse(
      `问题有 ${question.length} 字，最长 ${QUESTION_MAX_LENGTH} 字。请缩短后重试`,
      field,
      'context_length_exceeded',
    );
  }
  const history = messages
    .slice(0, at)
    .filter(({ role }) => role === 'user')
    .map((message) => textOf(message).trim().slice(0, QUESTION_MAX_LENGTH))
    .filter((text) => text !== '')
    .slice(-HISTORY_LENGTH);
  return { question, history };
}
