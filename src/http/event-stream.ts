import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { errorResponse, type ReportBug } from './error-response.ts';
import type { HttpEnv } from './route.ts';

/** Proxies and clients give a connection up that is silent for some half a minute. */
const HEARTBEAT_MS = 15_000;

/** Sends one event. `data` is written as JSON; `id` comes back as `Last-Event-ID` when a client connects again. */
export type SendEvent = (event: string, data: unknown, id?: string) => Promise<void>;

/** Whether the client asks for events (`Accept: text/event-stream`), and not merely takes anything. */
export const wantsEvents = (c: Context): boolean =>
  (c.req.header('Accept') ?? '').toLowerCase().includes('text/event-stream');

/**
 * Answers with server-sent events (HTML, 9.2). An error of `work` is sent as an event `error` with an ErrorBody, as the
 * status has gone out by then. `signal` is aborted when the client leaves.
 */
export function eventStream(
  c: Context<HttpEnv>,
  work: (send: SendEvent, signal: AbortSignal) => Promise<void>,
  { reportBug, heartbeatMs = HEARTBEAT_MS }: Readonly<{ reportBug: ReportBug; heartbeatMs?: number }>,
): Response {
  // nginx would hold the events back until the answer is complete.
  c.header('X-Accel-Buffering', 'no');
  return streamSSE(c, async (stream) => {
    const left = new AbortController();
    stream.onAbort(() => left.abort());
    const heartbeat = setInterval(() => void stream.write(': 连接正常\n\n'), heartbeatMs);
    const send: SendEvent = async (event, data, id) => {
      if (left.signal.aborted) return;
      await stream.writeSSE({ event, data: JSON.stringify(data), ...(id !== undefined && { id }) });
    };
    try {
      await work(send, left.signal);
    } catch (error) {
      if (left.signal.aborted) return;
      const body: unknown = await errorResponse(c, error, c.get('requestId'), reportBug).json();
      await send('error', body);
    } finally {
      clearInterval(heartbeat);
    }
  });
}
