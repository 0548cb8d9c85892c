import type { z } from 'zod';
import { ErrorBody } from '../../http/schema.ts';
import { JobAccepted } from '../../http/upload-schema.ts';
import { request, ServiceError, UNREACHABLE } from '../shared/client.ts';

export type Sending = Readonly<{
  files: readonly File[];
  /** The document that the one file takes the place of. */
  replace: string | null;
  /** Share of the bytes that have left, 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}>;

type Reply = Readonly<{ status: number; text: string; requestId: string | null }>;

/** XMLHttpRequest, as `fetch` does not tell how much of a body has been sent. */
function send({ files, replace, onProgress, signal }: Sending, idempotencyKey: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    if (replace !== null) form.append('replace', replace);
    for (const file of files) form.append('files', file, file.name);
    const sending = new XMLHttpRequest();
    sending.open('POST', '/v1/documents');
    sending.setRequestHeader('Idempotency-Key', idempotencyKey);
    sending.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    sending.onload = () =>
      resolve({
        status: sending.status,
        text: sending.responseText,
        requestId: sending.getResponseHeader('x-request-id'),
      });
    sending.onerror = () => reject(new ServiceError(0, UNREACHABLE));
    sending.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    signal.addEventListener('abort', () => sending.abort());
    sending.send(form);
  });
}

function read<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Sends the files and resolves to the number of the job that takes them in. */
export async function sendFiles(sending: Sending): Promise<string> {
  const idempotencyKey = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  let reply = await send(sending, idempotencyKey);
  if (reply.status === 401) {
    // Asks for a key by the way that every other request asks for one.
    await request('/v1/jobs');
    reply = await send(sending, idempotencyKey);
  }
  const accepted = read(JobAccepted, reply.text);
  if (reply.status >= 200 && reply.status < 300 && accepted !== null) return accepted.job.id;
  const message = read(ErrorBody, reply.text)?.error.message ?? `服务返回 ${reply.status}`;
  throw new ServiceError(reply.status, message, reply.requestId);
}

/** The files that were dropped, those of folders too. */
export async function droppedFiles(dropped: DataTransfer): Promise<readonly File[]> {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.every((entry) => entry === null)) return [...dropped.files];
  const found: File[] = [];
  const walk = async (entry: FileSystemEntry | null): Promise<void> => {
    if (entry instanceof FileSystemFileEntry) {
      found.push(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
      return;
    }
    if (!(entry instanceof FileSystemDirectoryEntry)) return;
    const reader = entry.createReader();
    // A folder is read a hundred entries at a time, until there are none.
    for (;;) {
      const some = await new Promise<readonly FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (some.length === 0) return;
      for (const inner of some) await walk(inner);
    }
  };
  for (const entry of entries) await walk(entry);
  // .DS_Store and the like come with every folder.
  return found.filter(({ name }) => !name.startsWith('.'));
}
