import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import { type AccessKey, type AccessRole, KEY_PATTERN, type Keys, mayDo } from '../service/keys.ts';
import type { Sessions } from '../service/sessions.ts';
import { isLoopback } from './listen.ts';
import type { HttpEnv } from './route.ts';
import { sessionOf } from './session-cookie.ts';

/** What a route needs: a role, or nothing. Callbacks of chat platforms carry signatures of their own. */
export type Requirement = AccessRole | 'open';

/**
 * What every route needs, by method and path as the route is written. A route that is not here needs `admin`; a test
 * holds that none is missing. Whoever may see a route still sees only the documents that the labels of the key allow.
 */
export const ACCESS: Readonly<Record<string, Requirement>> = {
  'GET /': 'open',
  'GET /documents': 'open',
  'GET /documents/:id': 'open',
  'GET /retrieval': 'open',
  'GET /quality': 'open',
  'GET /docs': 'open',
  'GET /openapi.json': 'open',
  'GET /assets/:name': 'open',
  'GET /healthz': 'open',
  'GET /readyz': 'open',
  'GET /v1/session': 'open',
  'POST /v1/session': 'open',
  'DELETE /v1/session': 'open',
  'GET /channels/wecom': 'open',
  'POST /channels/wecom': 'open',
  'GET /channels/wechat': 'open',
  'POST /channels/wechat': 'open',

  'POST /v1/ask': 'ask',
  'POST /v1/search': 'ask',
  'GET /v1/documents': 'ask',
  'GET /v1/documents/:id': 'ask',
  'GET /v1/documents/:id/text': 'ask',
  'GET /v1/documents/:id/original': 'ask',
  'GET /v1/clauses/:id': 'ask',
  'POST /v1/feedback': 'ask',
  'GET /v1/models': 'ask',
  'GET /v1/models/:model': 'ask',
  'POST /v1/chat/completions': 'ask',
  'POST /retrieval': 'ask',
  'POST /mcp': 'ask',

  'POST /v1/documents': 'index',
  'DELETE /v1/documents/:id': 'index',
  'GET /v1/jobs': 'index',
  'GET /v1/jobs/:id': 'index',
  'GET /v1/jobs/:id/events': 'index',

  'GET /v1/feedback': 'admin',
  'GET /v1/feedback/questions': 'admin',
  'GET /v1/audit': 'admin',
  'GET /v1/audit/:id': 'admin',
  'GET /v1/unanswered': 'admin',
  'GET /v1/evaluation': 'admin',
  'GET /metrics': 'admin',
};

const ROLE_NAMES: Readonly<Record<AccessRole, string>> = { ask: '提问', index: '入库', admin: '管理' };

/** Whoever sits at the machine where no keys have been made. */
const LOCAL: AccessKey = { id: 'local', name: '本机', role: 'admin', labels: null };

/** Whoever asks a service that is open to all. */
const openKey = ({ ZHENGDA_OPEN_LABELS }: Config): AccessKey => ({
  id: 'open',
  name: '开放访问',
  role: 'ask',
  labels: ZHENGDA_OPEN_LABELS,
});

/** Who has not said who it is, on a route that is open to all: no document is shown. */
export const STRANGER: AccessKey = { id: 'stranger', name: '未登录', role: 'ask', labels: [] };

/** RFC 6750 section 2.1, in a length that no key needs. */
const BEARER = /^Bearer +([\w.~+/=-]{1,512})$/iu;
const TOKEN = /^[\w.~+/=-]{1,512}$/u;
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Names under which clients put a key into an address. */
const KEY_PARAMETERS: ReadonlySet<string> = new Set([
  'key',
  'api_key',
  'apikey',
  'api-key',
  'access_token',
  'token',
  'authorization',
]);

/** What the route of this request needs; an address without a route needs as little as possible. */
function requirementOf(c: Context): Requirement {
  const matched = matchedRoutes(c);
  // `app.use` and `app.all` register for ALL methods; middleware for many addresses stands at a pattern with a star.
  const route =
    matched.find(({ method }) => method !== 'ALL') ?? matched.find(({ path }) => !path.endsWith('*'));
  return route === undefined ? 'ask' : (ACCESS[`${route.method} ${route.path}`] ?? 'admin');
}

/** A key in an address ends up in logs and histories, where others read it. */
function refuseKeyInAddress(c: Context): void {
  if (!c.req.url.includes('?')) return;
  const named = Object.keys(c.req.query()).some((name) => KEY_PARAMETERS.has(name.toLowerCase()));
  if (!named && !KEY_PATTERN.test(c.req.url)) return;
  throw new AppError(
    'unauthorized',
    '密钥不能写在地址里，会留在日志和浏览记录中。请用 Authorization: Bearer 或 X-API-Key 请求头；已经写进地址的密钥请撤销后另建',
  );
}

/** The secret that the headers bring; undefined for none, also where another scheme than Bearer is meant for a proxy. */
function secretOf(c: Context): string | undefined {
  const authorization = c.req.header('Authorization')?.trim();
  const header = c.req.header('X-API-Key');
  const bearer = authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
  if (bearer === undefined && authorization !== undefined && /^Bearer\s/iu.test(authorization)) {
    throw new AppError(
      'unauthorized',
      'Authorization 请求头应为“Bearer 密钥”，密钥由字母、数字和 . _ ~ + / = - 组成，只给一个',
    );
  }
  if (header !== undefined && !TOKEN.test(header)) {
    throw new AppError('unauthorized', 'X-API-Key 请求头应只有一个密钥，由字母、数字和 . _ ~ + / = - 组成');
  }
  if (bearer !== undefined && header !== undefined && bearer !== header) {
    throw new AppError('unauthorized', 'Authorization 和 X-API-Key 给了两个不同的密钥，请只留一个');
  }
  return bearer ?? header;
}

