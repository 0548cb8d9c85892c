import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { JobMessage, type JobOutcome, type JobTask } from './job-schema.ts';

const PROCESS = fileURLToPath(new URL('./job-process.mjs', import.meta.url));

/** How much of what a dying process said is kept. */
const LAST_WORDS = 4000;

/** Does a task, and tells what happens on the way. An abort ends it where it stands: the index stays whole. Never rejects. */
export type RunJob = (
  task: JobTask,
  onMessage: (message: JobMessage) => void,
  signal: AbortSignal,
) => Promise<JobOutcome>;

/**
 * Runs a job in a process of its own, so that nothing it does (parsing, graphs, the memory of both) is felt by those
 * who ask; it gives itself a low priority.
 */
export const runInProcess: RunJob = (task, onMessage, signal) =>
  new Promise((resolve) => {
    let outcome: JobOutcome | undefined;
    let ended: string | undefined;
    let lastWords = '';
    const child = fork(PROCESS, [], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const stop = (): void => {
      child.kill('SIGKILL');
    };
    /** Its last messages may come after its end: `disconnect` follows them. */
    const settle = (): void => {
      if (ended === undefined || child.connected) return;
      signal.removeEventListener('abort', stop);
      resolve(outcome ?? { type: 'lost', message: ended, lastWords });
    };
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-LAST_WORDS);
    });
    child.on('message', (received) => {
      const message = JobMessage.parse(received);
      if (message.type === 'done' || message.type === 'failed') outcome = message;
      else onMessage(message);
    });
    child.once('error', ({ message }) => {
      ended ??= `入库进程没有启动：${message}`;
      settle();
    });
    child.once('disconnect', settle);
    child.once('close', (code, by) => {
      ended ??= `入库进程意外结束（${by === null ? `退出码 ${code}` : `信号 ${by}`}）`;
      settle();
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    child.send(task, (error) => {
      if (error !== null) stop();
    });
  });
