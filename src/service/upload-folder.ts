import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Beside the index, so that an upload and what is made of it share one disk. */
export const uploadsFolder = (indexFolder: string): string => join(indexFolder, 'uploads');

/** Where the files of a job lie until it has ended. */
export const uploadFolder = (indexFolder: string, jobId: string): string =>
  join(uploadsFolder(indexFolder), jobId);

/** Tells this process's folders from those of an earlier one that had the same number. */
const TOKEN = randomUUID().slice(0, 8);

/** `incoming-<process>-<token>-<one>`: what is being received and belongs to no job yet. */
const RECEIVING = /^incoming-(\d+)-([0-9a-f]{8})-/;

/** A new folder for files that are being received. */
export function makeReceivingFolder(indexFolder: string): string {
  const folder = join(uploadsFolder(indexFolder), `incoming-${process.pid}-${TOKEN}-${randomUUID()}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function runs(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Removes the folders that neither a job still needs nor a running process is filling. */
export function removeOrphans(indexFolder: string, jobs: ReadonlySet<string>): void {
  const folder = uploadsFolder(indexFolder);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || jobs.has(entry.name)) continue;
    const [, processId, token] = RECEIVING.exec(entry.name) ?? [];
    const receiving =
      processId !== undefined &&
      (Number(processId) === process.pid ? token === TOKEN : runs(Number(processId)));
    if (!receiving) rmSync(join(folder, entry.name), { recursive: true, force: true });
  }
}
