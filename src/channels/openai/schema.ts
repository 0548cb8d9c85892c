import { z } from 'zod';
import { Citation } from '../../answer/schema.ts';

/** The one model that is offered. A request may name any: clients have a name of their own set. */
export const MODEL_ID = 'zhengda';

const ContentPart = z.looseObject({ type: z.string(), text: z.string().optional() });

/** A message of any role; only what users said is read. */
const ChatMessage = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(ContentPart)]).nullish(),
});
export type ChatMessage = Readonly<z.infer<typeof ChatMessage>>;

/**
 * Body of `POST /v1/chat/completions`, as far as it means anything here. Sampling parameters, tools, `n` and whatever
 * else a client sends are tolerated: the answer is the same each time, and there is one.
 */
export const ChatRequest = z.looseObject({
  model: z.string().optional(),
  messages: z.array(ChatMessage).min(1, '不能为空').max(1000, '最多 1000 条'),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  /** Longest answer; a character counts as a token. The answer is cut at a sentence, and never to nothing. */
  max_tokens: z.number().int().nullish(),
  max_completion_tokens: z.number().int().nullish(),
  /** Keeps the conversation of clients that send one question only. */
  user: z.string().nullish(),
});
export type ChatRequest = Readonly<z.infer<typeof ChatRequest>>;

/** `start_index`, `end_index`: the marker `[1]` in `content`, half-open, UTF-16 code units. */
const UrlCitation = z.object({
  type: z.literal('url_citation'),
  url_citation: z.object({
    start_index: z.number().int(),
    end_index: z.number().int(),
    title: z.string(),
    url: z.string(),
  }),
});

/** No tokens are made, so characters (code points) are counted in their place. */
export const Usage = z.object({
  prompt_tokens: z.number().int(),
  completion_tokens: z.number().int(),
  total_tokens: z.number().int(),
});
export type Usage = Readonly<z.infer<typeof Usage>>;

export const FinishReason = z.enum(['stop', 'length']);

/** Body of the response that is not streamed. `citations` is ours; clients of the protocol pass over it. */
export const ChatCompletion = z.object({
  id: z.string(),
  object: z.literal('chat.completion'),
  /** Unix seconds. */
  created: z.number().int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.number().int(),
      message: z.object({
        role: z.literal('assistant'),
        content: z.string(),
        refusal: z.null(),
        annotations: z.array(UrlCitation),
        citations: z.array(Citation),
      }),
      finish_reason: FinishReason,
      logprobs: z.null(),
    }),
  ),
  usage: Usage,
});
export type ChatCompletion = Readonly<z.infer<typeof ChatCompletion>>;

/** One event of a stream. The last one with a choice has the `finish_reason` and, in its delta, the citations. */
export const ChatChunk = z.object({
  id: z.string(),
  object: z.literal('chat.completion.chunk'),
  created: z.number().int(),
  model: z.string(),
  choices: z.array(
    z.object({
      index: z.number().int(),
      delta: z.object({
        role: z.literal('assistant').optional(),
        content: z.string().optional(),
        citations: z.array(Citation).optional(),
      }),
      finish_reason: FinishReason.nullable(),
      logprobs: z.null(),
    }),
  ),
  usage: Usage.nullable().optional(),
});
export type ChatChunk = Readonly<z.infer<typeof ChatChunk>>;

export const Model = z.object({
  id: z.string(),
  object: z.literal('model'),
  /** Unix seconds. */
  created: z.number().int(),
  owned_by: z.string(),
});
export type Model = Readonly<z.infer<typeof Model>>;

export const ModelList = z.object({ object: z.literal('list'), data: z.array(Model) });

export const OpenAiError = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    code: z.string().nullable(),
    param: z.string().nullable(),
  }),
});
export type OpenAiError = Readonly<z.infer<typeof OpenAiError>>;