/**
 * A page of another site must not act with what this browser may do here, be it a session or a seat at the machine.
 * Throws `forbidden` where a browser says that the request comes from one, other than those of `allowed`.
 */
export function refuseOtherSites(
  c: Context,
  { PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>,
  allowed: readonly string[] = [],
): void {
  const origin = c.req.header('Origin');
  const own = [new URL(c.req.url).host, PUBLIC_URL === undefined ? null : new URL(PUBLIC_URL).host];
  const foreign =
    origin === undefined
      ? c.req.header('Sec-Fetch-Site') === 'cross-site' && !SAFE_METHODS.has(c.req.method)
      : !allowed.includes(origin) && !(URL.canParse(origin) && own.includes(new URL(origin).host));
  if (!foreign) return;
  throw new AppError(
    'forbidden',
    '请求来自别的网站的网页，不予受理。要允许它，请把它的来源写进 CORS_ORIGINS，并让它使用自己的密钥',
  );
}

export type AccessOptions = Readonly<{ config: Config; keys: Keys; sessions: Sessions }>;

/**
 * Who asks without a key: at the machine itself, as long as no key has been made, everybody may do everything. Then the
 * service must listen on a loopback address, be addressed by one (a name that a foreign site has pointed at this
 * machine is none) and not stand behind a proxy. With ZHENGDA_OPEN everybody may ask, from everywhere.
 */
function keylessKey(c: Context, { config, keys }: AccessOptions): AccessKey | null {
  const { hostname } = new URL(c.req.url);
  const proxied = c.req.header('X-Forwarded-For') !== undefined || c.req.header('Forwarded') !== undefined;
  const local = isLoopback(config.HOST) && isLoopback(hostname.replace(/^\[|\]$/gu, '')) && !proxied;
  if (local && !keys.exist()) return LOCAL;
  return config.ZHENGDA_OPEN ? openKey(config) : null;
}

/** Throws `unauthorized` for a wrong or missing key, `forbidden` for another site's page. */
function keyOf(c: Context, options: AccessOptions): AccessKey {
  const { config, keys, sessions } = options;
  refuseKeyInAddress(c);
  const secret = secretOf(c);
  const known = secret === undefined ? undefined : keys.find(secret);
  if (known !== undefined) return known;
  // Clients that demand a key send one even where none is needed; one of ours that no longer counts is an error.
  const wrong = secret !== undefined && KEY_PATTERN.test(secret);
  const session = secret === undefined ? sessionOf(c) : undefined;
  const key =
    (session === undefined ? undefined : sessions.key(session)) ?? (wrong ? null : keylessKey(c, options));
  if (key === null) {
    throw new AppError(
      'unauthorized',
      secret === undefined
        ? '需要密钥。请在请求头加上 Authorization: Bearer 密钥，或在网页上输入密钥；密钥由管理员用 npm run keys 建立'
        : '密钥不对，或已过期、已撤销。请检查是否复制完整，或向管理员要一个',
    );
  }
  refuseOtherSites(c, config, key.id === 'open' ? config.CORS_ORIGINS : []);
  return key;
}

/** Whose request it is on a route that is open to all; null where that cannot be told. */
function keyIfAny(c: Context, options: AccessOptions): AccessKey | null {
  try {
    return keyOf(c, options);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function requireRole({ role }: AccessKey, needed: AccessRole): void {
  if (mayDo(role, needed)) return;
  throw new AppError(
    'forbidden',
    `这个密钥的角色是${ROLE_NAMES[role]}（${role}），这里要${ROLE_NAMES[needed]}（${needed}）。请换用有此角色的密钥，或用 npm run keys 建一个`,
  );
}

/**
 * Lets through who may use the route, with `key` set; throws `unauthorized` (401) where a key is needed and none or a
 * wrong one is given, `forbidden` (403) where its role is too little or the request comes from another site's page.
 */
export function checkAccess(options: AccessOptions): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const needed = requirementOf(c);
    if (needed === 'open') {
      const key = keyIfAny(c, options);
      if (key !== null) c.set('key', key);
      return next();
    }
    try {
      const key = keyOf(c, options);
      requireRole(key, needed);
      c.set('key', key);
    } catch (error) {
      if (error instanceof AppError && error.code === 'unauthorized')
        c.header('WWW-Authenticate', 'Bearer realm="zhengda"');
      throw error;
    }
    await next();
    // What one key may see must not be handed to the next by a cache in between.
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'private, no-cache');
  };
}

/**
 * Refuses to let others reach a service that has no keys. Throws `configuration_invalid` where it would listen on
 * another address than loopback, no key exists and nobody has said that it may be open.
 */
export function requireAccessControl({ config, keys }: Pick<AccessOptions, 'config' | 'keys'>): void {
  if (isLoopback(config.HOST) || config.ZHENGDA_OPEN || keys.exist()) return;
  throw new AppError(
    'configuration_invalid',
    `HOST=${config.HOST} 会让别的机器连到本服务，而还没有任何密钥。请先建一个：npm run keys -- create --role admin --name 管理员；确实谁都可以提问，则设 ZHENGDA_OPEN=1`,
  );
}
