import type { Span } from '../text/schema.ts';
import { fieldDate, findDates } from './date.ts';
import { deriveTitle } from './derived-title.ts';
import { numberOfLine } from './document-number.ts';
import { readEnclosed } from './enclosed.ts';
import { readDocumentNumber, readIssueDate, readNotes, readTitle } from './head-values.ts';
import { isIssuingBody } from './issuing-body.ts';
import { jurisdictionOf } from './jurisdiction.ts';
import { isBindingKind, isDraftTitle, kindOfTitle } from './kind.ts';
import { type Layout, readLayout } from './layout.ts';
import { readLetterhead } from './letterhead.ts';
import { headField, pageMark, readClassification } from './page-fields.ts';
import type { Role } from './page-line.ts';
import { type Found, mainPage, PageReader, spanOf } from './page-reader.ts';
import { readIssuer } from './read-issuer.ts';
import { readReferences } from './references.ts';
import { readStatements } from './relations/statements.ts';
import type {
  DocumentLevel,
  DocumentMetadata,
  DocumentStatus,
  MetadataField,
  SourceDocument,
} from './schema.ts';
import { readSignature } from './signature.ts';
import { readValidity } from './validity.ts';

/** The office that printed and the date of printing, of the foot of the page (GB/T 9704—2012 7.4.3). */
function readPrinting(page: PageReader): { on: Found | null; by: Found | null } {
  let on: Found | null = null;
  let by: Found | null = null;
  const indexes = page.indexes('printing');
  for (const index of indexes) {
    const line = page.line(index);
    const date = findDates(line)[0];
    const printed = line.includes('印发') || page.role(index - 1) === 'copies';
    if (date !== undefined && printed) on = { value: date.date, spans: [page.span(index)] };
    const name = line
      .slice(0, date?.span.start ?? line.length)
      .replace(/(?:主?编印?|编发|编制|印发)$/, '')
      .trim();
    if (by === null && isIssuingBody(name)) {
      by = { value: name, spans: [spanOf(page.text, page.span(index), name)] };
    }
  }
  return { on, by };
}

/** A line with a name before its colon: the value is what follows, the place is the whole line. */
function labelled(page: PageReader, role: Role, pattern: RegExp): Found | null {
  for (const index of page.indexes(role)) {
    const value = pattern.exec(page.line(index))?.[1]?.trim();
    if (value !== undefined && value !== '') return { value, spans: [page.span(index)] };
  }
  return null;
}

/** 抄送 with the lines below it that go on with the list. */
function readCopies(page: PageReader): Found | null {
  const first = labelled(page, 'copies', /^(?:抄送|抄报|分送|报送)[^:：]{0,3}[:：](.*)$/);
  const [from] = page.indexes('copies');
  if (first === null || from === undefined) return first;
  let { value } = first;
  const spans = [...first.spans];
  for (
    let index = from + 1;
    page.role(index) === 'copies' && !/^[抄分报]/.test(page.line(index));
    index += 1
  ) {
    value += page.line(index);
    spans.push(page.span(index));
  }
  return { value, spans };
}

function readAddressees(page: PageReader): Found | null {
  const [index] = page.indexes('addressees');
  if (index === undefined) return null;
  const value = page.line(index).replace(/[：:]$/, '');
  // 同志们： greets an audience; 主送机关 are bodies.
  if (/^(?:各位|同志|尊敬|女士|先生|朋友|代表)/.test(value) || /(?:同志们|朋友们|代表)$/.test(value))
    return null;
  const { start, end } = page.span(index);
  return { value, spans: [{ start, end: end - 1 }] };
}

/** 附件说明: 附件：1.某某办法 2.某某表, over one line or several. */
function readAttachments(page: PageReader): { names: string[]; spans: Span[] } {
  const indexes = page.indexes('attachment', page.headEnd);
  const names = indexes.flatMap((index) =>
    page
      .line(index)
      .replace(/^附(?:件|表|录|图)?\s*[:：]\s*/, '')
      .split(/(?:^|(?<=[^\d.]))\d{1,2}\s*[.．、](?!\d(?!\d{3}年))\s*/)
      .map((name) => name.replace(/[；;。]$/, '').trim())
      .filter((name) => name !== ''),
  );
  return { names, spans: indexes.map((index) => page.span(index)) };
}

/** 附注 in brackets (GB/T 9704—2012 7.3.7). */
function readNote(page: PageReader): Found | null {
  for (const index of page.indexes('disclosure', page.headEnd)) {
    const value = /^[（(](.*)[）)]$/.exec(page.line(index))?.[1];
    if (value !== undefined) return { value, spans: [page.span(index)] };
  }
  return null;
}

/** Level that a title states without naming the place: 2021年全县“五型”政府建设工作要点. 全区 may be a city's or a zone's. */
function levelOfTitle(title: string): DocumentLevel | null {
  if (/全省|我省/.test(title)) return 'province';
  if (/全市|我市/.test(title)) return 'city';
  return /全县|我县/.test(title) ? 'county' : null;
}

function statusOf(title: string, kind: string | null, isDated: boolean): DocumentStatus {
  if (isDraftTitle(title)) return 'unknown';
  if (/[（(](?:已)?废止[）)]/.test(title)) return 'repealed';
  if (/[（(](?:已)?失效[）)]/.test(title)) return 'expired';
  return isDated && isBindingKind(kind) ? 'in_force' : 'unknown';
}

