import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 50;
const PAGE_BYTES = 4096;

/** Numbers of the processes that this one has started (proc(5), /proc/pid/task/tid/children); none where there is no /proc. */
function children(): string[] {
  try {
    return readdirSync('/proc/self/task').flatMap((task) =>
      readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
  } catch {
    return [];
  }
}

/** 0 for one that has ended by now. */
function residentOf(pid: string): number {
  try {
    const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return Number(pages) * PAGE_BYTES;
  } catch {
    return 0;
  }
}

/**
 * Watches the resident memory of this process with all that it has started. The function returned ends that and gives
 * the peak in bytes; pages that processes share count for each.
 */
export function watchMemory(): () => number {
  let peak = 0;
  const look = (): void => {
    const now = children().reduce((sum, pid) => sum + residentOf(pid), process.memoryUsage.rss());
    peak = Math.max(peak, now);
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return () => {
    clearInterval(timer);
    look();
    return peak;
  };
}
