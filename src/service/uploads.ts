import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors.ts';

import type { JobFile } from './job-schema.ts';
import type { NewFile } from './job-store.ts';
import { makeReceivingFolder, uploadFolder, uploadsFolder } from './upload-folder.ts';
import { uploadName } from './upload-names.ts';

/** A part of what is being sent: a file, or the value of a field where `fileName` is null. Each is read before the next comes. */
export type UploadPart = Readonly<{
  field: string;
  fileName: string | null;
  body: AsyncIterable<Uint8Array>;
}>;

export type UploadLimits = Readonly<{
  files: number;
  /** Of one file; a larger one is refused, and the others go in. */
  fileBytes: number;
  /** Of all files together. */
  totalBytes: number;
}>;

const FIELD_BYTES = 1000;

/** What has come, on the disk; it becomes a job's or is removed. */
export type ReceivedUpload = Readonly<{
  files: readonly NewFile[];
  fields: ReadonlyMap<string, string>;
  /** SHA-256 of names, contents and fields: the same for the same upload. */
  fingerprint: string;
  /** Moves the files to where a job of this id will look for them. */
  keepFor: (jobId: string) => Promise<void>;
  discard: () => Promise<void>;
}>;

function reason(code: string, message: string): JobFile['reason'] {
  return { code, message };
}

const tooMany = (limit: number): AppError =>
  new AppError('payload_too_large', `一次最多上传 ${limit} 个文件。请分几次上传，或打成压缩包`);

const tooMuch = (limit: number): AppError =>
  new AppError(
    'payload_too_large',
    `一次上传的文件合计超过 ${Math.floor(limit / 2 ** 20)} MB。请分几次上传，或请管理员调大 UPLOAD_MAX_MB`,
  );

/** The file system's own words, so that the operator knows what to mend. */
function diskError(folder: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || !('code' in cause) || 'cause' in cause) return cause;
  const { code } = cause;
  if (typeof code !== 'string' || !/^E[A-Z]+$/u.test(code)) return cause;
  const why =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? '磁盘已满，请腾出空间后重新上传'
      : `请管理员检查 ${folder} 是否存在、可写`;
  return new AppError('storage_failed', `上传的文件存不下来（${code}）：${why}`, {
    details: [{ reason: code }],
    cause,
  });
}

/** Writes a part to `file`, up to `limit` bytes; reads on to its end all the same. How many bytes it has. */
async function writePart(
  body: AsyncIterable<Uint8Array>,
  file: FileHandle,
  hash: Hash,
  limits: Readonly<{ file: number; total: number }>,
): Promise<number> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limits.total) break;
    if (size > limits.file) continue;
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  return size;
}

async function readField(body: AsyncIterable<Uint8Array>, field: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > FIELD_BYTES)
      throw new AppError('invalid_request', `字段 ${field} 太长，最多 ${FIELD_BYTES} 字节`);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks)).trim();
}

/**
 * Takes what is being sent to the disk, chunk by chunk. A file that cannot go in for itself (empty name, too large, the
 * same name twice) is listed with its reason. Throws `payload_too_large` for all of them together, `storage_failed`
 * where the disk does not take them, `invalid_request` where there is no file; then nothing is left of them.
 */
export async function receiveUpload(
  parts: AsyncIterable<UploadPart>,
  indexFolder: string,
  limits: UploadLimits,
): Promise<ReceivedUpload> {
  let folder: string;
  try {
    folder = makeReceivingFolder(indexFolder);
  } catch (cause) {
    throw diskError(uploadsFolder(indexFolder), cause);
  }
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const files: NewFile[] = [];
  const fields = new Map<string, string>();
  const digests: string[] = [];
  const names = new Set<string>();
  let total = 0;

  const receive = async (given: string, body: UploadPart['body']): Promise<void> => {
    if (files.length >= limits.files) throw tooMany(limits.files);
    const stored = String(files.length + 1);
    const path = join(folder, stored);
    const hash = createHash('sha256');
    const handle = await open(path, 'wx');
    let sizeBytes: number;
    try {
      sizeBytes = await writePart(body, handle, hash, {
        file: limits.fileBytes,
        total: limits.totalBytes - total,
      });
    } finally {
      await handle.close();
    }
    total += sizeBytes;
    if (total > limits.totalBytes) throw tooMuch(limits.totalBytes);
    const name = uploadName(given);
    // A form's file input that was left empty.
    if (name === null && sizeBytes === 0) {
      await rm(path);
      return;
    }
    const refused = refusal(name, sizeBytes, names, limits);
    const shown = name ?? `（第 ${stored} 个文件，没有文件名）`;
    const file = names.has(shown) ? `${shown}（第 ${stored} 个文件）` : shown;
    names.add(file);
    digests.push(JSON.stringify([file, sizeBytes, hash.digest('hex')]));
    if (refused !== null) await rm(path);
    files.push({ file, sizeBytes, stored: refused === null ? stored : null, reason: refused });
  };

  try {
    for await (const { field, fileName, body } of parts) {
      if (fileName !== null) await receive(fileName, body);
      else fields.set(field, await readField(body, field));
    }
    if (files.length === 0) {
      throw new AppError(
        'invalid_request',
        '没有收到文件。请用 multipart/form-data 上传，如 curl -F file=@通知.docx …/v1/documents',
      );
    }
  } catch (cause) {
    await discard();
    throw diskError(folder, cause);
  }
  const named = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    files,
    fields,
    fingerprint: createHash('sha256')
      .update(JSON.stringify([digests, named]))
      .digest('hex'),
    keepFor: async (jobId) => {
      try {
        await rename(folder, uploadFolder(indexFolder, jobId));
      } catch (cause) {
        await discard();
        throw diskError(folder, cause);
      }
    },
    discard,
  };
}

function refusal(
  name: string | null,
  sizeBytes: number,
  names: ReadonlySet<string>,
  { fileBytes }: UploadLimits,
): JobFile['reason'] {
  if (name === null) return reason('invalid_request', '这个文件没有文件名。请改名后重新上传');
  if (names.has(name)) {
    return reason('invalid_request', `这次上传里还有一个“${name}”，收下的是前一个。请改名后把这一个重新上传`);
  }
  if (sizeBytes > fileBytes) {
    return reason(
      'file_too_large',
      `文件“${name}”有 ${sizeBytes} 字节，上限是 ${fileBytes}。请拆分后重新上传`,
    );
  }
  return null;
}
