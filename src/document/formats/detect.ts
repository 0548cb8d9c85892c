import { extname } from 'node:path';
import { AppError } from '../../errors.ts';
import { openArchive } from './archive.ts';

/** What the bytes of a file are, whatever its name says; `archive`: a ZIP of files. */
export type DetectedFormat =
  | 'text'
  | 'csv'
  | 'html'
  | 'docx'
  | 'doc'
  | 'rtf'
  | 'pdf'
  | 'ofd'
  | 'xlsx'
  | 'archive';

/** Extensions of files that are taken from folders and archives; a file that is named itself is tried in any case. */
export const DOCUMENT_EXTENSIONS: ReadonlySet<string> = new Set([
  '.txt',
  '.md',
  '.csv',
  '.tsv',
  '.html',
  '.htm',
  '.shtml',
  '.mht',
  '.mhtml',
  '.docx',
  '.docm',
  '.doc',
  '.wps',
  '.rtf',
  '.pdf',
  '.ofd',
  '.xlsx',
  '.xlsm',
  '.zip',
]);

/** What a person is told is read. */
export const READABLE = '.docx .doc .wps .rtf .pdf .ofd .html .txt .md .xlsx .csv，以及装着它们的 .zip';

const HTML_EXTENSIONS: ReadonlySet<string> = new Set(['.html', '.htm', '.shtml', '.mht', '.mhtml']);
const TEXT_EXTENSIONS: ReadonlySet<string> = new Set(['.txt', '.md']);
const CSV_EXTENSIONS: ReadonlySet<string> = new Set(['.csv', '.tsv']);

/** Formats that are known by their first bytes and not read. */
const FOREIGN: readonly (readonly [string, readonly number[]])[] = [
  ['PNG 图片', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG 图片', [0xff, 0xd8, 0xff]],
  ['GIF 图片', [0x47, 0x49, 0x46, 0x38]],
  ['TIFF 图片', [0x49, 0x49, 0x2a, 0x00]],
  ['TIFF 图片', [0x4d, 0x4d, 0x00, 0x2a]],
  ['GZIP 压缩包', [0x1f, 0x8b, 0x08]],
  ['7z 压缩包', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['RAR 压缩包', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['ELF 程序', [0x7f, 0x45, 0x4c, 0x46]],
  ['Windows 程序', [0x4d, 0x5a]],
];

const startsWith = (bytes: Uint8Array, numbers: readonly number[]): boolean =>
  numbers.every((number, index) => bytes[index] === number);

/** The first bytes as characters, blanks and byte order mark dropped; enough to see a declaration. */
const beginning = (bytes: Uint8Array): string =>
  new TextDecoder('latin1')
    .decode(bytes.subarray(0, 1024))
    .replaceAll('\0', '')
    .replace(/^[\u00ef\u00bb\u00bf\u00fe\u00ff\s]+/, '');

function unsupported(fileName: string, found: string): AppError {
  return new AppError(
    'unsupported_file',
    `文件“${fileName}”的内容是${found}，不在能读的格式之内（${READABLE}）。请另存为其中一种后重新入库`,
    { details: [{ fileName, found }] },
  );
}

async function detectZip(bytes: Uint8Array, fileName: string): Promise<DetectedFormat> {
  const { entries } = await openArchive(bytes, fileName);
  const names = new Set(entries.map(({ name }) => name.toLowerCase()));
  const has = (prefix: string): boolean => entries.some(({ name }) => name.toLowerCase().startsWith(prefix));
  if (names.has('ofd.xml')) return 'ofd';
  if (names.has('[content_types].xml')) {
    if (has('word/') || has('document/')) return 'docx';
    if (has('xl/')) return 'xlsx';
    if (has('ppt/')) throw unsupported(fileName, '演示文稿（pptx）');
    throw unsupported(fileName, '不认识的 Office 文件');
  }
  if (names.has('mimetype') && names.has('content.xml')) throw unsupported(fileName, 'OpenDocument 文件');
  return 'archive';
}

/**
 * The format of a file by its content; its name only tells apart what is text anyway (.csv, .html, .txt). An .xls or a
 * .ppt in an OLE container is refused by the reader of .doc, which knows the container.
 *
 * Throws `unsupported_file` for what is not read, saying what it is, and `unreadable_file` for a damaged archive.
 */
export async function detectFormat(bytes: Uint8Array, fileName: string): Promise<DetectedFormat> {
  const extension = extname(fileName).toLowerCase();
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]))
    return detectZip(bytes, fileName);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return 'doc';
  if (startsWith(bytes, [0xdb, 0xa5])) return 'doc';
  const foreign = FOREIGN.find(([, numbers]) => startsWith(bytes, numbers));
  if (foreign !== undefined) throw unsupported(fileName, ` ${foreign[0]}`);
  const head = beginning(bytes);
  if (head.includes('%PDF-')) return 'pdf';
  if (head.startsWith('{\\rtf')) return 'rtf';
  if (HTML_EXTENSIONS.has(extension)) return 'html';
  if (/^(?:<!doctype html|<html|<head|<meta|<body)/i.test(head)) return 'html';
  if (/^(?:MIME-Version:|From: |Content-Type: multipart\/related)/i.test(head)) return 'html';
  if (CSV_EXTENSIONS.has(extension)) return 'csv';
  if (TEXT_EXTENSIONS.has(extension)) return 'text';
  const named = extension === '' ? '没有扩展名的文件' : `扩展名为“${extension}”、却不是这种格式的文件`;
  throw unsupported(fileName, named);
}
