import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/** An attempt to reach something over a network: how, and what. */
export type ConnectionAttempt = Readonly<{ via: 'connect' | 'lookup' | 'datagram'; target: string }>;

const LOOKUPS = ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'reverse'] as const;

function describe(args: readonly unknown[]): string {
  const text = (value: unknown): string => {
    if (Array.isArray(value)) return value.map(text).find((part) => part !== '') ?? '';
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    if (typeof value !== 'object' || value === null) return '';
    const { path, host = '', port = '' }: { path?: unknown; host?: unknown; port?: unknown } = value;
    return typeof path === 'string' ? path : `${String(host)}:${String(port)}`;
  };
  return args.map(text).find((part) => part !== '') ?? '?';
}

/** Puts `record` before a method; true where there was one. */
function before(owner: object, method: string, record: (args: readonly unknown[]) => void): void {
  const original: unknown = Reflect.get(owner, method);
  if (typeof original !== 'function') return;
  Reflect.set(owner, method, function (this: unknown, ...args: unknown[]): unknown {
    record(args);
    return Reflect.apply(original, this, args);
  });
}

/**
 * From now on every attempt of this process to connect, to look up a name or to send a datagram is recorded; it is
 * not prevented. `fetch`, http, https and tls all connect by a socket. Not to be undone: for a process that is there
 * for this alone. What native code does by itself passes by, so its sockets are looked at as well (open-sockets.ts).
 */
export function recordConnections(): readonly ConnectionAttempt[] {
  const attempts: ConnectionAttempt[] = [];
  const record = (via: ConnectionAttempt['via']) => (args: readonly unknown[]) => {
    attempts.push({ via, target: describe(args) });
  };
  before(net.Socket.prototype, 'connect', record('connect'));
  before(dgram.Socket.prototype, 'send', record('datagram'));
  before(dgram.Socket.prototype, 'connect', record('datagram'));
  for (const lookup of LOOKUPS) {
    before(dns, lookup, record('lookup'));
    before(dns.promises, lookup, record('lookup'));
  }
  // So that `import { lookup } from 'node:dns'` gets it too.
  syncBuiltinESMExports();
  return attempts;
}
