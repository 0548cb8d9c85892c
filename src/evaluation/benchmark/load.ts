import { type ChildProcess, spawn } from 'node:child_process';
import autocannon from 'autocannon';
import { z } from 'zod';
import { TYPESCRIPT_LOADER } from '../../typescript-loader.ts';

/** Answers a second, latency in milliseconds as autocannon measures it; `failed` are errors, time-outs and non-2xx. */
export const LoadFigures = z.object({
  seconds: z.number(),
  answers: z.number(),
  perSecond: z.number(),
  medianMs: z.number(),
  p99Ms: z.number(),
  failed: z.number(),
});
export type LoadFigures = Readonly<z.infer<typeof LoadFigures>>;

/** A service in a process of its own, as a user would start it. */
export type Started = Readonly<{ url: string; stop: () => Promise<void> }>;

/** Runs a script until it prints its address. Throws where it ends before. */
export function startScript(
  script: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const child: ChildProcess = spawn(process.execPath, ['--import', TYPESCRIPT_LOADER, script], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}: ${said}`)));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      // What it logs afterwards is read and dropped, so that its pipe never fills.
      if (said.length > 10_000) return;
      said += text;
      const [url] = /http:\/\/127\.0\.0\.1:\d+(?=\/)/u.exec(said) ?? [];
      if (url !== undefined) resolve({ url, stop });
    });
  });
}

const CONNECTIONS = 32;

/** Where the end is another's, it is waited for this long at most. */
const LONGEST_SECONDS = 3600;

/**
 * Asks `questions` over 32 connections, each beginning at another one and going round, until `until` resolves or for
 * as many seconds.
 */
export function load(
  url: string,
  questions: readonly string[],
  until: number | Promise<unknown>,
): Promise<LoadFigures> {
  const bodies = questions.map((question) => ({ body: JSON.stringify({ question }) }));
  let connection = 0;
  const options: autocannon.Options = {
    url: `${url}/v1/ask`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    connections: CONNECTIONS,
    duration: typeof until === 'number' ? until : LONGEST_SECONDS,
    setupClient: (client) => {
      const first = Math.floor((connection * bodies.length) / CONNECTIONS);
      connection += 1;
      client.setRequests([...bodies.slice(first), ...bodies.slice(0, first)]);
    },
  };
  return new Promise((resolve, reject) => {
    const instance = autocannon(
      options,
      (error: unknown, { duration, latency, errors, timeouts, ...rest }) => {
        if (error) reject(error);
        const { '2xx': answers, non2xx } = rest;
        resolve({
          seconds: duration,
          answers,
          perSecond: answers / duration,
          medianMs: latency.p50,
          p99Ms: latency.p99,
          failed: errors + timeouts + non2xx,
        });
      },
    );
    if (typeof until === 'number') return;
    until.then(
      () => instance.stop(),
      (error) => {
        instance.stop();
        reject(error);
      },
    );
  });
}
