import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TYPESCRIPT_LOADER } from '../../../src/typescript-loader.ts';

const file = (name: string) => fileURLToPath(new URL(`../../../src/service/doctor/${name}`, import.meta.url));

/** Each is one way to the network. A server on loopback is all that is there to be reached. */
const ACTIONS = {
  nothing: '',
  fetch: `await fetch('http://127.0.0.1:' + port);`,
  http: `await new Promise((resolve) => http.get({ host: '127.0.0.1', port, agent: false }, resolve));`,
  socket: `await new Promise((resolve) => net.connect(port, '127.0.0.1', resolve));`,
  tls: `tls.connect({ host: '127.0.0.1', port }).on('error', () => {});`,
  lookup: `await new Promise((resolve) => lookup('localhost', resolve));`,
  lookupByPromise: `await promises.lookup('localhost');`,
  lookupOfPromises: `await lookupPromise('localhost');`,
  datagram: `await new Promise((resolve) => dgram.createSocket('udp4').send('x', 9, '127.0.0.1', resolve));`,
} as const;

const Seen = z.object({
  port: z.number(),
  attempts: z.record(z.string(), z.array(z.object({ via: z.string(), target: z.string() }))),
  sockets: z.array(z.string()).nullable(),
});

/** In a process of its own, because being watched cannot be undone. */
function watch(): z.infer<typeof Seen> {
  const steps = Object.entries(ACTIONS).map(
    ([name, action]) => `{ const before = attempts.length; ${action}
      seen.${name} = attempts.slice(before); }`,
  );
  const script = `
    import dgram from 'node:dgram';
    import { lookup, promises } from 'node:dns';
    import { lookup as lookupPromise } from 'node:dns/promises';
    import http from 'node:http';
    import net from 'node:net';
    import tls from 'node:tls';
    const { recordConnections } = await import(${JSON.stringify(file('connection-guard.ts'))});
    const { openSockets } = await import(${JSON.stringify(file('open-sockets.ts'))});
    const server = http.createServer((_, response) => response.end('ok'));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address();
    const attempts = recordConnections();
    const seen = {};
    ${steps.join('\n')}
    process.stdout.write(JSON.stringify({ port, attempts: seen, sockets: openSockets() }), () => process.exit(0));`;
  const args = ['--import', TYPESCRIPT_LOADER, '--input-type=module', '-e', script];
  return Seen.parse(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })));
}

describe('watching the ways to the network', () => {
  let seen: z.infer<typeof Seen>;
  beforeAll(() => {
    seen = watch();
  });
  const ways = (name: keyof typeof ACTIONS) => seen.attempts[name]?.map(({ via }) => via);

  it('sees nothing where nothing is done', () => {
    expect(ways('nothing')).toEqual([]);
  });

  it.each([
    ['fetch', 'connect'],
    ['http', 'connect'],
    ['socket', 'connect'],
    ['tls', 'connect'],
    ['lookup', 'lookup'],
    ['lookupByPromise', 'lookup'],
    ['lookupOfPromises', 'lookup'],
    ['datagram', 'datagram'],
  ] as const)('sees %s', (name, via) => {
    expect(ways(name)).toContain(via);
  });

  it('says where to', () => {
    expect(seen.attempts.http).toContainEqual({ via: 'connect', target: `127.0.0.1:${seen.port}` });
    expect(seen.attempts.lookup).toEqual([{ via: 'lookup', target: 'localhost' }]);
  });

  it.runIf(process.platform === 'linux')('sees by the kernel what is open', () => {
    // In the tables an address is hexadecimal, its bytes reversed on little-endian machines: 127.0.0.1 is 0100007F.
    const port = seen.port.toString(16).toUpperCase().padStart(4, '0');
    expect(seen.sockets).toContainEqual(expect.stringMatching(new RegExp(`^tcp [0-9A-F]{8}:${port}$`)));
  });
});
