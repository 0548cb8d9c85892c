import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { isLoopback } from './listen.ts';

/** An IPv6 network hands out whole /64 (RFC 6177): who has one has all of its addresses. */
function networkOf(address: string): string {
  const [mapped] = /(?<=^::ffff:)\d+\.\d+\.\d+\.\d+$/iu.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  const whole = [...groups, ...Array.from({ length: zeros }, () => '0'), ...after];
  return whole
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/u, ''))
    .join(':');
}

/**
 * Where a request comes from: an IPv4 address or the network of an IPv6 one; null for this machine and where it cannot
 * be told. With `trustProxy` the last entry of X-Forwarded-For, which the proxy itself has written.
 */
export function clientAddress(c: Context, { trustProxy }: { trustProxy: boolean }): string | null {
  const forwarded = trustProxy ? c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined;
  // A request made in a test has no connection.
  const connected = Object.hasOwn(Object(c.env), 'incoming') ? getConnInfo(c).remote.address : undefined;
  const address = forwarded === undefined || forwarded === '' ? connected : forwarded.slice(0, 64);
  if (address === undefined || isLoopback(address.replace(/^::ffff:/iu, ''))) return null;
  return networkOf(address);
}
