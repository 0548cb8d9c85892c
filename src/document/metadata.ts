import { readAs, readLine } from '../text/reading.ts';
import type { Span } from '../text/schema.ts';
import { findDates, wholeDate } from './date.ts';
import { findDocumentNumbers, normaliseDocumentNumber } from './document-number.ts';
import { isIssuingBody, issuerOfNote, issuerOfTitle, jurisdictionOf } from './issuer.ts';
import { kindOfTitle } from './kind.ts';
import { type Block, type Layout, readLayout } from './layout.ts';
import { isPageJunk, type Role } from './page-line.ts';
import { readReferences } from './references.ts';
import type {
  DocumentLevel,
  DocumentMetadata,
  DocumentStatus,
  MetadataField,
  SourceDocument,
} from './schema.ts';

type Found = Readonly<{ value: string; spans: readonly Span[] }>;

/** The span of `[start, end)` of a paragraph as read is looked for in its source by the words themselves. */
function spanOf(text: string, within: Span, words: string): Span {
  const start = text.slice(within.start, within.end).indexOf(words);
  if (words === '' || start < 0) return { start: within.start, end: within.end };
  return { start: within.start + start, end: within.start + start + words.length };
}

const spanOfBlock = (block: Block): Span => ({ start: block.paragraph.start, end: block.paragraph.end });

class MetadataReader {
  readonly #text: string;
  readonly #layout: Layout;

  constructor(text: string, layout: Layout) {
    this.#text = text;
    this.#layout = layout;
  }

