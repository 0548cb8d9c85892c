import type { Answer, AskRequest, Knowledge } from '../answer/schema.ts';
import { type Config, readConfig } from '../config.ts';
import type { SearchRequest, SearchResponse } from '../retrieval/schema.ts';
import { Conversations } from './conversations.ts';
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
}>;

export type ServiceParts = Readonly<{
  config?: Config;
  knowledge: () => Knowledge;
  conversations?: Conversations;
  store?: ServiceStore;
  observers?: readonly AnswerObserver[];
}>;

/** Puts the parts together; what is not given is kept in memory. */
export function createService({
  config = readConfig({}),
  knowledge,
  conversations = new Conversations(),
  store = ServiceStore.inMemory(),
  observers = [],
}: ServiceParts): Service {
  return {
    config,
    knowledge,
    conversations,
    store,
    ask: async (request, context) => {
      const { conversationId, question } = request;
      const kept = context.history === undefined ? conversationId : undefined;
      const history = context.history ?? (kept === undefined ? [] : conversations.history(kept));
      const answer = await knowledge().ask(request, history);
      if (kept !== undefined) conversations.remember(kept, question);
      for (const observe of observers) observe(answer, request, context);
      return answer;
    },
    search: (request) => knowledge().search(request),
  };
}
