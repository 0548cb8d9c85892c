import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors.ts';

const WINDOW_SECONDS = 60;

/**
 * So many of something in a minute for each name (a key, an address), counted in memory and anew after a restart.
 * A limit of 0 is none.
 */
export class RateLimit {
  readonly #limiter: RateLimiterMemory | null;
  readonly #what: string;

  /** `what` names in the message what there is too much of. */
  constructor({ perMinute, what }: Readonly<{ perMinute: number; what: string }>) {
    this.#limiter =
      perMinute === 0 ? null : new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS });
    this.#what = what;
  }

  /** Counts one for `name`. Throws `rate_limited`, with `retryAfterSeconds` in its details, where that is one too many. */
  async take(name: string): Promise<void> {
    if (this.#limiter === null) return;
    try {
      await this.#limiter.consume(name);
    } catch (refusal) {
      throw this.#explain(refusal);
    }
  }

  #explain(refusal: unknown): unknown {
    if (!(refusal instanceof RateLimiterRes)) return refusal;
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    return new AppError('rate_limited', `${this.#what}太多，请 ${retryAfterSeconds} 秒后再试`, {
      details: [{ retryAfterSeconds }],
    });
  }
}
