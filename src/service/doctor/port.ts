import { get } from 'node:http';
import { createServer } from 'node:net';
import type { Config } from '../../config.ts';
import { type Check, failed, passed } from './check.ts';

const PROBE_MS = 2000;

/** The error code of listening there, or null where that is possible. */
function tryListening(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port }, () => server.close(() => resolve(null)));
  });
}

/** Whether it is this service that answers there. */
function isOwnService(host: string, port: number): Promise<boolean> {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return new Promise((resolve) => {
    const request = get({ host: reachable, port, path: '/healthz', timeout: PROBE_MS }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.once('end', () => resolve(response.statusCode === 200 && body.includes('"index"')));
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}

/** Whether the service could listen, or does already. */
export async function checkPort({ HOST: host, PORT: port }: Pick<Config, 'HOST' | 'PORT'>): Promise<Check> {
  const name = '端口';
  const place = `${host}:${port}`;
  const code = await tryListening(host, port);
  if (code === null) return passed(name, `${place} 空闲`);
  if (code === 'EADDRINUSE') {
    if (await isOwnService(host, port)) return passed(name, `${place} 上正运行着政答`);
    return failed(
      name,
      `${place} 被别的程序占用`,
      '请用 ss -ltnp 查明是哪个程序，关掉它，或设 PORT 换一个端口',
    );
  }
  if (code === 'EACCES') return failed(name, `没有权限使用 ${place}`, '请设 PORT 为 1024 以上的端口');
  return failed(name, `不能监听 ${place}（${code}）`, '请把 HOST 改为本机的地址，或不设置（默认 127.0.0.1）');
}
