import { open, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { type Archive, type ArchiveLimits, openArchive } from '../document/formats/archive.ts';
import { DOCUMENT_EXTENSIONS, detectFormat, READABLE } from '../document/formats/detect.ts';
import { AppError } from '../errors.ts';

/** Larger files are refused before they fill the memory. */
export const MAXIMUM_FILE_BYTES = 256 * 1024 * 1024;

/** Archives within archives: a batch of zipped folders, each with zipped attachments. More is a trap. */
const MOST_NESTED = 3;

/** What one archive may unpack to, what it holds in further archives included. */
const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 50_000,
  entryBytes: MAXIMUM_FILE_BYTES,
  totalBytes: 4 * 1024 * 1024 * 1024,
};

/** How a file within an archive is written: the archive's path, this, the name inside. */
export const INSIDE = '!/';

/** A file to be looked at: `read` fetches its bytes when its turn comes. */
export type IncomingFile = Readonly<{ path: string; fileName: string; read: () => Promise<Uint8Array> }>;

/** Why a path is no file to be looked at; `skipped` ones are nobody's mistake. */
export type RefusedPath = Readonly<{ path: string; state: 'failed' | 'skipped'; error: AppError }>;

const isHidden = (name: string): boolean =>
  name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX' || part.startsWith('~$'));

function unreadable(path: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return new AppError('unreadable_file', `文件读不出来：${path}。请检查它是否存在、是否有读取权限`, {
    details: [{ path }],
    cause,
  });
}

/** The bytes of a regular file. Throws `unreadable_file` and `file_too_large`. */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    // A pipe would wait for somebody to write into it.
    if (!(await stat(path)).isFile()) throw new Error('不是普通文件');
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > MAXIMUM_FILE_BYTES) {
        throw new AppError(
          'file_too_large',
          `文件“${basename(path)}”有 ${size} 字节，上限是 ${MAXIMUM_FILE_BYTES}。请拆分后重新入库`,
          { details: [{ path, sizeBytes: size, limit: MAXIMUM_FILE_BYTES }] },
        );
      }
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** Whether the bytes may be a ZIP of files: its extension says so, or it has one that says nothing. */
const mayBeArchive = (fileName: string): boolean => extname(fileName).toLowerCase() === '.zip';

async function* entriesOf(
  archive: Archive,
  path: string,
  depth: number,
): AsyncGenerator<IncomingFile | RefusedPath> {
  let documents = 0;
  for (const name of archive.outside) {
    const message = `压缩包“${path}”里的“${name}”指向压缩包之外，未读取。请重新打包`;
    yield { path: path + INSIDE + name, state: 'failed', error: new AppError('unsupported_file', message) };
  }
  for (const { name } of archive.entries) {
    if (isHidden(name)) continue;
    documents += 1;
    const inside = path + INSIDE + name;
    const fileName = name.slice(name.lastIndexOf('/') + 1);
    if (!DOCUMENT_EXTENSIONS.has(extname(name).toLowerCase())) {
      const message = `“${fileName}”不在能读的格式之内（${READABLE}）`;
      yield { path: inside, state: 'skipped', error: new AppError('unsupported_file', message) };
      continue;
    }
    const read = async (): Promise<Uint8Array> => {
      const bytes = await archive.read(name);
      if (bytes === undefined) throw unreadable(inside, new Error('条目不存在'));
      return bytes;
    };
    if (mayBeArchive(name)) yield* unpack(inside, fileName, read, depth + 1);
    else yield { path: inside, fileName, read };
  }
  if (documents === 0 && archive.outside.length === 0) {
    const message = `压缩包“${path}”里没有文件。请检查是否打包完整`;
    yield { path, state: 'failed', error: new AppError('empty_file', message) };
  }
}

async function* unpack(
  path: string,
  fileName: string,
  read: () => Promise<Uint8Array>,
  depth: number,
): AsyncGenerator<IncomingFile | RefusedPath> {
  try {
    if (depth > MOST_NESTED) {
      throw new AppError('file_too_large', `压缩包“${path}”嵌套超过 ${MOST_NESTED} 层。请解开后重新入库`);
    }
    const bytes = await read();
    // A Word or OFD file that somebody named .zip is one document.
    const isArchive = bytes.length === 0 || (await detectFormat(bytes, fileName)) === 'archive';
    if (!isArchive) yield { path, fileName, read: () => Promise.resolve(bytes) };
    else if (bytes.length === 0) {
      throw new AppError('empty_file', `压缩包“${path}”是空的（0 字节）。请检查是否上传完整`);
    } else yield* entriesOf(await openArchive(bytes, fileName, ARCHIVE_LIMITS), path, depth);
  } catch (cause) {
    yield { path, state: 'failed', error: unreadable(path, cause) };
  }
}

/** A file by its path. */
export const fileOnDisk = (path: string): IncomingFile => ({
  path,
  fileName: basename(path),
  read: () => readBytes(path),
});

/** The files given, those within archives each of its own, in order. Reads nothing but archives. Never throws. */
export async function* unpackFiles(
  files: Iterable<IncomingFile>,
): AsyncGenerator<IncomingFile | RefusedPath> {
  for (const file of files) {
    if (mayBeArchive(file.fileName)) yield* unpack(file.path, file.fileName, file.read, 1);
    else yield file;
  }
}

/** {@link unpackFiles} of the files at `paths`. */
export const incomingFiles = (paths: readonly string[]): AsyncGenerator<IncomingFile | RefusedPath> =>
  unpackFiles(paths.map(fileOnDisk));
