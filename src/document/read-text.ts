import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { AppError } from '../errors.ts';
import type { SourceDocument } from './schema.ts';

/** Larger files are refused: 32 MiB is a text of eleven million characters, more than any official document. */
export const MAXIMUM_FILE_BYTES = 32 * 1024 * 1024;
/** A line this long is data, not text: the longest line of 147,284 law articles has fewer than 10,000 characters. */
export const MAXIMUM_LINE_CHARACTERS = 1_000_000;

const EXTENSIONS: ReadonlySet<string> = new Set(['.txt', '.md']);

const MAGIC_NUMBERS: readonly (readonly [string, readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['ZIP（docx、xlsx 等）', [0x50, 0x4b, 0x03, 0x04]],
  ['Word 97—2003（doc）', [0xd0, 0xcf, 0x11, 0xe0]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['GZIP', [0x1f, 0x8b, 0x08]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['RAR', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['ELF', [0x7f, 0x45, 0x4c, 0x46]],
  ['RTF', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0xfe, 0xff]],
];

const NEXT_STEP = '请另存为 UTF-8 或 GB18030 编码的 .txt 或 .md 文件后重新入库';

/** Control characters other than tab, line ends and form feed. */
const isControl = (byte: number): boolean => byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d);

function refuseBinary(bytes: Uint8Array, fileName: string): void {
  const magic = MAGIC_NUMBERS.find(([, numbers]) =>
    numbers.every((number, index) => bytes[index] === number),
  );
  if (magic !== undefined) {
    throw new AppError(
      'unsupported_file',
      `文件“${fileName}”的内容是 ${magic[0]}，不是纯文本。${NEXT_STEP}`,
      {
        details: [{ fileName, found: magic[0] }],
      },
    );
  }
  let controls = 0;
  for (const byte of bytes) if (isControl(byte)) controls += 1;
  // A stray control character is a slip of some editor; NUL or one in a thousand is data.
  if (bytes.includes(0) || controls > bytes.length / 1000) {
    throw new AppError('unsupported_file', `文件“${fileName}”是二进制数据，不是纯文本。${NEXT_STEP}`, {
      details: [{ fileName, found: 'binary' }],
    });
  }
}

function decode(bytes: Uint8Array, encoding: 'utf-8' | 'gb18030'): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * Whether bytes that decode as GB18030 were written as such. Big5 and Shift_JIS decode too, into rare characters:
 * of the characters of two bytes in Chinese text nearly all have a second byte from 0xA1 on (the GB 2312 part).
 */
function looksLikeGb18030(bytes: Uint8Array): boolean {
  let characters = 0;
  let common = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const lead = bytes[index] ?? 0;
    if (lead < 0x81) continue;
    const trail = bytes[index + 1] ?? 0;
    if (trail < 0x40) {
      index += 3; // four bytes
      continue;
    }
    characters += 1;
    if (lead >= 0xa1 && trail >= 0xa1) common += 1;
    index += 1;
  }
  return common >= characters * 0.85;
}

function refuseLongLine(text: string, fileName: string): void {
  let from = 0;
  while (from < text.length) {
    const lineFeed = text.indexOf('\n', from);
    const end = lineFeed < 0 ? text.length : lineFeed;
    if (end - from > MAXIMUM_LINE_CHARACTERS) {
      throw new AppError(
        'file_too_large',
        `文件“${fileName}”有一行长 ${end - from} 个字符，上限是 ${MAXIMUM_LINE_CHARACTERS}。请确认它是公文，并按段落分行后重新入库`,
        { details: [{ fileName, lineCharacters: end - from, limit: MAXIMUM_LINE_CHARACTERS }] },
      );
    }
    from = end + 1;
  }
}

/**
 * Reads the bytes of a text file (.txt, .md; UTF-8 with or without byte order mark, or GB18030). A byte order mark is
 * no part of the stored text; line ends stay as they are. The id is the first 16 hexadecimal digits of the bytes'
 * SHA-256.
 *
 * Throws `file_too_large` (over 32 MiB, or a line over 1,000,000 characters), `empty_file` (no byte, or blanks only)
 * and `unsupported_file` (another extension, binary data, another encoding).
 */
export function readText(bytes: Uint8Array, fileName: string): SourceDocument {
  const extension = extname(fileName).toLowerCase();
  if (!EXTENSIONS.has(extension)) {
    throw new AppError(
      'unsupported_file',
      `文件“${fileName}”的扩展名是“${extension}”，目前只收 .txt 和 .md。${NEXT_STEP}`,
      { details: [{ fileName, extension }] },
    );
  }
  if (bytes.length > MAXIMUM_FILE_BYTES) {
    throw new AppError(
      'file_too_large',
      `文件“${fileName}”有 ${bytes.length} 字节，上限是 ${MAXIMUM_FILE_BYTES}。请拆分后重新入库`,
      { details: [{ fileName, sizeBytes: bytes.length, limit: MAXIMUM_FILE_BYTES }] },
    );
  }
  if (bytes.length === 0) {
    throw new AppError('empty_file', `文件“${fileName}”是空的（0 字节）。请检查是否上传完整`, {
      details: [{ fileName, sizeBytes: 0 }],
    });
  }
  refuseBinary(bytes, fileName);
  let encoding: 'utf-8' | 'gb18030' = 'utf-8';
  let text = decode(bytes, encoding);
  if (text === null && looksLikeGb18030(bytes)) {
    encoding = 'gb18030';
    text = decode(bytes, encoding);
  }
  if (text === null) {
    throw new AppError(
      'unsupported_file',
      `文件“${fileName}”既不是 UTF-8 也不是 GB18030 编码。${NEXT_STEP}`,
      {
        details: [{ fileName, found: 'unknown encoding' }],
      },
    );
  }
  if (!/[^\s\u200b\ufeff]/.test(text)) {
    throw new AppError('empty_file', `文件“${fileName}”只有空白，没有文字。请检查是否导出了正确的文件`, {
      details: [{ fileName, sizeBytes: bytes.length }],
    });
  }
  refuseLongLine(text, fileName);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { id: sha256.slice(0, 16), sha256, fileName, format: 'text', encoding, text, pageStarts: [] };
}
