import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { AppError } from '../errors.ts';
import type { HttpApp } from './route.ts';

/** How long requests under way get to finish after a stop was asked for. */
const STOP_MS = 5000;

export type RunningService = Readonly<{
  /** Where it can be reached from this machine; with the real port where 0 was asked for. */
  url: string;
  /** Takes no new requests, lets those under way finish, then resolves. */
  stop: () => Promise<void>;
}>;

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/u.test(host);

function urlOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function explainListenError(error: NodeJS.ErrnoException, host: string, port: number): unknown {
  switch (error.code) {
    case 'EADDRINUSE':
      return new AppError(
        'configuration_invalid',
        `端口 ${port} 已被占用，也许服务已经在运行。请关掉占用它的程序，或换一个端口：PORT=${port + 1} npm start`,
      );
    case 'EACCES':
      return new AppError(
        'configuration_invalid',
        `没有权限使用端口 ${port}。请换用 1024 以上的端口：PORT=8787 npm start`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new AppError(
        'configuration_invalid',
        `本机没有 ${host} 这个地址。请把 HOST 改为本机的地址，或不设置（默认 127.0.0.1）`,
      );
    default:
      return error;
  }
}

function stopServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), STOP_MS);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Throws `configuration_invalid` where host or port cannot be had. */
export function listen(
  app: HttpApp,
  { host, port }: { host: string; port: number },
): Promise<RunningService> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (address) => {
      resolve({
        url: urlOf(host, address.port),
        stop: () => ('closeAllConnections' in server ? stopServer(server) : Promise.resolve()),
      });
    });
    server.once('error', (error) => reject(explainListenError(error, host, port)));
  });
}
