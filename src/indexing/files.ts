import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, readSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { indexDamaged } from './section-file.ts';

const PIECE_BYTES = 1 << 20;

export type FileSummary = Readonly<{ sizeBytes: number; sha256: string }>;

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

function syncPath(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes the names in a folder survive a loss of power. */
export const syncFolder = syncPath;

/** Writes the parts one after the other, on disk when it returns, and says what was written. */
export function writeFile(path: string, parts: readonly Uint8Array[]): FileSummary {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = openSync(path, 'w');
  try {
    for (const part of parts) {
      hash.update(part);
      for (let written = 0; written < part.length; ) written += writeSync(file, part, written);
      sizeBytes += part.length;
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

/** The summary of a file that something else wrote. Read in pieces, as it may be large. */
function summarise(path: string): FileSummary {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  let sizeBytes = 0;
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
      hash.update(piece.subarray(0, read));
      sizeBytes += read;
    }
  } finally {
    closeSync(file);
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

/** Brings a file that something else wrote to the disk and summarises it. */
export function syncFile(path: string): FileSummary {
  syncPath(path);
  return summarise(path);
}

/** Puts `content` in the place of `path` at once: a reader sees the old file or the new one, never a half. */
export function replaceFile(path: string, content: string): void {
  const temporary = `${path}.new`;
  writeFile(temporary, [Buffer.from(content)]);
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

function compare(path: string, expected: FileSummary, found: FileSummary): void {
  if (found.sizeBytes !== expected.sizeBytes)
    throw indexDamaged(path, `应为 ${expected.sizeBytes} 字节，实为 ${found.sizeBytes} 字节`);
  if (found.sha256 !== expected.sha256) throw indexDamaged(path, '校验和不符');
}

/** Reads a file that must be exactly the one summarised. Throws `index_damaged`. */
export function readChecked(path: string, expected: FileSummary): Uint8Array {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw indexDamaged(path, '读不出', cause);
  }
  compare(path, expected, { sizeBytes: bytes.length, sha256: sha256(bytes) });
  return bytes;
}

/** Checks a file that something else will read. Throws `index_damaged`. */
export function checkFile(path: string, expected: FileSummary): void {
  let found: FileSummary;
  try {
    found = summarise(path);
  } catch (cause) {
    throw indexDamaged(path, '读不出', cause);
  }
  compare(path, expected, found);
}
