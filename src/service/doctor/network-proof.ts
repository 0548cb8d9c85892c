import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { TYPESCRIPT_LOADER } from '../../typescript-loader.ts';
import { attempt, type Check, failed, passed } from './check.ts';

const CHILD = fileURLToPath(new URL('network-proof-child.ts', import.meta.url));
const TIMEOUT_MS = 120_000;

/** What the child tells: attempts as recorded in Node, sockets as the kernel has them (null where it does not say). */
export const NetworkProof = z.object({
  status: z.string(),
  attempts: z.array(z.object({ via: z.enum(['connect', 'lookup', 'datagram']), target: z.string() })),
  sockets: z.array(z.string()).nullable(),
});
export type NetworkProof = z.infer<typeof NetworkProof>;

function runChild(index: string): Promise<NetworkProof> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      ['--import', TYPESCRIPT_LOADER, CHILD],
      { timeout: TIMEOUT_MS, env: { ...process.env, ZHENGDA_INDEX: index } },
      (error, stdout) => {
        if (error !== null) return reject(error);
        resolve(NetworkProof.parse(JSON.parse(stdout)));
      },
    );
  });
}

const VIA = { connect: '连接', lookup: '查域名', datagram: '发数据报' } as const;

/** What a proof says, for people. */
export function judgeProof(name: string, { attempts, sockets }: NetworkProof): Check {
  const advice = '请断开这台机器的外网，并把以上内容告诉维护者';
  if (attempts.length > 0) {
    const seen = attempts.map(({ via, target }) => `${VIA[via]} ${target}`);
    return failed(name, `有 ${seen.length} 次：${[...new Set(seen)].join('、')}`, advice);
  }
  if (sockets !== null && sockets.length > 0) {
    return failed(name, `原生模块打开了网络连接：${[...new Set(sockets)].join('、')}`, advice);
  }
  const kernel = sockets === null ? '' : '，系统的连接表里也没有本进程';
  return passed(name, `载入模型和索引、提问、检索的全程没有连接、查域名或发数据${kernel}`);
}

/**
 * Loads everything, asks and searches in a process of its own in which every way to the network is recorded from the
 * first line on. Needs an index that opens.
 */
export function checkNetwork({ ZHENGDA_INDEX: index }: Pick<Config, 'ZHENGDA_INDEX'>): Promise<Check> {
  const name = '不联网';
  return attempt(name, '请先改正上面的问题，再运行一次 npm run doctor', async () =>
    judgeProof(name, await runChild(index)),
  );
}
