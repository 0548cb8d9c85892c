import { createHash } from 'node:crypto';
import { AppError } from '../errors.ts';
import { type DetectedFormat, detectFormat } from './formats/detect.ts';
import type { FormatReader } from './formats/schema.ts';
import { readText } from './read-text.ts';
import type { DocumentFormat, SourceDocument } from './schema.ts';

/** Each reader is loaded when a file first needs it: the one of PDF alone takes half a second. */
const READERS: Readonly<Record<Exclude<DocumentFormat, 'text'>, () => Promise<FormatReader>>> = {
  csv: async () => (await import('./formats/csv.ts')).readCsv,
  html: async () => (await import('./formats/html.ts')).readHtml,
  docx: async () => (await import('./formats/docx.ts')).readDocx,
  doc: async () => (await import('./formats/doc.ts')).readDoc,
  rtf: async () => (await import('./formats/rtf.ts')).readRtf,
  pdf: async () => (await import('./formats/pdf.ts')).readPdf,
  ofd: async () => (await import('./formats/ofd.ts')).readOfd,
  xlsx: async () => (await import('./formats/xlsx/read-xlsx.ts')).readXlsx,
};

function requireDocument(format: DetectedFormat, fileName: string): DocumentFormat {
  if (format === 'archive') {
    throw new AppError(
      'unsupported_file',
      `文件“${fileName}”是压缩包，不是一份文件。请用扩展名 .zip 入库，里面的文件会逐个收进`,
      { details: [{ fileName, found: 'archive' }] },
    );
  }
  return format;
}

/**
 * Reads the bytes of one document of any format that is known. The id is the first 16 hexadecimal digits of the bytes'
 * SHA-256. Throws what the readers throw (see formats/schema.ts), and `empty_file` where there is no text.
 */
export async function readFile(bytes: Uint8Array, fileName: string): Promise<SourceDocument> {
  if (bytes.length === 0) {
    throw new AppError('empty_file', `文件“${fileName}”是空的（0 字节）。请检查是否上传完整`, {
      details: [{ fileName, sizeBytes: 0 }],
    });
  }
  const format = requireDocument(await detectFormat(bytes, fileName), fileName);
  if (format === 'text') return readText(bytes, fileName);
  const read = await READERS[format]();
  const { text, encoding, pageStarts } = await read(bytes, fileName);
  if (!/[^\s\u200b\ufeff]/.test(text)) {
    throw new AppError('empty_file', `文件“${fileName}”里没有文字。请检查是否导出了正确的文件`, {
      details: [{ fileName, sizeBytes: bytes.length }],
    });
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { id: sha256.slice(0, 16), sha256, fileName, format, encoding, text, pageStarts };
}
