import type { Span } from '../text/schema.ts';
import { isIssuingBody, isSigner, splitBodies } from './issuing-body.ts';
import { type Found, type PageReader, spanOf } from './page-reader.ts';

const DOCUMENT = /文\s*件\s*$/;

/** The bodies on a line of the letterhead, and whether it says 文件. */
function bodiesOf(raw: string): { names: string[]; saysDocument: boolean } {
  const saysDocument = DOCUMENT.test(raw);
  return {
    // Universities and companies have letterheads, too.
    names: splitBodies(raw.replace(DOCUMENT, ''), saysDocument ? isSigner : isIssuingBody),
    saysDocument,
  };
}

/**
 * 发文机关标志 (GB/T 9704—2012 7.2.4): the names in the lines above the number or the title that say 文件 or stand directly
 * above the number (信函格式, 10.1), joint issuers in their order by 、. The name of a web site above the title is none.
 */
export function readLetterhead(page: PageReader): Found | null {
  const end = Math.min(
    ...['number', 'title', 'addressees'].map(
      (role) =>
        page.blocks.findIndex((block, at) => at >= page.from && at < page.headEnd && block.role === role) >>>
        0,
    ),
    page.headEnd,
  );
  const names: string[] = [];
  const spans: Span[] = [];
  let said = page.role(end) === 'number';
  // 文件 may have a line of its own, to the right of several names.
  for (let index = end - 1; index >= page.from; index -= 1) {
    if (page.role(index) !== 'header') {
      if (page.role(index) === 'divider') continue;
      break;
    }
    if (/^文件$/.test(page.line(index))) {
      said = true;
      continue;
    }
    const found = bodiesOf(page.raw(index));
    if (found.names.length === 0) {
      if (names.length > 0) break;
      continue;
    }
    said ||= found.saysDocument;
    names.unshift(...found.names);
    spans.unshift(...found.names.map((name) => spanOf(page.text, page.span(index), name)));
  }
  return said && names.length > 0 ? { value: names.join('、'), spans } : null;
}