  #blocks(role: Role): readonly Block[] {
    return this.#layout.blocks.filter((block) => block.role === role);
  }

  #read(block: Block): string {
    return readLine(this.#text, block.paragraph);
  }

  /** The first title on the page; its lines are neighbours. */
  title(): Found | null {
    const { blocks } = this.#layout;
    const first = blocks.findIndex((block) => block.role === 'title');
    const start = blocks[first];
    if (start === undefined) return null;
    let last = first;
    while (blocks[last + 1]?.role === 'title') last += 1;
    const lines = blocks.slice(first, last + 1);
    const span = { start: start.paragraph.start, end: lines.at(-1)?.paragraph.end ?? start.paragraph.end };
    let value = lines.map((block) => this.#read(block)).join('');
    // Some copies lost the line end before the addressees: …的通知中国外汇交易中心：
    const glued = /^(.*?的(?:通知|意见|决定|函|批复))(?=[^，。]{4,}.*[：:]$)/u.exec(value)?.[1];
    value = (glued ?? value).replace(/^[■●◆]/, '').replace(/^《([^《》]*)》$/, '$1');
    return { value, spans: [glued === undefined ? span : spanOf(this.#text, span, glued)] };
  }

  documentNumber(title: Found | null, notes: readonly string[]): Found | null {
    const blocks = this.#blocks('number');
    for (const [index, block] of blocks.entries()) {
      const line = this.#read(block);
      const whole = normaliseDocumentNumber(line);
      if (whole !== null) return { value: whole, spans: [spanOfBlock(block)] };
      const next = blocks[index + 1];
      const order = next === undefined ? null : normaliseDocumentNumber(line + this.#read(next));
      if (order !== null && next !== undefined) {
        return { value: order, spans: [{ start: block.paragraph.start, end: next.paragraph.end }] };
      }
      const named = findDocumentNumbers(line)[0];
      if (named !== undefined) return { value: named.documentNumber, spans: [spanOfBlock(block)] };
    }
    // …办法（武劳社〔2004〕135号): the number in brackets behind the title.
    const behind =
      /[（(]([^（(]{2,}?[〔［[（(]?\d{4}[〕］\])）]?第?\d+号|[^（(]{2,}令第[^（()）]{1,6}号)[)）]$/.exec(
        title?.value ?? '',
      )?.[1];
    const bracketed = behind === undefined ? null : normaliseDocumentNumber(behind);
    if (bracketed !== null && title !== null) return { value: bracketed, spans: title.spans };
    for (const note of notes) {
      const order = findDocumentNumbers(note.replace(/^.*日/, ''))[0];
      if (order !== undefined && /公布|发布/.test(note)) {
        const place = this.#blocks('header').find((block) => this.#read(block) === note);
        return { value: order.documentNumber, spans: place === undefined ? [] : [spanOfBlock(place)] };
      }
    }
    return null;
  }

  /** The lines at the head that tell when the text was passed and published, as read. */
  notes(): readonly string[] {
    return this.#blocks('header')
      .map((block) => this.#read(block))
      .filter((line) => findDates(line).length > 0 && /通过|公布|发布|修订|修正|批准/.test(line));
  }

  issuer(title: string | null, number: string | null, notes: readonly string[]): Found | null {
    const places: Span[] = [];
    const signed = this.#blocks('signature')
      .map((block) => ({ block, name: this.#read(block) }))
      .filter(({ name }) => isIssuingBody(name));
    const named = this.#blocks('header').flatMap((block) => {
      const name = this.#read(block).replace(/文件$/, '');
      return isIssuingBody(name) && !isPageJunk(name) ? [{ block, name }] : [];
    });
    for (const { block, name } of [...named, ...signed])
      places.push(spanOf(this.#text, spanOfBlock(block), name));
    const ofTitle = title === null ? null : (this.#issuerOfTitleAsWritten() ?? issuerOfTitle(title));
    // An order is signed by a person: its number names the issuer.
    const ofOrder = number === null ? null : (/^(.*?)(?:令|公告)(?:第|〔)/.exec(number)?.[1] ?? null);
    const first = this.#blocks('signature')[0]?.paragraph.start;
    const together = signed.filter(({ block }) => first !== undefined && block.paragraph.start - first < 400);
    const value =
      (together.length > 0 ? together.map(({ name }) => name).join('、') : null) ??
      named[0]?.name ??
      ofTitle ??
      (ofOrder !== null && ofOrder.length > 2 ? ofOrder.replace(/^中华人民共和国(?=国务院)/, '') : null) ??
      notes.map(issuerOfNote).find((issuer) => issuer !== null) ??
      null;
    if (value === null) return null;
    const titleBlock = this.#blocks('title')[0];
    if (places.length === 0 && titleBlock !== undefined && ofTitle !== null) {
      places.push(spanOf(this.#text, spanOfBlock(titleBlock), ofTitle));
    }
    return { value, spans: places };
  }

  /** Blanks part the names of several issuers in a title; reading drops them. */
  #issuerOfTitleAsWritten(): string | null {
    const paragraph = this.#blocks('title')[0]?.paragraph;
    return paragraph === undefined ? null : issuerOfTitle(this.#text.slice(paragraph.start, paragraph.end));
  }

  issuedOn(notes: readonly string[]): Found | null {
    const { blocks, headEnd } = this.#layout;
    const dated = blocks.filter((block) => block.role === 'date');
    const below = dated.find((block) => blocks.indexOf(block) >= headEnd) ?? dated[0];
    if (below !== undefined) {
      const value = wholeDate(this.#read(below));
      if (value !== null) return { value, spans: [spanOfBlock(below)] };
    }
    // 通过, 修正 … of a law: the latest is the date of this version; 施行 is another date.
    let latest: Found | null = null;
    for (const block of this.#blocks('header')) {
      const line = this.#read(block);
      if (!notes.includes(line)) continue;
      for (const { date, span } of findDates(line)) {
        const behind = line.slice(span.end, span.end + 60);
        if (/^起?(?:施行|实施|生效)/.test(behind) || (latest !== null && latest.value >= date)) continue;
        latest = { value: date, spans: [spanOfBlock(block)] };
      }
    }
    return latest;
  }

  printed(): { on: Found | null; by: Found | null } {
    let on: Found | null = null;
    let by: Found | null = null;
    for (const block of this.#blocks('printing')) {
      const line = this.#read(block);
      const date = findDates(line)[0];
      if (date !== undefined && /印发/.test(line)) on = { value: date.date, spans: [spanOfBlock(block)] };
      const name = line
        .slice(0, date?.span.start ?? line.length)
        .replace(/(?:主?编印?|编发|编制|印发)$/, '')
        .trim();
      if (by === null && isIssuingBody(name)) {
        by = { value: name, spans: [spanOf(this.#text, spanOfBlock(block), name)] };
      }
    }
    return { on, by };
  }

  /** A line with a name before its colon: the value is what follows, the place is the whole line. */
  labelled(role: Role, pattern: RegExp): Found | null {
    for (const block of this.#blocks(role)) {
      const line = this.#read(block);
      const value = pattern.exec(line)?.[1]?.trim();
      if (value !== undefined && value !== '') return { value, spans: [spanOfBlock(block)] };
    }
    return null;
  }

  addressees(): Found | null {
    const block = this.#blocks('addressees')[0];
    if (block === undefined) return null;
    const line = this.#read(block).replace(/[：:]$/, '');
    // 同志们： greets an audience; 主送机关 are bodies.
    if (/^(?:各位|同志|尊敬|女士|先生|朋友|代表)/.test(line) || /(?:同志们|朋友们|代表)$/.test(line))
      return null;
    return { value: line, spans: [{ start: block.paragraph.start, end: block.paragraph.end - 1 }] };
  }

  /** A speech says where it is held: 我们今天召开…会议 → 在…会议上的讲话. */
  derivedTitle(): string | null {
    const start = this.#layout.blocks.slice(0, 4).map((block) => this.#read(block));
    const meeting = /(?:召开|举行|参加|出席)([^，。；！？：]{2,40}(?:会议|大会|会|论坛))/u;
    if (/^(?:各位|同志|尊敬|女士|先生|朋友)/.test(start[0] ?? '')) {
      const name = start.map((line) => meeting.exec(line)?.[1]).find((found) => found !== undefined);
      return name === undefined ? null : `在${name}上的讲话`;
    }
    const original = start
      .map((line) => /^[（(]原标题[:：](.*)[）)]$/.exec(line)?.[1])
      .find((found) => found !== undefined);
    if (original !== undefined) return original;
    // An order or a preface that lost its title names what it issues: 制定了《…办法》，现予公布.
    const issued = start
      .map((line) => /《([^《》]{4,60})》[^《》]{0,60}现予以?(?:公布|发布)/.exec(line)?.[1])
      .find((found) => found !== undefined);
    if (issued !== undefined) return issued;
    const first = this.#layout.blocks
      .slice(0, 4)
      .map((block) => readAs(this.#text, block.paragraph))
      .find((line) => /[\p{L}\p{N}]/u.test(line));
    const line = first?.replace(/^#+\s*/, '') ?? '';
    const sentence = line.split(/[。！？；\n]/u)[0];
    return sentence === undefined || sentence === '' ? null : sentence.slice(0, 40);
  }
}

const NOT_BINDING = /^(?:讲话|致辞|简报|纪要|报告)$/;
const DRAFT = /征求意见|征集意见|草案|送审稿|讨论稿/;

/** Level that a title states without naming the place: 2021年全县“五型”政府建设工作要点. 全区 may be a city's or a zone's. */
function levelOfTitle(title: string): DocumentLevel | null {
  if (/全省|我省/.test(title)) return 'province';
  if (/全市|我市/.test(title)) return 'city';
  return /全县|我县/.test(title) ? 'county' : null;
}

function statusOf(title: string, kind: string | null, isDated: boolean): DocumentStatus {
  if (DRAFT.test(title)) return 'unknown';
  if (/[（(](?:已)?废止[）)]/.test(title)) return 'repealed';
  if (/[（(](?:已)?失效[）)]/.test(title)) return 'expired';
  return isDated && !(kind !== null && NOT_BINDING.test(kind)) ? 'in_force' : 'unknown';
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
  const reader = new MetadataReader(text, layout);
  const notes = reader.notes();
  const stated = reader.title();
  const title = stated?.value ?? reader.derivedTitle();
  const number = reader.documentNumber(stated, notes);
  const issuer = reader.issuer(stated?.value ?? null, number?.value ?? null, notes);
  const printed = reader.printed();
  const found: Readonly<Record<MetadataField, Found | null>> = {
    title: stated,
    documentNumber: number,
    issuer,
    issuedOn: reader.issuedOn(notes),
    printedOn: printed.on,
    addressees: reader.addressees(),
    copies: reader.labelled('copies', /^(?:抄送|抄报|分送|报送)[^:：]{0,3}[:：](.*)$/),
    disclosure: reader.labelled('disclosure', /^[（(]?(.*?)[）)]?$/),
    telephone: reader.labelled('contact', /电\s*话\s*[:：](.*)$/),
    printedBy: printed.by,
    copyNumber: null,
    classification: null,
    urgency: null,
    letterhead: null,
    signer: null,
    attachments: null,
    note: null,
  };
  const kind = title === null ? null : kindOfTitle(title);
  const ofIssuer = issuer === null ? null : jurisdictionOf(issuer.value);
  const ofTitle = stated === null ? { level: null, region: null } : jurisdictionOf(stated.value);
  const level = ofIssuer?.level ?? ofTitle.level ?? levelOfTitle(stated?.value ?? '');
  const places: Partial<Record<MetadataField, readonly Span[]>> = {};
  for (const field of Object.keys(found).filter((name): name is MetadataField => name in found)) {
    const spans = found[field]?.spans;
    if (spans !== undefined && spans.length > 0) places[field] = spans;
  }
  const isDated = [found.documentNumber, found.issuedOn, found.printedOn].some((field) => field !== null);
  return {
    title,
    titleDerived: stated === null && title !== null,
    documentNumber: number?.value ?? null,
    issuer: issuer?.value ?? null,
    issuedOn: found.issuedOn?.value ?? null,
    printedOn: found.printedOn?.value ?? null,
    addressees: found.addressees?.value ?? null,
    copies: found.copies?.value ?? null,
    disclosure: found.disclosure?.value ?? null,
    telephone: found.telephone?.value ?? null,
    printedBy: found.printedBy?.value ?? null,
    copyNumber: null,
    classification: null,
    urgency: null,
    letterhead: null,
    signer: null,
    attachments: [],
    note: null,
    enclosed: [],
    kind,
    level,
    region: ofIssuer === null ? ofTitle.region : ofIssuer.region,
    // A draft that has lost the word in its title often keeps it in its file's name.
    status: statusOf(`${title ?? ''} ${fileName}`, kind, isDated),
    references: readReferences(text, layout, { title, documentNumber: number?.value ?? null }),
    places,
  };
}
