import { newAnswerId } from '../answer/ask.ts';
import type { Answer, AskRequest, Knowledge } from '../answer/schema.ts';
import { type Config, readConfig } from '../config.ts';
import type { SearchRequest, SearchResponse } from '../retrieval/schema.ts';
import { AnswerCache } from './answer-cache.ts';
import { Conversations } from './conversations.ts';
import { ServiceMetrics } from './metrics.ts';
import { ServiceStore } from './store.ts';

/** Who asks: a key without its secret. `labels` null sees every document. */
export type AccessKey = Readonly<{
  id: string;
  name: string;
  role: 'ask' | 'index' | 'admin';
  labels: readonly string[] | null;
}>;

/** Where a question comes from. `user` parts the conversations of one channel. */
export type AskContext = Readonly<{
  channel: 'http' | 'page' | 'openai' | 'dify' | 'mcp' | 'wecom' | 'wechat' | 'terminal';
  key: AccessKey | null;
  requestId?: string;
  /** The earlier questions, oldest first, where the client keeps the conversation itself: then it is not kept here. */
  history?: readonly string[];
}>;

/** Told of every answer after it was given; must not throw. */
export type AnswerObserver = (answer: Answer, request: AskRequest, context: AskContext) => void;

/** The running service: what routes and channels work with. */
export type Service = Readonly<{
  config: Config;
  /** The current snapshot, for the request that asked. */
  knowledge: () => Knowledge;
  /** The one way to ask: keeps the conversation of `conversationId`, tells the observers. */
  ask: (request: AskRequest, context: AskContext) => Promise<Answer>;
  search: (request: SearchRequest, context: AskContext) => Promise<SearchResponse>;
  conversations: Conversations;
  store: ServiceStore;
  metrics: ServiceMetrics;
}>;

export type ServiceParts = Readonly<{
  config?: Config;
  knowledge: () => Knowledge;
  conversations?: Conversations;
  store?: ServiceStore;
  observers?: readonly AnswerObserver[];
  metrics?: ServiceMetrics;
}>;

/** Puts the parts together; what is not given is kept in memory. */
export function createService({
  config = readConfig({}),
  knowledge,
  conversations = new Conversations(),
  store = ServiceStore.inMemory(),
  observers = [],
  metrics = new ServiceMetrics(),
}: ServiceParts): Service {
  const cache = new AnswerCache({ sizeBytes: config.ANSWER_CACHE_MB * 2 ** 20 });
  metrics.watchIndex(() => knowledge().statistics);
  metrics.watchAnswerCache(() => cache.figures);

  /** Takes the answer that is kept where nothing has changed since: with an id, and times, of its own. */
  const answerOnce = async (
    request: AskRequest,
    history: readonly string[],
    { channel, key }: AskContext,
  ): Promise<Answer> => {
    const started = performance.now();
    const current = knowledge();
    const { version } = current.statistics;
    try {
      const { answer, kept } = await cache.answer(
        { version, request, history, audience: [channel, key === null ? 'open' : key.labels] },
        () => current.ask(request, history),
      );
      if (!kept) {
        metrics.computed(answer);
        metrics.answered(channel, answer.status, answer.timings.totalMs);
        return answer;
      }
      const totalMs = performance.now() - started;
      metrics.answered(channel, answer.status, totalMs);
      return {
        ...answer,
        id: newAnswerId(),
        timings: { questionMs: 0, retrievalMs: 0, evidenceMs: 0, totalMs },
      };
    } catch (error) {
      metrics.failed(channel);
      throw error;
    }
  };
  return {
    config,
    knowledge,
    conversations,
    store,
    metrics,
    ask: async (request, context) => {
      const { conversationId, question } = request;
      const kept = context.history === undefined ? conversationId : undefined;
      const history = context.history ?? (kept === undefined ? [] : conversations.history(kept));
      const answer = await answerOnce(request, history, context);
      if (kept !== undefined) conversations.remember(kept, question);
      for (const observe of observers) observe(answer, request, context);
      return answer;
    },
    search: (request) => knowledge().search(request),
  };
}
