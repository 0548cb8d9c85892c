import { findDates } from './date.ts';
import {
  findDocumentNumbers,
  normaliseDocumentNumber,
  numberAtEnd,
  numberOfLine,
} from './document-number.ts';
import { datedBody } from './page-foot.ts';
import { gluedTitleEnd, numberBehindTitle, titleEnd, withoutAttachmentMark } from './page-head.ts';
import { type Found, type PageReader, spanOf } from './page-reader.ts';
import type { Signature } from './signature.ts';

/** A title as read, as written (with its blanks, lines parted by one), and the number behind it on its line. */
export type Title = Found & Readonly<{ written: Found; documentNumber: string | null }>;

/** The first title on the page; its lines are neighbours. Null where the page has none. */
export function readTitle(page: PageReader): Title | null {
  const [first] = page.indexes('title');
  if (first === undefined) return null;
  let last = first;
  while (page.role(last + 1) === 'title') last += 1;
  const lines = Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  const span = { start: page.span(first).start, end: page.span(last).end };
  const whole = lines.map((index) => page.raw(index).replaceAll(/\s*[\r\n]\s*/g, ' ')).join(' ');
  const behind = numberBehindTitle(whole);
  const end = behind?.titleEnd ?? gluedTitleEnd(whole) ?? titleEnd(whole);
  const read = lines.map((index) => page.line(index)).join('');
  const value = end === whole.length ? read : dropBlanks(whole.slice(0, end));
  return {
    value: clean(value),
    // What was cut off stands on the last line.
    spans: [end === whole.length ? span : { start: span.start, end: span.end - (whole.length - end) }],
    written: { value: whole.slice(0, end), spans: [span] },
    documentNumber: behind?.documentNumber ?? null,
  };
}

/** Blanks between Chinese characters go, those between Latin words and numbers stay. */
const dropBlanks = (text: string): string =>
  text.replaceAll(/(?<=[^\x21-\x7e])[\s\u3000]+|[\s\u3000]+(?=[^\x21-\x7e])/g, '');

