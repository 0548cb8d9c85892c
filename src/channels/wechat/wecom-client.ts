import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { WecomSettings } from './settings.ts';

/** errcode of 企业微信 全局错误码. */
const OK = 0;
const BUSY = -1;
const TOKEN_REFUSED: ReadonlySet<number> = new Set([40014, 42001]);
const RATE_LIMITED = 45009;
const TOO_MANY_AT_ONCE = 45033;

const CALL_TIMEOUT_MS = 5000;
const ATTEMPTS = 3;

/** A token is renewed this long before it ends, so that none ends on its way. */
const TOKEN_MARGIN_S = 300;

/**
 * A message of the same content to the same person within this time is delivered once: where a reply got lost, the
 * message is sent again without the person seeing it twice. Longer than all attempts that network errors lead to.
 */
const SAME_MESSAGE_S = 30;

const Reply = z.object({
  errcode: z.number().default(OK),
  errmsg: z.string().default(''),
  access_token: z.string().optional(),
  /** In seconds. */
  expires_in: z.number().default(7200),
  invaliduser: z.string().nullish(),
});
type Reply = Readonly<z.infer<typeof Reply>>;

type Token = Readonly<{ value: string; untilMs: number }>;
type TokenOrRefusal = Readonly<{ token: Token; refusal?: undefined } | { token?: undefined; refusal: Reply }>;

/** What is not an answer of the platform counts as its being busy. */
const failed = (found: string): Reply => ({ errcode: BUSY, errmsg: found, expires_in: 0 });

export type Delays = Readonly<{
  /** After a network error or while the platform is busy; twice as long after the second attempt. */
  retryMs: number;
  /** After 45009: its limits are counted by the minute. */
  rateLimitMs: number;
}>;

const DELAYS: Delays = { retryMs: 2000, rateLimitMs: 60_000 };

/** Null where the message was taken, else what stood against it, for the log. Secrets are never in it. */
export type Problem = string | null;

/** The two calls of 企业微信 that sending takes: gettoken and message/send. */
export class WecomClient {
  readonly #settings: WecomSettings;
  readonly #delays: Delays;
  readonly #now: () => number;
  #token: Token | undefined;
  #renewing: Promise<TokenOrRefusal> | undefined;
  #pausedUntilMs = 0;

  constructor(
    settings: WecomSettings,
    { delays = DELAYS, now = Date.now }: { delays?: Delays; now?: () => number } = {},
  ) {
    this.#settings = settings;
    this.#delays = delays;
    this.#now = now;
  }

  /**
   * Sends a text of at most 2,048 bytes; a token that is refused is renewed once, after the limit on calls everything
   * waits. Never rejects.
   */
  async sendText(user: string, content: string): Promise<Problem> {
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      await this.#paused();
      const reply = await this.#sendOnce(user, content);
      if (TOKEN_REFUSED.has(reply.errcode) && !renewed) {
        renewed = true;
        attempt -= 1;
        continue;
      }
      if (reply.errcode === OK) {
        return reply.invaliduser ? `企业微信没有送达：用户 ${reply.invaliduser} 不在应用的可见范围内` : null;
      }
      if (!this.#holdOff(reply, attempt) || attempt === ATTEMPTS) {
        return `企业微信没有送达（errcode ${reply.errcode}）：${reply.errmsg}`;
      }
    }
  }

  /** Has all messages wait where the refusal will pass; false where it will not. */
  #holdOff({ errcode }: Reply, attempt: number): boolean {
    const { retryMs, rateLimitMs } = this.#delays;
    if (errcode === RATE_LIMITED) this.#pausedUntilMs = this.#now() + rateLimitMs;
    else if (errcode === BUSY || errcode === TOO_MANY_AT_ONCE)
      this.#pausedUntilMs = Math.max(this.#pausedUntilMs, this.#now() + retryMs * attempt);
    else return false;
    return true;
  }

  async #paused(): Promise<void> {
    // Without a hold on the process: who stops the service does not wait for the minute to end.
    for (let left = this.#left(); left > 0; left = this.#left()) await sleep(left, undefined, { ref: false });
  }

  #left(): number {
    return this.#pausedUntilMs - this.#now();
  }

  async #sendOnce(user: string, content: string): Promise<Reply> {
    const { token, refusal } = await this.#validToken();
    if (token === undefined) return refusal;
    const reply = await this.#call(`/message/send?access_token=${encodeURIComponent(token.value)}`, {
      touser: user,
      msgtype: 'text',
      agentid: this.#settings.WECOM_AGENT_ID,
      text: { content },
      enable_duplicate_check: 1,
      duplicate_check_interval: SAME_MESSAGE_S,
    });
    // Another message may have had it renewed in the meantime.
    if (TOKEN_REFUSED.has(reply.errcode) && this.#token === token) this.#token = undefined;
    return reply;
  }

  /** One call of gettoken for all that wait for it. */
  #validToken(): Promise<TokenOrRefusal> {
    const token = this.#token;
    if (token !== undefined && token.untilMs > this.#now()) return Promise.resolve({ token });
    this.#renewing ??= this.#fetchToken().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #fetchToken(): Promise<TokenOrRefusal> {
    const { WECOM_CORP_ID, WECOM_SECRET } = this.#settings;
    const query = new URLSearchParams({ corpid: WECOM_CORP_ID, corpsecret: WECOM_SECRET });
    const refusal = await this.#call(`/gettoken?${query}`);
    const { errcode, access_token: value, expires_in: seconds } = refusal;
    if (errcode !== OK) return { refusal };
    if (value === undefined) return { refusal: failed('gettoken 的答复里没有 access_token') };
    const forS = seconds - Math.min(TOKEN_MARGIN_S, seconds / 2);
    const token = { value, untilMs: this.#now() + forS * 1000 };
    this.#token = token;
    return { token };
  }

  async #call(path: string, body?: object): Promise<Reply> {
    const { WECOM_API_BASE } = this.#settings;
    try {
      const response = await fetch(`${WECOM_API_BASE}/cgi-bin${path}`, {
        ...(body !== undefined && {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }),
        redirect: 'error',
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      });
      if (!response.ok) return failed(`${WECOM_API_BASE} 答复 HTTP ${response.status}`);
      const parsed = Reply.safeParse(await response.json());
      return parsed.success ? parsed.data : failed(`${WECOM_API_BASE} 的答复不合约定`);
    } catch (error) {
      const { cause = error } = error instanceof Error ? error : { cause: error };
      const found = cause instanceof Error ? cause.message : String(cause);
      return failed(`${WECOM_API_BASE} 没有答复：${found}`);
    }
  }
}
