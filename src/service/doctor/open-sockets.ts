import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const TABLES = ['tcp', 'tcp6', 'udp', 'udp6'] as const;

/** The column of the socket's inode in /proc/net/tcp and its like (proc(5)). */
const INODE_COLUMN = 9;
const REMOTE_COLUMN = 2;

/**
 * The sockets of IP that this process has open, by the kernel's own tables, each as `tcp remote-address` in the
 * kernel's hexadecimal; null where there are no such tables (not Linux).
 */
export function openSockets(): readonly string[] | null {
  let files: string[];
  try {
    files = readdirSync('/proc/self/fd');
  } catch {
    return null;
  }
  const inodes = new Set<string>();
  for (const file of files) {
    try {
      const [, inode] = /^socket:\[(\d+)\]$/u.exec(readlinkSync(`/proc/self/fd/${file}`)) ?? [];
      if (inode !== undefined) inodes.add(inode);
    } catch {
      // Closed since the folder was listed.
    }
  }
  const sockets: string[] = [];
  let tables = 0;
  for (const table of TABLES) {
    let lines: string[];
    try {
      lines = readFileSync(`/proc/self/net/${table}`, 'utf8').split('\n').slice(1);
    } catch {
      continue;
    }
    tables += 1;
    for (const line of lines) {
      const columns = line.trim().split(/\s+/u);
      if (inodes.has(columns[INODE_COLUMN] ?? '')) sockets.push(`${table} ${columns[REMOTE_COLUMN] ?? ''}`);
    }
  }
  return tables === 0 ? null : sockets;
}
