import { randomUUID } from 'node:crypto';
import type { Answer } from '../../answer/schema.ts';
import type { AskContext, Service } from '../../service/service.ts';
import { sentences } from '../../text/sentences.ts';
import { type AnswerText, answerText, citationUrl, sourceName } from '../answer-text.ts';
import { conversationKey } from '../conversation-key.ts';
import { readConversation, textOf } from './conversation.ts';
import { type ChatChunk, type ChatCompletion, type ChatRequest, MODEL_ID, type Usage } from './schema.ts';

/** An answer with what both forms of the response, whole and streamed, are made of. */
export type ChatAnswer = Readonly<{
  answer: Answer;
  shown: AnswerText;
  usage: Usage;
  id: string;
  /** Unix seconds. */
  created: number;
  publicUrl: string | undefined;
}>;

const countCharacters = (text: string): number => [...text].length;

/**
 * Asks what the messages ask. Earlier messages are the conversation; a client that sends its question alone and names
 * its `user` has the conversation kept here. Throws as {@link readConversation} and asking do.
 */
export async function answerChat(
  request: ChatRequest,
  service: Service,
  context: AskContext,
): Promise<ChatAnswer> {
  const { question, history } = readConversation(request);
  const { user } = request;
  const keptHere = history.length === 0 && typeof user === 'string' && user !== '';
  const answer = await service.ask(
    { question, topK: 5, ...(keptHere && { conversationId: conversationKey(context, user) }) },
    keptHere ? context : { ...context, history },
  );
  const publicUrl = service.config.PUBLIC_URL;
  const maxLength = request.max_completion_tokens ?? request.max_tokens ?? undefined;
  const shown = answerText(answer, { publicUrl, maxLength });
  const prompt = request.messages.reduce((sum, message) => sum + countCharacters(textOf(message)), 0);
  const completion = countCharacters(shown.text);
  return {
    answer,
    shown,
    usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
    id: `chatcmpl-${randomUUID().replaceAll('-', '')}`,
    created: Math.floor(Date.now() / 1000),
    publicUrl,
  };
}

const finishReason = ({ shown }: ChatAnswer) => (shown.shortened ? 'length' : 'stop');

/** The response that is not streamed. */
export function chatCompletion(chat: ChatAnswer): ChatCompletion {
  const { answer, shown, usage, id, created, publicUrl } = chat;
  return {
    id,
    object: 'chat.completion',
    created,
    model: MODEL_ID,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: shown.text,
          refusal: null,
          annotations: shown.markers.map(({ citation, start, end }) => ({
            type: 'url_citation',
            url_citation: {
              start_index: start,
              end_index: end,
              title: sourceName(citation),
              url: citationUrl(citation, publicUrl),
            },
          })),
          citations: [...answer.citations],
        },
        finish_reason: finishReason(chat),
        logprobs: null,
      },
    ],
    usage,
  };
}

/** `text` in pieces of a sentence each; joined they are `text`. */
function pieces(text: string): string[] {
  const ends = sentences(text).map(({ end }) => end);
  const cuts = [...ends.slice(0, -1), text.length];
  return cuts.map((end, at) => text.slice(cuts[at - 1] ?? 0, end));
}

/**
 * The events of a stream: the role, a sentence each, the end with the citations, and the usage where it is asked for.
 * `id` and `created` are the same throughout.
 */
export function* chatChunks(chat: ChatAnswer, includeUsage: boolean): Generator<ChatChunk> {
  const { answer, shown, usage, id, created } = chat;
  const common = { id, object: 'chat.completion.chunk', created, model: MODEL_ID } as const;
  // With include_usage every event has the field, null but on the last.
  const pending = includeUsage ? { usage: null } : {};
  const chunk = (
    delta: ChatChunk['choices'][number]['delta'],
    finish_reason: ChatChunk['choices'][number]['finish_reason'] = null,
  ): ChatChunk => ({
    ...common,
    choices: [{ index: 0, delta, finish_reason, logprobs: null }],
    ...pending,
  });
  yield chunk({ role: 'assistant', content: '' });
  for (const content of pieces(shown.text)) yield chunk({ content });
  yield chunk({ citations: [...answer.citations] }, finishReason(chat));
  if (includeUsage) yield { ...common, choices: [], usage };
}
