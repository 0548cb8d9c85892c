import { markAt } from '../text/marks.ts';
import { findDates } from './date.ts';
import { isIssuingBody, isSigner, splitBodies, withoutSeal } from './issuing-body.ts';
import { type Page, SHORT } from './page.ts';
import { footRole, isProse, isSignatureLine, isSignerLine } from './page-line.ts';

const MOST_SIGNATURES = 12;
const MOST_COPIES = 8;

/** Ends of body lines, which are not read as page lines at all: most lines of a law. */
const BODY_END = '；：，。';

/** Lines that are of the foot wherever they stand, and the office that prints above its date. */
export function markFootLines(page: Page): void {
  const { paragraphs, roles, text } = page;
  for (const [index, paragraph] of paragraphs.entries()) {
    const length = paragraph.end - paragraph.start;
    const first = text.charAt(paragraph.start);
    const last = text.charAt(paragraph.end - 1);
    if (BODY_END.includes(last) && !'抄分报内主附联'.includes(first)) continue;
    if (length > 2 * SHORT && !'抄分报内'.includes(first)) continue;
    const role = footRole(page.line(index));
    if (role === null) continue;
    roles[index] = role;
    if (role === 'printing' && roles[index - 1] === 'body' && isIssuingBody(page.line(index - 1))) {
      roles[index - 1] = 'printing';
    }
  }
  for (const [index, role] of roles.entries()) if (role === 'copies') markCopies(page, index);
}

/** 抄送 over several lines, down to the office that prints; that one may print without saying 印发. */
function markCopies(page: Page, from: number): void {
  const { roles } = page;
  for (let index = from + 1; index <= from + MOST_COPIES && index < page.length; index += 1) {
    const role = roles[index];
    if (role === 'printing' || role === 'copies') {
      for (let between = from + 1; between < index; between += 1) {
        if (roles[between] === 'body') roles[between] = 'copies';
      }
      return;
    }
    if (role !== 'body' || page.isStop(index)) return;
    if (datedBody(page.raw(index)) !== null) roles[index] = 'printing';
  }
}

/** A name and a date on one line: 某某市民政局　2013年2月21日. The name, or null. */
export function datedBody(raw: string): string | null {
  if (raw.length > 2 * SHORT || !raw.endsWith('日')) return null;
  const [date, ...others] = findDates(raw);
  if (date === undefined || others.length > 0 || date.span.end < raw.length) return null;
  const name = withoutSeal(raw.slice(0, date.span.start).trim());
  return splitBodies(name, isSigner).length > 0 ? name : null;
}

/** 附件：1.… and the lines 2.… below it, and those without a number down to the signature. */
export function markAttachmentLists(page: Page, headEnd: number): void {
  const { paragraphs, roles, text } = page;
  for (let index = headEnd; index < page.length; index += 1) {
    if (roles[index] !== 'attachment') continue;
    let next = index + 1;
    for (; next < page.length; next += 1) {
      const paragraph = paragraphs[next];
      if (paragraph === undefined || roles[next] !== 'body' || page.lengthOf(next) > SHORT) break;
      const mark = markAt(text, paragraph.start, paragraph.end);
      if (mark?.style !== 'digit' || isProse(page.line(next))) break;
      roles[next] = 'attachment';
    }
    let end = next;
    while (end < next + 6 && page.isFree(end)) end += 1;
    if (end > next && (roles[end] === 'signature' || roles[end] === 'date'))
      roles.fill('attachment', next, end);
  }
}

/** The names above a date or beside it, and those at the end of the text without one. */
export function markSignatures(page: Page, headEnd: number): void {
  const { roles } = page;
  const markUp = (from: number, isName: (line: string, raw: string) => boolean): void => {
    for (let index = from; index > from - MOST_SIGNATURES && index >= headEnd; index -= 1) {
      if (roles[index] !== 'body' || page.lengthOf(index) > 4 * SHORT || page.isStop(index)) return;
      if (!isName(page.line(index), page.raw(index))) return;
      roles[index] = 'signature';
    }
  };
  let printed = false;
  for (let index = headEnd; index < page.length; index += 1) {
    if (roles[index] === 'copies' || roles[index] === 'printing') printed = true;
    if (roles[index] === 'date' && index > headEnd) markUp(index - 1, isSignerLine);
    else if (roles[index] === 'body' && datedBody(page.raw(index)) !== null) {
      roles[index] = printed ? 'printing' : 'signature';
      if (!printed) markUp(index - 1, isSignerLine);
    }
  }
  let lastBody = page.length - 1;
  while (lastBody >= 0 && roles[lastBody] !== 'body') lastBody -= 1;
  if (lastBody > headEnd) markUp(lastBody, isSignatureLine);
}
