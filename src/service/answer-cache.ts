import { LRUCache } from 'lru-cache';
import type { Answer, AskRequest } from '../answer/schema.ts';
import { today } from '../text/day.ts';

/** What an answer depends on. Two questions with the same of all of it have the same answer. */
export type AnswerKey = Readonly<{
  /** Of the index. */
  version: string;
  request: AskRequest;
  /** Earlier questions of the conversation, oldest first. */
  history: readonly string[];
  /** Whatever decides which documents may be seen by who asks. */
  audience: readonly unknown[];
}>;

/** Counts since the start; sizes as they are now. */
export type AnswerCacheFigures = Readonly<{
  hits: number;
  misses: number;
  answers: number;
  sizeBytes: number;
}>;

/** What an entry needs beside its key and its answer in JSON; both are counted as UTF-16. */
const ENTRY_BYTES = 1000;

/**
 * Keeps answers, as the same question has the same answer as long as the index, the day and who asks are the same:
 * documents come into force and expire from one day to the next. The question is compared as it was written, because
 * where its 文号 and 《》 stand is read from that. The answers least recently asked for go first.
 */
export class AnswerCache {
  readonly #answers: LRUCache<string, Answer>;
  readonly #underWay = new Map<string, Promise<Answer>>();
  readonly #clock: () => string;
  readonly #off: boolean;
  #version = '';
  #hits = 0;
  #misses = 0;

  /** `sizeBytes` 0 keeps nothing. `clock` says the day on which documents hold or not, ISO 8601. */
  constructor({ sizeBytes, clock = () => today() }: { sizeBytes: number; clock?: () => string }) {
    this.#clock = clock;
    this.#off = sizeBytes === 0;
    // The library refuses a size of 0.
    this.#answers = new LRUCache({ maxSize: Math.max(1, sizeBytes) });
  }

  get figures(): AnswerCacheFigures {
    const { size: answers, calculatedSize: sizeBytes } = this.#answers;
    return { hits: this.#hits, misses: this.#misses, answers, sizeBytes };
  }

  /**
   * The answer for `key`: kept, under way for somebody else, or made by `compute`. An error is passed on and not kept.
   * The caller gives it an id and timings of its own.
   */
  async answer(key: AnswerKey, compute: () => Promise<Answer>): Promise<{ answer: Answer; kept: boolean }> {
    if (this.#off) return { answer: await compute(), kept: false };
    if (key.version !== this.#version) {
      this.#version = key.version;
      this.#answers.clear();
    }
    const name = this.#nameOf(key);
    const known = this.#answers.get(name) ?? this.#underWay.get(name);
    if (known !== undefined) {
      this.#hits += 1;
      return { answer: await known, kept: true };
    }
    this.#misses += 1;
    const making = compute();
    this.#underWay.set(name, making);
    try {
      const answer = await making;
      const size = ENTRY_BYTES + 2 * (name.length + JSON.stringify(answer).length);
      // Who still asked an older version must not put its answer beside those of the newer.
      if (key.version === this.#version) this.#answers.set(name, answer, { size });
      return { answer, kept: false };
    } finally {
      this.#underWay.delete(name);
    }
  }

  #nameOf({ version, request, history, audience }: AnswerKey): string {
    const { question, topK, filters = {} } = request;
    const conditions = Object.entries(filters)
      .filter(([, value]) => value !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return JSON.stringify([version, this.#clock(), question, topK, conditions, history, audience]);
  }
}
