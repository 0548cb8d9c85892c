import { AppError } from '../../errors.ts';
import { documentsOf, type OfdPage } from './ofd/document.ts';
import { openPackage } from './ofd/package.ts';
import { contentOf } from './ofd/page-items.ts';
import { ObjectBudget } from './ofd/page-objects.ts';
import { arrangePages } from './page/arrange.ts';
import { textOfPages } from './page/text.ts';
import type { PageContent } from './pdf/page-content.ts';
import type { ExtractedText, FormatReader } from './schema.ts';

const MOST_PAGES = 3000;
/** Characters: 32 MiB. */
const MOST_TEXT = 32 * 1024 * 1024;
/** A scan fills most of its page; stamps and page numbers leave a few characters on it. */
const SCAN_SHARE = 0.5;
const FEWEST_PER_SCAN = 10;

type Seen = { pages: number; scans: number; drawings: boolean };

/** What a page shows; text that does not show counts only below a scan, whose text layer it is. */
function pageOf({ objects, width, height }: OfdPage, seen: Seen): PageContent {
  seen.pages += 1;
  seen.drawings ||= objects.images || objects.paths;
  const isScan = objects.imageArea >= SCAN_SHARE * width * height;
  if (isScan) seen.scans += 1;
  const runs = isScan ? objects.runs : objects.runs.filter((run) => !run.invisible);
  return contentOf(runs, objects, width, height);
}

const tooLarge = (fileName: string, what: string, found: number, limit: number): AppError =>
  new AppError('file_too_large', `文件“${fileName}”${what} ${found}，上限是 ${limit}。请拆分后入库`, {
    details: [{ fileName, found, limit }],
  });

/**
 * Reads OFD (GB/T 33190—2016): the text of all documents of the package, one after the other, in paragraphs that are
 * rebuilt from the places of the characters, ruled tables as rows. Annotations (watermarks, stamps), signatures, attachments and what is
 * drawn at a slant are left out.
 */
export const readOfd: FormatReader = async (bytes, fileName): Promise<ExtractedText> => {
  const budget = new ObjectBudget(fileName);
  const ofd = await openPackage(bytes, fileName);
  const seen: Seen = { pages: 0, scans: 0, drawings: false };
  const pageStarts: number[] = [];
  let text = '';
  let characters = 0;
  for (const document of await documentsOf(ofd, budget)) {
    const pages: PageContent[] = [];
    for (const page of document.pages) {
      if (seen.pages >= MOST_PAGES) throw tooLarge(fileName, '的页数超过', MOST_PAGES, MOST_PAGES);
      const content = pageOf(await document.read(page), seen);
      for (const item of content.items) characters += item.text.length;
      if (characters > MOST_TEXT) throw tooLarge(fileName, '的字数超过', characters, MOST_TEXT);
      pages.push(content);
    }
    const read = textOfPages(arrangePages(pages));
    for (const start of read.pageStarts) pageStarts.push(text.length + start);
    text += read.text;
  }
  const shown = text.trim().length;
  if (shown === 0 && !seen.drawings) {
    throw new AppError('empty_file', `文件“${fileName}”里没有文字。请核对文件后重新入库`, {
      details: [{ fileName }],
    });
  }
  if (shown === 0 || (seen.scans === seen.pages && shown < FEWEST_PER_SCAN * seen.pages)) {
    throw new AppError(
      'scanned_file',
      `文件“${fileName}”是扫描件，无文字层，读不出文字。请用文字识别软件转成带文字的文件，或取得原文后入库`,
      { details: [{ fileName, pages: seen.pages }] },
    );
  }
  return { text, encoding: null, pageStarts };
};
