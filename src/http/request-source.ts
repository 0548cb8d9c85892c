import { isIP } from 'node:net';
import type { Context } from 'hono';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';

/** Host and origin of the address that users know, if it is set. */
function publicAddress({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>): URL | undefined {
  return PUBLIC_URL === undefined ? undefined : new URL(PUBLIC_URL);
}

const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/**
 * Whether a request addressed to `hostname` may be for this service. A page that has its own name pointed at this
 * machine (DNS rebinding) sends that name; an IP address or localhost cannot be taken that way.
 */
function isOwnHost(hostname: string, config: Pick<Config, 'PUBLIC_URL' | 'ALLOWED_HOSTS' | 'HOST'>): boolean {
  const name = hostname
    .toLowerCase()
    .replace(/^\[|\]$/gu, '')
    .replace(/\.$/u, '');
  if (name === 'localhost' || isIP(name) !== 0 || name === config.HOST.toLowerCase()) return true;
  const allowed = config.ALLOWED_HOSTS.split(',').map((host) => host.trim().toLowerCase());
  return name === publicAddress(config)?.hostname || allowed.includes(name);
}

/**
 * Checks where a request comes from, as the transport of MCP asks for (2025-06-18, Security Warning): its Host must be one
 * of this service's names, and a page that sends it must be of this service, of PUBLIC_URL or of `origins`. Clients
 * that are no browsers send no Origin. Throws `forbidden`.
 */
export function checkSource(
  c: Context,
  config: Pick<Config, 'PUBLIC_URL' | 'ALLOWED_HOSTS' | 'HOST'>,
  origins: readonly string[],
): void {
  // In tests without a socket there is no Host header, and the address stands for it.
  const host = urlOf(`http://${c.req.header('Host') ?? new URL(c.req.url).host}`);
  if (host === undefined || !isOwnHost(host.hostname, config)) {
    throw new AppError(
      'forbidden',
      `不认识主机名“${host?.hostname ?? ''}”。请用本机的 IP 地址访问，或把主机名加入 ALLOWED_HOSTS，或设置 PUBLIC_URL`,
    );
  }
  const origin = c.req.header('Origin');
  if (origin === undefined) return;
  const page = urlOf(origin);
  const own =
    page !== undefined && (page.host === host.host || page.origin === publicAddress(config)?.origin);
  if (!own && !origins.includes(origin)) {
    throw new AppError(
      'forbidden',
      `来自 ${origin} 的网页不能使用这个接口。要允许它，请把它加入 CORS_ORIGINS`,
    );
  }
}
