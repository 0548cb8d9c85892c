import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { AppError } from '../../errors.ts';

/** Bounds on what one archive may unpack to. Word, OFD and Excel files are archives, too. */
export type ArchiveLimits = Readonly<{
  entries: number;
  /** Of one entry, unpacked. */
  entryBytes: number;
  /** Of all entries that are read, unpacked. */
  totalBytes: number;
}>;

/** For a document that is an archive of XML files: no official document unpacks to more. */
export const DOCUMENT_LIMITS: ArchiveLimits = {
  entries: 20_000,
  entryBytes: 64 * 1024 * 1024,
  totalBytes: 128 * 1024 * 1024,
};

export type ArchiveEntry = Readonly<{
  /** With `/` between folders; never absolute, never with `..`. */
  name: string;
  sizeBytes: number;
  encrypted: boolean;
}>;

/** An entry whose name leads out of the archive, or that is a folder, is not in `entries`; the former are named. */
export type Archive = Readonly<{
  entries: readonly ArchiveEntry[];
  /** Names that lead outside (`../x`, `/x`, `C:\x`), which nobody may read. */
  outside: readonly string[];
  /** Bytes of the entry with exactly that name; undefined where there is none. Throws `file_too_large`, `unreadable_file`, `encrypted_file`. */
  read: (name: string) => Promise<Uint8Array | undefined>;
}>;

const UTF8_FLAG = 0x800;

/**
 * Names without the UTF-8 flag were written by Chinese Windows in GBK, by others in UTF-8 all the same. 通知 in GBK
 * happens to be valid UTF-8, of two Hebrew and Greek letters: Chinese names read as UTF-8 hold Chinese characters.
 */
function decodeName(raw: Uint8Array, flags: number): string {
  const lenient = new TextDecoder('utf-8').decode(raw);
  const isUtf8 = (flags & UTF8_FLAG) !== 0 || /^[\x20-\x7e]*$/.test(lenient);
  if (isUtf8 || (/\p{Script=Han}/u.test(lenient) && !lenient.includes('\ufffd'))) return lenient;
  return new TextDecoder('gb18030').decode(raw);
}

const leadsOutside = (name: string): boolean =>
  name.startsWith('/') || /^[A-Za-z]:/.test(name) || name.includes('\0') || name.split('/').includes('..');

function damaged(fileName: string, cause: unknown): AppError {
  const found = cause instanceof Error ? cause.message : String(cause);
  return new AppError(
    'unreadable_file',
    `文件“${fileName}”已损坏，压缩结构读不出（${found}）。请从来源重新取得后入库`,
    { details: [{ fileName }], cause },
  );
}

function tooLarge(fileName: string, what: string, found: number, limit: number): AppError {
  return new AppError(
    'file_too_large',
    `文件“${fileName}”${what} ${found}，上限是 ${limit}。请拆分，或确认它不是恶意压缩文件`,
    { details: [{ fileName, found, limit }] },
  );
}

const open = (bytes: Uint8Array): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    fromBuffer(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      { lazyEntries: true, decodeStrings: false, validateEntrySizes: true },
      (error, zip) => {
        if (error !== null) reject(error);
        else resolve(zip);
      },
    );
  });

/** All entries of the central directory; more than `limit` rejects before they fill the memory. */
const listEntries = (zip: ZipFile, limit: number, fileName: string): Promise<Entry[]> =>
  new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('error', reject);
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length > limit) reject(tooLarge(fileName, '里的条目数超过', entries.length, limit));
      else zip.readEntry();
    });
    zip.readEntry();
  });

/** Inflates one entry; stops as soon as it is longer than it says or than `limit`. */
const inflate = (zip: ZipFile, entry: Entry, limit: number, fileName: string): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const parts: Buffer[] = [];
      let length = 0;
      stream.on('data', (part: Buffer) => {
        length += part.length;
        if (length > limit) {
          stream.destroy();
          reject(tooLarge(fileName, '解压后的字节数超过', length, limit));
        } else parts.push(part);
      });
      stream.on('error', reject);
      stream.on('end', () => resolve(Buffer.concat(parts)));
    });
  });

/**
 * Opens a ZIP archive (APPNOTE 6.3) held in memory. Nothing is written, names are names only. Reading is checked
 * against `limits` by what is inflated, not by what the archive says of itself; what was read once counts again.
 *
 * Throws `unreadable_file` for a damaged archive and `file_too_large` for too many entries.
 */
export async function openArchive(
  bytes: Uint8Array,
  fileName: string,
  limits: ArchiveLimits = DOCUMENT_LIMITS,
): Promise<Archive> {
  let zip: ZipFile;
  let raw: Entry[];
  try {
    zip = await open(bytes);
    raw = await listEntries(zip, limits.entries, fileName);
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(fileName, cause);
  }
  const byName = new Map<string, Entry>();
  const outside: string[] = [];
  for (const entry of raw) {
    const rawName: unknown = entry.fileName;
    const name = (
      rawName instanceof Uint8Array ? decodeName(rawName, entry.generalPurposeBitFlag) : String(rawName)
    ).replaceAll('\\', '/');
    if (leadsOutside(name)) outside.push(name);
    else if (!name.endsWith('/') && !byName.has(name)) byName.set(name, entry);
  }
  let total = 0;
  return {
    entries: [...byName].map(([name, entry]) => ({
      name,
      sizeBytes: entry.uncompressedSize,
      encrypted: (entry.generalPurposeBitFlag & 1) === 1,
    })),
    outside,
    read: async (name) => {
      const entry = byName.get(name);
      if (entry === undefined) return undefined;
      if ((entry.generalPurposeBitFlag & 1) === 1) {
        throw new AppError('encrypted_file', `文件“${fileName}”里的“${name}”已加密。请去掉密码后重新入库`, {
          details: [{ fileName, entry: name }],
        });
      }
      const limit = Math.min(limits.entryBytes, limits.totalBytes - total);
      try {
        const content = await inflate(zip, entry, limit, fileName);
        total += content.length;
        return content;
      } catch (cause) {
        throw cause instanceof AppError ? cause : damaged(fileName, cause);
      }
    },
  };
}
