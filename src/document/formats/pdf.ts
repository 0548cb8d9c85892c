import type { PDFDocumentProxy } from 'pdfjs-dist';
import { AppError } from '../../errors.ts';
import { arrangePages } from './page/arrange.ts';
import { textOfPages } from './page/text.ts';
import { countUnreadable } from './pdf/characters.ts';
import { beginPdf } from './pdf/library.ts';
import { type PageContent, readPageContent } from './pdf/page-content.ts';
import type { ExtractedText, FormatReader } from './schema.ts';

const MOST_PAGES = 3_000;
/** A sheet of A3 in type of 5 points holds half as many, if every character is a piece of its own. */
const MOST_PIECES = 50_000;
const MOST_TEXT_BYTES = 32 * 1024 * 1024;

/** A page with fewer Chinese characters, and fewer letters, holds what a scanner or a fax machine prints on it. */
const FEWEST_HAN = 20;
const FEWEST_LETTERS = 60;

const nameOf = (cause: unknown): string => (cause instanceof Error ? cause.name : '');

function refusal(fileName: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const details = [{ fileName }];
  if (nameOf(cause) === 'PasswordException') {
    return new AppError('encrypted_file', `文件“${fileName}”设有打开密码，读不出文字。请去掉密码后重新入库`, {
      details,
      cause,
    });
  }
  const found = cause instanceof Error ? cause.message : String(cause);
  return new AppError(
    'unreadable_file',
    `文件“${fileName}”不是完好的 PDF（${found}）。请从来源重新取得后入库`,
    { details, cause },
  );
}

async function readPages(document: PDFDocumentProxy, fileName: string): Promise<PageContent[]> {
  if (document.numPages > MOST_PAGES) {
    throw new AppError(
      'file_too_large',
      `文件“${fileName}”有 ${document.numPages} 页，上限是 ${MOST_PAGES} 页。请拆分后重新入库`,
      { details: [{ fileName, pages: document.numPages, limit: MOST_PAGES }] },
    );
  }
  const refuse = (what: string, limit: number): never => {
    throw new AppError('file_too_large', `文件“${fileName}”${what}。请拆分，或确认它不是恶意文件`, {
      details: [{ fileName, limit }],
    });
  };
  let total = 0;
  const pages: PageContent[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    let pieces = 0;
    const page = await document.getPage(number);
    const content = await readPageContent(page, (bytes) => {
      total += bytes;
      pieces += 1;
      if (total > MOST_TEXT_BYTES) refuse(`里的文字超过 ${MOST_TEXT_BYTES} 字节`, MOST_TEXT_BYTES);
      if (pieces > MOST_PIECES) refuse(`第 ${number} 页的文字超过 ${MOST_PIECES} 块`, MOST_PIECES);
    });
    pages.push(content);
    page.cleanup();
  }
  return pages;
}

/** Throws `scanned_file` where no page holds text worth the name, or where the text cannot be made out. */
function refuseScan({ text, pageStarts }: ExtractedText, fileName: string): void {
  const details = [{ fileName, pages: pageStarts.length }];
  const isText = pageStarts.some((start, page) => {
    const own = text.slice(start, pageStarts[page + 1] ?? text.length);
    return (
      (own.match(/\p{Script=Han}/gu)?.length ?? 0) >= FEWEST_HAN ||
      (own.match(/\p{L}/gu)?.length ?? 0) >= FEWEST_LETTERS
    );
  });
  const characters = text.replaceAll(/\s/g, '').length;
  if (characters > 0 && countUnreadable(text) * 2 > characters) {
    throw new AppError(
      'scanned_file',
      `文件“${fileName}”的文字层是乱码（字体没有给出字符编码），读不出文字。请用文字识别（OCR）重新生成，或换用 Word 等原稿`,
      { details },
    );
  }
  if (!isText) {
    throw new AppError(
      'scanned_file',
      `文件“${fileName}”是扫描件，无文字层。请先做文字识别（OCR），或换用 Word 等原稿`,
      { details },
    );
  }
}

/**
 * Reads a PDF (ISO 32000) by its text layer: lines and paragraphs from where the characters stand, ruled tables as
 * rows, page numbers, running titles and watermarks left out. Images are never decoded.
 *
 * Throws `scanned_file` (no text layer, or one that is no text), `encrypted_file` (a password is needed),
 * `unreadable_file` (damaged, or no PDF), `empty_file` (no byte) and `file_too_large` (over 3,000 pages, 50,000 pieces
 * of text on a page or 32 MiB of text).
 */
export const readPdf: FormatReader = async (bytes, fileName) => {
  if (bytes.length === 0) {
    throw new AppError('empty_file', `文件“${fileName}”是空的（0 字节）。请检查是否上传完整`, {
      details: [{ fileName, sizeBytes: 0 }],
    });
  }
  const task = await beginPdf(bytes);
  let pages: PageContent[];
  try {
    pages = await readPages(await task.promise, fileName);
  } catch (cause) {
    throw refusal(fileName, cause);
  } finally {
    await task.destroy();
  }
  const extracted: ExtractedText = { ...textOfPages(arrangePages(pages)), encoding: null };
  refuseScan(extracted, fileName);
  return extracted;
};
