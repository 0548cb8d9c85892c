import { newAnswerId } from '../answer/ask.ts';
import type { Answer, AskRequest, Knowledge } from '../answer/schema.ts';
import { type Config, readConfig } from '../config.ts';
import type { SearchRequest, SearchResponse } from '../retrieval/schema.ts';
import { AnswerCache } from './answer-cache.ts';
import { AuditLog } from './audit.ts';
import { Conversations } from './conversations.ts';
import { Feedback } from './feedback.ts';
import { JobQueue } from './job-queue.ts';
import { type AccessKey, Keys } from './keys.ts';
import { ServiceMetrics } from './metrics.ts';
import { Sessions } from './sessions.ts';
import { ServiceStore } from './store.ts';
import { labelsOf, Visibility } from './visibility.ts';
import { openWriter } from './writing.ts';

export type { AccessKey } from './keys.ts';

/** Where a question comes from. `user` parts the conversations of one channel. */
export type AskContext = Readonly<{
  channel: 'http' | 'page' | 'openai' | 'dify' | 'mcp' | 'wecom' | 'wechat' | 'terminal';
  key: AccessKey | null;
  requestId?: string;
  /** The earlier questions, oldest first, where the client keeps the conversation itself: then it is not kept here. */
  history?: readonly string[];
  /** Aborted when the one who asked has left: then nothing more is done for the question. */
  signal?: AbortSignal;
  /** Told of the evidence as soon as it is found. */
  onEvidence?: (answer: Answer) => void;
}>;

/** Who wants to see documents: by the labels of the key, or of the channel where there is none. */
export type Viewer = Pick<AskContext, 'channel' | 'key'>;

/** Told of every answer after it was given; must not throw. */
export type AnswerObserver = (answer: Answer, request: AskRequest, context: AskContext) => void;

/** The running service: what routes and channels work with. */
export type Service = Readonly<{
  config: Config;
  /**
   * The current snapshot, for the request that asked, with the documents that the viewer may see. Null is the service
   * itself, which sees all: for figures, never for what somebody gets to read.
   */
  knowledge: (viewer: Viewer | null) => Knowledge;
  /** The one way to ask: keeps the conversation of `conversationId`, tells the observers. */
  ask: (request: AskRequest, context: AskContext) => Promise<Answer>;
  search: (request: SearchRequest, context: AskContext) => Promise<SearchResponse>;
  conversations: Conversations;
  store: ServiceStore;
  keys: Keys;
  sessions: Sessions;
  /** Records of the answers. */
  audit: AuditLog;
  metrics: ServiceMetrics;
  /** Uploads and withdrawals. */
  jobs: JobQueue;
  feedback: Feedback;
}>;

export type ServiceParts = Readonly<{
  config?: Config;
  knowledge: () => Knowledge;
  conversations?: Conversations;
  store?: ServiceStore;
  observers?: readonly AnswerObserver[];
  metrics?: ServiceMetrics;
  jobs?: JobQueue;
}>;

/** Puts the parts together; what is not given is kept in memory. */
export function createService({
  config = readConfig({}),
  knowledge,
  conversations = new Conversations(),
  store = ServiceStore.inMemory(),
  observers = [],
  metrics = new ServiceMetrics(),
  jobs = new JobQueue({ store, config }),
}: ServiceParts): Service {
  const keys = new Keys(store, config);
  const sessions = new Sessions(store, keys);
  const audit = new AuditLog(store, config);
  const visibility = new Visibility(config);
  const seenBy = (viewer: Viewer | null): Knowledge =>
    viewer === null ? knowledge() : visibility.restrict(knowledge(), labelsOf(viewer, config));
  const writer = openWriter(config);
  const cache = new AnswerCache({ sizeBytes: config.ANSWER_CACHE_MB * 2 ** 20 });
  const feedback = new Feedback({ store, knowledge, questions: config.AUDIT_QUESTIONS });
  metrics.watchIndex(() => knowledge().statistics);
  metrics.watchAnswerCache(() => cache.figures);
  metrics.watchJobs(() => jobs.jobs.counts());

  /** Takes the answer that is kept where nothing has changed since: with an id, and times, of its own. */
  const answerOnce = async (
    request: AskRequest,
    history: readonly string[],
    context: AskContext,
  ): Promise<Answer> => {
    const { channel } = context;
    const started = performance.now();
    const current = seenBy(context);
    const { version } = current.statistics;
    try {
      const { answer, kept } = await cache.answer(
        { version, request, history, audience: [labelsOf(context, config)] },
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
    knowledge: seenBy,
    conversations,
    store,
    keys,
    sessions,
    audit,
    metrics,
    jobs,
    feedback,
    ask: async (request, context) => {
      const { conversationId, question } = request;
      // Nobody goes on with the conversation of another by guessing its name.
      const kept =
        context.history === undefined && conversationId !== undefined
          ? `${context.key?.id ?? context.channel} ${conversationId}`
          : undefined;
      const history = context.history ?? (kept === undefined ? [] : conversations.history(kept));
      context.signal?.throwIfAborted();
      const found = await answerOnce(request, history, context);
      context.onEvidence?.(found);
      const answer = (await writer?.(found, request, history, context, seenBy(context))) ?? found;
      metrics.written(answer);
      if (kept !== undefined) conversations.remember(kept, question);
      await audit.record(answer, request, { ...context, history, labels: labelsOf(context, config) }, found);
      feedback.observe(answer, request, history);
      for (const observe of observers) observe(answer, request, context);
      return answer;
    },
    search: (request, context) => seenBy(context).search(request),
  };
}
