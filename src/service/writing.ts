import type { Answer, AskRequest, Knowledge } from '../answer/schema.ts';
import { warningsOf } from '../answer/warnings.ts';
import { type ChatModel, openChatModel } from '../answer/written/chat-model.ts';
import { WritingFailure } from '../answer/written/schema.ts';
import { writeAnswer } from '../answer/written/write.ts';
import type { Config } from '../config.ts';
import type { AskContext } from './service.ts';

/**
 * Where people read the answer as it is. Agents (mcp, dify) write for themselves and want the clause; 公众号 waits for
 * five seconds only; the terminal shows the evidence.
 */
const CHANNELS: ReadonlySet<AskContext['channel']> = new Set(['http', 'page', 'openai', 'wecom']);

/** Rewrites an extractive answer, or leaves it and says why. */
export type Writer = (
  answer: Answer,
  request: AskRequest,
  history: readonly string[],
  context: AskContext,
  knowledge: Knowledge,
) => Promise<Answer>;

/**
 * The written answer in place of the extractive one, which stays as `extract`; the extractive one with the reason where
 * the model fails or what it wrote is not borne out. An answer without evidence never reaches the model.
 */
export const writeWith =
  (model: ChatModel): Writer =>
  async (answer, request, history, { channel, signal }, { catalogue }) => {
    if (answer.status !== 'answered' || !CHANNELS.has(channel)) return answer;
    const started = performance.now();
    const timed = () => {
      const ms = performance.now() - started;
      return { ms, timings: { ...answer.timings, totalMs: answer.timings.totalMs + ms } };
    };
    try {
      const written = await writeAnswer({ answer, history, catalogue, model, signal });
      const { usedCitations, dropped, ...texts } = written;
      const { ms, timings } = timed();
      const generated = { model: model.name, usedCitations: [...usedCitations], dropped: [...dropped], ms };
      return {
        ...answer,
        answer: texts.answer,
        citations: [...texts.citations],
        related: [...texts.related],
        warnings: warningsOf(
          texts.citations.map(({ document }) => document.id),
          catalogue,
          request.filters?.asOf,
        ),
        extract: answer.answer,
        generated,
        timings,
      };
    } catch (error) {
      if (!(error instanceof WritingFailure)) throw error;
      const { ms, timings } = timed();
      const generated = { model: model.name, rejected: error.reason, detail: error.message, ms };
      return { ...answer, generated, timings };
    }
  };

/** Null where no model is set (LLM_BASE_URL and LLM_MODEL). */
export function openWriter(config: Config): Writer | null {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_API_KEY: apiKey, LLM_TIMEOUT_MS: timeoutMs } = config;
  if (baseUrl === undefined || model === undefined) return null;
  return writeWith(openChatModel({ baseUrl, model, apiKey, timeoutMs }));
}