/** A value of the table at the head as the page itself would state it: `read` gives null for what is no such value. */
function fieldAs(field: Found | null, read: (value: string) => string | null): Found | null {
  const value = field === null ? null : read(field.value);
  return field === null || value === null ? null : { value, spans: field.spans };
}

type Fields = Readonly<Record<Exclude<MetadataField, 'attachments'>, Found | null>>;

function readFields(text: string, layout: Layout): Fields {
  const main = mainPage(text, layout);
  const { blocks, headEnd } = layout;
  const whole = new PageReader(text, blocks, { from: 0, headEnd, to: blocks.length });
  const notes = readNotes(whole);
  // An order stands above the regulation that it publishes and whose title is its own.
  const title = readTitle(main) ?? readTitle(whole);
  const documentNumber =
    readDocumentNumber(main, title, notes) ??
    fieldAs(headField(text, layout, 'documentNumber'), numberOfLine);
  const letterhead = readLetterhead(main);
  const printed = readPrinting(whole);
  const signature = readSignature(main);
  const issuer = readIssuer(main, {
    ...{
      title: title?.written ?? null,
      documentNumber: documentNumber?.value ?? null,
      signature,
      letterhead,
      notes,
    },
    ...{ field: headField(text, layout, 'issuer'), publisher: headField(text, layout, 'publisher') },
    printedBy: printed.by?.value ?? null,
  });
  return {
    title: title ?? headField(text, layout, 'title'),
    documentNumber,
    issuer,
    issuedOn:
      readIssueDate(main, signature, notes) ??
      fieldAs(headField(text, layout, 'issuedOn'), fieldDate) ??
      readIssueDate(whole, readSignature(whole), notes),
    printedOn: printed.on,
    addressees: readAddressees(main),
    copies: readCopies(whole),
    disclosure: labelled(whole, 'disclosure', /^[（(]?(.*?)[）)]?$/),
    telephone: labelled(whole, 'contact', /电\s*话\s*[:：](.*)$/),
    printedBy: printed.by,
    copyNumber: pageMark(text, layout, 'copyNumber'),
    classification: readClassification(text, layout),
    urgency: pageMark(text, layout, 'urgency'),
    letterhead,
    signer: pageMark(text, layout, 'signer'),
    note: readNote(main),
  };
}

/**
 * What a document states about itself, and where. Nothing is guessed: what the text does not state is null. Where it
 * has no title, one is composed from its first lines and `titleDerived` is true. Dates are ISO 8601.
 */
export function readMetadata(
  document: Pick<SourceDocument, 'text' | 'fileName'>,
  layout: Layout = readLayout(document.text),
): DocumentMetadata {
  const { text, fileName } = document;
  const found = readFields(text, layout);
  const attachments = readAttachments(mainPage(text, layout));
  const stated = found.title?.value ?? null;
  const title = stated ?? deriveTitle(text, layout);
  const kind = title === null ? null : kindOfTitle(title);
  const issuer = found.issuer?.value ?? null;
  const ofIssuer = issuer === null ? null : jurisdictionOf(issuer);
  const ofTitle = stated === null ? { level: null, region: null } : jurisdictionOf(stated);
  const documentNumber = found.documentNumber?.value ?? null;
  const issuedOn = found.issuedOn?.value ?? null;
  const printedOn = found.printedOn?.value ?? null;
  const statements = readStatements(text, layout);
  const places: Partial<Record<MetadataField, readonly Span[]>> = {};
  for (const [field, value] of Object.entries({ ...found, attachments })) {
    if (value !== null && value.spans.length > 0 && isField(field, found)) places[field] = value.spans;
  }
  const isDated = [documentNumber, found.issuedOn, found.printedOn].some((field) => field !== null);
  return {
    title,
    titleDerived: stated === null && title !== null,
    documentNumber,
    issuer,
    issuedOn,
    printedOn,
    addressees: found.addressees?.value ?? null,
    copies: found.copies?.value ?? null,
    disclosure: found.disclosure?.value ?? null,
    telephone: found.telephone?.value ?? null,
    printedBy: found.printedBy?.value ?? null,
    copyNumber: found.copyNumber?.value ?? null,
    classification: found.classification?.value ?? null,
    urgency: found.urgency?.value ?? null,
    letterhead: found.letterhead?.value ?? null,
    signer: found.signer?.value ?? null,
    attachments: attachments.names,
    note: found.note?.value ?? null,
    enclosed: readEnclosed(text, layout, { title, issuer }),
    kind,
    level: ofIssuer?.level ?? ofTitle.level ?? levelOfTitle(stated ?? ''),
    region: ofIssuer === null ? ofTitle.region : ofIssuer.region,
    // A draft that has lost the word in its title often keeps it in its file's name.
    status: statusOf(`${title ?? ''} ${fileName}`, kind, isDated),
    references: readReferences(text, layout, { title, documentNumber }, statements),
    validity: readValidity(text, layout, { title, issuedOn, printedOn }, statements),
    places,
  };
}

const isField = (name: string, found: Fields): name is MetadataField =>
  name === 'attachments' || name in found;
