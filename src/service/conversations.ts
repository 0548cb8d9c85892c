import { LRUCache } from 'lru-cache';

/** Worst case 2,000 × 6 questions of 2,000 characters: 48 MB. */
const MAX_CONVERSATIONS = 2000;
const MAX_QUESTIONS = 6;
const IDLE_MS = 30 * 60 * 1000;

/** The earlier questions of each conversation, in memory only: forgotten when idle, crowded out or restarted. */
export class Conversations {
  readonly #questions: LRUCache<string, readonly string[]>;

  constructor(options: { maxConversations?: number; maxQuestions?: number; idleMs?: number } = {}) {
    this.#maxQuestions = options.maxQuestions ?? MAX_QUESTIONS;
    this.#questions = new LRUCache({
      max: options.maxConversations ?? MAX_CONVERSATIONS,
      ttl: options.idleMs ?? IDLE_MS,
    });
  }

  readonly #maxQuestions: number;

  /** Oldest first; empty for an unknown conversation. */
  history(conversationId: string): readonly string[] {
    return this.#questions.get(conversationId) ?? [];
  }

  remember(conversationId: string, question: string): void {
    const questions = [...this.history(conversationId), question];
    this.#questions.set(conversationId, questions.slice(-this.#maxQuestions));
  }
}
