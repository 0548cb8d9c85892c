import { z } from 'zod';
import { WritingFailure } from './schema.ts';
import { eventData } from './server-sent-events.ts';

export type ChatMessage = Readonly<{ role: 'system' | 'user'; content: string }>;

/** A language model. `name` is what the endpoint calls it. */
export interface ChatModel {
  readonly name: string;
  /** The text as it is written, in pieces of any length. Throws a {@link WritingFailure}; ends early on `signal`. */
  write(messages: readonly ChatMessage[], signal?: AbortSignal): AsyncIterable<string>;
}

export type ChatModelOptions = Readonly<{
  /** Up to where `/chat/completions` follows: http://127.0.0.1:8000/v1. */
  baseUrl: string;
  model: string;
  apiKey?: string | undefined;
  /** From the request to the last piece. */
  timeoutMs: number;
}>;

/** Thinking counts as well. */
const MAX_TOKENS = 4096;
/** Bytes that are read at most, thinking and the frames of the stream included. */
const MAX_BYTES = 8 * 2 ** 20;

const Text = z.string().nullish();
/** A chunk of the stream; a server that does not stream sends one body with `message`. */
const Chunk = z.object({
  choices: z.array(
    z.object({
      delta: z.object({ content: Text }).nullish(),
      message: z.object({ content: Text }).nullish(),
      finish_reason: z.string().nullish(),
    }),
  ),
});
const Failed = z.object({ error: z.unknown() });

function readChunk(data: string): z.infer<typeof Chunk> {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    throw new WritingFailure('invalid_response', '模型服务发来的不是 JSON');
  }
  const chunk = Chunk.safeParse(json);
  if (chunk.success) return chunk.data;
  if (Failed.safeParse(json).success) throw new WritingFailure('http_error', '模型服务中途报错');
  throw new WritingFailure('invalid_response', '模型服务发来的不合 OpenAI 接口的格式');
}

async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let size = 0;
  for await (const bytes of body) {
    size += bytes.length;
    if (size > MAX_BYTES) throw new WritingFailure('too_long', `模型服务发来的超过 ${MAX_BYTES} 字节`);
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder.decode();
}

/** What was thrown while a request was under way, as a failure with its reason. */
function failureOf(error: unknown, timeout: AbortSignal, signal: AbortSignal | undefined): unknown {
  if (error instanceof WritingFailure || signal?.aborted === true) return error;
  if (timeout.aborted) return new WritingFailure('timeout', '模型服务没有在限定时间内写完');
  if (!(error instanceof Error)) return error;
  // fetch hides the reason in the cause: ECONNREFUSED, a closed socket.
  const { cause } = error;
  return new WritingFailure('unreachable', cause instanceof Error ? cause.message : error.message);
}

async function* piecesOf(response: Response): AsyncGenerator<string> {
  const { body } = response;
  if (!response.ok || body === null) {
    await body?.cancel();
    throw new WritingFailure('http_error', `模型服务返回 ${response.status}`);
  }
  let finished: string | null = null;
  const read = (data: string): string => {
    const [choice] = readChunk(data).choices;
    finished = choice?.finish_reason ?? finished;
    return choice?.delta?.content ?? choice?.message?.content ?? '';
  };
  if ((response.headers.get('content-type') ?? '').includes('text/event-stream')) {
    for await (const data of eventData(textOf(body))) {
      if (data === '[DONE]') {
        finished ??= 'stop';
        break;
      }
      const piece = read(data);
      if (piece !== '') yield piece;
    }
  } else {
    let whole = '';
    for await (const piece of textOf(body)) whole += piece;
    yield read(whole);
    finished ??= 'stop';
  }
  if (finished !== 'stop') throw new WritingFailure('cut_short', `没有写完（${finished ?? '连接断开'}）`);
}

/** An endpoint with the chat completions of OpenAI (vLLM, Ollama, llama.cpp and others). Nothing else is contacted. */
export function openChatModel({ baseUrl, model, apiKey, timeoutMs }: ChatModelOptions): ChatModel {
  const url = `${baseUrl.replace(/\/+$/u, '')}/chat/completions`;
  return {
    name: model,
    async *write(messages, signal) {
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            'Content-Type': 'application/json',
            Accept: 'text/event-stream, application/json',
            ...(apiKey !== undefined && { Authorization: `Bearer ${apiKey}` }),
          },
          body: JSON.stringify({ model, messages, stream: true, temperature: 0, max_tokens: MAX_TOKENS }),
          // The key must not follow a redirection to another host.
          redirect: 'error',
          signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
        });
        yield* piecesOf(response);
      } catch (error) {
        throw failureOf(error, timeout, signal);
      }
    },
  };
}
