import type { Context } from 'hono';
import type { Answer, AskRequest } from '../answer/schema.ts';
import type { Service } from '../service/service.ts';
import { sentences } from '../text/sentences.ts';
import type { ReportBug } from './error-response.ts';
import { eventStream } from './event-stream.ts';
import { contextOf, type HttpEnv } from './route.ts';

/** What stands before the answer is written: of the same shape as in the answer. */
function evidenceOf({ id, status, confidence, citations, related, warnings, readAs }: Answer) {
  return { id, status, confidence, citations, related, warnings, ...(readAs !== undefined && { readAs }) };
}

/** An answer sentence by sentence; the pieces, put together, are the answer. */
function pieces(text: string): string[] {
  const starts = sentences(text).map(({ start }) => start);
  const cuts = [...new Set([0, ...starts.slice(1), text.length])];
  return cuts.slice(1).map((end, index) => text.slice(cuts[index], end));
}

/**
 * `POST /v1/ask` as events: `evidence` (id, status, confidence, citations, related, warnings), `answer` (`{text}`, to be put
 * together), `done` (the whole answer), or `error`.
 */
export function streamAnswer(
  c: Context<HttpEnv>,
  request: AskRequest,
  service: Service,
  reportBug: ReportBug,
): Response {
  const context = contextOf(c);
  return eventStream(
    c,
    async (send, signal) => {
      let evidence = Promise.resolve();
      const onEvidence = (found: Answer): void => {
        evidence = send('evidence', evidenceOf(found));
      };
      const answer = await service.ask(request, { ...context, signal, onEvidence });
      await evidence;
      for (const text of pieces(answer.answer)) await send('answer', { text });
      await send('done', answer);
    },
    { reportBug },
  );
}
