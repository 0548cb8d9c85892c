import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 100;

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

/** Pages that several processes share count in parts (Pss); null for a process that has ended, or without /proc. */
function residentOf(pid: string): number | null {
  try {
    const [, kilobytes] = /^Pss: +(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}

/**
 * Watches the resident memory of this process with all that it has started. The function returned ends that and gives
 * the peak in bytes.
 */
export function watchMemory(): () => number {
  let peak = 0;
  const look = (): void => {
    const own = residentOf('self') ?? process.memoryUsage.rss();
    const now = children().reduce((sum, pid) => sum + (residentOf(pid) ?? 0), own);
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
