import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { AppError } from '../errors.ts';
import { decodeText } from './formats/character-encoding.ts';
import type { SourceDocument } from './schema.ts';

/** Larger files are refused: 32 MiB is a text of eleven million characters, more than any official document. */
export const MAXIMUM_FILE_BYTES = 32 * 1024 * 1024;
/** A line this long is data, not text: the longest line of 147,284 law articles has fewer than 10,000 characters. */
export const MAXIMUM_LINE_CHARACTERS = 1_000_000;

const EXTENSIONS: ReadonlySet<string> = new Set(['.txt', '.md']);

const NEXT_STEP = '请另存为 UTF-8 编码的 .txt 文件后重新入库';

/** Control characters other than tab, line ends and form feed. */
const isControl = (unit: number): boolean => unit < 0x20 && !(unit >= 0x09 && unit <= 0x0d);

/** A stray control character is a slip of some editor; one in a thousand is data. */
function refuseBinary(text: string, fileName: string): void {
  let controls = 0;
  for (let at = 0; at < text.length; at += 1) if (isControl(text.charCodeAt(at))) controls += 1;
  if (controls > text.length / 1000) {
    throw new AppError('unsupported_file', `文件“${fileName}”是二进制数据，不是纯文本。${NEXT_STEP}`, {
      details: [{ fileName, found: 'binary' }],
    });
  }
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
 * Reads the bytes of a text file (.txt, .md) in the encodings of {@link decodeText}. A byte order mark is
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
  const decoded = decodeText(bytes);
  if (decoded === null) {
    throw new AppError(
      'unsupported_file',
      `文件“${fileName}”的编码不是 UTF-8、UTF-16、GB18030 或 Big5。${NEXT_STEP}`,
      { details: [{ fileName, found: 'unknown encoding' }] },
    );
  }
  const { text, encoding } = decoded;
  refuseBinary(text, fileName);
  if (!/[^\s\u200b\ufeff]/.test(text)) {
    throw new AppError('empty_file', `文件“${fileName}”只有空白，没有文字。请检查是否导出了正确的文件`, {
      details: [{ fileName, sizeBytes: bytes.length }],
    });
  }
  refuseLongLine(text, fileName);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { id: sha256.slice(0, 16), sha256, fileName, format: 'text', encoding, text, pageStarts: [] };
}
