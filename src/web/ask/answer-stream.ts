import { z } from 'zod';
import { Answer, type AskRequest, Citation } from '../../answer/schema.ts';
import { ErrorBody } from '../../http/schema.ts';
import { jsonBody, parseBody, request, ServiceError } from '../shared/client.ts';
import { readEvents, textPieces } from '../shared/event-stream.ts';

/** What is known of an answer while it is still being made. */
export type AskProgress =
  | Readonly<{ kind: 'evidence'; citations: readonly Citation[] }>
  | Readonly<{ kind: 'answer'; text: string }>
  | Readonly<{ kind: 'done'; answer: Answer }>;

const Evidence = z.object({ citations: z.array(Citation) });
const Piece = z.object({ text: z.string() });

function parseData<Schema extends z.ZodType>(schema: Schema, data: string): z.output<Schema> {
  let value: unknown = null;
  try {
    value = JSON.parse(data);
  } catch {
    // Falls through to the schema, which takes no null.
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ServiceError(200, '服务返回的内容与本页不符，可能服务刚刚升级，请刷新页面后重试');
}

/**
 * Asks, and tells what is known as it becomes known: the evidence, the answer in pieces, the whole. A service that
 * does not stream answers with the whole at once.
 */
export async function* askInSteps(
  asked: Partial<AskRequest> & Pick<AskRequest, 'question'>,
  signal: AbortSignal,
): AsyncGenerator<AskProgress> {
  const init = jsonBody(asked);
  const response = await request('/v1/ask', {
    ...init,
    headers: { ...init.headers, Accept: 'text/event-stream, application/json;q=0.9' },
    signal,
  });
  const streamed = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (!streamed || response.body === null) {
    yield { kind: 'done', answer: await parseBody(response, Answer) };
    return;
  }
  for await (const { event, data } of readEvents(textPieces(response.body))) {
    if (event === 'evidence') yield { kind: 'evidence', citations: parseData(Evidence, data).citations };
    else if (event === 'answer') yield { kind: 'answer', text: parseData(Piece, data).text };
    else if (event === 'done') {
      yield { kind: 'done', answer: parseData(Answer, data) };
      return;
    } else if (event === 'error') {
      const { message } = parseData(ErrorBody, data).error;
      throw new ServiceError(200, message, response.headers.get('x-request-id'));
    }
  }
  throw new ServiceError(0, '回答没有传完就断开了，请重试');
}
