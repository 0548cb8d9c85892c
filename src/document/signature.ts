import type { Span } from '../text/schema.ts';
import { findDates, wholeDate } from './date.ts';
import { isSigner, type Officer, officerOf, splitBodies, withoutSeal } from './issuing-body.ts';
import { type Found, type PageReader, spanOf } from './page-reader.ts';

/** Who signed, in the order of signature, and the date below the names or beside them. */
export type Signature = Readonly<{
  names: readonly string[];
  spans: readonly Span[];
  officer: Officer | null;
  date: Found | null;
}>;

/** The names on a signature line without the date that may stand beside them. */
function namesOn(stored: string, read: string): string[] {
  const raw = withoutSeal(stored);
  const line = withoutSeal(read);
  const date = findDates(raw)[0];
  const names = splitBodies(date === undefined ? raw : raw.slice(0, date.span.start), isSigner);
  return names.length > 0 || !isSigner(line) ? names : [line];
}

function dateAt(page: PageReader, index: number): Found | null {
  const raw = page.raw(index);
  const span = page.span(index);
  if (page.role(index) === 'date') {
    const value = wholeDate(page.line(index));
    return value === null ? null : { value, spans: [span] };
  }
  const found = page.role(index) === 'signature' ? findDates(raw)[0] : undefined;
  if (found === undefined) return null;
  return {
    value: found.date,
    spans: [{ start: span.start + found.span.start, end: span.start + found.span.end }],
  };
}

/**
 * The signature of a document: the run of names that a date follows, the last run without one; several may each have
 * their date. With no names, the date alone. Everything null and empty where nothing is signed.
 */
export function readSignature(page: PageReader): Signature {
  const isPart = (index: number): boolean => ['signature', 'date'].includes(page.role(index) ?? '');
  let best: { from: number; to: number; dated: boolean } | null = null;
  for (let index = page.headEnd; index < page.to; index += 1) {
    if (!isPart(index)) continue;
    let to = index;
    while (isPart(to)) to += 1;
    const run = Array.from({ length: to - index }, (_, offset) => index + offset);
    const dated = run.some((at) => dateAt(page, at) !== null);
    if (best === null || !best.dated) best = { from: index, to, dated };
    index = to;
  }
  const names: string[] = [];
  const spans: Span[] = [];
  let officer: Officer | null = null;
  let date: Found | null = null;
  for (let index = best?.from ?? 0; index < (best?.to ?? 0); index += 1) {
    date ??= dateAt(page, index);
    if (page.role(index) !== 'signature') continue;
    const found = namesOn(page.raw(index), page.line(index));
    if (found.length === 0) officer ??= officerOf(page.line(index));
    for (const name of found) {
      names.push(name);
      spans.push(spanOf(page.text, page.span(index), name));
    }
  }
  return { names, spans, officer, date };
}
