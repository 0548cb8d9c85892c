import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { isLoopback, listen } from '../../src/http/listen.ts';
import { testApp } from './requests.ts';

const here = { host: '127.0.0.1', port: 0 };

it('serves on a free port where 0 is asked for, until it is stopped', async () => {
  const { app } = testApp();
  const { url, stop } = await listen(app, here);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await stop();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

it('lets a request under way finish when it is stopped', async () => {
  const { app, knowledge } = testApp();
  const ask = knowledge.ask.bind(knowledge);
  let begun = () => {};
  const beginning = new Promise<void>((resolve) => {
    begun = resolve;
  });
  knowledge.ask = async (request, history) => {
    begun();
    await wait(150);
    return ask(request, history);
  };
  const { url, stop } = await listen(app, here);
  const response = fetch(`${url}/v1/ask`, { method: 'POST', body: '{"question":"企业诉求"}' });
  await beginning;
  await stop();
  expect((await response).status).toBe(200);
});

/** A response that goes on until `last` is written, or for ever. */
function streamingApp(last: Promise<void> | null) {
  const { app } = testApp();
  app.get('/stream', (c) => {
    const words = new TextEncoder();
    return c.body(
      new ReadableStream<Uint8Array<ArrayBuffer>>({
        async start(controller) {
          controller.enqueue(words.encode('first '));
          if (last === null) return;
          await last;
          controller.enqueue(words.encode('last'));
          controller.close();
        },
      }),
    );
  });
  return app;
}

it('lets a stream under way come to its end when it is stopped, and takes no new request', async () => {
  let finish = () => {};
  const app = streamingApp(
    new Promise((resolve) => {
      finish = resolve;
    }),
  );
  const { url, stop } = await listen(app, here);
  const response = await fetch(`${url}/stream`);
  const stopped = stop();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  finish();
  expect(await response.text()).toBe('first last');
  await stopped;
});

it('cuts a stream that has no end, so that stopping has one', async () => {
  const { url, stop } = await listen(streamingApp(null), here);
  const response = await fetch(`${url}/stream`);
  const body = response.text().catch(() => 'cut');
  await stop();
  expect(await body).toBe('cut');
});

it('says that a port is taken, and which one to try', async () => {
  const { app } = testApp();
  const first = await listen(app, here);
  const port = Number(new URL(first.url).port);
  const error: unknown = await listen(app, { host: '127.0.0.1', port }).catch((cause: unknown) => cause);
  await first.stop();
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'configuration_invalid' });
  expect(String(error)).toContain(`端口 ${port} 已被占用`);
  expect(String(error)).toContain(`PORT=${port + 1}`);
});

it('says that an address is not of this machine', async () => {
  const { app } = testApp();
  // 192.0.2.0/24 is kept for documentation (RFC 5737) and is no machine's address.
  const error: unknown = await listen(app, { host: '192.0.2.1', port: 0 }).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: 'configuration_invalid' });
  expect(String(error)).toContain('192.0.2.1');
});

it.each([
  ['127.0.0.1', true],
  ['127.8.0.1', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.1.8', false],
  ['127.0.0.1.example.org', false],
])('isLoopback(%s) is %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
