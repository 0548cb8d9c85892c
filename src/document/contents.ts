import { type Page, SHORT } from './page.ts';

const MOST_LINES_ABOVE = 60;
const MOST_ENTRIES = 300;

/** 目录 and its lines, up to where the first of them is said again. */
export function markContents(page: Page): void {
  const start = page.paragraphs.findIndex(
    (paragraph, index) =>
      index < MOST_LINES_ABOVE && paragraph.end - paragraph.start < 12 && page.line(index) === '目录',
  );
  if (start < 0) return;
  const first = page.line(start + 1).replace(/[.…·\d]+$/, '');
  let end = start + 1;
  for (let index = start + 2; index < page.length && index < start + MOST_ENTRIES; index += 1) {
    if (page.lengthOf(index) > 2 * SHORT) break;
    if (first.length > 1 && page.line(index) === first) {
      end = index;
      break;
    }
  }
  page.roles.fill('contents', start, end);
}