const clean = (title: string): string =>
  withoutAttachmentMark(title)
    .replace(/^[■●◆#]+/, '')
    .replace(/^《([^《》]*)》$/, '$1');

/**
 * The document's own number: from a line of its own, an order's name and number in two, behind the title, or from the
 * note that says by which order the text was published.
 */
export function readDocumentNumber(
  page: PageReader,
  title: Title | null,
  notes: readonly string[],
): Found | null {
  const indexes = page.indexes('number');
  for (const [at, index] of indexes.entries()) {
    const whole =
      numberOfLine(page.raw(index)) ??
      numberAtEnd(page.raw(index)) ??
      normaliseDocumentNumber(page.line(index));
    if (whole !== null) return { value: whole, spans: [page.span(index)] };
    // The order's name, its number below it; joint issuers may have 公告 on a line between.
    let text = page.raw(index);
    for (let next = at + 1; next <= at + 2 && indexes[next] === index + next - at; next += 1) {
      const below = indexes[next] ?? index;
      text += page.raw(below);
      const order = numberOfLine(text);
      if (order !== null) {
        return { value: order, spans: [{ start: page.span(index).start, end: page.span(below).end }] };
      }
    }
    const named = findDocumentNumbers(page.line(index))[0];
    if (named !== undefined) return { value: named.documentNumber, spans: [page.span(index)] };
  }
  if (title !== null && title.documentNumber !== null) {
    return { value: title.documentNumber, spans: title.written.spans };
  }
  for (const index of page.indexes('header')) {
    // A page that says the title twice, the number behind the first one.
    const behind = title === null ? null : numberBehindTitle(page.raw(index));
    if (
      behind !== null &&
      dropBlanks(page.raw(index).slice(0, behind.titleEnd)) === dropBlanks(title?.value ?? '')
    ) {
      return { value: behind.documentNumber, spans: [page.span(index)] };
    }
    const note = page.line(index);
    if (!notes.includes(note) || !/公布|发布/.test(note)) continue;
    const order = orderOfNote(note);
    if (order !== null) return { value: order, spans: [spanOf(page.text, page.span(index), order)] };
  }
  return null;
}

/** （…2006年7月5日乌鲁木齐市人民政府令第76号公布…）: the first number after a date. */
function orderOfNote(note: string): string | null {
  for (const part of note.split('日').slice(1)) {
    const order = findDocumentNumbers(part)[0];
    if (order !== undefined && /令|公告|〔/.test(order.documentNumber)) return order.documentNumber;
  }
  return null;
}

/** The lines at the head that tell when the text was passed and published, as read. */
export const readNotes = (page: PageReader): readonly string[] =>
  page
    .indexes('header')
    .map((index) => page.line(index))
    .filter((line) => findDates(line).length > 0 && /通过|公布|发布|修订|修正|批准/.test(line));

/** （2005年8月1日） behind the title. */
function dateBehindTitle(page: PageReader): Found | null {
  const last = page.indexes('title').find((index) => page.role(index + 1) !== 'title');
  const raw = last === undefined ? '' : page.raw(last);
  const date = last === undefined ? undefined : findDates(raw.slice(titleEnd(raw))).at(-1);
  if (last === undefined || date === undefined) return null;
  const start = page.span(last).start + titleEnd(raw);
  return { value: date.date, spans: [{ start: start + date.span.start, end: start + date.span.end }] };
}

/** Of bulletins and minutes the head names the office and the day: 某某市人民政府办公室　　2020年6月3日. */
export function readImprint(page: PageReader): { name: Found; date: Found } | null {
  for (const index of page.indexes('header', page.from, page.headEnd)) {
    const raw = page.raw(index);
    const name = datedBody(raw);
    const date = findDates(raw)[0];
    if (name === null || date === undefined) continue;
    const { start } = page.span(index);
    return {
      name: { value: name, spans: [spanOf(page.text, page.span(index), name)] },
      date: {
        value: date.date,
        spans: [{ start: start + date.span.start, end: start + date.span.end }],
      },
    };
  }
  return null;
}

/** A line at the head that is a date in brackets and perhaps an author: （市公安局 2004年6月19日）. */
function dateOfHead(page: PageReader): Found | null {
  for (const index of page.indexes('header', page.from, page.headEnd)) {
    const line = page.line(index);
    if (!/^[（(].*[）)]$/.test(line) || /施行|实施|生效/.test(line)) continue;
    const [date, ...others] = findDates(line);
    if (date !== undefined && others.length === 0) return { value: date.date, spans: [page.span(index)] };
  }
  return null;
}

/**
 * 成文日期 (GB/T 9704—2012 7.3.6.5): below the signature, at the head in brackets, or of the latest note on passing and
 * revision. The day on which it takes effect and that on which a page was posted are other dates.
 */
export function readIssueDate(
  page: PageReader,
  signature: Signature,
  notes: readonly string[],
): Found | null {
  const [above] = page.indexes('date', page.from, page.headEnd);
  const dated = signature.date ?? (above === undefined ? null : firstDate(page, above));
  return (
    dated ??
    latestOfNotes(page, notes) ??
    dateOfHead(page) ??
    dateBehindTitle(page) ??
    readImprint(page)?.date ??
    null
  );
}

function firstDate(page: PageReader, index: number): Found | null {
  const date = findDates(page.line(index))[0];
  return date === undefined ? null : { value: date.date, spans: [page.span(index)] };
}

/** 通过, 修正 … of a law: the latest is the date of this version; 施行 is another date. */
function latestOfNotes(page: PageReader, notes: readonly string[]): Found | null {
  let latest: Found | null = null;
  for (const index of page.indexes('header')) {
    const line = page.line(index);
    if (!notes.includes(line)) continue;
    for (const { date, span } of findDates(line)) {
      const behind = line.slice(span.end, span.end + 60);
      if (/^起?(?:施行|实施|生效)/.test(behind) || (latest !== null && latest.value >= date)) continue;
      latest = { value: date, spans: [page.span(index)] };
    }
  }
  return latest;
}
