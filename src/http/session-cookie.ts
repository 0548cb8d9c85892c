import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { SESSION_SECONDS } from '../service/sessions.ts';

const COOKIE = 'zhengda_session';

/** What the random token of a session looks like; anything else is no cookie of ours. */
const TOKEN = /^[\w-]{43}$/u;

/** Whether the browser reached the service by HTTPS; behind a proxy that says so, by what the proxy says. */
const isSecure = (c: Context, trustProxy: boolean): boolean =>
  c.req.url.startsWith('https:') || (trustProxy && c.req.header('X-Forwarded-Proto') === 'https');

/** The session token that the request's cookie brings. */
export function sessionOf(c: Context): string | undefined {
  const token = getCookie(c, COOKIE);
  return token !== undefined && TOKEN.test(token) ? token : undefined;
}

/** Scripts cannot read the cookie, and no other site's page makes the browser send it (RFC 6265bis section 5.6.7). */
export function giveSession(c: Context, token: string, { trustProxy }: { trustProxy: boolean }): void {
  setCookie(c, COOKIE, token, {
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    maxAge: SESSION_SECONDS,
    secure: isSecure(c, trustProxy),
  });
}

export const takeSession = (c: Context): void => {
  deleteCookie(c, COOKIE, { path: '/' });
};
